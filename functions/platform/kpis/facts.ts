/** The facts of a tenant's records: finished ones as they were left by month, open ones as they stand. */
import type { FactSource } from '#shared/kpi/fact-of-incident';
import { factOfIncident } from '#shared/kpi/fact-of-incident';
import { type IncidentFact, incidentFact } from '#shared/kpi/incident-fact';
import { standingFacts } from '#shared/process/facts';
import { storedRecord } from '#shared/process/items';
import { factPk, openPk } from '#shared/store/keys';
import type { Place } from './runtime.ts';

/** Queries under way at once. */
const IN_FLIGHT = 12;

/** @returns the facts of the months, then those of the open records. */
export async function factsOf(place: Place, type: string, months: readonly string[]): Promise<readonly IncidentFact[]> {
  const open = openFacts(place, type);
  const found: IncidentFact[][] = [];
  const waiting = months.entries();
  const worker = async (): Promise<void> => {
    for (const [index, month] of waiting) {
      const items = await place.store.queryAll({ pk: factPk(place.tenant, type, month), consistent: false });
      found[index] = standingFacts(items).map(({ fact }) => incidentFact.parse(fact));
    }
  };
  await Promise.all([open, ...Array.from({ length: IN_FLIGHT }, worker)]);
  // A record that reopens between the two reads is counted once, as open.
  const [finished, still] = [found.flat(), await open];
  const reopened = new Set(still.map(({ id }) => id));
  return [...finished.filter(({ id }) => !reopened.has(id)), ...still];
}

async function openFacts(place: Place, type: string): Promise<readonly IncidentFact[]> {
  const items = await place.store.queryAll({ index: 'open', pk: openPk(place.tenant, type) });
  const records = items.flatMap((item) => storedRecord(item)?.record ?? []);
  await place.ensureCalendars(
    records.flatMap(({ clocks }) => Object.values(clocks ?? {}).map(({ calendar }) => calendar)),
  );
  return records.map((record) => incidentFact.parse(factOfIncident(record as FactSource, place.config)));
}
