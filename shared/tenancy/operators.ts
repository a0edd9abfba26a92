/** Which clients an operator may work for: all that have delegated to the MSP, or those that the MSP's directory gives them. */

import { operatorOf } from '#shared/ids/person';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Store } from '#shared/store/store';
import type { Caller } from '#shared/tenancy/context';
import { userKey } from '#shared/tenancy/keys';
import { storedUser } from '#shared/tenancy/users';

export type Given = (slug: string) => boolean;

/** Whether the list that the directory keeps, if any, has the client. */
export const givenBy = (clients: readonly string[] | undefined): Given => {
  const slugs = clients && new Set(clients);
  return (slug) => slugs?.has(slug) ?? true;
};

/** @param store of the MSP's own items. @param caller an operator, at home or inside a client */
export async function clientsGivenTo(store: Store, msp: TenantId, { actor }: Caller): Promise<Given> {
  const atHome = operatorOf(actor.id)?.atHome ?? actor.id;
  return givenBy(storedUser(await store.get(userKey(msp, atHome)))?.user.clients);
}
