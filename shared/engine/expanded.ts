/**
 * `?expand=`: records that references of an answer name, with what a screen needs of each, in one answer instead of one request each. The reference
 * stays as it is; what the reader may see of the record stands beside, and nothing where they may not see it.
 */

import { canSee, internalNames, isHidden, readsAll } from '#shared/engine/access';
import { readersOf } from '#shared/engine/collections';
import type { Context } from '#shared/engine/context';
import { storedRecord } from '#shared/engine/items';
import { numberKey } from '#shared/engine/keys';
import { remember } from '#shared/engine/load';
import { envelopeOf, type Part } from '#shared/grammar/capability';
import { typeOfNumber } from '#shared/grammar/directory';
import type { Fields } from '#shared/grammar/fields';
import type { AnyRecord } from '#shared/grammar/record';
import { refuseOtherValues } from '#shared/http/known-values';
import { recordKey } from '#shared/store/keys';

type Values = Readonly<Record<string, unknown>>;

/** Records that one answer expands, those that are named first: as many as one batch of the table has. */
export const MAX_EXPANDED = 100;

/** What is answered of each, as far as its type has it and the reader may see it. */
export const EXPANDED_FIELDS = [
  ...['id', 'uid', 'type', 'version', 'state', 'title', 'priority', 'assignedGroup', 'assignedTo', 'serviceId'],
  ...['openedAt', 'updatedAt', 'closedAt'],
] as const;

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const NUMBER = /^[A-Z]+\d{7,9}$/;

/** A field that names records. */
export interface Expandable {
  /** The type that it names; `any` where the number alone tells. */
  readonly type: string;
  /** Whether it names several. */
  readonly many: boolean;
}

/** Fields whose records can be answered with the record, by name. */
export function expandableOf(definition: {
  readonly fields: Fields;
  readonly parts?: readonly Part[];
}): Readonly<Record<string, Expandable>> {
  const own = Object.entries(definition.fields).flatMap(([name, { options, schema }]) =>
    options.names === undefined
      ? []
      : [
          [
            name,
            { type: options.names, many: schema.safeParse([]).success || schema.safeParse(['a']).success },
          ] as const,
        ],
  );
  const hasParent = 'parentId' in envelopeOf(definition);
  return { ...(hasParent && { parentId: { type: 'any', many: false } }), ...Object.fromEntries(own) };
}

/** Fields that the request wants expanded; undefined where it says nothing. @throws Problem unknown-parameter */
export function expandOf({
  definition,
  request,
}: Pick<Context, 'definition' | 'request'>): readonly string[] | undefined {
  const given = request.query.get('expand');
  if (given === undefined) return undefined;
  const all = Object.keys(expandableOf(definition));
  const hidden = readsAll(definition, request.caller) ? [] : internalNames(definition, all);
  refuseOtherValues(
    'expand',
    given,
    all.filter((name) => !hidden.includes(name)),
  );
  return [...new Set(given.split(','))];
}

/** A record that a value names. */
interface Named {
  readonly type: string;
  /** Number or ULID, in upper case. */
  readonly name: string;
}

const keyOf = ({ type, name }: Named): string => `${type} ${name}`;

/** The bodies, each with `expanded`: by field what the caller may see of the records that it names. Deleted ones are not there. */
export async function withExpanded(
  context: Context,
  fields: readonly string[],
  bodies: readonly Values[],
): Promise<readonly Values[]> {
  const known = expandableOf(context.definition);
  const namedBy = (field: string, value: unknown): readonly Named[] =>
    (Array.isArray(value) ? value : [value]).flatMap((one: unknown) => {
      if (typeof one !== 'string') return [];
      // A version that it is pinned to says nothing of how the record stands now.
      const name = one.toUpperCase().replace(/@V\d+$/, '');
      const type = typeOf(context, name) ?? known[field]?.type;
      return type === undefined || type === 'any' ? [] : [{ type, name }];
    });
  const named = bodies.flatMap((body) => fields.flatMap((field) => namedBy(field, body[field])));
  const wanted = [...new Map(named.map((each) => [keyOf(each), each])).values()].slice(0, MAX_EXPANDED);
  const seen = await seenAmong(context, wanted);
  return bodies.map((body) => {
    const expanded = fields.flatMap((field) => {
      const shown = namedBy(field, body[field]).flatMap((each) => seen.get(keyOf(each)) ?? []);
      if (shown.length === 0) return [];
      return [[field, Array.isArray(body[field]) ? shown : shown[0]] as const];
    });
    return { ...body, expanded: Object.fromEntries(expanded) };
  });
}

/** The type that a number tells, of the process's own as of others'. */
function typeOf({ runtime }: Context, name: string): string | undefined {
  if (!NUMBER.test(name)) return undefined;
  const own = runtime.process.records.find(
    ({ prefix }) => /^\d+$/.test(name.slice(prefix.length)) && name.startsWith(prefix),
  );
  return own?.type ?? typeOfNumber(name);
}

async function seenAmong(context: Context, named: readonly Named[]): Promise<ReadonlyMap<string, Values>> {
  const { store, request } = context;
  const { tenant } = request.caller;
  const uids = await uidsOf(context, named);
  const keys = [...new Map([...uids.values()].map(({ type, uid }) => [uid, recordKey(tenant, type, uid)])).values()];
  const records = (keys.length > 0 ? await store.getAll(keys) : []).flatMap((item) => storedRecord(item)?.record ?? []);
  const shown = new Map(records.flatMap((record) => shownOf(context, record).map((values) => [record.uid, values])));
  return new Map(
    [...uids].flatMap(([key, { uid }]) => {
      const values = shown.get(uid);
      return values ? [[key, values] as const] : [];
    }),
  );
}

/** Which number is which record never changes: those that the function has met are not looked up again. */
async function uidsOf(
  { runtime, store, request }: Context,
  named: readonly Named[],
): Promise<ReadonlyMap<string, { readonly type: string; readonly uid: string }>> {
  const { tenant } = request.caller;
  const known = ({ type, name }: Named) => (ULID.test(name) ? name : runtime.uids.get(`${tenant}#${type}#${name}`));
  const missing = named.filter((each) => known(each) === undefined && NUMBER.test(each.name));
  const keys = missing.map(({ type, name }) => numberKey(tenant, type, name));
  const items = keys.length > 0 ? await store.getAll(keys) : [];
  const found = new Map(items.map(({ pk, sk, uid }) => [`${pk} ${sk}`, String(uid)]));
  for (const [at, { type, name }] of missing.entries()) {
    const uid = found.get(`${keys[at]?.pk} ${keys[at]?.sk}`);
    if (uid !== undefined) remember(runtime, tenant, { type }, name, uid);
  }
  return new Map(
    named.flatMap((each) => {
      const uid = known(each);
      return uid === undefined ? [] : [[keyOf(each), { type: each.type, uid }] as const];
    }),
  );
}

/** By the type's own rules, or by what all know of another process's; nothing of one that the caller may not see. */
function shownOf({ runtime, request, config }: Context, record: AnyRecord): readonly Values[] {
  const { caller } = request;
  const own = runtime.process.records.find(({ type }) => type === record.type);
  const readers = readersOf(record.type);
  const readable = own ?? readers;
  if (!readable || record.deletedAt || !canSee(readable, record, caller, config)) return [];
  const all = readsAll(readable, caller);
  const isShown = (field: string): boolean => all || !(own ? isHidden(own, field) : readers?.hidden.includes(field));
  const values = EXPANDED_FIELDS.flatMap((field) =>
    record[field] !== undefined && isShown(field) ? [[field, record[field]] as const] : [],
  );
  return [Object.fromEntries(values)];
}
