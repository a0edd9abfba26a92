/** Onboarding (A17): a tenant is registered first, then furnished; asked for again after an interruption, it goes on where it was. */

import { createHash, randomBytes } from 'node:crypto';
import { Problem } from '#shared/http/problems';
import { configurationPk, documentKey } from '#shared/store/keys';
import { type Item, TransactionRefused } from '#shared/store/store';
import { newUlid } from '#shared/store/ulid';
import { isInherited } from '#shared/tenancy/documents';
import type { Role } from '#shared/tenancy/roles';
import { type TenantId, tenantId } from '#shared/tenancy/tenant-id';
import { clock, toInstant } from '#shared/time/clock';
import { delegationItems } from './delegations.ts';
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
    createdAt: toInstant(now),
    ...(parent && { parent }),
  };
  try {
    await platformStore().transact([
      { put: entryItem(entry), condition: 'absent' },
      { put: slugItem(entry), condition: 'absent' },
      ...(parent ? (await firstDelegation(parent, entry)).map((put) => ({ put })) : []),
    ]);
    return entry;
  } catch (error) {
    if (error instanceof TransactionRefused) return undefined;
    throw error;
  }
}

/** The MSP that onboards a client works for it until the client says otherwise. */
async function firstDelegation(
  parent: TenantId,
  { id, slug, name, createdAt }: RegistryEntry,
): Promise<readonly Item[]> {
  const msp = await findEntry(parent);
  const facts = { roles: DELEGATED, msp: msp?.slug, slug, name, grantedAt: createdAt, grantedBy: 'onboarding' };
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
  try {
    await store.put(profile, 'absent');
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error; // furnished before: the cursor key stays what it was
  }
  if (parent) await inherit(parent, id);
}

/** Copies the MSP's own documents, as far as they are inherited. */
async function inherit(parent: TenantId, client: TenantId): Promise<void> {
  const documents = await (await storeOf(parent)).queryAll({ pk: configurationPk(parent), begins: 'own#' });
  const store = await storeOf(client);
  await store.writeAll(
    documents
      .filter(({ kind }) => isInherited(String(kind)))
      .map((document) => ({
        put: { ...document, ...documentKey(client, 'inherited', String(document.kind), String(document.id)) },
      })),
  );
}

/** A secret's fingerprint: all that is kept of it. */
export const fingerprint = (secret: string): string => createHash('sha256').update(secret).digest('hex');
