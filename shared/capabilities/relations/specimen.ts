/** Things that run on, depend on and stand beside each other, with their graph, what a failure does, and both as pictures. */
import * as z from 'zod/mini';
import { everyRecord } from '#shared/capabilities/every-record';
import { queries } from '#shared/capabilities/queries/capability';
import { type Question, query } from '#shared/capabilities/queries/query';
import type { Seen } from '#shared/capabilities/queries/reading';
import { relations } from '#shared/capabilities/relations/capability';
import { impactRule } from '#shared/capabilities/relations/fields';
import { type Graph, graph } from '#shared/capabilities/relations/graph';
import { dependencesOf } from '#shared/capabilities/relations/impact';
import type { RelationContract } from '#shared/grammar/contract';
import { defineRecord } from '#shared/grammar/definition';
import { choice, instant, integer, line } from '#shared/grammar/fields';
import { defineProcess } from '#shared/grammar/process-definition';
import { impactOf } from '#shared/kit/graph/impact';
import { graphSvg } from '#shared/kit/pictures/graph';

/** As a letterbox has it. */
export const kinds = [
  { kind: 'runs_on', inverse: 'hosts', from: ['thing'], to: ['thing'], acyclic: true },
  { kind: 'connects_to', inverse: 'connected_from', from: ['thing'], to: ['thing'] },
  { kind: 'located_in', inverse: 'houses', from: ['thing'], to: ['room'] },
] as const satisfies readonly RelationContract[];

const [runsOn, connectsTo, locatedIn] = kinds;
const permissions = { CFG: 'RCUX', AGT: 'RCU', REQ: 'r', TAD: 'RCUXD', SEC: 'R' } as const;
const basis = {
  permissions,
  lifecycle: { initial: 'live', states: { live: 'open', retired: 'final' } },
  actions: { retire: { summary: 'Retire', from: ['live'], to: 'retired', by: ['CFG'], input: {}, emits: 'retired' } },
  lists: {},
} as const;

const rules = [
  { ...runsOn, attributes: { impactRule: impactRule() } },
  { ...connectsTo, attributes: { speed: integer({ min: 1, max: 1e6, required: true }) } },
  locatedIn,
];

type Asked = Question<Seen, { readonly failed?: readonly string[] }, { readonly found: Graph<unknown> }>;

const shown = z.object({ id: z.string(), depth: z.int(), state: z.enum(['up', 'degraded', 'down']) });

/** What is no longer up when the record of the path fails. */
const impact = ({ record, read: { found } }: Pick<Asked, 'record' | 'read'>) => {
  const conditions = impactOf([record.uid], dependencesOf(found.relations));
  return {
    nodes: found.nodes.map(({ depth, record: { id, uid } }) => ({ id, depth, state: conditions.get(uid) ?? 'up' })),
    relations: found.relations.map(({ from, to, kind }) => ({ from, to, kind })),
    truncated: found.truncated,
  };
};

const answers = {
  name: 'ThingImpact',
  says: 'What can be reached, and how it stands.',
  schema: () =>
    z.object({
      nodes: z.array(shown),
      relations: z.array(z.object({ from: z.string(), to: z.string(), kind: z.string() })),
      truncated: z.boolean(),
    }),
};

export const thing = defineRecord({
  ...basis,
  ...{ type: 'thing', prefix: 'THG', path: 'things', title: 'Thing' },
  fields: { class: choice(['service', 'server', 'vm']), secret: line({ max: 80, visibility: 'internal' }) },
  create: { summary: 'Note it', by: ['CFG', 'AGT'] },
  parts: [
    ...everyRecord,
    relations(rules),
    queries({
      impact: query({
        on: 'record',
        summary: 'What its failure does to what rests on it',
        input: {
          direction: choice(['up', 'down']),
          depth: integer({ min: 1, max: 6 }),
          nodes: integer({ min: 1, max: 5000 }),
          asOf: instant(),
        },
        reads: ({ input: { direction, depth = 6, nodes = 5000, asOf } }) => ({
          found: graph({ kinds: [direction === 'up' ? 'runs_on' : 'hosts'], depth, nodes, asOf }),
        }),
        answer: (question) => impact(question),
        answers,
        picture: ({ nodes, relations: edges }, { record, read }) => {
          const byUid = new Map(read.found.nodes.map((node) => [node.record.uid, node.record]));
          const word = new Map(nodes.map(({ id, state }) => [id, state]));
          return graphSvg({
            title: `Impact of ${record.id}`,
            nodes: [...byUid.values()].map(({ id, title }) => ({ id, label: title, word: word.get(id) ?? 'up' })),
            edges: edges.map(({ from, to }) => ({ from: byUid.get(to)?.id ?? '', to: byUid.get(from)?.id ?? '' })),
          });
        },
      }),
    }),
  ],
});

export const room = defineRecord({
  ...basis,
  ...{ type: 'room', prefix: 'ROM', path: 'rooms', title: 'Room' },
  fields: {},
  create: { summary: 'Note it', by: ['CFG'] },
  parts: [...everyRecord, relations(rules)],
});

export const inventory = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Inventory',
  purpose: 'Stand for every process whose records are related.',
  records: [thing, room],
  consumes: [],
});
