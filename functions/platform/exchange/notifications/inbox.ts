/** A user's inbox within the application. */
import { pageOf } from '#shared/http/paging';
import { booleanParameter } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import type { Caller } from '#shared/tenancy/context';
import { clock, toInstant } from '#shared/time/clock';
import { loadNotification, saved } from './mail.ts';
import { changed, inboxPk, type Notification, notificationOf, presentNotification, unreadPk } from './notification.ts';
import { type Place, placeOf } from './runtime.ts';

/** Notifications that one request marks as read. */
const AT_ONCE = 200;

/** GET /v1/notifications: the caller's own, newest first. */
export async function listInbox({ request }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { tenant } = place;
  const user = request.caller.actor.id;
  const where = booleanParameter(request, 'unread')
    ? ({ index: 'open', pk: unreadPk(tenant, user) } as const)
    : ({ index: 'requester', pk: inboxPk(tenant, user) } as const);
  const { items, nextCursor } = await pageOf(request, place, { ...where, descending: true });
  const found = items.flatMap((item) => notificationOf(item) ?? []);
  return { status: 200, body: { items: found.map(presentNotification), nextCursor } };
}

/** @throws Problem not-found for what is not in the caller's inbox */
async function own(place: Place, { actor }: Caller, id: string): Promise<Notification> {
  const found = await loadNotification(place, id);
  if (found?.inbox && found.recipient === actor.id) return found;
  throw new Problem('not-found', `there is no notification ${id} in your inbox`);
}

const marked = (notification: Notification, read: boolean): Notification => {
  const { readAt: _, ...rest } = notification;
  const { dueAt } = notification;
  const kept = dueAt === undefined ? {} : { dueAt };
  return changed(rest, { ...kept, ...(read && { readAt: notification.readAt ?? toInstant(clock.now()) }) });
};

/** POST /v1/notifications/{id}/read and /unread */
export const mark =
  (read: boolean) =>
  async ({ request, parameters, dryRun }: Call<unknown>): Promise<Response> => {
    const place = await placeOf(request.caller.tenant);
    for (;;) {
      const next = marked(await own(place, request.caller, parameters.id ?? ''), read);
      if (dryRun || (await saved(place, next))) return { status: 200, body: presentNotification(next) };
    }
  };

/** POST /v1/notifications/read-all: up to 200 at once; the answer says whether there are more. */
export async function markAll({ request, dryRun }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const pk = unreadPk(place.tenant, request.caller.actor.id);
  const { items, next } = await place.store.query({ index: 'open', pk, limit: AT_ONCE });
  const unread = items.flatMap((item) => notificationOf(item) ?? []);
  const done = dryRun ? [] : await Promise.all(unread.map((each) => saved(place, marked(each, true))));
  const read = done.filter(Boolean).length;
  return { status: 200, body: { read, more: next !== undefined || read < done.length } };
}
