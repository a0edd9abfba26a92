/** What processes may know of each other's record types, from their letterboxes: made before everything else that is generated. */
import { unitsIn } from '#infra/docs/registry-text';
import type { Contract } from '#shared/grammar/contract';

/** In `.build/generated/`, and as it is imported. */
export const DIRECTORY = 'directory.json';

const isLetterbox = (module: unknown): module is { readonly contract: Contract } =>
  typeof module === 'object' && module !== null && 'contract' in module;

/** The letterboxes below functions/ of the repository, in the order of the registry. @throws Error when a process has none */
export async function letterboxesIn(root: string): Promise<readonly Contract[]> {
  const processes = unitsIn(root).filter(({ definition }) => definition === 'process');
  return Promise.all(
    processes.map(async ({ folder }) => {
      const module: unknown = await import(`#functions/${folder}/contract`);
      if (!isLetterbox(module)) throw new Error(`functions/${folder}/contract.ts exports no contract`);
      return module.contract;
    }),
  );
}

/** Kind of link → `from to` of every pair that a letterbox allows it for. */
function pairsOf(letterboxes: readonly Contract[]): Readonly<Record<string, readonly string[]>> {
  const stated = letterboxes.flatMap(({ links = [] }) => links);
  return Object.fromEntries(
    [...new Set(stated.map(({ kind }) => kind))].sort().map((kind) => {
      const pairs = stated
        .filter((each) => each.kind === kind)
        .flatMap(({ from, to }) => from.flatMap((one) => to.map((other) => `${one} ${other}`)));
      return [kind, [...new Set(pairs)].sort()];
    }),
  );
}

/** The same letterboxes give the same text. */
export function directoryText(letterboxes: readonly Contract[]): string {
  const entries = letterboxes.flatMap(({ process, records }) => records.map((record) => ({ process, record })));
  const records = entries.map(({ record }) => record);
  const directory = {
    prefixes: Object.fromEntries(records.map(({ prefix, type }) => [prefix, type])),
    openedByMail: Object.fromEntries(
      entries.flatMap(({ process, record }) => (record.openedByMail ? [[record.type, process]] : [])),
    ),
    approvable: Object.fromEntries(
      entries.flatMap(({ process, record }) => (record.approvable ? [[record.type, process]] : [])),
    ),
    schedulable: records.flatMap(({ type, schedulable }) => (schedulable ? [type] : [])),
    evidence: records.flatMap(({ type, evidence }) => (evidence ? [type] : [])),
    links: pairsOf(letterboxes),
    aboutRequesters: [...new Set(records.flatMap(({ aboutRequesters = [] }) => aboutRequesters))].sort(),
  };
  return `${JSON.stringify(directory, undefined, 1)}\n`;
}
