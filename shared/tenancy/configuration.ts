/** A tenant's effective configuration: its own documents over those inherited from its MSP over the product's defaults. */

import { isPseudonym, operatorOf } from '#shared/ids/person';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Item, Store } from '#shared/store/store';
import {
  calendarDocuments,
  defaultDocuments,
  defaultSettings,
  settingsDocuments,
  tenantDocuments,
} from '#shared/tenancy/defaults';
import { type Delegation, isOver } from '#shared/tenancy/delegation';
import {
  bodyNamed,
  type Document,
  type DocumentBodies,
  type DocumentKind,
  type Group,
  isKind,
  type Origin,
  type Settings,
  type TenantProfile,
  type VersionRef,
} from '#shared/tenancy/documents';
import type { Standings } from '#shared/tenancy/grant';
import { configurationPk, documentVersionKey } from '#shared/tenancy/keys';
import { type Calendar, type CompiledCalendar, compileCalendar } from '#shared/time/calendar';
import { clock } from '#shared/time/clock';

export interface Configuration {
  readonly tenant: TenantProfile;
  readonly settings: Settings;
  group(id: string): Group | undefined;
  /** The calendar in force under this id. @throws RangeError when there is none. */
  currentCalendar(id: string): VersionRef;
  /** A calendar version; older ones must have been loaded by {@link ensureCalendars} of the loader. */
  calendar(ref: VersionRef): CompiledCalendar;
  /** The business calendar, compiled. */
  readonly business: CompiledCalendar;
  readonly documents: readonly Document[];
  /** Who is still there, and which MSP may work here: what {@link endOf} is asked with. */
  readonly standings: Standings;
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
    ...(typeof item.selfJoined === 'string' && { selfJoined: item.selfJoined }),
  };
}

const calendarName = ({ id, version }: VersionRef): string => `${id}@${version}`;

/** Who is still there now; an operator is as long as their MSP works here. */
function standingsOf(documents: readonly Document[]): Standings {
  const marked = new Set(documents.flatMap((one) => (isKind(one, 'inactive-user') ? [one.id] : [])));
  const delegations = new Map<string, Delegation>();
  for (const one of documents) if (isKind(one, 'delegation')) delegations.set(one.id, one.body);
  const delegation = (slug: string): Delegation | undefined => delegations.get(slug);
  const works = (slug: string): boolean => {
    const found = delegation(slug);
    return found !== undefined && !isOver(found, clock.now());
  };
  return {
    delegation,
    isGone(id) {
      if (marked.has(id) || isPseudonym(id)) return true;
      const operator = operatorOf(id);
      return operator !== undefined && !works(operator.slug);
    },
  };
}

/** Groups without the members who are gone (A11): nothing is assigned to them, and they have no vote. */
function withoutGone(documents: readonly Document[], { isGone }: Standings): readonly Document[] {
  return documents.map((document) => {
    if (!isKind(document, 'group')) return document;
    const { lead, ...group } = document.body;
    const members = group.members.filter((member) => !isGone(member));
    return { ...document, body: { ...group, members, ...(lead !== undefined && !isGone(lead) && { lead }) } };
  });
}

/** Compiles documents into a configuration; `older` holds calendar versions no longer in force. */
export function compileConfiguration(
  given: readonly Document[],
  older: ReadonlyMap<string, CompiledCalendar>,
): Configuration {
  const standings = standingsOf(given);
  const documents = withoutGone(given, standings);
  const groups = new Map<string, Group>();
  const calendars = new Map<string, { ref: VersionRef; compiled: CompiledCalendar }>();
  for (const document of documents) {
    if (isKind(document, 'group')) {
      const { selfJoined } = document;
      groups.set(document.id, { ...document.body, ...(selfJoined && { selfJoined }) });
    }
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
  const settings = { ...defaultSettings(), ...bodyNamed({ documents }, settingsDocuments, settingsDocuments.kind) };
  return {
    tenant: bodyNamed({ documents }, tenantDocuments, tenantDocuments.kind),
    settings,
    group: (id) => groups.get(id),
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
    standings,
  };
}

/**
 * Configuration is read again after this long, which is also how long a change takes to reach every function at the latest: less than
 * the ten seconds in which a grant that was revoked is to be over everywhere.
 */
const FRESH_MS = 8_000;

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
        const item = await store.get(documentVersionKey(tenant, calendarDocuments.kind, ref.id, ref.version));
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
