/** The routes of a process, derived from its definition: what `serve` answers. What they are called stands in `#shared/openapi/operations`. */
import type { AnyRecordDefinition } from '#shared/process/definition';

export const operationKinds = [
  'list',
  'queue',
  'create',
  'bulk',
  'export',
  'clone',
  'split',
  'similar',
  'suggestions',
  'merge',
  'unmerge',
  'read',
  'update',
  'actions',
  'act',
  'delete',
  'restore',
  'hold',
  'history',
  'verify',
  'timeline',
  'list-comments',
  'comment',
  'edit-comment',
  'redact-comment',
  'redact',
  'list-attachments',
  'attach',
  'read-attachment',
  'download',
  'remove-attachment',
  'list-tasks',
  'add-task',
  'act-on-task',
  'list-clocks',
  'explain-clock',
  'list-links',
  'link',
  'unlink',
  'list-templates',
  'read-form',
  'apply-template',
] as const;
export type OperationKind = (typeof operationKinds)[number];

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RecordRoute {
  readonly kind: OperationKind;
  readonly method: Method;
  /** Segments after /v1; `{id}` and the like are parameters. */
  readonly path: readonly string[];
  readonly definition: AnyRecordDefinition;
  /** The action that an `act` calls, or which way a `hold` goes. */
  readonly action?: string;
}

/** The first segment of the queues of all record types. */
export const QUEUES = 'queues';

type Has = (definition: AnyRecordDefinition) => boolean;
const always: Has = () => true;
/** A log entry, which nobody acts on, is read and no more. */
const alive: Has = ({ actions }) => Object.keys(actions).length > 0;
const counted: Has = ({ clocks }) => clocks !== undefined;
const merged: Has = ({ merge }) => merge !== undefined;
const compared: Has = ({ similarity }) => similarity !== undefined;

/** Method, path and which records have it; `*` is the collection. */
const places: Readonly<Record<Exclude<OperationKind, 'act' | 'hold'>, readonly [Method, string, Has]>> = {
  list: ['GET', '*', always],
  queue: ['GET', `${QUEUES}/{group}/*`, ({ lists }) => lists.includes('queue')],
  create: ['POST', '*', ({ create }) => create.by.some((party) => party !== 'SYS')],
  bulk: ['POST', '*/bulk', ({ bulk }) => bulk === true],
  export: ['POST', '*/export', always],
  similar: ['GET', '*/{id}/similar', compared],
  suggestions: ['GET', '*/{id}/suggestions', compared],
  clone: ['POST', '*/{id}/clone', ({ clone }) => clone !== undefined],
  split: ['POST', '*/{id}/split', ({ split }) => split !== undefined],
  merge: ['POST', '*/merge', merged],
  unmerge: ['POST', '*/{id}/unmerge', merged],
  read: ['GET', '*/{id}', always],
  history: ['GET', '*/{id}/history', always],
  verify: ['GET', '*/{id}/history/verify', always],
  timeline: ['GET', '*/{id}/timeline', ({ timeline }) => timeline === true],
  'list-links': ['GET', '*/{id}/links', always],
  update: ['PATCH', '*/{id}', alive],
  actions: ['GET', '*/{id}/actions', alive],
  delete: ['DELETE', '*/{id}', alive],
  restore: ['POST', '*/{id}/restore', alive],
  'list-comments': ['GET', '*/{id}/comments', alive],
  comment: ['POST', '*/{id}/comments', alive],
  'edit-comment': ['PATCH', '*/{id}/comments/{comment}', alive],
  'redact-comment': ['POST', '*/{id}/comments/{comment}/redact', alive],
  redact: ['POST', '*/{id}/redact', alive],
  'list-attachments': ['GET', '*/{id}/attachments', alive],
  attach: ['POST', '*/{id}/attachments', alive],
  'read-attachment': ['GET', '*/{id}/attachments/{attachment}', alive],
  'remove-attachment': ['DELETE', '*/{id}/attachments/{attachment}', alive],
  download: ['GET', '*/{id}/attachments/{attachment}/download', alive],
  'list-tasks': ['GET', '*/{id}/tasks', alive],
  'add-task': ['POST', '*/{id}/tasks', alive],
  'act-on-task': ['POST', '*/{id}/tasks/{task}/{verb}', alive],
  'list-templates': ['GET', '*/templates', alive],
  'read-form': ['GET', '*/form', alive],
  'apply-template': ['POST', '*/{id}/apply-template', alive],
  link: ['PUT', '*/{id}/links', alive],
  unlink: ['DELETE', '*/{id}/links/{kind}/{target}', alive],
  'list-clocks': ['GET', '*/{id}/clocks', counted],
  'explain-clock': ['GET', '*/{id}/clocks/{clock}/explain', counted],
};

const isPlaced = (kind: OperationKind): kind is keyof typeof places => kind in places;

/** Every route to records of a definition. */
export function routesOf(definition: AnyRecordDefinition): readonly RecordRoute[] {
  const { path: collection, actions } = definition;
  const route = (kind: OperationKind, method: Method, path: string): RecordRoute => ({
    kind,
    method,
    path: path.split('/').map((segment) => (segment === '*' ? collection : segment)),
    definition,
  });
  const verb = (kind: 'act' | 'hold', action: string): RecordRoute => ({
    ...route(kind, 'POST', `*/{id}/${action}`),
    action,
  });
  const callable = Object.keys(actions).filter((name) => actions[name]?.by.some((party) => party !== 'SYS'));
  return [
    ...operationKinds.filter(isPlaced).flatMap((kind) => {
      const [method, path, has] = places[kind];
      return has(definition) ? [route(kind, method, path)] : [];
    }),
    ...(alive(definition) ? ['place-legal-hold', 'release-legal-hold'].map((name) => verb('hold', name)) : []),
    ...callable.map((name) => verb('act', name)),
  ];
}
