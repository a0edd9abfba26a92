/** Which mapping an import reads its file with: the tenant's own, its MSP's, or one that everybody has; pinned when the file is announced. */

import type { ImportJob } from '#shared/capabilities/importing/job';
import { type Pinned, pinnedMapping, pinnedOf } from '#shared/capabilities/importing/pinned';
import type { TenantId } from '#shared/ids/tenant-id';
import { builtInMappings } from '#shared/imports/built-in/mappings';
import { compileMapping } from '#shared/imports/compile';
import type { IncidentMapping } from '#shared/imports/mapping';
import { problemAt } from '#shared/problems/problems';
import type { Store } from '#shared/store/store';
import { configurationPk, documentKey } from '#shared/tenancy/keys';
import { mappingDocuments } from './documents.ts';

const KIND = mappingDocuments.kind;

/** @throws Problem validation-failed naming the mappings that there are. */
export async function mappingNamed(store: Store, tenant: TenantId, name: string): Promise<Pinned> {
  // Read from the table: a mapping that was set a moment ago counts.
  for (const origin of ['own', 'inherited'] as const) {
    const found = pinnedOf(await store.get(documentKey(tenant, origin, KIND, name)));
    if (found?.document.of !== undefined) return refuseOther(name, found.document.of);
    if (found) return found;
  }
  const document = builtInMappings.get(name);
  if (document) return { document, version: 1 };
  const items = await store.queryAll({ pk: configurationPk(tenant) });
  const own = items.flatMap(({ kind, id }) => (kind === KIND ? [String(id)] : []));
  const known = [...new Set([...own, ...builtInMappings.keys()])].slice(0, 100);
  const message = `there is no mapping ${name}; known: ${known.join(', ')}`;
  throw problemAt('validation-failed', '/mapping', message);
}

function refuseOther(name: string, type: string): never {
  const message = `${name} makes records of the type ${type}: their files are sent to the collection of these, …/imports`;
  throw problemAt('validation-failed', '/mapping', message);
}

/** The mapping of an import; of one from before mappings were pinned, the one that everybody has. */
export async function mappingOf(store: Store, tenant: TenantId, job: ImportJob): Promise<IncidentMapping> {
  const pinned = await pinnedMapping(store, tenant, job);
  const document = pinned?.document ?? builtInMappings.get(job.mapping);
  if (!document) throw new Error(`import ${job.uid} has no mapping`);
  return compileMapping(job.mapping, document);
}
