/** What references name is there when they are stated, and stays while they name it. */
import { REFERRER, referrerSk, referrersPk } from '#shared/capabilities/references/keys';
import { findRecord, findSeen, knownType } from '#shared/capabilities/references/referred-record';
import { mayReferTo } from '#shared/engine/access';
import { withArticle } from '#shared/engine/article';
import { besideAttributes } from '#shared/engine/beside';
import { type Guarded, guardConditions, guardWrite, joining } from '#shared/engine/guards';
import type { Stored } from '#shared/engine/items';
import type { Rested, Resting, Writing } from '#shared/engine/seams';
import { underMore } from '#shared/engine/under-conditions';
import { withoutUnseenRecords } from '#shared/engine/unseen';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { Fields, RefersTo } from '#shared/grammar/fields';
import { referredName } from '#shared/grammar/kinds/record-reference';
import type { AnyRecord } from '#shared/grammar/record';
import { recordFields } from '#shared/grammar/schemas';
import type { TenantId } from '#shared/ids/tenant-id';
import { type FieldError, Problem } from '#shared/problems/problems';
import { recordKey } from '#shared/store/keys';
import type { Write } from '#shared/store/store';

/** Records that may come to name the same one at once without waiting for each other. */
const SHARDS = 4;
/** Of those that a record is in use by, these many are named. */
const SHOWN = 10;

/** Who refers to a record, as a set that others join and leave. */
export const guardedReferrers = (tenant: TenantId, type: string, number: string): Guarded => ({
  pk: referrersPk(tenant, type, number),
  shards: SHARDS,
});

const referring = (fields: Fields): readonly (readonly [field: string, rule: RefersTo])[] =>
  Object.entries(fields).flatMap(([field, { options }]) => (options.refersTo ? [[field, options.refersTo]] : []));

/** Looks up what is stated. @throws Problem unknown-reference with an error for each that names none which the caller may see */
export async function lookedUp(resting: Resting): Promise<Rested> {
  const { fields = {}, values, tenant, known } = resting;
  const errors: FieldError[] = [];
  const kept: Record<string, unknown> = { ...values };
  const conditions: Write[] = [];
  for (const [field, rule] of referring(fields)) {
    const value = values[field];
    if (typeof value !== 'string') continue;
    const stored = await findNamed(resting, rule, referredName(value).name);
    const fault = faultOf(resting, field, rule, value, stored);
    if (fault !== undefined) errors.push({ pointer: `/${field}`, code: 'unknown-reference', message: fault });
    if (!stored) continue;
    kept[field] = nameOf(rule, value, stored);
    const condition = { sequence: stored.sequence };
    conditions.push({ check: recordKey(tenant, rule.type, stored.record.uid), condition });
  }
  if (errors.length > 0)
    throw new Problem('unknown-reference', errors.map(({ message }) => message).join('; '), { errors });
  return underMore({ values: kept, known }, () => conditions);
}

/** The record, if the caller may see it. What is published is for whoever makes something with it, unless they may not know of it. */
async function findNamed(resting: Resting, { type, pin }: RefersTo, name: string): Promise<Stored | undefined> {
  if (pin !== 'published') return findSeen(resting, type, name);
  const stored = knownType(resting, type) && (await findRecord(resting, type, name));
  const { caller, config } = resting;
  return stored && (caller.roles.has('SYS') || mayReferTo(stored.record, caller, config)) ? stored : undefined;
}

function faultOf(
  resting: Resting,
  field: string,
  rule: RefersTo,
  value: string,
  stored: Stored | undefined,
): string | undefined {
  const { version } = referredName(value);
  const known = knownType(resting, rule.type);
  if (!stored) {
    if (rule.orWord === 'always' || (rule.orWord && !known)) return undefined;
    const noun = known?.title.toLowerCase() ?? rule.type;
    return `there is no ${noun} ${value.slice(0, 80)} that you may refer to`;
  }
  const { id, version: current } = stored.record;
  // What it was made with it keeps, whatever is in force now.
  if (rule.pin === 'published' && resting.record?.[field] !== id) {
    if (stored.record.publishedVersion === undefined) return `no version of ${id} was published yet`;
    if (stored.record.supersededAt !== undefined) return `${id} is no longer in force`;
  }
  if (version === undefined) return undefined;
  if (rule.pin !== 'revision')
    return `${withArticle(known?.title.toLowerCase() ?? rule.type)} is named without a version`;
  return version >= 1 && version <= current ? undefined : `${id} has the versions 1 to ${current}`;
}

const nameOf = ({ pin }: RefersTo, value: string, { record }: Stored): string =>
  pin === 'revision' ? `${record.id}@v${referredName(value).version ?? record.version}` : record.id;

/** Numbers that hold what they name, by field. */
function held(definition: AnyRecordDefinition, record: AnyRecord | undefined): ReadonlyMap<string, string> {
  if (!record || record.deletedAt) return new Map();
  return new Map(
    referring(recordFields(definition)).flatMap(([field, { onDelete }]) => {
      const value = record[field];
      return onDelete === 'refuse' && typeof value === 'string' ? [[field, referredName(value).name]] : [];
    }),
  );
}

/** Rows that tell a record by whom it is named, which go with whoever names it. */
export function referrerWrites(writing: Writing): readonly Write[] {
  const { definition, tenant, plan } = writing;
  const { uid, id } = plan.after;
  const [old, next] = [held(definition, plan.before), held(definition, plan.after)];
  return referring(recordFields(definition)).flatMap(([field, { type }]): Write[] => {
    const [from, to] = [old.get(field), next.get(field)];
    if (from === to) return [];
    const sk = referrerSk(definition.type, uid, field);
    const rowOf = (number: string) => ({ pk: referrersPk(tenant, type, number), sk });
    const beside = besideAttributes(tenant, { record: uid, kind: 'referrer', place: field, names: [] });
    return [
      ...(from === undefined ? [] : [{ delete: rowOf(from) }]),
      ...(to === undefined
        ? []
        : [
            { put: { ...rowOf(to), ...beside, referrer: { type: definition.type, uid, id } } },
            guardWrite(guardedReferrers(tenant, type, to), joining(writing)),
          ]),
    ];
  });
}

interface Referrer {
  readonly type: string;
  readonly uid: string;
  readonly id: string;
}

/** Those who hold a record by naming it. @param most after so many no more are read */
export async function referrersOf(
  { store, tenant }: Pick<Resting, 'store' | 'tenant'>,
  type: string,
  number: string,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly Referrer[]> {
  const found: Referrer[] = [];
  for (let after: Readonly<Record<string, unknown>> | undefined, more = true; more && found.length <= most; ) {
    const page = await store.query({
      pk: referrersPk(tenant, type, number),
      begins: REFERRER,
      ...(after && { after }),
    });
    found.push(...page.items.map(({ referrer }) => referrer as Referrer));
    after = page.next;
    more = after !== undefined;
  }
  return found;
}

/** Nothing that is named is deleted. @throws Problem in-use, naming some of what names it */
export async function unused(resting: Resting): Promise<Rested> {
  const { record, removing, definition, store, tenant, caller, config } = resting;
  if (!record || !removing) return resting;
  const guarded = guardedReferrers(tenant, definition.type, record.id);
  const conditions = await guardConditions(store, guarded);
  const { items } = await store.query({ pk: guarded.pk, begins: REFERRER, limit: SHOWN });
  const using = items.map(({ referrer }) => referrer as Referrer);
  if (using.length === 0) return underMore(resting, () => conditions);
  const seen = new Set(await withoutUnseenRecords({ store, config, request: { caller } }, using));
  const references = using.map((each) => (seen.has(each) ? each.id : 'a record that you may not see'));
  throw new Problem('in-use', `${record.id} is referred to by ${references.join(', ')}`, { references });
}
