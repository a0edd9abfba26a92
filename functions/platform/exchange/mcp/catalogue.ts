/** Every tool and what is told of each type of record: generated from the definitions, chosen for whoever asks. */
import generated from '#generated/tools.json' with { type: 'json' };
import type { Tool, ToolRecord, ToolsDocument } from '#shared/describe/tools/tools';
import { isGuest, type Role } from '#shared/tenancy/roles';

/** Whom the catalogue is for. */
export interface Asker {
  readonly roles: ReadonlySet<Role>;
  /** Collections that the client wants to hear of; all of them when it names none. */
  readonly only: readonly string[];
}

const document = generated as unknown as ToolsDocument;

export const version: string = document.version;

/** Auditors change nothing: what writes is none of their tools. */
function isFor({ roles, only }: Asker, by: readonly Role[] | undefined, collection: string, writes: boolean): boolean {
  if (only.length > 0 && !only.includes(collection)) return false;
  if (writes && roles.has('AUD')) return false;
  return by ? by.some((role) => roles.has(role)) : !isGuest(roles);
}

/** The tools with which an asker's roles get anywhere. What they may do with which record, the API says of each call. */
export const toolsFor = (asker: Asker): readonly Tool[] =>
  document.tools.filter(({ by, collection, method }) => isFor(asker, by, collection, method !== 'GET'));

/** Types of records that an asker may see any of. */
export const recordsFor = (asker: Asker): readonly ToolRecord[] =>
  document.records.filter(({ by, collection }) => isFor(asker, by, collection, false));

/** Whether anything stands under this first segment. */
const collections: ReadonlySet<string> = new Set(document.tools.map(({ collection }) => collection));

/** What of these is no collection. */
export const unknownAmong = (names: readonly string[]): readonly string[] =>
  names.filter((name) => !collections.has(name));
