/** Whose webhooks somebody may see: administrators and auditors the tenant's, others their own; the rest is as if it were not there. */
import { Problem } from '#shared/problems/problems';
import type { Caller } from '#shared/tenancy/context';
import type { Place } from './runtime.ts';
import { findWebhook, type Kept } from './store.ts';
import type { Webhook } from './webhook.ts';

export function isTheirs({ owner }: Webhook, { roles, actor }: Caller): boolean {
  return roles.has('TAD') || roles.has('AUD') || owner.id === actor.id;
}

/** @throws Problem not-found */
export async function ownWebhook(place: Place, caller: Caller, id: string): Promise<Kept> {
  const found = await findWebhook(place, id.toUpperCase());
  if (found && isTheirs(found.webhook, caller)) return found;
  throw new Problem('not-found', `there is no webhook ${id}`);
}
