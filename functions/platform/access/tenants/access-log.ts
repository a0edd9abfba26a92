/** GET /v1/access-log: who of an MSP read or acted here, when and on what. */

import { accessOf } from '#shared/http/access-log';
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import { accessLogPk } from '#shared/http/keys';
import { limitOf } from '#shared/http/paging';
import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import type { TenantProfile } from '#shared/tenancy/documents';
import { documentKey } from '#shared/tenancy/keys';
import { clock, toInstant } from '#shared/time/clock';
import { storeOf } from './registry.ts';

export const accessLogQuery = ['month', 'limit', 'cursor'];

/** One month, newest first; by default the present one. */
export async function readAccessLog({ request }: Call<unknown>): Promise<Response> {
  const { tenant } = request.caller;
  const month = request.query.get('month') ?? toInstant(clock.now()).slice(0, 7);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
    throw new Problem('unknown-parameter', `month is like 2026-06, was given ${month}`, { parameter: 'month' });
  const limit = limitOf(request);
  const store = await storeOf(tenant);
  const profile = await store.get(documentKey(tenant, 'own', 'tenant', 'tenant'));
  const key = (profile?.body as TenantProfile | undefined)?.cursorKey ?? '';
  const scope = { key, tenant, route: `access-log?month=${month}` };
  const cursor = request.query.get('cursor');
  const after = cursor === undefined ? undefined : decodeCursor(cursor, scope);
  const pk = accessLogPk(tenant, month);
  const page = await store.query({ pk, limit, descending: true, ...(after && { after }) });
  const nextCursor = page.next ? encodeCursor(page.next, scope) : null;
  return { status: 200, body: { items: page.items.map(accessOf), nextCursor } };
}
