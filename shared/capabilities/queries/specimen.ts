/** Racks and what stands in them: queries on one record, on a collection and on a process, by GET and POST, as data and as pictures. */
import * as z from 'zod/mini';
import { queries } from '#shared/capabilities/queries/capability';
import { type Question, query } from '#shared/capabilities/queries/query';
import { listed, named, readOn } from '#shared/capabilities/queries/read';
import type { Seen } from '#shared/capabilities/queries/reading';
import { defineRecord } from '#shared/grammar/definition';
import { choice, flag, integer, line, list, number, reference } from '#shared/grammar/fields';
import { by } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';
import { rackSvg } from '#shared/kit/pictures/rack';

/** What a rule needs to know of either. */
interface Rack {
  readonly units: number;
  readonly site: string;
}
interface Device {
  readonly rack: string;
  readonly from: number;
  readonly height: number;
  readonly cost: number;
}

const permissions = { FAC: 'RCUX', AGT: 'R', TAD: 'RCUXD', REQ: 'rC', AUD: 'R', SEC: 'R' } as const;
const basis = {
  lifecycle: { initial: 'planned', states: { planned: 'open', gone: 'final' } },
  actions: {},
} as const;

/** Of the letterbox: what a query of the type itself reads is named by it. */
const rackContract = { type: 'rack', prefix: 'RCK', path: 'racks', title: 'Rack', permissions } as const;

export const device = defineRecord({
  ...basis,
  ...{ type: 'device', prefix: 'DVC', path: 'devices', title: 'Device', permissions },
  fields: {
    rack: reference({ required: true }),
    from: integer({ min: 1, max: 60, required: true }),
    height: integer({ min: 1, max: 60, required: true }),
    cost: number({ min: 0, max: 1e6, visibility: 'internal' }),
  },
  create: { summary: 'Install a device', by: ['FAC', 'REQ'] },
  lists: { byRack: by('rack').ordered('from') },
});

const freeIn = ({ units }: Rack, devices: readonly Seen<Device>[], height: number): readonly number[] => {
  const taken = new Set(
    devices.flatMap(({ from = 1, height: high = 1 }) => Array.from({ length: high }, (_, at) => from + at)),
  );
  return Array.from({ length: Math.max(0, units - height + 1) }, (_, at) => at + 1).filter((first) =>
    Array.from({ length: height }, (_, at) => first + at).every((unit) => !taken.has(unit)),
  );
};

type Devices = readonly Seen<Device>[];

/** The lowest free place of each rack that has one. */
const place = ({
  input: { height },
  read,
}: Question<
  unknown,
  { readonly height: number },
  { readonly racks: readonly Seen<Rack>[]; readonly devices: Devices }
>) => ({
  places: read.racks.flatMap(({ id, units = 0, site = '' }) => {
    const standing = read.devices.filter(({ rack }) => rack === id);
    const [from] = freeIn({ units, site }, standing, height);
    return from === undefined ? [] : [{ rack: id, from }];
  }),
});

type Elevation = Question<Seen<Rack>, { readonly by?: 'title' | 'id' | undefined }, { readonly devices: Devices }>;

const stand = ({ record, read, input }: Elevation) => ({
  rack: record.id,
  units: record.units ?? 0,
  devices: read.devices.map(({ id, title, from = 1, height = 1, cost }) => ({
    ...{ id, from, height, label: input.by === 'id' ? id : title },
    ...(cost !== undefined && { cost }),
  })),
});

const place_ = z.object({ rack: z.string().check(z.maxLength(40)), from: z.int() });
const standing = z.object({
  ...{ id: z.string().check(z.maxLength(40)), label: z.string().check(z.maxLength(200)) },
  ...{ from: z.int(), height: z.int(), cost: z.exactOptional(z.number()) },
});

export const rack = defineRecord({
  ...basis,
  ...rackContract,
  fields: { site: line({ max: 80, required: true }), units: integer({ min: 1, max: 60, required: true }) },
  create: { summary: 'Put up a rack', by: ['FAC'] },
  lists: { bySite: by('site').ordered('createdAt') },
  parts: [
    queries({
      placement: query({
        on: 'collection',
        summary: 'Where a device fits',
        input: { site: line({ max: 80, required: true }), height: integer({ min: 1, max: 60, required: true }) },
        reads: ({ input }) => ({
          racks: listed<Rack>(rackContract, { list: 'bySite', equals: { site: input.site } }),
          devices: listed<Device>(device),
        }),
        answer: (question) => place(question),
        answers: {
          name: 'RackPlacement',
          says: 'The lowest free place of each rack.',
          schema: () => z.object({ places: z.array(place_) }),
        },
      }),
      elevation: query({
        on: 'record',
        summary: 'What stands where in the rack',
        input: { by: choice(['title', 'id']) },
        reads: ({ record }: Pick<Elevation, 'record'>) => ({
          devices: listed<Device>(device, { list: 'byRack', equals: { rack: record.id } }),
        }),
        answer: stand,
        answers: {
          name: 'RackElevation',
          says: 'The rack from the front.',
          schema: () => z.object({ rack: z.string(), units: z.int(), devices: z.array(standing) }),
        },
        picture: ({ rack: title, units, devices }) =>
          rackSvg({ title, units, positions: devices.map((each) => ({ ...each, state: 'occupied' })) }),
      }),
      simulate: query({
        on: 'process',
        path: 'facilities/simulate',
        method: 'POST',
        by: ['FAC'],
        summary: 'What the load becomes',
        input: {
          loads: list(number({ min: 0, max: 1e6 }), { max: 100, required: true }),
          limit: number({ min: 0, max: 1e6, required: true }),
          strict: flag(),
        },
        checks: [
          ({ input }) =>
            input.strict && input.loads.reduce((sum, load) => sum + load, 0) > input.limit
              ? { slug: 'limit-exceeded', detail: `the loads are more than ${input.limit}` }
              : undefined,
        ],
        answer: ({ input }) => ({ sum: input.loads.reduce((sum, load) => sum + load, 0) }),
        answers: { name: 'LoadSimulation', says: 'The sum.', schema: () => z.object({ sum: z.number() }) },
      }),
      beside: query({
        on: 'process',
        path: 'facilities/beside',
        by: ['FAC', 'AGT', 'REQ'],
        summary: 'What stands in the racks of some devices',
        input: { devices: list(reference(), { max: 10, required: true }) },
        reads: ({ input }) => ({
          devices: named<Device>(device, input.devices),
          racks: readOn(named<Device>(device, input.devices), (found) =>
            named<Rack>(
              rackContract,
              found.flatMap(({ rack }) => rack ?? []),
            ),
          ),
        }),
        answer: ({ read }) => ({
          racks: read.racks.map(({ id }) => id),
          costs: read.devices.flatMap(({ cost }) => cost ?? []),
        }),
        answers: {
          name: 'RacksBeside',
          says: 'Racks.',
          schema: () => z.object({ racks: z.array(z.string()), costs: z.array(z.number()) }),
        },
      }),
    }),
  ],
});

export const facilities = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Facilities',
  purpose: 'Stand for every process that answers computed reads.',
  records: [rack, device],
  consumes: [],
});
