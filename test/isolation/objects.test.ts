/** Objects are isolated by the same session tag as items (docs/isolation.md). */
import { expect, it } from 'vitest';
import { authorize, sessionOf } from '#infra/local/edges/iam/principal';
import { tenantId } from '#shared/ids/tenant-id';
import { type Area, objectKey } from '#shared/objects/object-keys';
import { synthesiseRoles } from '#test/isolation/deployment';
import { othersThan } from '#test/isolation/judge';
import { objectHolesIn } from '#test/isolation/objects';

const OWN = tenantId('abcdefghijklm');
const synthesised = synthesiseRoles();
const { bucket, tenant, tenantPolicy } = synthesised;
const actions = ['GetObject', 'PutObject', 'DeleteObject', 'GetObjectVersion', 'PutObjectAcl', 'ListBucket'];
const areas: readonly Area[] = ['incoming', 'attachments', 'mail', 'quarantine'];

/** What a session of OWN may do to objects of this tenant. */
function granted(role: typeof tenant, owner: string): readonly string[] {
  const session = sessionOf(role, 'probe', { tenantId: OWN });
  return areas.flatMap((area) => {
    const key = objectKey(area, { tenant: OWN, type: 'incident', uid: '01J', id: '01K' }).replace(OWN, owner);
    return actions
      .filter((action) => authorize(session, { action: `s3:${action}`, resource: `${bucket.arn}/${key}` }).allowed)
      .map((action) => `${action} ${area}`);
  });
}

it('a tenant’s session reads, writes and deletes its own uploads, clean files and files of mail, and only fills its quarantine', () => {
  expect(granted(tenant, OWN)).toEqual([
    'GetObject incoming',
    'PutObject incoming',
    'DeleteObject incoming',
    'GetObject attachments',
    'PutObject attachments',
    'DeleteObject attachments',
    'GetObject mail',
    'PutObject mail',
    'DeleteObject mail',
    'PutObject quarantine',
  ]);
  const lists = authorize(sessionOf(tenant, 'probe', { tenantId: OWN }), {
    action: 's3:ListBucket',
    resource: bucket.arn,
  });
  expect(lists.allowed).toBe(false);
});

it('it reaches no object of another tenant, ids that are prefixes of one another included', () => {
  for (const other of othersThan(OWN)) expect(granted(tenant, other), other).toEqual([]);
});

it('the proof can fail: without the slash behind the tag a longer id is within reach', () => {
  const careless = JSON.parse(JSON.stringify(tenantPolicy).replaceAll('tenantId}/*', 'tenantId}*'));

  expect(granted(synthesised.tenantRoleWith(careless), `${OWN}0`)).not.toEqual([]);
});

it('a watch names what is not a tenant’s own, and whoever else could do it', () => {
  const principal = sessionOf(tenant, 'probe', { tenantId: OWN });
  const observed = (owner: string) => ({
    principal,
    action: 's3:GetObject',
    resource: `${bucket.arn}/attachments/${owner}/incident/01J/01K`,
    allowed: true,
  });

  expect(objectHolesIn(observed(OWN))).toEqual([]);
  expect(objectHolesIn(observed(`${OWN}0`)).join(' ')).toMatch(/not its own.*may do what/s);
});
