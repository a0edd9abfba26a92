/** GET …/pinned/{field}: what a record was made with, as it was published then. */
import { pinning } from '#shared/capabilities/pins/pin';
import { digestOf, versionOf } from '#shared/capabilities/versions/version';
import { readsAll } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import { loadSeen } from '#shared/engine/load';
import { withoutUnseenRecords } from '#shared/engine/unseen';
import { knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';

/** For those who read all of the record; of the version, what is for everybody: it may be of another process. @throws Problem not-found */
export async function readPinned(context: Context): Promise<Response> {
  const { definition, request, store, parameters } = context;
  knownParameters(request, []);
  const { record } = await loadSeen(context);
  const { field = '' } = parameters;
  const named = pinning(definition.fields).some(([name]) => name === field) ? record.pins?.[field] : undefined;
  const [pin] = await withoutUnseenRecords(context, named ? [named] : []);
  if (!readsAll(definition, request.caller) || !pin)
    throw new Problem('not-found', `${record.id} was made with no version that you may see as ${field.slice(0, 80)}`);
  const whole = await versionOf({ store, tenant: request.caller.tenant }, pin);
  if (!whole) throw new Problem('not-found', `version ${pin.version} of ${pin.id} was purged with its record`);
  const { content, internal } = whole;
  const shown = Object.entries(content).filter(([name]) => !internal.includes(name));
  const { type, id, uid, version, digest } = pin;
  const body = { type, id, uid, version, digest, intact: digestOf(content) === digest };
  return { status: 200, body: { ...body, content: Object.fromEntries(shown) } };
}
