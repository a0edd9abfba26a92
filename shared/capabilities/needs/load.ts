/** Loads what a decision may look at, within bounds, and tells under which conditions it stays so. */

import { findRecord } from '#shared/capabilities/references/referred-record';
import { mayKnowOf } from '#shared/engine/access';
import { guardConditions, linksGuard, rowsGuard } from '#shared/engine/guards';
import { type Stored, storedRecord } from '#shared/engine/items';
import { linkSk } from '#shared/engine/keys';
import { uidOfRow, WITH_VALUE } from '#shared/engine/list-rows';
import type { Resting, Values } from '#shared/engine/seams';
import { referredName } from '#shared/grammar/kinds/record-reference';
import type { NeedSource } from '#shared/grammar/needs';
import { chronological } from '#shared/grammar/order';
import { projected } from '#shared/grammar/projection';
import { FOREVER, type Interval, overlaps } from '#shared/kit/intervals/intervals';
import { Problem } from '#shared/problems/problems';
import { listRowPk, recordKey, recordPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';
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
    case 'related':
      return loadRelated(resting, source);
    case 'overlapping':
      return loadOverlapping(resting, source, values);
  }
}

/** The record as its process shows it, and how the caller may hear it called. */
function shown({ caller, config }: Resting, { view }: NeedSource, { record }: Stored): object {
  const named = mayKnowOf(record, caller, config) ? record.id : 'a record that you may not see';
  return { ...projected(view, record), named };
}

const unchanged = ({ tenant }: Resting, { record: { type, uid }, sequence }: Stored): Write => ({
  check: recordKey(tenant, type, uid),
  condition: { sequence },
});

async function loadReferred(resting: Resting, source: NeedSource, value: unknown): Promise<Loaded> {
  const name = typeof value === 'string' ? referredName(value).name : undefined;
  const stored = name === undefined ? undefined : await findRecord(resting, source.view.of.type, name);
  if (!stored) return { given: undefined, conditions: [] };
  return { given: shown(resting, source, stored), conditions: [unchanged(resting, stored)] };
}

async function loadRelated(resting: Resting, source: NeedSource & { readonly is: 'related' }): Promise<Loaded> {
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
  source: NeedSource & { readonly is: 'overlapping' },
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

function several(resting: Resting, source: NeedSource, stored: readonly Stored[], guards: readonly Write[]): Loaded {
  if (stored.length > MOST) throw tooMany(source, MOST);
  const inOrder = [...stored].sort((a, b) => (a.record.uid < b.record.uid ? -1 : 1));
  return {
    given: inOrder.map((each) => shown(resting, source, each)),
    conditions: [...guards, ...inOrder.map((each) => unchanged(resting, each))],
  };
}

const tooMany = ({ view: { of } }: NeedSource, most: number): Problem =>
  new Problem('limit-exceeded', `there are more than ${most} of ${of.path} to be looked at before this is decided`);
