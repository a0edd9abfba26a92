/** Where devices go in a rack (E2): rules that look at everything that stands or is reserved in it. Pure. */
import type { Counted, ItemCheck, ItemEffect, ItemOf } from '#shared/capabilities/collections/collection';
import type { Guard } from '#shared/grammar/definition';
import { choice, type Fields, integer, list, number, reference, text } from '#shared/grammar/fields';
import type { RecordOf } from '#shared/grammar/record';

export const rackContract = {
  ...{ type: 'rack', prefix: 'RCK', path: 'racks', title: 'Rack' },
  permissions: { FAC: 'RCUX', TAD: 'RCUXD', REQ: 'rC', AUD: 'R', SEC: 'RX' },
} as const;

export const rackFields = {
  heightU: integer({ min: 1, max: 60, required: true, label: 'Height in units' }),
  feeds: list(choice(['A', 'B']), { max: 2 }),
  limitKW: number({ min: 0, max: 1000, label: 'What its feeds carry, in kW' }),
  limitKg: number({ min: 0, max: 10_000, label: 'What its floor carries, in kg' }),
} as const satisfies Fields;

export const positionFields = {
  ci: reference({ required: true, label: 'Configuration item' }),
  uFrom: integer({
    min: 1,
    max: 60,
    label: 'Lowest unit',
    description: 'The lowest place that fits when it is left out',
    fixed: true,
  }),
  uHeight: integer({ min: 1, max: 60, required: true, label: 'Units', fixed: true }),
  feeds: list(choice(['A', 'B']), { max: 2, fixed: true }),
  kW: number({ min: 0, max: 1000, fixed: true }),
  kg: number({ min: 0, max: 10_000, fixed: true }),
  criticality: integer({ min: 1, max: 4, label: 'Business criticality' }),
  note: text({ max: 500, visibility: 'internal' }),
} as const satisfies Fields;

export type Rack = RecordOf<typeof rackFields, 'live' | 'retired'> & Counted<'positions'>;
export type Position = ItemOf<typeof positionFields, 'reserved' | 'occupied' | 'free'>;

/** Of a limit, what is used before there is no room for a failure. */
const PERCENT = 80;

/** What of a position says where it is, and what it needs. */
export type Standing = Readonly<Partial<Pick<Position, 'state' | 'uFrom' | 'uHeight' | 'kW' | 'kg'>>>;

const held = (positions: readonly Standing[]): readonly Standing[] => positions.filter(({ state }) => state !== 'free');

/** Lowest units from which so many are free, bottom up. */
export function candidates(heightU: number, positions: readonly Standing[], uHeight: number): readonly number[] {
  const taken = held(positions).map(({ uFrom = 1, uHeight: tall = 1 }) => [uFrom, uFrom + tall] as const);
  return Array.from({ length: Math.max(0, heightU - uHeight + 1) }, (_, index) => index + 1).filter((from) =>
    taken.every(([begin, end]) => from + uHeight <= begin || end <= from),
  );
}

/** A device takes units that lie side by side. */
export const isContiguous: ItemCheck<Rack, Position> = ({ record, item: { uFrom, uHeight }, others }) => {
  const free = candidates(record.heightU, others, uHeight);
  if (uFrom === undefined ? free.length > 0 : free.includes(uFrom)) return undefined;
  const where = uFrom === undefined ? 'side by side' : `from unit ${uFrom}`;
  return {
    slug: 'no-contiguous-space',
    detail: `${record.id} has no ${uHeight} free units ${where}; they would be free from ${free.join(', ') || 'nowhere'}`,
    extra: { candidates: free },
  };
};

/** Exact to the thousandth, as loads are stated. */
const thousandths = (values: readonly (number | undefined)[]): number =>
  values.reduce<number>((sum, value = 0) => sum + Math.round(value * 1000), 0);

/** Which limit a device would exceed beside what is there: no more than 80 % of what the rack carries is used. */
export function exceeded(
  { limitKW, limitKg }: Readonly<Partial<Pick<Rack, 'limitKW' | 'limitKg'>>>,
  positions: readonly Standing[],
  device: Standing,
): string | undefined {
  for (const [unit, limit, of] of [
    ['kW', limitKW, ({ kW }: Standing) => kW],
    ['kg', limitKg, ({ kg }: Standing) => kg],
  ] as const) {
    if (limit === undefined) continue;
    const [load, most] = [thousandths([...held(positions), device].map(of)), (thousandths([limit]) * PERCENT) / 100];
    if (load > most)
      return `${load / 1000} ${unit} would be drawn or weigh, and ${most / 1000} may: ${PERCENT} % of ${limit}`;
  }
  return undefined;
}

export const isWithinLimits: ItemCheck<Rack, Position> = ({ record, item, others }) => {
  const detail = exceeded(record, others, item);
  return detail === undefined ? undefined : { slug: 'capacity-limit', detail: `${record.id}: ${detail}` };
};

const CRITICAL = 3;

/** What the business depends on is on both feeds, and on none that the rack lacks. */
export const isFed: ItemCheck<Rack, Position> = ({ record, item: { feeds: wanted = [], criticality = 1 } }) => {
  const lacking = wanted.filter((feed) => !record.feeds?.includes(feed));
  if (lacking.length > 0) return { slug: 'guard-failed', detail: `${record.id} has no feed ${lacking.join(', ')}` };
  if (criticality < CRITICAL || new Set(wanted).size > 1) return undefined;
  return { slug: 'guard-failed', detail: `criticality ${criticality} asks for two feeds, was given ${wanted.length}` };
};

/** Who names no unit gets the lowest that fits. */
export const takesLowest: ItemEffect<Rack, Position> = ({ record, item: { uFrom, uHeight }, others }) => {
  const [lowest] = candidates(record.heightU, others, uHeight);
  return uFrom === undefined && lowest !== undefined ? { set: { uFrom: lowest } } : {};
};

/** Configuration management learns where the device stands. */
export const tellsInstalled: ItemEffect<Rack, Position> = ({ item: { ci, uFrom = 1 } }) => ({
  emit: [{ name: 'installed', data: { ci, uFrom } }],
});

/** A rack goes when nothing stands in it. */
export const isEmpty: Guard<Rack> = ({ record: { id, positions } }) => {
  const { occupied = 0, reserved = 0 } = positions?.states ?? {};
  if (occupied + reserved === 0) return undefined;
  return { slug: 'in-use', detail: `${id} has ${occupied} occupied and ${reserved} reserved positions` };
};
