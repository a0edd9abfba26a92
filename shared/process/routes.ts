/** The operations of a process, derived from its definition: what `serve` answers and OpenAPI describes. */
import type { AnyRecordDefinition, ProcessDefinition } from '#shared/process/definition';

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

export interface Operation {
  /** OpenAPI operation id, such as `resolveIncident`. */
  readonly id: string;
  readonly kind: OperationKind;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Segments after /v1; `{id}` and the like are parameters. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly definition: AnyRecordDefinition;
  /** The action that an `act` calls, or which way a `hold` goes. */
  readonly action?: string;
}

/** The first segment of the queues of all record types. */
export const QUEUES = 'queues';

const pascal = (name: string): string => name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
const camel = (name: string): string => pascal(name).replace(/^[A-Z]/, (letter) => letter.toLowerCase());

/** What an action's operation is called after; what changes fields is called `update` already. */
const calledBy = (action: string): string => (action === 'update' ? 'postUpdate' : camel(action));

/** Every operation on a record definition. */
export function operationsOf(definition: AnyRecordDefinition): readonly Operation[] {
  const { path, type, title } = definition;
  const noun = title.toLowerCase();
  const one = pascal(type);
  const many = pascal(path);
  const item = [path, '{id}'];
  const operation = (
    kind: OperationKind,
    method: Operation['method'],
    segments: readonly string[],
    id: string,
    summary: string,
  ): Operation => ({
    id,
    kind,
    method,
    path: segments,
    summary,
    definition,
  });
  const named = (
    kind: OperationKind,
    method: Operation['method'],
    tail: readonly string[],
    id: string,
    summary: string,
  ): Operation => operation(kind, method, [...item, ...tail], id, summary);
  const alive = Object.keys(definition.actions).length > 0;
  return [
    operation('list', 'GET', [path], `list${many}`, `List ${noun} records`),
    ...(definition.lists.includes('queue')
      ? [
          operation(
            'queue',
            'GET',
            [QUEUES, '{group}', path],
            `list${many}InQueue`,
            `List the open ${noun} records of a group, the most urgent first`,
          ),
        ]
      : []),
    ...(definition.create.by.some((party) => party !== 'SYS')
      ? [operation('create', 'POST', [path], `create${one}`, definition.create.summary)]
      : []),
    ...(definition.bulk
      ? [operation('bulk', 'POST', [path, 'bulk'], `bulk${many}`, `Carry out one command on many ${noun} records`)]
      : []),
    operation('export', 'POST', [path, 'export'], `export${many}`, `Export ${noun} records as a file in pages`),
    ...(definition.similarity
      ? [
          named('similar', 'GET', ['similar'], `list${many}LikeThis`, `List the most similar ${noun} records`),
          named(
            'suggestions',
            'GET',
            ['suggestions'],
            `suggestFor${one}`,
            'Possible duplicates, and what solved the like',
          ),
        ]
      : []),
    ...(definition.clone
      ? [named('clone', 'POST', ['clone'], `clone${one}`, `Make a new ${noun} with what this one is about`)]
      : []),
    ...(definition.split
      ? [named('split', 'POST', ['split'], `split${one}`, `Make a second ${noun} of what does not belong to this one`)]
      : []),
    ...(definition.merge
      ? [
          operation('merge', 'POST', [path, 'merge'], `merge${many}`, `Merge duplicates into one ${noun}`),
          named('unmerge', 'POST', ['unmerge'], `unmerge${one}`, 'Make a duplicate what it was before it was merged'),
        ]
      : []),
    named('read', 'GET', [], `get${one}`, `Read one ${noun}`),
    named('history', 'GET', ['history'], `get${one}History`, 'Read its audit trail'),
    named('verify', 'GET', ['history', 'verify'], `verify${one}History`, 'Recompute the hash chain of its audit trail'),
    ...(definition.timeline
      ? [named('timeline', 'GET', ['timeline'], `get${one}Timeline`, 'Read what was done and said, first to last')]
      : []),
    named('list-links', 'GET', ['links'], `list${one}Links`, 'List its links'),
    ...(alive
      ? [
          named('update', 'PATCH', [], `update${one}`, `Change fields of one ${noun}`),
          named(
            'actions',
            'GET',
            ['actions'],
            `list${one}Actions`,
            'Which actions are possible now, and why not the others',
          ),
          named('delete', 'DELETE', [], `delete${one}`, `Delete one ${noun}; it can be restored for 30 days`),
          named('restore', 'POST', ['restore'], `restore${one}`, 'Bring it back after it was deleted'),
          ...(['place', 'release'] as const).map((way): Operation => {
            const verb = `${way}-legal-hold`;
            const summary = way === 'place' ? 'Keep it, whatever its retention says' : 'Let its retention count again';
            return { ...named('hold', 'POST', [verb], `${way}LegalHoldOn${one}`, summary), action: verb };
          }),
          named('list-comments', 'GET', ['comments'], `list${one}Comments`, 'List its comments'),
          named('comment', 'POST', ['comments'], `commentOn${one}`, 'Add a comment or an internal note'),
          named(
            'edit-comment',
            'PATCH',
            ['comments', '{comment}'],
            `edit${one}Comment`,
            'Change a comment of one’s own, up to 15 minutes old',
          ),
          named(
            'redact-comment',
            'POST',
            ['comments', '{comment}', 'redact'],
            `redact${one}Comment`,
            'Take the text of a comment out of everything',
          ),
          named('redact', 'POST', ['redact'], `redact${one}`, 'Take values out of record, history and events'),
          named('list-attachments', 'GET', ['attachments'], `list${one}Attachments`, 'List its attachments'),
          named('attach', 'POST', ['attachments'], `attachTo${one}`, 'Announce a file, and learn where to put it'),
          ...(
            [
              ['read-attachment', 'GET', [], `get${one}Attachment`, 'Read what is known of an attachment'],
              ['remove-attachment', 'DELETE', [], `remove${one}Attachment`, 'Take the file away'],
              ['download', 'GET', ['download'], `download${one}Attachment`, 'Learn where to get the file'],
            ] as const
          ).map(([kind, method, tail, id, summary]) =>
            named(kind, method, ['attachments', '{attachment}', ...tail], id, summary),
          ),
          named('list-tasks', 'GET', ['tasks'], `list${one}Tasks`, 'List its tasks'),
          named('add-task', 'POST', ['tasks'], `addTaskTo${one}`, 'Add a task'),
          named(
            'act-on-task',
            'POST',
            ['tasks', '{task}', '{verb}'],
            `actOn${one}Task`,
            'Start, finish, fail, skip or cancel a task',
          ),
          operation(
            'list-templates',
            'GET',
            [path, 'templates'],
            `list${one}Templates`,
            'List the templates it can be made with',
          ),
          operation('read-form', 'GET', [path, 'form'], `get${one}Form`, 'Read what a template asks for'),
          named(
            'apply-template',
            'POST',
            ['apply-template'],
            `applyTemplateTo${one}`,
            'Give it a template, or another version of its template',
          ),
          named('link', 'PUT', ['links'], `addLinkTo${one}`, 'Link it to another record of the same collection'),
          named('unlink', 'DELETE', ['links', '{kind}', '{target}'], `remove${one}Link`, 'Remove a link'),
        ]
      : []),
    ...(definition.clocks
      ? [
          named('list-clocks', 'GET', ['clocks'], `list${one}Clocks`, 'Read its service-level clocks'),
          named(
            'explain-clock',
            'GET',
            ['clocks', '{clock}', 'explain'],
            `explain${one}Clock`,
            'Account for every second of a clock',
          ),
        ]
      : []),
    ...Object.entries(definition.actions)
      .filter(([, { by }]) => by.some((party) => party !== 'SYS'))
      .map(
        ([name, { summary }]): Operation => ({
          ...named('act', 'POST', [name], `${calledBy(name)}${one}`, summary),
          action: name,
        }),
      ),
  ];
}

export function processOperations(process: ProcessDefinition): readonly Operation[] {
  return process.records.flatMap(operationsOf);
}
