/** Files of other systems become records: looked up, checked and refused like any other, each once (ADR 73). */
import { described } from '#shared/capabilities/importing/described';
import type { ImportRule } from '#shared/capabilities/importing/import-rule';
import { continueImport, importFile } from '#shared/capabilities/importing/requests';
import { defineCapability } from '#shared/engine/capability';
import type { Part } from '#shared/grammar/capability';

/** @param rule who imports, in which states, and what becomes of a record that comes again */
export function importing<const S extends string = never>(rule: ImportRule<S>): Part<unknown, S, never, never> {
  return defineCapability<unknown, S, never>({
    name: 'importing',
    described,
    notes: [
      `Imported from files by ${rule.by.join(', ')}${rule.again === 'update' ? '; a record that comes again is brought up to date' : ''}.`,
    ],
    requests: [{ kind: 'import', method: 'POST', path: '*/imports', run: (context) => importFile(context, rule) }],
    consumes: (process, definitions) =>
      definitions.map((definition) => ({
        source: `itsm.${process.id}`,
        detailType: 'import.progressed',
        run: (runtime, event) => continueImport(runtime, definition, rule, event),
      })),
  });
}
