/** What racks are asked (E2): which of them has room for a device, and what stands in one, as a picture too. */
import * as z from 'zod/mini';
import { itemsOfRecord, type SeenItem, withItems } from '#shared/capabilities/collections/read';
import { positions } from '#shared/capabilities/collections/specimen/positions';
import {
  candidates,
  exceeded,
  type Position,
  type Rack,
  rackContract,
} from '#shared/capabilities/collections/specimen/rules';
import { type Question, query } from '#shared/capabilities/queries/query';
import { listed } from '#shared/capabilities/queries/read';
import type { Seen } from '#shared/capabilities/queries/reading';
import { integer, number } from '#shared/grammar/fields';
import { rackSvg } from '#shared/kit/pictures/rack';

type Positions = readonly SeenItem<Position>[];
interface Device {
  readonly uHeight: number;
  readonly kW?: number | undefined;
  readonly feeds?: number | undefined;
}
type Placing = Question<
  unknown,
  Device,
  { readonly racks: readonly { readonly record: Seen<Rack>; readonly items: Positions }[] }
>;

/** Every rack that has the feeds, carries the device and has units side by side for it; the lowest. */
const place = ({ input: { uHeight, kW = 0, feeds = 1 }, read }: Placing) => ({
  items: read.racks.flatMap(({ record: { id, heightU = 0, feeds: fed = [], ...limits }, items }) => {
    const [uFrom] = candidates(heightU, items, uHeight);
    const fits = uFrom !== undefined && fed.length >= feeds && exceeded(limits, items, { kW }) === undefined;
    return fits ? [{ rack: id, uFrom }] : [];
  }),
});

const id = z.string().check(z.maxLength(120));

export const placement = query({
  on: 'collection',
  summary: 'Which racks have room for a device',
  input: {
    uHeight: integer({ min: 1, max: 60, required: true }),
    kW: number({ min: 0, max: 1000 }),
    feeds: integer({ min: 1, max: 2 }),
  },
  reads: () => ({
    racks: withItems<Seen<Rack>, Position>(listed<Rack>(rackContract, { open: true }), 'positions', positions),
  }),
  answer: place,
  answers: {
    name: 'RackPlacement',
    says: 'Racks with the lowest unit from which it fits.',
    schema: () => z.object({ items: z.array(z.object({ rack: id, uFrom: z.int() })) }),
  },
});

type Elevation = Question<Seen<Rack>, object, { readonly positions: Positions }>;

const stand = ({ record: { id: rack, heightU = 1 }, read }: Elevation) => ({
  rack,
  units: heightU,
  positions: read.positions.flatMap(
    ({ number: position, ci = '', uFrom = 1, uHeight = 1, state = 'free', feeds = [] }) =>
      state === 'free' ? [] : [{ id: String(position), label: ci, from: uFrom, height: uHeight, state, feeds }],
  ),
});

export const elevation = query({
  on: 'record',
  summary: 'What stands where in the rack',
  input: {},
  reads: () => ({ positions: itemsOfRecord<Position>('positions', positions) }),
  answer: stand,
  answers: {
    name: 'RackElevation',
    says: 'The rack from the front.',
    schema: () =>
      z.object({
        rack: id,
        units: z.int(),
        positions: z.array(
          z.object({
            ...{ id, label: id, from: z.int(), height: z.int() },
            ...{ state: z.enum(['reserved', 'occupied']), feeds: z.array(id) },
          }),
        ),
      }),
  },
  picture: ({ rack: title, ...drawn }) => rackSvg({ title, ...drawn }),
});
