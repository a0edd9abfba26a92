/** Classes of retention that came after a tenant had set its periods. */
import { expect, it } from 'vitest';
import { defaultRetention, laterRetentionClasses, periodsOf } from '#shared/capabilities/retention/documents';
import { compileConfiguration, effectiveDocuments } from '#shared/tenancy/configuration';

const item = (kind: string, body: object) => ({
  pk: 'configuration',
  sk: `own#${kind}#${kind}`,
  ...{ kind, id: kind, version: 1, body },
});
const tenant = item('tenant', { slug: 'x', name: 'X', zone: 'UTC', kind: 'client', cursorKey: 'key' });

it('periods from before a class existed leave the product’s own period to it', () => {
  const before = Object.fromEntries(
    Object.entries(defaultRetention).filter(([name]) => !laterRetentionClasses.some((later) => later === name)),
  );
  const documents = effectiveDocuments([tenant, item('retention', { ...before, operational: 'P9Y' })], 'UTC');

  const retention = periodsOf(compileConfiguration(documents, new Map()));

  expect(retention).toEqual({ ...defaultRetention, operational: 'P9Y' });
  expect(retention.finance).toBe('P10Y');
});
