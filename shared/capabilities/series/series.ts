/** What a measured series is, and how it stands in its record's partition: few items, none of which is read whole to add a reading. */
import { pointsSk, seriesSk } from '#shared/capabilities/series/keys';
import type { AnyOutcome, Effect, Party } from '#shared/grammar/definition';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Level, Limits } from '#shared/kit/series/levels';
import type { Acceptance } from '#shared/kit/series/point';
import type { SeriesKind } from '#shared/kit/series/slots';
import { dueShard, type Key, recordPk } from '#shared/store/keys';
import type { Item } from '#shared/store/store';

/** What is measured, and how often, as the record says. */
export interface Measured {
  readonly kind: SeriesKind;
  /** Milliseconds between readings. */
  readonly step: number;
  /** What the instrument can measure at all. */
  readonly range?: Acceptance['range'];
  /** Where a meter begins again. */
  readonly wrapAt?: number;
  /** What a slot without a reading stands for; unknown when absent. */
  readonly missing?: 'unknown' | 'zero';
}

export type Standing = Level | 'silent';

/** What the standing of a series came to, and by which reading; a silence has none. */
export interface Crossed {
  readonly series: string;
  readonly from: Standing;
  readonly to: Standing;
  readonly at: string;
  readonly value?: number;
}

/** Roll-ups: of an hour, of a day in the tenant's zone. */
export const rollups = ['hour', 'day'] as const;
export type Rollup = (typeof rollups)[number];

export interface SeriesRule<R = never, O = AnyOutcome> {
  /** Its segment in paths, such as `readings`. */
  readonly name: string;
  /** Who writes readings. */
  readonly by: readonly Party[];
  readonly of: (record: R) => Measured;
  /** Days that readings are kept, and each roll-up that there is to be. */
  readonly keep: { readonly readings: number } & { readonly [K in Rollup]?: number };
  /** How far back a reading may be, in milliseconds; seven days when absent. */
  readonly back?: number;
  readonly levels?: (record: R) => Limits;
  /** So many steps without a reading are a silence. */
  readonly silentAfter?: number;
  /** What a crossing changes on the record. */
  readonly crossed?: readonly Effect<R, Crossed, O>[];
}

/** Slots, and buckets of a roll-up, that stand in one item: a kilobyte is what a write costs at least. */
export const SLOTS = 80;
export const BUCKETS = 20;
/** Readings of one slot at most. */
export const MOST_OF_SLOT = 30;

/** What adding a reading must know of those before it. */
export interface Head {
  /** Grows with every write: of two at once, one is decided anew. */
  readonly version: number;
  /** Milliseconds of an item of readings, as it was when the first one came. */
  readonly width: number;
  /** Epoch milliseconds of the newest reading. */
  readonly last: number;
  readonly level: Level;
  readonly silent: boolean;
}

export const headKey = (tenant: TenantId, type: string, uid: string, name: string): Key => ({
  pk: recordPk(tenant, type, uid),
  sk: seriesSk(name),
});

export const headOf = (item: Item | undefined): Head | undefined =>
  item && {
    version: Number(item.version),
    width: Number(item.width),
    last: Number(item.last),
    level: item.level as Level,
    silent: item.silent === true,
  };

/** The head as an item; it is the timer of the silence, too. @param due epoch milliseconds, absent when there is none to wait for */
export function headItem(
  place: { readonly tenant: TenantId; readonly type: string; readonly uid: string; readonly process: string },
  name: string,
  head: Head,
  due: number | undefined,
): Item {
  const { tenant, type, uid, process } = place;
  return {
    ...headKey(tenant, type, uid, name),
    ...head,
    ...{ process, type, tenantId: tenant },
    ...(due !== undefined && { duePk: dueShard(uid), dueAt: new Date(due).toISOString() }),
  };
}

/** The item of readings, or of buckets, that an instant is in. */
export const pointsKey = (
  { tenant, type, uid }: { readonly tenant: TenantId; readonly type: string; readonly uid: string },
  name: string,
  per: 'reading' | Rollup,
  from: number,
): Key => ({ pk: recordPk(tenant, type, uid), sk: pointsSk(name, per, from) });
