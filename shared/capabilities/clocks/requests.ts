/** Service-level clocks as operations: read them, and account for every second. */

import { explainClock, presentClocks } from '#shared/capabilities/clocks/record-clocks';
import { readsAll } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import { loadSeen } from '#shared/engine/load';
import { knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import { clock } from '#shared/time/clock';

/** GET …/clocks */
export async function listClocks(context: Context): Promise<Response> {
  const { definition, request, config } = context;
  knownParameters(request, []);
  const { record } = await loadSeen(context);
  const clocks = presentClocks(record, config, clock.now(), readsAll(definition, request.caller));
  return { status: 200, body: { items: Object.values(clocks ?? {}), nextCursor: null } };
}

/** GET …/clocks/{clock}/explain: running, paused by which reason, outside the calendar; by which policy and calendar version. */
export async function explain(context: Context): Promise<Response> {
  const { definition, request, config, parameters } = context;
  knownParameters(request, []);
  const { record } = await loadSeen(context);
  const name = parameters.clock ?? '';
  const visible = presentClocks(record, config, clock.now(), readsAll(definition, request.caller)) ?? {};
  const found = Object.hasOwn(visible, name) ? record.clocks?.[name] : undefined;
  if (!found)
    throw new Problem(
      'not-found',
      `${record.id} has no clock ${name}; it has ${Object.keys(visible).join(', ') || 'none'}`,
    );
  return { status: 200, body: explainClock(found, config, clock.now()) };
}
