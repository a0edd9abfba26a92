/** Whom a service notice is for (D2): read from the directory, and from the incidents of its major incident. */

import { incident, majorIncident } from '#functions/service-operation/incident-management/contract';
import { noticeAudience, serviceNotice } from '#functions/service-operation/service-notices/contract';
import { storedRecord } from '#shared/engine/items';
import { linkSk } from '#shared/engine/keys';
import type { EventEnvelope } from '#shared/events/envelope';
import type { Audience } from '#shared/events/told';
import { projected } from '#shared/grammar/projection';
import type { AnyRecord } from '#shared/grammar/record';
import { recordKey, recordPk } from '#shared/store/keys';
import { allPeople } from './recipients.ts';
import { affectedBy } from './rules-audience.ts';
import type { Place } from './runtime.ts';

/** Ids of users, each once; none unless some text is for them. */
export async function affectedOf(
  place: Place,
  wanted: readonly Audience[],
  event: EventEnvelope,
  record: AnyRecord | undefined,
): Promise<readonly string[]> {
  if (!wanted.includes('affected') || event.type !== serviceNotice.type || !record) return [];
  const { audience = {}, majorIncident: major, incidents = [] } = projected(noticeAudience, record);
  const everyone = audience.everyone ? (await allPeople(place)).filter(({ active }) => active) : [];
  const members = (audience.groups ?? []).flatMap((id) => place.config.group(id)?.members ?? []);
  const children = major === undefined ? [] : await childrenOf(place, major);
  const reporters = await reportersOf(place, [...new Set([...incidents, ...children])]);
  return [...new Set([...everyone.map(({ id }) => id), ...members, ...(audience.users ?? []), ...reporters])];
}

/** Incidents that were linked to a major incident so far; those that it was noticed by may not be yet. */
async function childrenOf({ tenant, store }: Place, major: string): Promise<readonly string[]> {
  const prefix = linkSk('child', '');
  const links = await store.queryAll({ pk: recordPk(tenant, majorIncident.type, major), begins: prefix });
  return links.map(({ sk }) => sk.slice(prefix.length));
}

async function reportersOf({ tenant, store }: Place, incidents: readonly string[]): Promise<readonly string[]> {
  const items = await store.getAll(incidents.map((uid) => recordKey(tenant, incident.type, uid)));
  return items.flatMap((item) => {
    const record = storedRecord(item)?.record;
    return record && !record.deletedAt ? affectedBy(record) : [];
  });
}
