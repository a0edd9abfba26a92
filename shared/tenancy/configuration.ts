/** A tenant's effective configuration: its own documents over those inherited from its MSP over the product's defaults. */

import type { ServiceLevelDefinition } from '#shared/service-levels/definition';
import type { PriorityMatrix } from '#shared/service-levels/priority';
import { configurationPk, documentVersionKey } from '#shared/store/keys';
import type { Item, Store } from '#shared/store/store';
import type { TemplateReference } from '#shared/templates/template';
import { defaultDocuments, defaultSettings } from '#shared/tenancy/defaults';
import {
  type Document,
  type DocumentBodies,
  type DocumentKind,
  type Group,
  isKind,
  type Origin,
  type Retention,
  type Settings,
  type TenantProfile,
  type VersionRef,
} from '#shared/tenancy/documents';
import type { TenantId } from '#shared/tenancy/tenant-id';
import { type Calendar, type CompiledCalendar, compileCalendar } from '#shared/time/calendar';
import { clock } from '#shared/time/clock';

export interface Configuration {
  readonly tenant: TenantProfile;
  readonly settings: Settings;
  readonly matrix: PriorityMatrix;
  readonly retention: Retention;
  readonly serviceLevels: readonly ServiceLevelDefinition[];
  group(id: string): Group | undefined;
  /** A template's version in force, and what all its versions have in common. */
  template(id: string): { readonly version: number; readonly reference: TemplateReference } | undefined;
  /** Every template of a record type, retired ones included. */
  templatesFor(
    recordType: string,
  ): readonly { readonly id: string; readonly version: number; readonly reference: TemplateReference }[];
  /** The calendar in force under this id. @throws RangeError when there is none. */
  currentCalendar(id: string): VersionRef;
  /** A calendar version; older ones must have been loaded by {@link ensureCalendars} of the loader. */
  calendar(ref: VersionRef): CompiledCalendar;
  /** The business calendar, compiled. */
  readonly business: CompiledCalendar;
  readonly documents: readonly Document[];
}

/** Documents by `kind#id`, the more specific origin winning. */
export function effectiveDocuments(items: readonly Item[], zone: string): readonly Document[] {
  const effective = new Map<string, Document>();
  const rank: Record<Origin, number> = { default: 0, inherited: 1, own: 2 };
  for (const document of [...defaultDocuments(zone), ...items.map(asDocument)]) {
    const name = `${document.kind}#${document.id}`;
    const known = effective.get(name);
    if (!known || rank[document.origin] >= rank[known.origin]) effective.set(name, document);
  }
  return [...effective.values()];
}

/** A stored document item as a document; the table holds only what the configuration API validated. */
function asDocument(item: Item): Document {
  return {
    kind: item.kind as DocumentKind,
    id: String(item.id),
    version: Number(item.version),
    origin: item.sk.startsWith('own#') ? 'own' : 'inherited',
    body: item.body as DocumentBodies[DocumentKind],
    updatedAt: String(item.updatedAt),
  };
}

const calendarName = ({ id, version }: VersionRef): string => `${id}@${version}`;

/** Groups without the members who were deactivated (A11): nothing is assigned to them, and they have no vote. */
function withoutInactive(documents: readonly Document[]): readonly Document[] {
  const inactive = new Set(documents.flatMap((document) => (isKind(document, 'inactive-user') ? [document.id] : [])));
  if (inactive.size === 0) return documents;
  return documents.map((document) => {
    if (!isKind(document, 'group')) return document;
    const { lead, ...group } = document.body;
    const members = group.members.filter((member) => !inactive.has(member));
    return { ...document, body: { ...group, members, ...(lead !== undefined && !inactive.has(lead) && { lead }) } };
  });
}

/** Compiles documents into a configuration; `older` holds calendar versions no longer in force. */
export function compileConfiguration(
  given: readonly Document[],
  older: ReadonlyMap<string, CompiledCalendar>,
): Configuration {
  const documents = withoutInactive(given);
  const one = <K extends DocumentKind>(kind: K, id: string): DocumentBodies[K] => {
    const found = documents.find((document) => document.kind === kind && document.id === id);
    if (!found) throw new RangeError(`expected a ${kind} ${id} in the tenant's configuration, found none`);
    return (found as Document<K>).body;
  };
  const groups = new Map<string, Group>();
  const templates = new Map<string, { id: string; version: number; reference: TemplateReference }>();
  const calendars = new Map<string, { ref: VersionRef; compiled: CompiledCalendar }>();
  const serviceLevels: ServiceLevelDefinition[] = [];
  for (const document of documents) {
    if (isKind(document, 'group')) groups.set(document.id, document.body);
    if (isKind(document, 'template'))
      templates.set(document.id, { id: document.id, version: document.version, reference: document.body });
    if (isKind(document, 'service-level-definition'))
      serviceLevels.push({ ...document.body, id: document.id, version: document.version });
    if (isKind(document, 'calendar')) {
      calendars.set(document.id, {
        ref: { id: document.id, version: document.version },
        compiled: compileCalendar(document.body),
      });
    }
  }
  const current = (id: string) => {
    const found = calendars.get(id);
    if (!found) throw new RangeError(`expected a calendar ${id} in the tenant's configuration, found none`);
    return found;
  };
  // A document from before a setting existed means its default.
  const settings = { ...defaultSettings, ...one('settings', 'settings') };
  return {
    tenant: one('tenant', 'tenant'),
    settings,
    matrix: one('priority-matrix', 'priority-matrix'),
    retention: one('retention', 'retention'),
    serviceLevels,
    group: (id) => groups.get(id),
    template: (id) => templates.get(id),
    templatesFor: (recordType) =>
      [...templates.values()].filter(({ reference }) => reference.recordType === recordType),
    currentCalendar: (id) => current(id).ref,
    calendar: (ref) => {
      const found = calendars.get(ref.id);
      if (found?.ref.version === ref.version) return found.compiled;
      const old = older.get(calendarName(ref));
      if (!old) throw new RangeError(`expected version ${ref.version} of calendar ${ref.id} to be loaded`);
      return old;
    },
    get business() {
      return current(settings.businessCalendarId).compiled;
    },
    documents,
  };
}

/** Configuration is read again after this long, which is also how long a change takes to reach every function at the latest. */
const FRESH_MS = 10_000;

export interface ConfigurationLoader {
  load(tenant: TenantId, store: Store): Promise<Configuration>;
  /** Makes sure that these calendar versions can be asked for. Versions never change, so they are kept. */
  ensureCalendars(tenant: TenantId, store: Store, refs: readonly VersionRef[]): Promise<void>;
  forget(tenant: TenantId): void;
}

/** A loader that caches per tenant, single flight. */
export function configurationLoader(): ConfigurationLoader {
  interface Entry {
    readonly at: number;
    readonly configuration: Promise<Configuration>;
  }
  const entries = new Map<TenantId, Entry>();
  const older = new Map<TenantId, Map<string, CompiledCalendar>>();
  const olderOf = (tenant: TenantId): Map<string, CompiledCalendar> => {
    const known = older.get(tenant) ?? new Map<string, CompiledCalendar>();
    older.set(tenant, known);
    return known;
  };

  return {
    load(tenant, store) {
      const now = clock.now();
      const known = entries.get(tenant);
      if (known && Math.abs(now - known.at) < FRESH_MS) return known.configuration;
      const configuration = store.queryAll({ pk: configurationPk(tenant) }).then((items) => {
        const profile = items.find((item) => item.kind === 'tenant')?.body as TenantProfile | undefined;
        if (!profile) throw new RangeError(`tenant ${tenant} has no profile: it was never onboarded`);
        return compileConfiguration(effectiveDocuments(items, profile.zone), olderOf(tenant));
      });
      configuration.catch(() => entries.delete(tenant));
      entries.set(tenant, { at: now, configuration });
      return configuration;
    },
    async ensureCalendars(tenant, store, refs) {
      const configuration = await this.load(tenant, store);
      const known = olderOf(tenant);
      for (const ref of refs) {
        if (known.has(calendarName(ref))) continue;
        const inForce = configuration.documents.find((d) => d.kind === 'calendar' && d.id === ref.id)?.version;
        if (inForce === ref.version) continue;
        const item = await store.get(documentVersionKey(tenant, 'calendar', ref.id, ref.version));
        const builtIn = defaultDocuments(configuration.tenant.zone).find(
          (d) => d.kind === 'calendar' && d.id === ref.id && d.version === ref.version,
        );
        const body = (item?.body ?? builtIn?.body) as Calendar | undefined;
        if (body) known.set(calendarName(ref), compileCalendar(body));
      }
    },
    forget(tenant) {
      entries.delete(tenant);
    },
  };
}
