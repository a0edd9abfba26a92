/** The operations on records as people know them: each route with its OpenAPI operation id, and what it does in a sentence. */
import type { AnyRecordDefinition, ProcessDefinition } from '#shared/process/definition';
import { type OperationKind, type RecordRoute, routesOf } from '#shared/process/routes';

export interface Operation extends RecordRoute {
  /** OpenAPI operation id, such as `resolveIncident`. */
  readonly id: string;
  readonly summary: string;
}

const pascal = (name: string): string => name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
const camel = (name: string): string => pascal(name).replace(/^[A-Z]/, (letter) => letter.toLowerCase());

/** What an action's operation is called after; what changes fields is called `update` already. */
const calledBy = (action: string): string => (action === 'update' ? 'postUpdate' : camel(action));

/** How a record type is spoken of. */
interface Nouns {
  /** `MajorIncident` */
  readonly one: string;
  /** `MajorIncidents` */
  readonly many: string;
  /** `major incident` */
  readonly noun: string;
}

/** Id and summary of what is the same for every record type. */
const names: Readonly<
  Record<Exclude<OperationKind, 'act' | 'create' | 'hold'>, (nouns: Nouns) => readonly [id: string, summary: string]>
> = {
  list: ({ many, noun }) => [`list${many}`, `List ${noun} records`],
  queue: ({ many, noun }) => [`list${many}InQueue`, `List the open ${noun} records of a group, the most urgent first`],
  bulk: ({ many, noun }) => [`bulk${many}`, `Carry out one command on many ${noun} records`],
  export: ({ many, noun }) => [`export${many}`, `Export ${noun} records as a file in pages`],
  similar: ({ many, noun }) => [`list${many}LikeThis`, `List the most similar ${noun} records`],
  suggestions: ({ one }) => [`suggestFor${one}`, 'Possible duplicates, and what solved the like'],
  clone: ({ one, noun }) => [`clone${one}`, `Make a new ${noun} with what this one is about`],
  split: ({ one, noun }) => [`split${one}`, `Make a second ${noun} of what does not belong to this one`],
  merge: ({ many, noun }) => [`merge${many}`, `Merge duplicates into one ${noun}`],
  unmerge: ({ one }) => [`unmerge${one}`, 'Make a duplicate what it was before it was merged'],
  read: ({ one, noun }) => [`get${one}`, `Read one ${noun}`],
  history: ({ one }) => [`get${one}History`, 'Read its audit trail'],
  verify: ({ one }) => [`verify${one}History`, 'Recompute the hash chain of its audit trail'],
  timeline: ({ one }) => [`get${one}Timeline`, 'Read what was done and said, first to last'],
  'list-links': ({ one }) => [`list${one}Links`, 'List its links'],
  update: ({ one, noun }) => [`update${one}`, `Change fields of one ${noun}`],
  actions: ({ one }) => [`list${one}Actions`, 'Which actions are possible now, and why not the others'],
  delete: ({ one, noun }) => [`delete${one}`, `Delete one ${noun}; it can be restored for 30 days`],
  restore: ({ one }) => [`restore${one}`, 'Bring it back after it was deleted'],
  'list-comments': ({ one }) => [`list${one}Comments`, 'List its comments'],
  comment: ({ one }) => [`commentOn${one}`, 'Add a comment or an internal note'],
  'edit-comment': ({ one }) => [`edit${one}Comment`, 'Change a comment of one’s own, up to 15 minutes old'],
  'redact-comment': ({ one }) => [`redact${one}Comment`, 'Take the text of a comment out of everything'],
  redact: ({ one }) => [`redact${one}`, 'Take values out of record, history and events'],
  'list-attachments': ({ one }) => [`list${one}Attachments`, 'List its attachments'],
  attach: ({ one }) => [`attachTo${one}`, 'Announce a file, and learn where to put it'],
  'read-attachment': ({ one }) => [`get${one}Attachment`, 'Read what is known of an attachment'],
  'remove-attachment': ({ one }) => [`remove${one}Attachment`, 'Take the file away'],
  download: ({ one }) => [`download${one}Attachment`, 'Learn where to get the file'],
  'list-tasks': ({ one }) => [`list${one}Tasks`, 'List its tasks'],
  'add-task': ({ one }) => [`addTaskTo${one}`, 'Add a task'],
  'act-on-task': ({ one }) => [`actOn${one}Task`, 'Start, finish, fail, skip or cancel a task'],
  'list-templates': ({ one }) => [`list${one}Templates`, 'List the templates it can be made with'],
  'read-form': ({ one }) => [`get${one}Form`, 'Read what a template asks for'],
  'apply-template': ({ one }) => [`applyTemplateTo${one}`, 'Give it a template, or another version of its template'],
  link: ({ one }) => [`addLinkTo${one}`, 'Link it to another record of the same collection'],
  unlink: ({ one }) => [`remove${one}Link`, 'Remove a link'],
  'list-clocks': ({ one }) => [`list${one}Clocks`, 'Read its service-level clocks'],
  'explain-clock': ({ one }) => [`explain${one}Clock`, 'Account for every second of a clock'],
};

const holds: Readonly<Record<string, string>> = {
  'place-legal-hold': 'Keep it, whatever its retention says',
  'release-legal-hold': 'Let its retention count again',
};

function nameOf({ kind, action = '', definition }: RecordRoute): readonly [id: string, summary: string] {
  const { type, path, title, create, actions } = definition;
  const nouns = { one: pascal(type), many: pascal(path), noun: title.toLowerCase() };
  switch (kind) {
    case 'create':
      return [`create${nouns.one}`, create.summary];
    case 'act':
      return [`${calledBy(action)}${nouns.one}`, actions[action]?.summary ?? ''];
    case 'hold':
      return [`${camel(action)}On${nouns.one}`, holds[action] ?? ''];
    default:
      return names[kind](nouns);
  }
}

/** Every operation on a record definition. */
export function operationsOf(definition: AnyRecordDefinition): readonly Operation[] {
  return routesOf(definition).map((route) => {
    const [id, summary] = nameOf(route);
    return { ...route, id, summary };
  });
}

export function processOperations(process: ProcessDefinition): readonly Operation[] {
  return process.records.flatMap(operationsOf);
}
