/** Servers that are changed by changes: what is staged counts when the change is implemented, and is dropped or taken back when it is backed out (C6). */
import * as z from 'zod/mini';
import { everyRecord } from '#shared/capabilities/every-record';
import { listReactions } from '#shared/capabilities/list-reactions/capability';
import { staged } from '#shared/capabilities/staged/capability';
import { stagedUpon } from '#shared/capabilities/staged/follow';
import { stagedFields } from '#shared/capabilities/staged/rule';
import type { EventsContract, ProjectionContract, RecordContract } from '#shared/grammar/contract';
import { type Decision, defineRecord, type Refusal } from '#shared/grammar/definition';
import { integer, line, list, reference, values } from '#shared/grammar/fields';
import { by, indexed } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';
import type { RecordOf } from '#shared/grammar/record';

const permissions = { AGT: 'RCUX', CFG: 'RCUX', CHM: 'RCUX', TAD: 'RCUXD', SEC: 'R', REQ: 'r' };
const PROCESS = 'incident-management';

const swapContract = {
  type: 'swap',
  prefix: 'SWP',
  path: 'swaps',
  title: 'Swap',
  permissions,
} as const satisfies RecordContract;

const swapEvents = {
  process: PROCESS,
  record: 'swap',
  carries: { implemented: () => ({}), backed_out: () => ({}) },
} as const satisfies EventsContract;

const swapView = {
  of: swapContract,
  shows: () => ({ servers: z.optional(z.array(z.string())) }),
} as const satisfies ProjectionContract;

/** A change of servers. */
export const swap = defineRecord({
  ...swapContract,
  fields: { servers: list(reference(), { max: 100, names: 'server' }) },
  lifecycle: {
    initial: 'planned',
    states: { planned: 'open', implement: 'open', review: 'done', backed_out: 'final' },
  },
  create: { summary: 'Plan a swap', by: ['AGT'] },
  actions: {
    begin: { summary: 'Begin', from: ['planned'], to: 'implement', by: ['AGT'], input: {}, emits: 'begun' },
    complete: { summary: 'Complete', from: ['implement'], to: 'review', by: ['AGT'], input: {}, emits: 'implemented' },
    'back-out': {
      ...{ summary: 'Back out', from: ['implement', 'review'], to: 'backed_out', by: ['AGT'], input: {} },
      emits: 'backed_out',
    },
  },
  parts: everyRecord,
  lists: indexed('open'),
});

const serverFields = {
  host: line({ max: 80, required: true }),
  ram: integer({ min: 1, max: 4096 }),
  attributes: values({ max: 20 }),
  ...stagedFields('swap'),
};
type Server = RecordOf<typeof serverFields, 'live' | 'retired'>;

/** Only while the swap is under way, and of what it is about. */
function isNotIts(
  server: Server,
  {
    state,
    id,
    servers = [],
  }: { readonly state: string; readonly id: string; readonly servers?: readonly string[] | undefined },
): Refusal | undefined {
  if (state !== 'implement')
    return { slug: 'guard-failed', detail: `${id} is ${state}; updates are staged in implement` };
  return servers.includes(server.id) ? undefined : { slug: 'guard-failed', detail: `${id} is not about ${server.id}` };
}

/** More memory than the board takes nobody can put in. */
const fits = ({ record }: Decision<Server, unknown>): Refusal | undefined =>
  (record.ram ?? 0) > 2048 ? { slug: 'limit-exceeded', detail: 'it takes 2048' } : undefined;

export const server = defineRecord({
  type: 'server',
  prefix: 'SVR',
  path: 'servers',
  title: 'Server',
  permissions,
  fields: serverFields,
  lifecycle: { initial: 'live', states: { live: 'open', retired: 'final' } },
  create: { summary: 'Add a server', by: ['CFG'] },
  patch: { checks: [fits] },
  actions: {
    retire: { summary: 'Retire', from: ['live'], to: 'retired', by: ['CFG'], input: {}, emits: 'retired' },
  },
  parts: [
    ...everyRecord,
    listReactions,
    staged({
      ...{ by: swapView, attributes: ['host', 'ram', 'attributes'], keyed: ['attributes'] },
      ...{ stagedBy: ['AGT'], appliedBy: ['CFG'], unless: isNotIts },
    }),
  ],
  lists: { ...indexed('open'), stagedFor: by('stagedFor').ordered('openedAt') },
});

export const configuration = defineProcess({
  id: PROCESS,
  stage: 'service-operation',
  title: 'Servers',
  purpose: 'Stand for every process whose records wait for changes.',
  records: [server, swap],
  consumes: [
    stagedUpon(swapEvents, 'implemented', server, 'applied'),
    stagedUpon(swapEvents, 'backed_out', server, 'dropped'),
  ],
});
