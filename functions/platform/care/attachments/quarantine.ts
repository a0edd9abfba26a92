/** GET /v1/quarantine: infected files, for whoever has to do something about them. The files themselves are handed out to nobody. */

import type { Response } from '#shared/http/response';
import type { Call } from '#shared/serve/service';
import { clock } from '#shared/time/clock';
import { quarantinePk } from './keys.ts';
import { placeOf } from './runtime.ts';

/** The newest ones. */
const MOST = 200;

export async function listQuarantine({ request }: Call<unknown>): Promise<Response> {
  const { tenant, store } = await placeOf(request.caller.tenant);
  const { items } = await store.query({ pk: quarantinePk(tenant), descending: true, limit: MOST });
  const kept = items.filter(({ expiresAt }) => Number(expiresAt) * 1000 > clock.now());
  return { status: 200, body: { items: kept.map(({ file }) => file), nextCursor: null } };
}
