/** What targets of KPIs look like as documents, and what makes them wrong. */

import * as z from 'zod/mini';
import { kpiKeys, measuredProcesses } from '#shared/capabilities/facts/kpi-names';
import { exponentOf } from '#shared/kit/money/currency';
import { defineForm, type Fault } from '#shared/tenancy/document-form';
import { idSchema } from '#shared/text/line';
import type { KpiTarget } from './documents.ts';

const id = idSchema(80);
const measure = z.number().check(z.gte(-1e12), z.lte(1e12));
const target = z.strictObject({
  process: id,
  key: id,
  green: measure,
  amber: measure,
  currency: z.exactOptional(
    z.string().check(z.maxLength(3), z.regex(/^[A-Z]{3}$/, 'expected a currency of ISO 4217, such as EUR')),
  ),
});

const unknown = (pointer: string, names: readonly string[]): Fault => ({
  slug: 'unknown-reference',
  pointer,
  message: `expected one of ${names.join(', ')}`,
});

const checkTarget = ({ process, key, green, amber, currency }: KpiTarget): readonly Fault[] => [
  ...(currency === undefined || exponentOf(currency) !== undefined
    ? []
    : [{ slug: 'unknown-currency' as const, pointer: '/currency', message: 'expected a currency of ISO 4217' }]),
  ...(measuredProcesses.includes(process) ? [] : [unknown('/process', measuredProcesses)]),
  ...(kpiKeys(process).includes(key) ? [] : [unknown('/key', kpiKeys(process))]),
  ...(green === amber
    ? [{ slug: 'validation-failed' as const, pointer: '/amber', message: 'expected another value than green' }]
    : []),
];

export const kpisDocumentForms = [
  defineForm({
    kind: 'kpi-target',
    path: 'kpi-targets',
    title: 'KPI target',
    inherited: true,
    writers: ['PRO', 'TAD'],
    schema: target,
    check: checkTarget,
  }),
];
