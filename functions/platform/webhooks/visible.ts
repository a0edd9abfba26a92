/** Whether a webhook may tell of an event: it sees with its owner's eyes, and with no more than its scope. */
import type { EventEnvelope } from '#shared/events/envelope';
import { mayReferTo } from '#shared/process/access';
import type { AnyRecord } from '#shared/process/record';
import type { Caller } from '#shared/tenancy/context';
import { mayRead } from './readable.ts';
import { allHold, wantsEvent } from './rules-match.ts';
import type { Place } from './runtime.ts';
import type { Moment } from './timeline.ts';
import type { Webhook } from './webhook.ts';

/** Processes whose events a webhook never brings: its own would be about itself. */
const SILENT: ReadonlySet<string> = new Set(['webhooks', 'notifications']);

/** What can be told without the record. */
export function concerns(webhook: Webhook, event: EventEnvelope): boolean {
  if (SILENT.has(event.process) || !wantsEvent(webhook, event)) return false;
  if (event.visibility === 'internal' && webhook.scope !== 'internal') return false;
  return mayRead(webhook.owner.roles, event.type) && Date.parse(event.at) >= Date.parse(webhook.createdAt);
}

/** What it takes the record for. What is no record, such as an import, is for administrators who asked for internal events. */
export async function isVisible(
  place: Place,
  webhook: Webhook,
  { event, values }: Moment,
  record: AnyRecord | undefined,
): Promise<boolean> {
  if (!concerns(webhook, event)) return false;
  if (!record || !values) return webhook.scope === 'internal' && webhook.owner.roles.includes('TAD');
  if (!allHold(webhook.where, values)) return false;
  return !record.confidential || mayReferTo(record, callerOf(place, webhook), await place.config());
}

function callerOf({ tenant }: Place, { id, owner }: Webhook): Caller {
  return { tenant, actor: { type: owner.type, id: owner.id }, roles: new Set(owner.roles), client: `webhook:${id}` };
}
