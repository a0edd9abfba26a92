/** GET /v1/kpis/{process}/verification: facts made anew from the history of records, against those that figures are made of (A19). */

import { measures } from '#functions/measures';
import { type RecordMeasure, standingFacts } from '#shared/capabilities/facts/facts';
import { factPk } from '#shared/capabilities/facts/keys';
import { measuresOf, monthsOf, type Question, questionOf } from '#shared/capabilities/facts/question';
import { rebuiltRecord } from '#shared/capabilities/facts/rebuild';
import { seesConfidential } from '#shared/engine/access';
import { canonical } from '#shared/engine/history';
import { historyEntry, storedRecord } from '#shared/engine/items';
import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { EVENT, listPk, recordPk } from '#shared/store/keys';
import { type Place, placeOf } from './runtime.ts';

/** Records of one verification: each is read with its history. */
const MAX_RECORDS = 2000;
const IN_FLIGHT = 12;

interface Difference {
  readonly uid: string;
  readonly standing: unknown;
  readonly rebuilt: unknown;
}

export async function verification({ request, parameters }: Call<unknown>): Promise<Response> {
  const process = parameters.process ?? '';
  const asked = measuresOf(measures, process);
  const place = await placeOf(request.caller.tenant);
  const question = questionOf(request, place.config.tenant.zone);
  const { from, to } = question;
  const all = seesConfidential(request.caller);
  let records = 0;
  const differences: Difference[] = [];
  // Days of a series are no facts that somebody left: they are made of its readings.
  for (const each of asked.filter(({ daily }) => daily === undefined)) {
    const standing = await standingIn(place, each, question);
    const found = await compared(place, each, question, standing, all);
    records += found.records;
    differences.push(...found.differences);
  }
  return { status: 200, body: { process, from, to, records, differences } };
}

/** Facts that were left in the period, by the uid of their record. */
async function standingIn(
  { tenant, store }: Place,
  { type }: RecordMeasure,
  question: Question,
): Promise<ReadonlyMap<string, unknown>> {
  const { from, to } = question;
  const standing = new Map<string, unknown>();
  for (const month of monthsOf({ ...question, asOf: to })) {
    for (const row of standingFacts(await store.queryAll({ pk: factPk(tenant, type, month) }))) {
      const [at = '', uid = ''] = row.sk.split('#');
      if (Date.parse(at) >= Date.parse(from) && Date.parse(at) < Date.parse(to)) standing.set(uid, row.fact);
    }
  }
  if (standing.size <= MAX_RECORDS) return standing;
  throw new Problem(
    'limit-exceeded',
    `the period has ${standing.size} facts; at most ${MAX_RECORDS} are verified at once`,
  );
}

async function compared(
  place: Place,
  { type, fact: declared }: RecordMeasure,
  { from, to }: Question,
  standing: ReadonlyMap<string, unknown>,
  all: boolean,
): Promise<{ readonly records: number; readonly differences: readonly Difference[] }> {
  const { tenant, store, config } = place;
  const differences: Difference[] = [];
  // Every change since then has touched its record, so records that were last touched before the period cannot count in it.
  const items = await store.queryAll({ index: 'list', pk: listPk(tenant, type), from });
  const records = items.flatMap((item) => storedRecord(item)?.record ?? []);
  await place.ensureCalendars(
    records.flatMap(({ clocks }) => Object.values(clocks ?? {}).map(({ calendar }) => calendar)),
  );
  const queue = records.values();
  let verified = 0;
  const worker = async (): Promise<void> => {
    for (const record of queue) {
      const history = await store.queryAll({ pk: recordPk(tenant, type, record.uid), begins: EVENT });
      const rebuilt = rebuiltRecord(declared, record, history.map(historyEntry));
      const counted = rebuilt && rebuilt.at >= Date.parse(from) && rebuilt.at < Date.parse(to);
      // The record is of the measure's type.
      const fact = counted ? declared.of(rebuilt.record as never, config) : undefined;
      const kept = standing.get(record.uid);
      if (!fact && kept === undefined) continue;
      verified++;
      if (canonical(fact ?? null) !== canonical(kept ?? null) && (all || !record.confidential))
        differences.push({ uid: record.uid, standing: kept ?? null, rebuilt: fact ?? null });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return { records: verified, differences };
}
