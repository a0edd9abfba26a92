/** The routes of a process, derived from its definition: what `serve` answers. What they are called stands in `#shared/describe/openapi/operations`. */
import { type Method, type Part, type PartRequest, partsOf } from '#shared/grammar/capability';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { QUEUES } from '#shared/http/path';

export const operationKinds = ['create', 'read', 'update', 'actions', 'act'] as const;
export type OperationKind = (typeof operationKinds)[number];

export interface RecordRoute {
  /** Of the machinery's own operations, or of a request that one of the record's capabilities answers. */
  readonly kind: OperationKind | 'part';
  readonly method: Method;
  /** Segments after /v1; `{id}` and the like are parameters. */
  readonly path: readonly string[];
  readonly definition: AnyRecordDefinition;
  /** The action that an `act` calls. */
  readonly action?: string;
  /** Of a `part`: which request of which capability. */
  readonly request?: PartRequest;
  readonly part?: Part;
}

type Has = (definition: AnyRecordDefinition) => boolean;
/** A log entry, which nobody acts on, is read and no more. */
const alive: Has = ({ actions }) => Object.keys(actions).length > 0;

/** Method, path and which records have it; `*` is the collection. */
const places: Readonly<Record<Exclude<OperationKind, 'act'>, readonly [Method, string, Has]>> = {
  create: ['POST', '*', ({ create }) => create.by.some((party) => party !== 'SYS')],
  read: ['GET', '*/{id}', () => true],
  update: ['PATCH', '*/{id}', alive],
  actions: ['GET', '*/{id}/actions', alive],
};

const isPlaced = (kind: OperationKind): kind is keyof typeof places => kind in places;

/** Every route to records of a definition. */
export function routesOf(definition: AnyRecordDefinition): readonly RecordRoute[] {
  const { path: collection, actions } = definition;
  const route = (kind: RecordRoute['kind'], method: Method, path: string): RecordRoute => ({
    kind,
    method,
    path: path.split('/').map((segment) => (segment === '*' ? collection : segment)),
    definition,
  });
  const callable = Object.keys(actions).filter((name) => actions[name]?.by.some((party) => party !== 'SYS'));
  return [
    ...operationKinds.filter(isPlaced).flatMap((kind) => {
      const [method, path, has] = places[kind];
      return has(definition) ? [route(kind, method, path)] : [];
    }),
    ...partsOf(definition).flatMap((part) =>
      (part.requests ?? []).flatMap((request) =>
        request.where?.(definition) === false
          ? []
          : [{ ...route('part', request.method, request.path), request, part }],
      ),
    ),
    ...callable.map((action) => ({ ...route('act', 'POST', `*/{id}/${action}`), action })),
  ];
}

/** The first segments that the process of the records alone answers: their collections, and what else their capabilities stand under. */
export const firstSegmentsOf = (definition: AnyRecordDefinition): readonly string[] => [
  definition.path,
  ...routesOf(definition).flatMap(({ kind, path: [first] }) =>
    kind === 'part' && first !== undefined && first !== QUEUES ? [first] : [],
  ),
];
