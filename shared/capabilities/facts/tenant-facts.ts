/** The facts of a tenant's records: finished ones as they were left by month, open ones as they stand. */

import { dayFacts } from '#shared/capabilities/facts/day-facts';
import { type RecordMeasure, standingFacts } from '#shared/capabilities/facts/facts';
import { factPk } from '#shared/capabilities/facts/keys';
import { storedRecord } from '#shared/engine/items';
import { type AnyFact, factSchema } from '#shared/kit/kpi/fact';
import type { Measured } from '#shared/kit/kpi/selection';
import { openPk } from '#shared/store/keys';
import type { Place } from '#shared/tenancy/place';

/** Queries under way at once, of each type. */
const IN_FLIGHT = 12;

/**
 * @param wanted measures whose figures are asked for
 * @param known every measure: figures may read facts of other types
 * @returns each with the facts of the months, and those of records still open where its figures look at them.
 */
export async function measuredIn(
  place: Place,
  wanted: readonly RecordMeasure[],
  known: readonly RecordMeasure[],
  months: readonly string[],
): Promise<readonly Measured[]> {
  const types = new Set(wanted.flatMap(({ type, beside = {} }) => [type, ...Object.keys(beside)]));
  const read = known.filter(({ type }) => types.has(type));
  const facts = new Map(
    await Promise.all(read.map(async (each) => [each, await factsOf(place, each, months)] as const)),
  );
  // A type's days are figures of their own: others read what its records leave.
  const left = (type: string) => read.find((each) => each.type === type && each.daily === undefined);
  const factsOfType = (type: string): readonly AnyFact[] => {
    const measure = left(type);
    return (measure && facts.get(measure)) ?? [];
  };
  return wanted.map((each) => ({
    measure: each,
    facts: facts.get(each) ?? [],
    beside: Object.fromEntries(Object.keys(each.beside ?? {}).map((type) => [type, factsOfType(type)])),
  }));
}

async function factsOf(place: Place, measure: RecordMeasure, months: readonly string[]): Promise<readonly AnyFact[]> {
  const schema = factSchema(measure.fields);
  if (measure.daily !== undefined)
    return (await dayFacts(place, measure, months)).map((fact) => schema.parse(fact) as AnyFact);
  const [open, finished] = await Promise.all([openFacts(place, measure), rowsOf(place, measure.type, months)]);
  const read = (facts: readonly unknown[]) => facts.map((fact) => schema.parse(fact) as AnyFact);
  const standing = read(open);
  // A record that comes back between the reads is counted once, as open.
  const reopened = new Set(standing.map(({ id }) => id));
  return [...read(finished).filter(({ id }) => !reopened.has(id)), ...standing];
}

/** The facts that finished records of a type have left in these months. */
async function rowsOf(place: Place, type: string, months: readonly string[]): Promise<readonly unknown[]> {
  const found: unknown[][] = [];
  const waiting = months.entries();
  const worker = async (): Promise<void> => {
    for (const [index, month] of waiting) {
      const items = await place.store.queryAll({ pk: factPk(place.tenant, type, month), consistent: false });
      found[index] = standingFacts(items).map(({ fact }) => fact);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return found.flat();
}

async function openFacts(place: Place, { type, fact, standing }: RecordMeasure): Promise<readonly unknown[]> {
  if (!standing) return [];
  const items = await place.store.queryAll({ index: 'open', pk: openPk(place.tenant, type) });
  const records = items.flatMap((item) => storedRecord(item)?.record ?? []);
  await place.ensureCalendars(
    records.flatMap(({ clocks }) => Object.values(clocks ?? {}).map(({ calendar }) => calendar)),
  );
  // The record is of the measure's type.
  return records.map((record) => fact.of(record as never, place.config));
}
