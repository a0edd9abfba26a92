/** Whose a webhook is: it sees with the eyes of whoever set it up last, and acts for as long as their grant holds (ADR 27). */

import { operatorOf } from '#shared/ids/person';
import { acting } from '#shared/tenancy/acting';
import type { Configuration } from '#shared/tenancy/configuration';
import { type Caller, makerOf } from '#shared/tenancy/context';
import { type Ending, endOf, type Maker, rolesLeft } from '#shared/tenancy/grant';
import type { Role } from '#shared/tenancy/roles';
import { clock, toInstant } from '#shared/time/clock';
import type { Owner, Webhook } from './webhook.ts';

/** The caller as its owner from now on. */
export function ownerOf(caller: Caller): Owner {
  const { actor, roles } = caller;
  const { type, homeTenantId } = actor;
  const maker = makerOf(caller, toInstant(clock.now()));
  return { ...maker, type, roles: [...roles], ...(homeTenantId && { homeTenantId }) };
}

/** What a webhook from before instants were noted is asked with. */
const since = ({ owner, createdAt }: Webhook): Maker => ({ ...owner, at: owner.at ?? createdAt });

/** Why it calls nobody any more; undefined while its owner's grant holds. */
export function endingOf(webhook: Webhook, { standings }: Configuration): Ending | undefined {
  return endOf(since(webhook), acting.webhook.needs, standings, clock.now());
}

/** With which roles it sees now. */
export function rolesOf(webhook: Webhook, { standings }: Configuration): readonly Role[] {
  return rolesLeft(since(webhook), webhook.owner.roles, standings);
}

/** Collections that it may tell of, when its owner's delegation is for some only. */
export function scopeOf({ owner }: Webhook, { standings }: Configuration): readonly string[] | undefined {
  const operator = operatorOf(owner.keyOf?.id ?? owner.id);
  return operator && standings.delegation(operator.slug)?.scope;
}
