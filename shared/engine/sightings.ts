/**
 * What was seen with what lately, and by whom: the newest sightings of a topic stand in one item, a person by a hash under the tenant's key. So
 * keeping one and seeing those around it is one request, and the item says nothing of anybody (D2).
 */

import { createHmac } from 'node:crypto';
import { sightingsKey } from '#shared/engine/keys';
import type { EventEnvelope } from '#shared/events/envelope';
import type { Sighting } from '#shared/grammar/definition';
import type { TenantId } from '#shared/ids/tenant-id';
import { ulidTime } from '#shared/ids/ulid';
import type { Item, Store } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import { clock, toSeconds } from '#shared/time/clock';

/** How long a sighting counts, and how many of one topic: as many as there may be reports of a major incident, and some. */
const COUNTS_MS = 24 * 3600_000;
const MOST = 120;
/** What counts no more is taken out together, so that few reports ask for that: when there is more than this of it, or the oldest is of so long ago. */
const SLACK = 25;
const KEPT_MS = 2 * COUNTS_MS;
/** Letters of a hash, six bits each: two of 120 people are alike in one topic of ten billion. */
const HASH = 8;
/** Before the name of a sighting that something was made of. */
const SETTLED = '-';

/** Whose sightings, and where they are. */
interface Noted {
  readonly store: Pick<Store, 'set'>;
  readonly tenant: TenantId;
  readonly process: string;
}

export interface Sighted extends Noted {
  readonly config: Pick<Configuration, 'tenant'>;
}

export interface Seen extends Sighting {
  /** Something was made of it: it makes nothing more. */
  readonly settled: boolean;
}

export interface Sightings {
  /** Those of the topic within a day, the event's own included, in the order of their records. `by` tells people apart and nothing else. */
  readonly seen: readonly Seen[];
  /** Whether none within the day was left out. */
  readonly complete: boolean;
}

/** What was asked for one event, by topic: its consumers share it. */
const asked = new WeakMap<EventEnvelope, Map<string, Promise<Sightings>>>();

/**
 * Keeps the event's record as a sighting of a topic, and answers those around it; of two at once, whichever is kept last sees both. Asked again
 * for the same event object, it sends no request.
 * @param by the id of whoever reported it; nobody who is known is somebody else for each record
 */
export function sightingsOf(
  place: Sighted,
  event: EventEnvelope,
  { topic, by }: { readonly topic: string; readonly by?: string | undefined },
): Promise<Sightings> {
  const known = asked.get(event) ?? new Map<string, Promise<Sightings>>();
  asked.set(event, known);
  const name = JSON.stringify([topic, by]);
  const answer = known.get(name) ?? kept(place, event.uid, topic, by);
  known.set(name, answer);
  return answer;
}

function kept(place: Sighted, uid: string, topic: string, by: string | undefined): Promise<Sightings> {
  return noted(place, topic, { [uid]: by === undefined ? uid : hashOf(place.config, by) });
}

/** Notes that something was made of these sightings of a topic, also should one of them be kept once more. */
export async function settle(place: Noted, topic: string, uids: readonly string[]): Promise<void> {
  if (uids.length > 0) await noted(place, topic, Object.fromEntries(uids.map((uid) => [`${SETTLED}${uid}`, 1])));
}

/** Writes to a topic, which then stands for two days from now, however old what it is about; takes out what is old, and answers what counts. */
async function noted(
  { store, tenant, process }: Noted,
  topic: string,
  attributes: Readonly<Record<string, string | number>>,
): Promise<Sightings> {
  const key = sightingsKey(tenant, process, topic);
  const now = clock.now();
  const stands = attributesOf(await store.set(key, { ...attributes, expiresAt: toSeconds(now + KEPT_MS) }));
  const all = sightingsIn(stands);
  const newest = all.reduce((last, { uid }) => Math.max(last, ulidTime(uid)), 0);
  const recent = all.filter(({ uid }) => newest - ulidTime(uid) <= COUNTS_MS);
  const seen = recent.slice(-MOST);
  const first = recent.length > MOST && seen[0] ? ulidTime(seen[0].uid) : newest - COUNTS_MS;
  const old = Object.keys(stands)
    .sort((a, b) => timeOf(a) - timeOf(b))
    .filter((name) => timeOf(name) < first);
  if (old.length > SLACK || old.some((name) => now - timeOf(name) > KEPT_MS))
    await store.set(key, Object.fromEntries(old.slice(0, MOST).map((name) => [name, null])));
  return { seen, complete: recent.length < MOST };
}

/** When what an attribute is about was reported, in epoch milliseconds. */
const timeOf = (name: string): number => ulidTime(name.replace(SETTLED, ''));

/** The table's own edge: only this file writes what is read here, sightings and which are settled. */
const attributesOf = ({ pk: _, sk: __, expiresAt: ___, ...attributes }: Item): Readonly<Record<string, unknown>> =>
  attributes;

function sightingsIn(attributes: Readonly<Record<string, unknown>>): readonly Seen[] {
  return Object.entries(attributes)
    .filter(([name]) => !name.startsWith(SETTLED))
    .map(([uid, by]) => ({ uid, by: String(by), settled: `${SETTLED}${uid}` in attributes }))
    .sort((a, b) => (a.uid < b.uid ? -1 : 1));
}

function hashOf({ tenant: { cursorKey } }: Sighted['config'], by: string): string {
  return createHmac('sha256', cursorKey).update(by).digest('base64url').slice(0, HASH);
}
