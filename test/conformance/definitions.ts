/** Every record definition, with the process that owns it. */
import { processes } from '#functions/registry';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { ProcessDefinition } from '#shared/grammar/process-definition';

export interface Owned {
  readonly type: string;
  readonly process: ProcessDefinition;
  readonly definition: AnyRecordDefinition;
}

export const definitions: readonly Owned[] = processes.flatMap((process) =>
  process.records.map((definition) => ({ type: definition.type, process, definition })),
);

export function definitionOf(type: string): AnyRecordDefinition {
  const found = definitions.find((owned) => owned.type === type);
  if (!found) throw new Error(`expected a record type of the registry, was given ${type}`);
  return found.definition;
}
