/** The clients of an MSP, as one of its operators may know of them. */

import { noteAccess } from '#shared/http/access-log';
import type { Request } from '#shared/http/request';
import { operatorId } from '#shared/ids/person';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import type { Actor } from '#shared/tenancy/context';
import { delegatedPk, delegationKey } from '#shared/tenancy/keys';
import { clientsGivenTo, type Given } from '#shared/tenancy/operators';
import { clock } from '#shared/time/clock';
import { delegationItems } from './delegations.ts';
import { findEntry, platformStore, type RegistryEntry, storeOf } from './registry.ts';

/** The MSP that a caller works for, and which of its clients are theirs. */
export interface Operator {
  readonly msp: RegistryEntry;
  readonly given: Given;
  /** Who they are inside a client. */
  readonly actor: Actor;
}

/** @throws Problem forbidden for anyone whose own tenant is no MSP */
export async function callingOperator({ request: { caller } }: Call<unknown>): Promise<Operator> {
  const msp = await findEntry(caller.actor.homeTenantId ?? caller.tenant);
  if (msp?.kind !== 'msp') throw new Problem('forbidden', 'only an MSP has clients');
  const given = await clientsGivenTo(await storeOf(msp.id), msp.id, caller);
  const { actor } = caller;
  const sent: Actor = { type: 'msp', id: operatorId(actor.id, msp.slug), homeTenantId: msp.id };
  return { msp, given, actor: actor.homeTenantId ? actor : sent };
}

const missing = (name: string): Problem => new Problem('not-found', `there is no client ${name} that you may work for`);

/**
 * A client that the MSP works for or has onboarded: whether the client still delegates is no matter for what is between the two of them.
 * @throws Problem not-found, the same for unknown and for foreign ones
 */
export async function clientOf({ msp, given }: Operator, name: string): Promise<RegistryEntry> {
  const entry = await findEntry(name);
  if (!entry || !given(entry.slug)) throw missing(name);
  if (entry.parent === msp.id) return entry;
  const delegated = await platformStore().get(delegationKey(msp.id, entry.id));
  const over = typeof delegated?.until === 'string' && Date.parse(delegated.until) <= clock.now();
  if (!delegated || over) throw missing(name);
  return entry;
}

/** A client that the MSP has onboarded. @throws Problem not-found; forbidden where it only works for it */
export async function onboardedBy(operator: Operator, name: string): Promise<RegistryEntry> {
  const entry = await clientOf(operator, name);
  if (entry.parent === operator.msp.id) return entry;
  throw new Problem('forbidden', `only the MSP that onboarded ${entry.slug} may do this`);
}

/** Tells the client, in its access log, what an operator is about to do to it from home. */
export async function tellClient(request: Request, { actor }: Operator, { id }: RegistryEntry): Promise<void> {
  await noteAccess(await storeOf(id), { ...request, caller: { ...request.caller, tenant: id, actor } });
}

/** Every delegation of a client with its name as it is now, which MSPs read there. */
export async function renamedDelegations({ id, name }: RegistryEntry) {
  const items = await platformStore().queryAll({ pk: delegatedPk(id) });
  return (await Promise.all(items.map(async (item) => ({ item, msp: await findEntry(item.sk) })))).flatMap(
    ({ item: { pk: _, sk: __, ...facts }, msp }) => (msp ? delegationItems(msp.id, id, { ...facts, name }) : []),
  );
}
