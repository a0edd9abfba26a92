/** Events of services: what is not a record's own history is told of with one of these (A2). */
import type { EventEnvelope } from '#shared/events/envelope';
import type { Request } from '#shared/http/request';
import { newUlid } from '#shared/ids/ulid';
import { clock, toInstant } from '#shared/time/clock';

type Always = 'eventId' | 'at' | 'changed' | 'depth' | 'visibility' | 'correlationId' | 'uid';

/**
 * An event that begins a chain of its own, now unless it says when. It is internal and names no changed fields unless it says so; `correlationId` is that of
 * the request that led to it, and `uid` that of what it is about: the event's own id where there is none.
 */
export function newEvent(
  given: Omit<EventEnvelope, Always> & Partial<Pick<EventEnvelope, 'at' | 'changed' | 'correlationId' | 'uid'>>,
): EventEnvelope {
  const now = clock.now();
  const eventId = newUlid(now);
  return {
    eventId,
    at: toInstant(now),
    changed: [],
    uid: eventId,
    correlationId: eventId,
    depth: 0,
    visibility: 'internal',
    ...given,
  };
}

/** What is said of a document that the caller put or, version 0, deleted: all of its event but what it is about. */
export function ofDocument(
  { caller: { tenant, actor }, id: correlationId }: Pick<Request, 'caller' | 'id'>,
  version: number,
) {
  return {
    tenantId: tenant,
    recordVersion: version,
    actor: { type: actor.type, id: actor.id },
    command: version === 0 ? 'delete' : 'put',
    state: { to: version === 0 ? 'deleted' : 'effective' },
    correlationId,
  };
}
