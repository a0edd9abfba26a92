/** What a definition states of entries: a log within a record, such as its test runs, that is appended to and never changed. */
import { createHash } from 'node:crypto';
import { canonical } from '#shared/engine/history';
import type { Nouns } from '#shared/grammar/capability';
import type { Party } from '#shared/grammar/definition';
import type { Fields } from '#shared/grammar/fields';

export interface EntriesRule {
  /** What one entry is called in names of events: `run`. */
  readonly item: string;
  /** How it is spoken of, once among all: `TestRun`, `TestRuns`, `test run`. */
  readonly nouns: Nouns;
  readonly fields: Fields;
  /** `internal`: for those who read all of the record. */
  readonly visibility?: 'internal';
  readonly summary: string;
  readonly by: readonly Party[];
  /** Most entries of one request, all or none of which are written: up to {@link MOST_AT_ONCE}. */
  readonly most: number;
  /** Past tense: the event, one a request, is `<record>.<item>_<emits>`; `appended` when absent. */
  readonly emits?: string;
}

/** Entries of one transaction, with the record and the answer that is kept for a key. */
export const MOST_AT_ONCE = 98;

/** Entries under the name that their path ends in. */
export interface NamedEntries {
  readonly name: string;
  readonly rule: EntriesRule;
}

export interface Entry {
  /** In the order in which they were written. */
  readonly id: string;
  readonly at: string;
  readonly by: string;
  /** SHA-256 over the canonical JSON of everything else: what it was can be proved for ever. */
  readonly digest: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The digest of an entry. */
export const digestOf = ({ id, at, by, values }: Omit<Entry, 'digest'>): string =>
  sha256(canonical({ id, at, by, values }));

/** Entries of one request. @param batch a ULID, which sorts by the instant */
export function entriesOf(
  batch: string,
  said: Pick<Entry, 'at' | 'by'>,
  given: readonly Entry['values'][],
): readonly Entry[] {
  return given.map((values, index) => {
    const entry = { id: `${batch}-${String(index + 1).padStart(3, '0')}`, ...said, values };
    return { ...entry, digest: digestOf(entry) };
  });
}

/** What kinds of requests about them are called after: `test-run`. */
export const kindOf = ({ rule }: NamedEntries): string => rule.nouns.noun.replaceAll(' ', '-');
