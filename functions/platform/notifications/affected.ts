/** Whom a service notice is for (D2): read from the directory, and from the incidents of its major incident. */
import type { EventEnvelope } from '#shared/events/envelope';
import { storedRecord } from '#shared/process/items';
import type { AnyRecord } from '#shared/process/record';
import { linkSk, recordKey, recordPk } from '#shared/store/keys';
import { allPeople } from './recipients.ts';
import { type Audience, affectedBy } from './rules-audience.ts';
import type { Place } from './runtime.ts';

/** Items of one request to the table. */
const BATCH = 100;

/** The notice's own words of it; the table's edge, where only service notices write. */
interface Notice {
  readonly audience?: {
    readonly everyone?: boolean;
    readonly groups?: readonly string[];
    readonly users?: readonly string[];
  };
  readonly majorIncident?: string;
  readonly incidents?: readonly string[];
}

/** Ids of users, each once; none unless some text is for them. */
export async function affectedOf(
  place: Place,
  wanted: readonly Audience[],
  event: EventEnvelope,
  record: AnyRecord | undefined,
): Promise<readonly string[]> {
  if (!wanted.includes('affected') || event.type !== 'service-notice' || !record) return [];
  const { audience = {}, majorIncident, incidents = [] } = record as Notice;
  const everyone = audience.everyone ? (await allPeople(place)).filter(({ active }) => active) : [];
  const members = (audience.groups ?? []).flatMap((id) => place.config.group(id)?.members ?? []);
  const children = majorIncident === undefined ? [] : await childrenOf(place, majorIncident);
  const reporters = await reportersOf(place, [...new Set([...incidents, ...children])]);
  return [...new Set([...everyone.map(({ id }) => id), ...members, ...(audience.users ?? []), ...reporters])];
}

/** Incidents that were linked to a major incident so far; those that it was noticed by may not be yet. */
async function childrenOf({ tenant, store }: Place, major: string): Promise<readonly string[]> {
  const prefix = linkSk('child', '');
  const links = await store.queryAll({ pk: recordPk(tenant, 'major-incident', major), begins: prefix });
  return links.map(({ sk }) => sk.slice(prefix.length));
}

async function reportersOf({ tenant, store }: Place, incidents: readonly string[]): Promise<readonly string[]> {
  const people: string[] = [];
  for (let i = 0; i < incidents.length; i += BATCH) {
    const items = await store.getAll(incidents.slice(i, i + BATCH).map((uid) => recordKey(tenant, 'incident', uid)));
    for (const item of items) {
      const record = storedRecord(item)?.record;
      if (record && !record.deletedAt) people.push(...affectedBy(record));
    }
  }
  return people;
}
