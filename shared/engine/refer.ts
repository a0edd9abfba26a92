/** Records that a request refers to: found in the caller's own tenant, or refused. */

import { canSee } from '#shared/engine/access';
import type { Referred } from '#shared/engine/circumstances';
import type { Context } from '#shared/engine/context';
import { loadRecords } from '#shared/engine/load';
import { Problem } from '#shared/problems/problems';

type Referring = Pick<Context, 'runtime' | 'store' | 'config'> & {
  readonly request: Pick<Context['request'], 'caller'>;
};

/**
 * The records named in fields of the input, by what the input calls them.
 * @param refers field → record type of the same process
 * @param known lists of references by field: what they name was found before, and is not looked for again
 * @throws Problem unknown-reference, the same for absent, foreign and hidden ones
 */
export async function referredBy(
  { runtime, store, config, request: { caller } }: Referring,
  refers: Readonly<Record<string, string>> | undefined,
  input: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, unknown>> = {},
): Promise<ReadonlyMap<string, Referred>> {
  const found = new Map<string, Referred>();
  for (const [field, type] of Object.entries(refers ?? {})) {
    const definition = runtime.process.records.find((record) => record.type === type);
    if (!definition) throw new Error(`expected ${type} to be a record of ${runtime.process.id}`);
    const before: ReadonlySet<unknown> = new Set(Array.isArray(known[field]) ? known[field] : []);
    const names = [input[field] ?? []]
      .flat()
      .filter((name) => !before.has(name))
      .map(String);
    const records = await loadRecords(runtime, store, caller.tenant, definition, names);
    for (const name of names) {
      const stored = records.get(name);
      if (!stored || stored.record.deletedAt || !canSee(definition, stored.record, caller, config)) {
        const message = `there is no ${definition.title.toLowerCase()} ${name} that you may refer to`;
        const errors = [{ pointer: `/${field}`, code: 'unknown-reference', message }];
        throw new Problem('unknown-reference', message, { errors });
      }
      found.set(name, { record: stored.record, sequence: stored.sequence });
    }
  }
  return found;
}
