/** Onboarding (A17): a tenant is registered first, then furnished; asked for again after an interruption, it goes on where it was. */

import { createHash, randomBytes } from 'node:crypto';
import { documentForms } from '#functions/document-forms';
import { type TenantId, tenantId } from '#shared/ids/tenant-id';
import { newUlid } from '#shared/ids/ulid';
import { Problem } from '#shared/problems/problems';
import { attempt, isWritten } from '#shared/store/attempt';
import type { Item, Write } from '#shared/store/store';
import { delegationIn } from '#shared/tenancy/delegation';
import { configurationPk, delegationKey, documentKey } from '#shared/tenancy/keys';
import type { Role } from '#shared/tenancy/roles';
import { clock, toInstant } from '#shared/time/clock';
import { delegationDocument, delegationItems } from './delegations.ts';
import { entryItem, findEntry, platformStore, type RegistryEntry, slugItem, storeOf } from './registry.ts';
import { openUsageKey } from './usage-key.ts';

export interface Onboarding {
  readonly slug: string;
  readonly name: string;
  readonly zone: string;
  readonly kind: 'msp' | 'client';
  /** The MSP that a client belongs to. */
  readonly parent?: TenantId;
}

/** What an MSP's operators may do in a new client's tenant until the client says otherwise. */
const DELEGATED: readonly Role[] = ['AGT', 'LEAD', 'TAD'];

/** @throws Problem duplicate when the slug is another tenant's. */
export async function onboard(wanted: Onboarding): Promise<RegistryEntry> {
  const entry = (await register(wanted)) ?? (await sameAsBefore(wanted));
  await furnish(entry);
  return entry.usageKey === undefined ? meter(entry) : entry;
}

/** The tenant's requests are counted by a key of its own from now on (ADR 12). */
async function meter(entry: RegistryEntry): Promise<RegistryEntry> {
  const metered = { ...entry, usageKey: await openUsageKey(entry.id, entry.tier) };
  await platformStore().put(entryItem(metered));
  return metered;
}

/** One transaction: the tenant, its slug, its delegation. Undefined when the slug is taken. */
async function register({ slug, name, zone, kind, parent }: Onboarding): Promise<RegistryEntry | undefined> {
  const now = clock.now();
  const id = tenantId(newUlid(now).toLowerCase());
  const entry: RegistryEntry = {
    id,
    slug,
    name,
    kind,
    zone,
    state: 'active',
    tier: 'standard',
    version: 1,
    createdAt: toInstant(now),
    ...(parent && { parent }),
  };
  const writes: readonly Write[] = [
    { put: entryItem(entry), condition: 'absent' },
    { put: slugItem(entry), condition: 'absent' },
    ...(parent ? (await firstDelegation(parent, entry)).map((put) => ({ put })) : []),
  ];
  return (await isWritten(platformStore(), writes)) ? entry : undefined;
}

/** The MSP that onboards a client works for it until the client says otherwise. */
async function firstDelegation(
  parent: TenantId,
  { id, slug, name, createdAt }: RegistryEntry,
): Promise<readonly Item[]> {
  const msp = await findEntry(parent);
  const told = { msp: msp?.slug, slug, name, grantedAt: createdAt, grantedBy: 'onboarding' };
  const facts = { roles: DELEGATED, ...told, since: createdAt };
  return delegationItems(parent, id, facts);
}

async function sameAsBefore({ slug, name, kind, parent }: Onboarding): Promise<RegistryEntry> {
  const known = await findEntry(slug);
  if (known && known.name === name && known.kind === kind && known.parent === parent) return known;
  throw new Problem('duplicate', `the slug ${slug} is taken; choose another`);
}

/** The tenant's first documents: its profile, and what it inherits. */
async function furnish({ id, slug, name, zone, kind, parent }: RegistryEntry): Promise<void> {
  const store = await storeOf(id);
  const body = { slug, name, zone, kind, cursorKey: randomBytes(32).toString('base64url') };
  const profile: Item = {
    ...documentKey(id, 'own', 'tenant', 'tenant'),
    kind: 'tenant',
    id: 'tenant',
    version: 1,
    updatedAt: toInstant(clock.now()),
    body,
  };
  // Furnished before, the cursor key stays what it was.
  await attempt(store, [{ put: profile, condition: 'absent' }]);
  if (!parent) return;
  await delegate(parent, id);
  await inherit(parent, id);
}

/** What the registry says that the MSP may do, where the client's functions read it; an earlier attempt may have written it. */
async function delegate(parent: TenantId, client: TenantId): Promise<void> {
  const item = await platformStore().get(delegationKey(parent, client));
  if (typeof item?.msp !== 'string') return;
  await (await storeOf(client)).put(delegationDocument(client, item.msp, delegationIn(item)));
}

/** Copies the MSP's own documents, as far as they are inherited. */
async function inherit(parent: TenantId, client: TenantId): Promise<void> {
  const documents = await (await storeOf(parent)).queryAll({ pk: configurationPk(parent), begins: 'own#' });
  const store = await storeOf(client);
  await store.writeAll(
    documents
      .filter(({ kind }) => documentForms.some((form) => form.kind === kind && form.inherited))
      .map((document) => ({
        put: { ...document, ...documentKey(client, 'inherited', String(document.kind), String(document.id)) },
      })),
  );
}

/** A secret's fingerprint: all that is kept of it. */
export const fingerprint = (secret: string): string => createHash('sha256').update(secret).digest('hex');
