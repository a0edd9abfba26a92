/** Published template versions: they never change, so a function reads each once and keeps the most used. */

import { templateDocuments, templateNamed } from '#shared/capabilities/templates/documents';
import type { Runtime } from '#shared/engine/runtime';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Template, TemplateReference, TemplateVersion } from '#shared/kit/templates/template';
import { Problem } from '#shared/problems/problems';
import type { Store } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import type { VersionRef } from '#shared/tenancy/documents';
import { documentKey, documentVersionKey } from '#shared/tenancy/keys';

/** Versions kept by a function. */
const KEPT = 500;

interface TemplateVersions {
  /** A version that a record was made with. @throws Error when it is not there: versions are never deleted */
  load(tenant: TenantId, store: Store, ref: VersionRef): Promise<Template>;
  /**
   * What a request names as a template, for new records of a type.
   * @throws Problem unknown-reference when there is none in force for the type, or not in this version
   */
  find(
    tenant: TenantId,
    store: Store,
    config: Configuration,
    recordType: string,
    wanted: { readonly id: string; readonly version?: number },
  ): Promise<Template>;
}

function templateVersions(): TemplateVersions {
  const known = new Map<string, Promise<Template | undefined>>();

  async function read(tenant: TenantId, store: Store, { id, version }: VersionRef): Promise<Template | undefined> {
    const item = await store.get(documentVersionKey(tenant, templateDocuments.kind, id, version));
    return item && { ...(JSON.parse(String(item.body)) as TemplateVersion), id, version };
  }

  /** Reads once; a version that is not there yet, or a read that failed, is asked for again. */
  function version(tenant: TenantId, store: Store, ref: VersionRef): Promise<Template | undefined> {
    const name = `${tenant}#${ref.id}@${ref.version}`;
    const found = known.get(name) ?? read(tenant, store, ref);
    known.delete(name);
    known.set(name, found);
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    found.then(
      (template) => template ?? known.delete(name),
      () => known.delete(name),
    );
    return found;
  }

  return {
    async load(tenant, store, ref) {
      const template = await version(tenant, store, ref);
      if (!template) throw new Error(`version ${ref.version} of template ${ref.id} is not there`);
      return template;
    },
    async find(tenant, store, config, recordType, wanted) {
      const id = wanted.id.toUpperCase();
      const refuse = (message: string): never => {
        const errors = [{ pointer: '/templateId', code: 'unknown-reference', message }];
        throw new Problem('unknown-reference', message, { errors });
      };
      // A template that was published a moment ago is not in the cached configuration yet.
      const current = templateNamed(config, id) ?? (await latest(tenant, store, id));
      if (!current || current.body.recordType !== recordType)
        return refuse(`there is no template ${wanted.id} for ${recordType} records`);
      if (current.body.retired) return refuse(`template ${id} is retired`);
      const template = await version(tenant, store, { id, version: wanted.version ?? current.version });
      return template ?? refuse(`template ${id} has no version ${wanted.version}`);
    },
  };
}

async function latest(
  tenant: TenantId,
  store: Store,
  id: string,
): Promise<{ readonly version: number; readonly body: TemplateReference } | undefined> {
  const item = await store.get(documentKey(tenant, 'own', templateDocuments.kind, id));
  return item && { version: Number(item.version), body: item.body as TemplateReference };
}

const kept = new WeakMap<Runtime, TemplateVersions>();

/** What a function keeps of the versions that it has read. */
export function templateVersionsOf(runtime: Runtime): TemplateVersions {
  const versions = kept.get(runtime) ?? templateVersions();
  kept.set(runtime, versions);
  return versions;
}
