/**
 * The facts that records leave for key figures (A19): rows that never change. A record that is done leaves one, in the month in which it
 * counts; what happens to it later, a correction, a reopening, a deletion, leaves another that takes its place. They are written in the
 * command's own transaction, so a figure is never behind and costs no call.
 */

import { factKey } from '#shared/capabilities/facts/keys';
import { canonical } from '#shared/engine/history';
import type { Plan } from '#shared/engine/plan';
import type { AnyRecordDefinition, DeclaredFact } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import type { TenantId } from '#shared/ids/tenant-id';
import type { AnyMeasure } from '#shared/kit/kpi/definition';
import type { Item, Write } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';

export type Fact = object;

/** A measure of records, whose facts are made with the tenant's configuration. */
export type RecordMeasure = AnyMeasure & { readonly fact: DeclaredFact };

/** The fact of a record as it stands, and the instant it counts at; undefined while the record is open, and once it is deleted. */
export function factNow(
  definition: AnyRecordDefinition,
  record: AnyRecord,
  config: Configuration,
): { readonly at: string; readonly fact: Fact } | undefined {
  const { fact } = definition;
  if (!fact?.finished.includes(record.state) || record.deletedAt) return undefined;
  return { at: overAt(fact, record) ?? record.updatedAt, fact: fact.of(record as never, config) };
}

/** When a record was over, as its fact's declaration says; undefined when none of its fields tells. */
export function overAt(
  { over }: Pick<DeclaredFact, 'over'>,
  record: Readonly<Record<string, unknown>>,
): string | undefined {
  const found = over.map((name) => record[name]).find((value) => value !== undefined && value !== null);
  return found === undefined ? undefined : String(found);
}

const monthOf = (at: string): string => at.slice(0, 7);

/** The row of a fact: `sequence` is that of the history entry it was written with. */
export function factRow(tenant: TenantId, type: string, uid: string, sequence: number, at: string, fact: Fact): Item {
  return { ...factKey(tenant, type, monthOf(at), at, uid, sequence), fact };
}

/** The rows that a plan adds: the fact, when it is a new one, and its withdrawal from a month in which it no longer counts. */
export function factWrites(
  definition: AnyRecordDefinition,
  tenant: TenantId,
  { before, after }: Pick<Plan, 'before' | 'after'>,
  sequence: number,
  config: Configuration,
): readonly Write[] {
  if (!definition.fact) return [];
  const [old, next] = [before && factNow(definition, before, config), factNow(definition, after, config)];
  const { type } = definition;
  const same = old && next && old.at === next.at && canonical(old.fact) === canonical(next.fact);
  const left = old && (!next || monthOf(old.at) !== monthOf(next.at));
  return [
    ...(left
      ? [{ put: { ...factKey(tenant, type, monthOf(old.at), old.at, after.uid, sequence), withdrawn: true } }]
      : []),
    ...(next && !same ? [{ put: factRow(tenant, type, after.uid, sequence, next.at, next.fact) }] : []),
  ];
}

/** The facts that stand, of the rows of one month: the last row of each record, unless it withdrew the fact. */
export function standingFacts(rows: readonly Item[]): readonly Item[] {
  const last = new Map<string, { readonly sequence: string; readonly row: Item }>();
  for (const row of rows) {
    const [, uid = '', sequence = ''] = row.sk.split('#');
    const known = last.get(uid);
    if (!known || known.sequence < sequence) last.set(uid, { sequence, row });
  }
  return [...last.values()].flatMap(({ row }) => (row.withdrawn === true ? [] : [row]));
}
