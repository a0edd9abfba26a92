/** What was sent to whom, and what was not and why. */

import { besideQuery } from '#shared/engine/beside';
import { numberKey } from '#shared/engine/keys';
import { typeOfNumber } from '#shared/grammar/directory';
import { pageOf } from '#shared/http/paging';
import { nameParameter } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { logPk, NOTIFICATION, type Notification, notificationOf } from './notification.ts';
import { type Place, placeOf } from './runtime.ts';

/** GET /v1/notification-log: newest first; `?record=` those about one record, by its number or ULID. */
export async function listLog({ request }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { tenant } = place;
  const record = nameParameter(request, 'record');
  const where =
    record === undefined
      ? ({ index: 'list', pk: logPk(tenant) } as const)
      : besideQuery(tenant, await uidOf(place, record), NOTIFICATION);
  const { items, nextCursor } = await pageOf(request, place, { ...where, descending: true });
  const found = items.flatMap((item) => notificationOf(item) ?? []);
  return { status: 200, body: { items: found.map(present), nextCursor } };
}

/** @throws Problem not-found */
async function uidOf({ tenant, store }: Place, reference: string): Promise<string> {
  const type = typeOfNumber(reference);
  if (type === undefined) return reference;
  const uid = (await store.get(numberKey(tenant, type, reference.toUpperCase())))?.uid;
  if (typeof uid === 'string') return uid;
  throw new Problem('not-found', `there is no record ${reference}`);
}

/** Without the text: who may read the log need not be who may read the record. */
function present({
  uid,
  at,
  eventId,
  event,
  record,
  recipient,
  audience,
  language,
  inbox,
  readAt,
  mail,
  dueAt,
}: Notification) {
  return {
    ...{ id: uid, at, eventId, event, record, recipient, audience, language },
    inApp: { shown: inbox, ...(readAt && { readAt }) },
    email: { ...mail, ...(dueAt !== undefined && { dueAt: new Date(dueAt).toISOString() }) },
  };
}
