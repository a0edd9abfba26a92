/** The facts of a tenant's records: finished ones as they were left by month, open ones as they stand. */
import type { AnyFact } from '#shared/kpi/compute';
import type { FactSource } from '#shared/kpi/fact-of-incident';
import { factOfIncident } from '#shared/kpi/fact-of-incident';
import { type IncidentFact, incidentFact } from '#shared/kpi/incident-fact';
import { noticeFacts, noticeRow } from '#shared/kpi/notice-fact';
import { standingFacts } from '#shared/process/facts';
import { storedRecord } from '#shared/process/items';
import { factPk, openPk } from '#shared/store/keys';
import type { Place } from '#shared/tenancy/place';

/** Queries under way at once, of each type. */
const IN_FLIGHT = 12;
const NOTICE = 'service-notice';

/** @returns the facts of the months, those of the open records, and those of the notices that tell of the incidents. */
export async function factsOf(place: Place, type: string, months: readonly string[]): Promise<readonly AnyFact[]> {
  const [open, finished, notices] = await Promise.all([
    openFacts(place, type),
    rowsOf(place, type, months),
    rowsOf(place, NOTICE, months),
  ]);
  // A record that reopens between the reads is counted once, as open.
  const reopened = new Set(open.map(({ id }) => id));
  const incidents = [
    ...finished.map((fact) => incidentFact.parse(fact)).filter(({ id }) => !reopened.has(id)),
    ...open,
  ];
  const told = notices.map((fact) => noticeRow.parse(fact));
  return [...incidents, ...noticeFacts(told, incidents)];
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

async function openFacts(place: Place, type: string): Promise<readonly IncidentFact[]> {
  const items = await place.store.queryAll({ index: 'open', pk: openPk(place.tenant, type) });
  const records = items.flatMap((item) => storedRecord(item)?.record ?? []);
  await place.ensureCalendars(
    records.flatMap(({ clocks }) => Object.values(clocks ?? {}).map(({ calendar }) => calendar)),
  );
  return records.map((record) => incidentFact.parse(factOfIncident(record as FactSource, place.config)));
}
