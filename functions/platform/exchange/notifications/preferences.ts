/** What a user wishes: by which channel, how often, and when not to be disturbed. */

import { isDeepStrictEqual } from 'node:util';
import { matchVersion, requireIfMatch } from '#shared/http/precondition';
import { etag, type Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { isWritten } from '#shared/store/attempt';
import { notificationPreferencesKey } from './keys.ts';
import { preferencesOf } from './recipients.ts';
import { DEFAULT_PREFERENCES, type Preferences } from './rules-route.ts';
import { placeOf } from './runtime.ts';
import type { PreferencesBody } from './schema.ts';

/** GET /v1/notification-preferences: the caller's own. */
export async function readPreferences({ request }: Call<unknown>): Promise<Response> {
  const { tenant, store } = await placeOf(request.caller.tenant);
  const item = await store.get(notificationPreferencesKey(tenant, request.caller.actor.id));
  return { status: 200, body: preferencesOf(item), headers: { etag: etag(Number(item?.version ?? 0)) } };
}

/** PUT /v1/notification-preferences. @throws Problem validation-failed for a frequency that the channel does not have */
export async function writePreferences({ request, body, dryRun }: Call<PreferencesBody>): Promise<Response> {
  const gathered = body.rules.findIndex(
    ({ channel, frequency }) => channel === 'in-app' && !['immediate', 'never'].includes(frequency),
  );
  if (gathered >= 0) {
    const message = 'within the application there are no digests: immediate or never';
    const errors = [{ pointer: `/rules/${gathered}/frequency`, code: 'validation-failed', message }];
    throw new Problem('validation-failed', message, { errors });
  }
  const { tenant, store } = await placeOf(request.caller.tenant);
  const key = notificationPreferencesKey(tenant, request.caller.actor.id);
  const known = await store.get(key);
  const seen = Number(known?.version ?? 0);
  if (known) matchVersion(requireIfMatch(request.ifMatch), seen);
  const preferences: Preferences = { ...DEFAULT_PREFERENCES, ...body };
  const isSame = known !== undefined && isDeepStrictEqual(known.preferences, preferences);
  if (isSame) return { status: 200, body: preferences, headers: { etag: etag(seen) } };
  const answer = { status: 200, body: preferences, headers: { etag: etag(seen + 1) } };
  if (dryRun) return answer;
  const put = { ...key, preferences, version: seen + 1 };
  if (!(await isWritten(store, [{ put, condition: known ? { version: seen } : 'absent' }])))
    throw new Problem('version-mismatch', 'your preferences were changed at the same time; read them again');
  return answer;
}
