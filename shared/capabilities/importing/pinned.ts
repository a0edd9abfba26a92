/** The mapping of an import as it was when its file came: whatever becomes of it meanwhile, the file is read by it. */
import { type ImportJob, importJobs } from '#shared/capabilities/importing/job';
import { importMappingKey } from '#shared/capabilities/importing/keys';
import type { TenantId } from '#shared/ids/tenant-id';
import type { MappingDocument } from '#shared/imports/mapping-document';
import { expiryOf } from '#shared/jobs/job';
import type { Item, Store } from '#shared/store/store';

/** A mapping, and the version that an import is pinned to. */
export interface Pinned {
  readonly document: MappingDocument;
  readonly version: number;
}

/** What is kept with an import. */
export function pinItem(tenant: TenantId, job: ImportJob, { document, version }: Pinned): Item {
  return { ...importMappingKey(tenant, job.uid), body: document, version, expiresAt: expiryOf(importJobs, job) };
}

/** A mapping as the table has it, which holds only what was validated. */
export function pinnedOf(item: Item | undefined): Pinned | undefined {
  return item && { document: item.body as MappingDocument, version: Number(item.version) };
}

/** What was kept with an import; undefined for one from before mappings were pinned. */
export const pinnedMapping = async (
  store: Store,
  tenant: TenantId,
  job: Pick<ImportJob, 'uid'>,
): Promise<Pinned | undefined> => pinnedOf(await store.get(importMappingKey(tenant, job.uid)));
