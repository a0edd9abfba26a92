/** Loads what a decision may look at, within bounds, and tells under which conditions it stays so. */

import { findRecord } from '#shared/capabilities/references/referred-record';
import { mayKnowOf } from '#shared/engine/access';
import { guardConditions, linksGuard, rowsGuard } from '#shared/engine/guards';
import { type Stored, storedRecord } from '#shared/engine/items';
import { linkSk } from '#shared/engine/keys';
import { uidOfRow, WITH_VALUE } from '#shared/engine/list-rows';
import type { Resting, Values } from '#shared/engine/seams';
import { referredName } from '#shared/grammar/kinds/record-reference';
import type { NeedSource, PersonSource, ViewSource } from '#shared/grammar/needs';
import { chronological } from '#shared/grammar/order';
import { projected } from '#shared/grammar/projection';
import { FOREVER, type Interval, overlaps } from '#shared/kit/intervals/intervals';
import { Problem } from '#shared/problems/problems';
import { listRowPk, recordKey, recordPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import { personNamed } from '#shared/tenancy/people';
import { toInstant } from '#shared/time/clock';
import { parseDuration } from '#shared/time/duration';

/** Records that a need gives at most: each is a condition, and they have to fit the transaction. */
const MOST = 25;
/** Places in a list that are looked at for them. */
const MOST_LOOKED_AT = 500;

/** What one need comes to. */
export interface Loaded {
  readonly given: unknown;
  readonly conditions: readonly Write[];
}

export function loadNeed(resting: Resting, source: NeedSource): Promise<Loaded> {
  const values = { ...resting.record, ...resting.values };
  switch (source.is) {
    case 'referred':
      return loadReferred(resting, source, values[source.field]);
    case 'members':
      return loadMembers(resting, source, values[source.field]);
    case 'person':
      return loadPerson(resting, source, values);
    case 'related':
      return loadRelated(resting, source);
    case 'overlapping':
      return loadOverlapping(resting, source, values);
  }
}

/** The record as its process shows it, and how the caller may hear it called. */
function shown({ caller, config }: Resting, { view }: ViewSource, { record }: Stored): object {
  const named = mayKnowOf(record, caller, config) ? record.id : 'a record that you may not see';
  return { ...projected(view, record), named };
}

const unchanged = ({ tenant }: Resting, { record: { type, uid }, sequence }: Stored): Write => ({
  check: recordKey(tenant, type, uid),
  condition: { sequence },
});

async function loadReferred(resting: Resting, source: ViewSource, value: unknown): Promise<Loaded> {
  const name = typeof value === 'string' ? referredName(value).name : undefined;
  const stored = name === undefined ? undefined : await findRecord(resting, source.view.of.type, name);
  if (!stored) return { given: undefined, conditions: [] };
  return { given: shown(resting, source, stored), conditions: [unchanged(resting, stored)] };
}

/** Each record once, whatever it is called by. */
async function loadMembers(
  resting: Resting,
  source: ViewSource & { readonly is: 'members' },
  value: unknown,
): Promise<Loaded> {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const stated = items.flatMap((item) => source.members.map((member) => Object(item)[member]));
  const called = [...new Set(stated.filter((name) => typeof name === 'string'))];
  if (called.length > MOST) throw tooMany(source, MOST);
  const found = await Promise.all(
    called.map(async (name) => {
      const stored = await findRecord(resting, source.view.of.type, name.toUpperCase());
      return stored ? [{ name, stored }] : [];
    }),
  );
  return {
    given: found.flat().map(({ name, stored }) => ({ ...shown(resting, source, stored), called: name })),
    conditions: found.flat().map(({ stored }) => unchanged(resting, stored)),
  };
}

/** People are looked up as names are: a decision does not rest on what becomes of them later. */
async function loadPerson({ store, tenant }: Resting, { fields }: PersonSource, values: Values): Promise<Loaded> {
  const named = fields.map((field) => values[field]).find((value) => typeof value === 'string');
  return { given: named === undefined ? undefined : await personNamed(store, tenant, named), conditions: [] };
}

async function loadRelated(resting: Resting, source: ViewSource & { readonly is: 'related' }): Promise<Loaded> {
  const { store, tenant, definition, record } = resting;
  if (!record) return { given: [], conditions: [] };
  const guards = await guardConditions(store, linksGuard(tenant, definition.type, record.uid));
  const prefix = linkSk(source.link, '');
  const links = await store.queryAll({ pk: recordPk(tenant, definition.type, record.uid), begins: prefix });
  const stored = await recordsOf(
    resting,
    source.view.of.type,
    links.map(({ sk }) => sk.slice(prefix.length)),
  );
  return several(resting, source, stored, guards);
}

async function loadOverlapping(
  resting: Resting,
  source: ViewSource & { readonly is: 'overlapping' },
  values: Values,
): Promise<Loaded> {
  const mine = stretchOf(values[source.mine]);
  const key = (source.by ?? []).map((name) => values[name]);
  if (!mine || key.some((value) => value === undefined || value === null)) return { given: [], conditions: [] };
  const { store, tenant } = resting;
  const { type } = source.view.of;
  const pk = listRowPk(tenant, type, source.list, key.map(String));
  const guards = await guardConditions(store, rowsGuard(pk));
  const { longest } = source;
  const earliest = longest === undefined ? '' : placeOf(mine.from - parseDuration(longest) * 1000);
  // What begins when the record's own ends is not in its way, and stands behind this place.
  const latest = mine.until === FOREVER ? '~' : placeOf(mine.until);
  const bounds = { from: `${WITH_VALUE}${earliest}`, to: `${WITH_VALUE}${latest}`, limit: MOST_LOOKED_AT };
  const { items, next } = await store.query({ pk, ...bounds });
  if (next) throw tooMany(source, MOST_LOOKED_AT);
  const stored = await recordsOf(resting, type, items.map(uidOfRow));
  const inTheWay = stored.filter(({ record }) => {
    const theirs = record.uid === resting.record?.uid ? undefined : stretchOf(record[source.theirs]);
    return theirs && overlaps(theirs, mine);
  });
  return several(resting, source, inTheWay, guards);
}

const placeOf = (at: number): string => chronological.keyOf(toInstant(at)) ?? '';

/** As the kind `interval` keeps it. */
function stretchOf(value: unknown): Interval | undefined {
  const { from, to, until = to } = Object(value);
  const begins = Date.parse(String(from));
  if (Number.isNaN(begins)) return undefined;
  const ends = Date.parse(String(until));
  return { from: begins, until: Number.isNaN(ends) ? FOREVER : ends };
}

async function recordsOf(
  { store, tenant }: Resting,
  type: string,
  uids: readonly string[],
): Promise<readonly Stored[]> {
  const items = await store.getAll([...new Set(uids)].map((uid) => recordKey(tenant, type, uid)));
  return items.flatMap((item) => {
    const stored = storedRecord(item);
    return stored && !stored.record.deletedAt ? [stored] : [];
  });
}

function several(resting: Resting, source: ViewSource, stored: readonly Stored[], guards: readonly Write[]): Loaded {
  if (stored.length > MOST) throw tooMany(source, MOST);
  const inOrder = [...stored].sort((a, b) => (a.record.uid < b.record.uid ? -1 : 1));
  return {
    given: inOrder.map((each) => shown(resting, source, each)),
    conditions: [...guards, ...inOrder.map((each) => unchanged(resting, each))],
  };
}

const tooMany = ({ view: { of } }: ViewSource, most: number): Problem =>
  new Problem('limit-exceeded', `there are more than ${most} of ${of.path} to be looked at before this is decided`);
