/** The operations on records as people know them: each route with its OpenAPI operation id, and what it does in a sentence. */
import type { Nouns } from '#shared/grammar/capability';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { ProcessDefinition } from '#shared/grammar/process-definition';
import { type OperationKind, type RecordRoute, routesOf } from '#shared/grammar/routes';

export interface Operation extends RecordRoute {
  /** OpenAPI operation id, such as `resolveIncident`. */
  readonly id: string;
  readonly summary: string;
}

const pascal = (name: string): string => name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
const camel = (name: string): string => pascal(name).replace(/^[A-Z]/, (letter) => letter.toLowerCase());

/** What an action's operation is called after; what changes fields is called `update` already. */
const calledBy = (action: string): string => (action === 'update' ? 'postUpdate' : camel(action));

/** Id and summary of what is the same for every record type. */
const names: Readonly<
  Record<Exclude<OperationKind, 'act' | 'create'>, (nouns: Nouns) => readonly [id: string, summary: string]>
> = {
  read: ({ one, noun }) => [`get${one}`, `Read one ${noun}`],
  update: ({ one, noun }) => [`update${one}`, `Change fields of one ${noun}`],
  actions: ({ one }) => [`list${one}Actions`, 'Which actions are possible now, and why not the others'],
};

function nameOf({ kind, action = '', definition, request, part }: RecordRoute): readonly [id: string, summary: string] {
  const { type, path, title, create, actions } = definition;
  const nouns = { one: pascal(type), many: pascal(path), noun: title.toLowerCase() };
  switch (kind) {
    case 'create':
      return [`create${nouns.one}`, create.summary];
    case 'act':
      return [`${calledBy(action)}${nouns.one}`, actions[action]?.summary ?? ''];
    case 'part':
      return part?.described.requests[request?.kind ?? '']?.called(nouns) ?? ['', ''];
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
