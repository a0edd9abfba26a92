/** A record is made with the version in force of another one, and keeps it. */

import { findRecord } from '#shared/capabilities/references/referred-record';
import { versionOf } from '#shared/capabilities/versions/version';
import type { Pinned } from '#shared/engine/circumstances';
import type { Rested, Resting } from '#shared/engine/seams';
import type { Fields } from '#shared/grammar/fields';

/** Which published version of which record a record was made with. */
export interface Pin {
  readonly type: string;
  readonly uid: string;
  readonly id: string;
  readonly version: number;
  readonly digest: string;
}

type Place = Pick<Resting, 'store' | 'tenant'>;
type Pins = Readonly<Record<string, Pin>>;

/** Fields that name what a record is made with. */
export const pinning = (fields: Fields): readonly (readonly [field: string, type: string])[] =>
  Object.entries(fields).flatMap(
    ([
      field,
      {
        options: { refersTo },
      },
    ]) => (refersTo?.pin === 'published' ? [[field, refersTo.type] as const] : []),
  );

/** What decisions about the record rest on; a new one has the versions in force of what it names, which `references` has found to be there. */
export async function pinned(resting: Resting): Promise<Rested> {
  const { record, values, fields = {}, known } = resting;
  const pins = record ? (record.pins ?? {}) : await inForce(resting, fields);
  if (Object.keys(pins).length === 0) return { values, known };
  const standing = { ...known, pinned: await contentsOf(resting, pins) };
  return { values: record ? values : { ...values, pins }, known: standing };
}

async function inForce(resting: Resting, fields: Fields): Promise<Pins> {
  const found = await Promise.all(
    pinning(fields).map(async ([field, type]) => {
      const name = resting.values[field];
      const stored = typeof name === 'string' ? await findRecord(resting, type, name) : undefined;
      const { uid = '', id = '', publishedVersion: version, publishedDigest: digest = '' } = stored?.record ?? {};
      return version === undefined ? [] : [[field, { type, uid, id, version, digest }] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}

async function contentsOf(place: Place, pins: Pins): Promise<ReadonlyMap<string, Pinned>> {
  const found = await Promise.all(
    Object.entries(pins).map(async ([field, pin]) => {
      const whole = await versionOf(place, pin);
      return whole ? [[field, { id: pin.id, version: pin.version, content: whole.content }] as const] : [];
    }),
  );
  return new Map(found.flat());
}
