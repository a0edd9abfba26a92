/** What a class may be published as: judged with the classes above and below it, and with the records that have values of what it leaves out. */
import { type Attribute, measured, ofAttributes } from '#shared/capabilities/classes/attribute';
import {
  type Broken,
  type ClassVersion,
  findClass,
  type Lineage,
  lineageOf,
  MAX_DEPTH,
  publishedClass,
} from '#shared/capabilities/classes/lineage';
import { guardedReferrers, referrersOf } from '#shared/capabilities/references/references';
import { withArticle } from '#shared/engine/article';
import type { Circumstances } from '#shared/engine/circumstances';
import type { Draft } from '#shared/engine/draft';
import { guardConditions } from '#shared/engine/guards';
import { storedRecord } from '#shared/engine/items';
import type { Rested, Resting, Settling, Values } from '#shared/engine/seams';
import { underMore } from '#shared/engine/under-conditions';
import type { AnyRecord } from '#shared/grammar/record';
import { type Fault, publishedFields } from '#shared/kit/templates/publish-fields';
import { Problem } from '#shared/problems/problems';
import { recordKey } from '#shared/store/keys';
import type { Write } from '#shared/store/store';

/**
 * What classes are of, and by which actions they are published.
 * @typeParam A actions of the record
 */
export interface ClassesRule<A extends string = string> {
  /** Actions that the part `versions` publishes by. */
  readonly publishedBy: readonly A[];
  /** Records that are of these classes: their type, the field that names the class, and the one that holds the values. */
  readonly of: { readonly type: string; readonly field: string; readonly attributes: string };
}

/** Classes below one that are looked at, and records that are: with more, an attribute is not left out any more. */
const MAX_BELOW = 60;
const MAX_RECORDS = 2000;
/** Records that a refusal names. */
const SHOWN = 10;
const CLASSES = 'classes';

/** What was found about a class that may be published. */
interface Surroundings {
  readonly above?: Lineage | Broken;
  readonly below: readonly ClassVersion[];
  readonly inForce?: ClassVersion;
  /** Records with a value, by attributes that were left out; `more`: there are too many to tell. */
  readonly users: Readonly<Record<string, readonly string[]>>;
  readonly more: boolean;
}

const attributesOf = ({ attributes }: Values): readonly Attribute[] => (attributes ?? []) as readonly Attribute[];

/** Looks around a class before it changes. */
export async function classesAtHand(rule: ClassesRule, resting: Resting): Promise<Rested> {
  const { record, values: stated, definition, removing, known, fields = {} } = resting;
  if (removing) return resting;
  const { type } = definition;
  const named = stated.parent;
  const parent = typeof named === 'string' ? await findClass(resting, type, named) : undefined;
  const values = parent ? { ...stated, parent: parent.record.id } : stated;
  const isOwn = Object.hasOwn(fields, 'attributes');
  const draft: Values = { ...record, ...(isOwn && values) };
  const above =
    typeof draft.parent === 'string'
      ? await lineageOf(resting, type, draft.parent, record ? [record.uid] : [])
      : undefined;
  const inForce = record && (await publishedClass(resting, { record, sequence: 0, hash: '' }));
  const below = record && inForce ? await classesBelow(resting, record) : { classes: [], stored: [], conditions: [] };
  const left = (inForce?.attributes ?? []).filter(({ key }) => !attributesOf(draft).some((each) => each.key === key));
  const found =
    left.length > 0 && record
      ? await usersOf(rule, resting, [record, ...below.stored], left)
      : { users: {}, more: false };
  const around: Surroundings = { ...(above && { above }), below: below.classes, ...(inForce && { inForce }), ...found };
  const conditions = [...(above && 'conditions' in above ? above.conditions : []), ...below.conditions];
  const needed = { ...known.needed, [CLASSES]: () => around };
  return underMore({ values, known: { ...known, needed } }, () => conditions);
}

/** Classes below one, as published, and the conditions under which there are no others. @throws Problem limit-exceeded */
async function classesBelow({ store, tenant, definition: { type } }: Resting, root: AnyRecord) {
  const classes: ClassVersion[] = [];
  const stored: AnyRecord[] = [];
  const conditions: Write[] = [];
  const waiting = [root];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    conditions.push(...(await guardConditions(store, guardedReferrers(tenant, type, next.id))));
    const children = (await referrersOf({ store, tenant }, type, next.id)).filter((each) => each.type === type);
    if (stored.length + children.length > MAX_BELOW)
      throw new Problem('limit-exceeded', `${root.id} has more than ${MAX_BELOW} classes below it`);
    const items = await store.getAll(children.map(({ uid }) => recordKey(tenant, type, uid)));
    for (const found of items.flatMap((item) => storedRecord(item) ?? [])) {
      conditions.push({ check: recordKey(tenant, type, found.record.uid), condition: { sequence: found.sequence } });
      const published = await publishedClass({ store, tenant }, found);
      if (published) classes.push(published);
      stored.push(found.record);
      waiting.push(found.record);
    }
  }
  return { classes, stored, conditions };
}

/**
 * Records of some classes that have a value of what was left out. None comes to have one meanwhile: what is left out was deprecated, and a record
 * is written under the class as it is.
 */
async function usersOf(
  { of }: ClassesRule,
  { store, tenant, definition: { type } }: Resting,
  classes: readonly AnyRecord[],
  left: readonly Attribute[],
): Promise<Pick<Surroundings, 'users' | 'more'>> {
  const users: Record<string, string[]> = {};
  let looked = 0;
  for (const { id } of classes) {
    const uids = (await referrersOf({ store, tenant }, type, id, MAX_RECORDS)).flatMap((each) =>
      each.type === of.type ? [each.uid] : [],
    );
    looked += uids.length;
    if (looked > MAX_RECORDS) return { users, more: true };
    const items = await store.getAll(uids.map((uid) => recordKey(tenant, of.type, uid)));
    for (const record of items.flatMap((item) => storedRecord(item)?.record ?? [])) {
      const values = (record[of.attributes] ?? {}) as Values;
      for (const { key } of left) if (values[key] !== undefined) users[key] = [...(users[key] ?? []), record.id];
    }
  }
  return { users, more: false };
}

/** @throws Problem invalid-class, attribute-in-use, immutable when a class is published as it may not be */
export function settleClass(rule: ClassesRule, draft: Draft, { needed }: Circumstances, { command }: Settling): void {
  if (!rule.publishedBy.includes(command)) return;
  const around = needed?.[CLASSES]?.() as Surroundings | undefined;
  if (!around) throw new Error(`${draft.record.id} is published without a look around`);
  refuseInvalid(draft.record, around);
  refuseLeftOut(draft.record, around);
}

function refuseInvalid(record: AnyRecord, { above, below, inForce }: Surroundings): void {
  const own = attributesOf(record);
  const [, found] = publishedFields(own, {
    ...{ pointer: '/attributes', values: 'attributes', judge: ofAttributes, numbers: measured },
    // A condition may read what is inherited.
    beside: above && 'attributes' in above ? above.attributes.map(({ key }) => key) : [],
  });
  const faults: Fault[] = [...found, ...lineageFaults(record, above, inForce)];
  const inherited = above && 'classes' in above ? above.classes : [];
  own.forEach(({ key, type }, index) => {
    const from = inherited.find(({ attributes }) => attributes.some((each) => each.key === key));
    if (from) faults.push({ pointer: `/attributes/${index}/key`, message: `${key} is inherited from ${from.key}` });
    const again = below.find(({ attributes }) => attributes.some((each) => each.key === key));
    if (again)
      faults.push({
        pointer: `/attributes/${index}/key`,
        message: `${again.key}, below it, has an attribute ${key} of its own`,
      });
    const before = inForce?.attributes.find((each) => each.key === key);
    if (before && before.type !== type)
      faults.push({
        pointer: `/attributes/${index}/type`,
        message: `${key} is ${withArticle(before.type)} and stays one`,
      });
  });
  if (faults.length === 0) return;
  const detail = faults
    .map(({ pointer, message }) => `${pointer}: ${message}`)
    .slice(0, 5)
    .join('; ');
  const errors = faults.slice(0, 50).map((fault) => ({ ...fault, code: 'invalid-class' }));
  throw new Problem('invalid-class', detail, { errors });
}

function lineageFaults(
  { parent }: AnyRecord,
  above: Lineage | Broken | undefined,
  inForce: ClassVersion | undefined,
): Fault[] {
  const fault = (message: string): Fault[] => [{ pointer: '/parent', message }];
  if (inForce && inForce.parent !== parent)
    return fault(`it stays below ${inForce.parent ?? 'no other'}: attributes of its records come from there`);
  if (!above || !('broken' in above)) return [];
  switch (above.broken) {
    case 'cycle':
      return fault(`it would be a kind of itself, by ${above.at}`);
    case 'depth':
      return fault(`there are at most ${MAX_DEPTH} classes from one to its root`);
    case 'unpublished':
      return fault(`${above.at} was not published yet`);
    case 'unknown':
      return fault(`there is no class ${above.at.slice(0, 80)}`);
  }
}

function refuseLeftOut({ id, attributes }: AnyRecord, { inForce, users, more }: Surroundings): void {
  const kept = new Set(attributesOf({ attributes }).map(({ key }) => key));
  const left = (inForce?.attributes ?? []).filter(({ key }) => !kept.has(key));
  const [early] = left.filter(({ deprecated }) => !deprecated);
  if (early) throw new Problem('attribute-in-use', `${early.key} of ${id} is left out, and was not deprecated before`);
  if (left.length > 0 && more)
    throw new Problem('attribute-in-use', `more than ${MAX_RECORDS} records are of ${id}: what was deprecated stays`);
  const [used] = left.filter(({ key }) => users[key]);
  if (!used) return;
  const references = users[used.key] ?? [];
  const detail = `${references.length} records have a value of ${used.key}, which is left out of ${id}`;
  throw new Problem('attribute-in-use', detail, { references: references.slice(0, SHOWN) });
}
