/** A record is made with the version in force of another one, and keeps it. */

import { versionOf } from '#shared/capabilities/versions/version';
import { mayReferTo } from '#shared/engine/access';
import type { Circumstances, Pinned } from '#shared/engine/circumstances';
import { storedRecord } from '#shared/engine/items';
import { numberKey } from '#shared/engine/keys';
import type { Completing, Statement } from '#shared/engine/seams';
import type { AnyRecord } from '#shared/grammar/record';
import { problemAt } from '#shared/problems/problems';
import { recordKey } from '#shared/store/keys';

/** Which published version of which record a record was made with. */
export interface Pin {
  readonly type: string;
  readonly uid: string;
  readonly id: string;
  readonly version: number;
  readonly digest: string;
}

/** What names which record: a field, and the type of record of which it gives the number or ULID. */
export interface PinRule<N extends string = string> {
  readonly field: N;
  readonly of: { readonly type: string; readonly prefix: string; readonly title: string };
}

type Place = Pick<Completing, 'store' | 'tenant'>;

const contentsOf = async (place: Place, pins: Readonly<Record<string, Pin>>): Promise<ReadonlyMap<string, Pinned>> => {
  const found = await Promise.all(
    Object.entries(pins).map(async ([field, pin]) => {
      const whole = await versionOf(place, pin);
      return whole ? [[field, { id: pin.id, version: pin.version, content: whole.content }] as const] : [];
    }),
  );
  return new Map(found.flat());
};

/** What decisions about the record rest on. */
export const standingPins = async (place: Place, { pins = {} }: AnyRecord) => ({
  pinned: await contentsOf(place, pins),
});

/** What a new record names, with the versions of it that are in force now. */
export async function statePins(completing: Completing, rules: readonly PinRule[], body: unknown): Promise<Statement> {
  const wanted = await Promise.all(rules.map((rule) => namedBy(completing, rule, body)));
  const named = wanted.filter((each) => each !== undefined);
  const pins = Object.fromEntries(named.map(({ rule, pin }) => [rule.field, pin]));
  return {
    body,
    finish: (values, circumstances) => {
      for (const { rule, record } of named) refuseUnknown(rule, record, circumstances);
      return named.length > 0 ? { ...values, pins } : values;
    },
    tasks: [],
    standing: { pinned: await contentsOf(completing, pins) },
  };
}

/** The record that the body's field names. @throws Problem unknown-reference where there is none, or nothing of it is in force */
async function namedBy({ store, tenant }: Place, rule: PinRule, body: unknown) {
  const given: unknown = body !== null && typeof body === 'object' ? Reflect.get(body, rule.field) : undefined;
  // What is no text its schema refuses.
  if (typeof given !== 'string') return undefined;
  const { type, prefix } = rule.of;
  const name = given.slice(0, 120).toUpperCase();
  const uid = name.startsWith(prefix) ? (await store.get(numberKey(tenant, type, name)))?.uid : name;
  const record =
    typeof uid === 'string' ? storedRecord(await store.get(recordKey(tenant, type, uid)))?.record : undefined;
  if (!record || record.deletedAt) return unknown(rule, `there is no ${rule.of.title.toLowerCase()} ${name}`);
  const { id, publishedVersion, publishedDigest = '', supersededAt } = record;
  if (publishedVersion === undefined) return unknown(rule, `no version of ${id} was published yet`);
  if (supersededAt !== undefined) return unknown(rule, `${id} is no longer in force`);
  const pin: Pin = { type, uid: record.uid, id, version: publishedVersion, digest: publishedDigest };
  return { rule, record, pin };
}

function unknown({ field }: PinRule, message: string): never {
  throw problemAt('unknown-reference', `/${field}`, message);
}

/** Of what the caller may not know there is none. */
function refuseUnknown(rule: PinRule, record: AnyRecord, { caller, config }: Circumstances): void {
  if (!caller.roles.has('SYS') && !mayReferTo(record, caller, config))
    unknown(rule, `there is no ${rule.of.title.toLowerCase()} ${record.id}`);
}
