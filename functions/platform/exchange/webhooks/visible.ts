/** Whether a webhook may tell of an event: it sees with its owner's eyes, and with no more than its scope. */

import { mayReferTo } from '#shared/engine/access';
import type { EventEnvelope } from '#shared/events/envelope';
import type { AnyRecord } from '#shared/grammar/record';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';
import type { Role } from '#shared/tenancy/roles';
import { rolesOf, scopeOf } from './owner.ts';
import { mayRead, standsIn } from './readable.ts';
import { allHold, wantsEvent } from './rules-match.ts';
import type { Place } from './runtime.ts';
import type { Moment } from './timeline.ts';
import type { Webhook } from './webhook.ts';

/** Processes whose events a webhook never brings: its own would be about itself. */
const SILENT: ReadonlySet<string> = new Set(['webhooks', 'notifications']);

/** What can be told without the record. */
export function concerns(webhook: Webhook, event: EventEnvelope, config: Configuration): boolean {
  if (SILENT.has(event.process) || !wantsEvent(webhook, event)) return false;
  if (event.visibility === 'internal' && webhook.scope !== 'internal') return false;
  if (!standsIn(scopeOf(webhook, config), event.type)) return false;
  return mayRead(rolesOf(webhook, config), event.type) && Date.parse(event.at) >= Date.parse(webhook.createdAt);
}

/** What it takes the record for. What is no record, such as an import, is for administrators who asked for internal events. */
export async function isVisible(
  place: Place,
  webhook: Webhook,
  { event, values }: Moment,
  record: AnyRecord | undefined,
): Promise<boolean> {
  const config = await place.config();
  if (!concerns(webhook, event, config)) return false;
  const roles = rolesOf(webhook, config);
  if (!record || !values) return webhook.scope === 'internal' && roles.includes('TAD');
  if (!allHold(webhook.where, values)) return false;
  return !record.confidential || mayReferTo(record, callerOf(place, webhook, roles), config);
}

function callerOf({ tenant }: Place, { id, owner }: Webhook, roles: readonly Role[]): Caller {
  const { type, homeTenantId } = owner;
  const actor = { type, id: owner.id, ...(homeTenantId && { homeTenantId }) };
  return { tenant, actor, roles: new Set(roles), client: `webhook:${id}` };
}
