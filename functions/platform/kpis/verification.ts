/** GET /v1/kpis/{process}/verification: facts made anew from the history of records, against those that figures are made of (A19). */
import { Problem } from '#shared/http/problems';
import type { Response } from '#shared/http/response';
import type { FactSource } from '#shared/kpi/fact-of-incident';
import { factOfIncident } from '#shared/kpi/fact-of-incident';
import { monthsOf, questionOf, recordTypeOf } from '#shared/kpi/question';
import { rebuiltRecord } from '#shared/kpi/rebuild';
import { standingFacts } from '#shared/process/facts';
import { canonical } from '#shared/process/history';
import { historyEntry, storedRecord } from '#shared/process/items';
import type { Call } from '#shared/process/service';
import { EVENT, factPk, listPk, recordPk } from '#shared/store/keys';
import { placeOf } from './runtime.ts';

/** Records of one verification: each is read with its history. */
const MAX_RECORDS = 2000;
const IN_FLIGHT = 12;

export async function verification({ request, parameters }: Call<unknown>): Promise<Response> {
  const process = parameters.process ?? '';
  const type = recordTypeOf(process);
  const place = await placeOf(request.caller.tenant);
  const { tenant, store, config } = place;
  const question = questionOf(request, config.tenant.zone);
  const { from, to } = question;
  const standing = new Map<string, unknown>();
  for (const month of monthsOf({ ...question, asOf: to })) {
    for (const row of standingFacts(await store.queryAll({ pk: factPk(tenant, type, month) }))) {
      const [at = '', uid = ''] = row.sk.split('#');
      if (Date.parse(at) >= Date.parse(from) && Date.parse(at) < Date.parse(to)) standing.set(uid, row.fact);
    }
  }
  if (standing.size > MAX_RECORDS)
    throw new Problem(
      'limit-exceeded',
      `the period has ${standing.size} facts; at most ${MAX_RECORDS} are verified at once`,
    );
  const differences: { readonly uid: string; readonly standing: unknown; readonly rebuilt: unknown }[] = [];
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
      const rebuilt = rebuiltRecord(record, history.map(historyEntry));
      const counted = rebuilt && rebuilt.at >= Date.parse(from) && rebuilt.at < Date.parse(to);
      const fact = counted ? factOfIncident(rebuilt.record as FactSource, config) : undefined;
      const kept = standing.get(record.uid);
      if (!fact && kept === undefined) continue;
      verified++;
      if (canonical(fact ?? null) !== canonical(kept ?? null))
        differences.push({ uid: record.uid, standing: kept ?? null, rebuilt: fact ?? null });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return { status: 200, body: { process, from, to, records: verified, differences } };
}
