/** What is held, and what was purged. */

import { legalHoldPk } from '#shared/capabilities/retention/keys';
import { keptUntil } from '#shared/capabilities/retention/retention';
import { storedRecord } from '#shared/engine/items';
import { pageOf } from '#shared/http/paging';
import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import * as keys from '#shared/store/keys';
import { clock, toInstant } from '#shared/time/clock';
import { CERTIFICATE, certificateKey, certificatePk } from './keys.ts';
import { placeOf } from './runtime.ts';

interface Hold {
  readonly type: string;
  readonly uid: string;
  readonly id: string;
  readonly reason: string;
  readonly placedBy: string;
}

/** As many records as a batch reads at once. */
const MOST = 100;

/** GET /v1/legal-holds: every record under hold, why, and whether it would be gone otherwise (A20.12). */
export async function listHolds(call: Call<unknown>): Promise<Response> {
  const place = await placeOf(call.request.caller.tenant);
  const { tenant, store, config } = place;
  const { items, nextCursor } = await pageOf(call.request, place, { pk: legalHoldPk(tenant) }, MOST);
  const holds = items.map((item) => item.hold as Hold);
  const records = await store.getAll(holds.map(({ type, uid }) => keys.recordKey(tenant, type, uid)));
  const untilOf = (uid: string): number | undefined => {
    const stored = storedRecord(records.find((item) => item.pk.endsWith(`#${uid}`)));
    return stored && keptUntil(stored.record, config);
  };
  const shown = holds.map((hold) => {
    const until = untilOf(hold.uid);
    return {
      ...hold,
      keptUntil: until === undefined ? null : toInstant(until),
      pastRetention: until !== undefined && until <= clock.now(),
    };
  });
  return { status: 200, body: { items: shown, nextCursor } };
}

/** GET /v1/purge-certificates, by number. */
export async function listCertificates(call: Call<unknown>): Promise<Response> {
  const place = await placeOf(call.request.caller.tenant);
  const input = { pk: certificatePk(place.tenant), begins: CERTIFICATE };
  const { items, nextCursor } = await pageOf(call.request, place, input);
  return { status: 200, body: { items: items.map(({ certificate }) => certificate), nextCursor } };
}

/** GET /v1/purge-certificates/{number} */
export async function readCertificate({ request, parameters }: Call<unknown>): Promise<Response> {
  const { tenant, store } = await placeOf(request.caller.tenant);
  const number = (parameters.number ?? '').toUpperCase();
  const item = await store.get(certificateKey(tenant, number));
  if (!item) throw new Problem('not-found', `there is no purge certificate of ${parameters.number}`);
  return { status: 200, body: item.certificate };
}
