/** What is sent: the event's envelope as a CloudEvent (CloudEvents 1.0, structured JSON). */
import type { EventEnvelope } from '#shared/events/envelope';
import type { Webhook } from './webhook.ts';

export const MEDIA_TYPE = 'application/cloudevents+json; charset=utf-8';

/** The body for a webhook of payload version 1. Names outside `data` are those of CloudEvents and our extensions of it. */
export function payloadOf(event: EventEnvelope, { scope }: Pick<Webhook, 'scope'>): string {
  const { eventId, name, process, tenantId, type, id, uid, recordVersion, at, actor, command, state, changed } = event;
  return JSON.stringify({
    specversion: '1.0',
    id: eventId,
    source: `urn:itsm:${tenantId}:${process}`,
    type: name,
    subject: id,
    time: at,
    datacontenttype: 'application/json',
    dataschema: `urn:itsm:event:${name}:1`,
    tenantid: tenantId,
    partitionkey: uid,
    correlationid: event.correlationId,
    ...(event.causationId && { causationid: event.causationId }),
    data: {
      type,
      id,
      uid,
      recordVersion,
      command,
      state,
      changed,
      actor: { type: actor.type, id: actor.id },
      ...(scope === 'internal' && { visibility: event.visibility }),
      data: event.data,
    },
  });
}
