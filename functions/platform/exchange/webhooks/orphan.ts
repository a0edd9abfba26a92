/** A webhook whose owner's grant is over is disabled before it calls anybody, and the administrators are told (ADR 27). */
import { systemCaller } from '#shared/tenancy/context';
import { whyEnded } from '#shared/tenancy/grant';
import { endingOf } from './owner.ts';
import type { Place } from './runtime.ts';
import { disableByItself } from './store.ts';
import type { Webhook } from './webhook.ts';

/** @returns whether it is nobody's any more: then it is disabled, and what it was to tell waits */
export async function orphaned(place: Place, webhook: Webhook): Promise<boolean> {
  const ending = endingOf(webhook, await place.config());
  if (!ending) return false;
  const told = { change: 'orphaned', data: { because: whyEnded(ending) } } as const;
  await disableByItself(place, webhook.id, 'orphaned', systemCaller(place.tenant, 'webhooks').actor, told);
  return true;
}
