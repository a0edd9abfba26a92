/** Service-level clocks as operations: read them, and account for every second. */
import { Problem } from '#shared/http/problems';
import { knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { readsAll } from '#shared/process/access';
import type { Context } from '#shared/process/context';
import { loadSeen } from '#shared/process/load';
import { explainClock, presentClocks } from '#shared/process/record-clocks';
import { clock } from '#shared/time/clock';

/** GET …/clocks */
export async function listClocks(context: Context): Promise<Response> {
  const { definition, request, config } = context;
  knownParameters(request, []);
  const { record } = await loadSeen(context);
  const clocks = presentClocks(definition, record, config, clock.now(), readsAll(definition, request.caller));
  return { status: 200, body: { items: Object.values(clocks ?? {}), nextCursor: null } };
}

/** GET …/clocks/{clock}/explain: running, paused by which reason, outside the calendar; by which policy and calendar version. */
export async function explain(context: Context): Promise<Response> {
  const { definition, request, config, parameters } = context;
  knownParameters(request, []);
  const { record } = await loadSeen(context);
  const name = parameters.clock ?? '';
  const visible = presentClocks(definition, record, config, clock.now(), readsAll(definition, request.caller)) ?? {};
  const found = Object.hasOwn(visible, name) ? record.clocks?.[name] : undefined;
  if (!found)
    throw new Problem(
      'not-found',
      `${record.id} has no clock ${name}; it has ${Object.keys(visible).join(', ') || 'none'}`,
    );
  return { status: 200, body: explainClock(found, config, clock.now()) };
}
