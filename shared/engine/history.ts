/** The audit trail (A4): one immutable entry per accepted command, chained by hashes over salted digests of the values. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { EventEnvelope } from '#shared/events/envelope';
import type { ItemFormat } from '#shared/store/item';
import type { Actor } from '#shared/tenancy/context';

export interface Change {
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
  /** Dropped with the values when they are redacted; the digest stays and so does the chain. */
  readonly salt: string;
  readonly digest: string;
}

/** The digest of what an entry says beside values and may have to forget: who it was, and why. */
export interface Seal {
  readonly field: 'actor' | 'reason';
  /** Empty once what it seals was redacted. */
  readonly salt: string;
  readonly digest: string;
}

/** What an entry has under salts. */
interface Salted {
  readonly changes: readonly Change[];
  readonly sealed: readonly Seal[];
}

export interface HistoryEntry extends Salted {
  readonly sequence: number;
  readonly version: number;
  readonly at: string;
  readonly actor: Actor;
  readonly command: string;
  readonly reason?: string;
  readonly requestId: string;
  /** An internal entry (a work note) leaves no trace for a requester. */
  readonly visibility: 'public' | 'internal';
  readonly previousHash: string;
  readonly hash: string;
  readonly events: readonly EventEnvelope[];
}

/** What the first entry of a record refers back to. */
export const GENESIS = '0'.repeat(64);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** JSON with sorted keys, so that equal values have equal text. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`)
    .join(',')}}`;
}

/** The digest of one change's values under its salt. */
export function digestOf(salt: string, field: string, before: unknown, after: unknown): string {
  return sha256(`${salt}\n${field}\n${canonical(before)}\n${canonical(after)}`);
}

/** Bytes of a salt, and of what the salts of an entry are made of. */
const SALT_BYTES = 12;
const SEED_BYTES = 16;

/** What the salts of one entry are made of. */
export const freshSeed = (): string => randomBytes(SEED_BYTES).toString('base64url');

/** The salt of a field in the entry of a seed. */
export const saltFrom = (seed: string, field: string): string =>
  createHmac('sha256', seed).update(field).digest().subarray(0, SALT_BYTES).toString('base64url');

const freshSalt = (): string => randomBytes(SALT_BYTES).toString('base64url');

/** @param saltOf a source of salts other than chance, for entries that must come out the same when they are made again */
export function seals(
  said: Pick<HistoryEntry, 'actor' | 'reason'>,
  saltOf: (field: string) => string = freshSalt,
): readonly Seal[] {
  return (['actor', 'reason'] as const).flatMap((field) => {
    if (said[field] === undefined) return [];
    const salt = saltOf(field);
    return [{ field, salt, digest: digestOf(salt, field, null, said[field]) }];
  });
}

/** What stands where something was redacted. */
export const REDACTED = '[redacted]';

/** A change whose values are not to be known: the digest is all that is left of them. */
export function withoutValues({ field, old, new: next, digest }: Change): Change {
  const redacted = (value: unknown): unknown => (value === null ? null : REDACTED);
  return { field, old: redacted(old), new: redacted(next), salt: '', digest };
}

/**
 * What changed between two sets of values, each change with its salt and digest.
 * @param saltOf a source of salts other than chance
 */
export function diff(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  ignore: ReadonlySet<string>,
  saltOf: (field: string) => string = freshSalt,
): Change[] {
  const changes: Change[] = [];
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (ignore.has(field) || before[field] === after[field]) continue;
    const old = before[field] ?? null;
    const next = after[field] ?? null;
    if (canonical(old) === canonical(next)) continue;
    const salt = saltOf(field);
    changes.push({ field, old, new: next, salt, digest: digestOf(salt, field, old, next) });
  }
  return changes;
}

type Hashed = Pick<HistoryEntry, 'sequence' | 'at' | 'command' | 'requestId' | 'previousHash' | 'sealed'> & {
  readonly changes: readonly Pick<Change, 'field' | 'digest'>[];
};

const digests = (of: readonly Pick<Change, 'field' | 'digest'>[]) => of.map(({ field, digest }) => [field, digest]);

/** The hash that an entry must carry. */
export function hashOf(entry: Hashed): string {
  const { sequence, at, command, requestId, previousHash, changes, sealed } = entry;
  const content = {
    sequence,
    at,
    command,
    requestId,
    previousHash,
    sealed: digests(sealed),
    changes: digests(changes),
  };
  return sha256(canonical(content));
}

export interface Verification {
  readonly valid: boolean;
  readonly entries: number;
  /** The first entry at which the chain does not hold, and why. */
  readonly brokenAt?: { readonly sequence: number; readonly reason: string };
}

/** Recomputes a record's chain from its first entry to `head`, the hash that the record itself carries. */
export function verifyChain(entries: readonly HistoryEntry[], head: string): Verification {
  let previous = GENESIS;
  for (const [index, entry] of entries.entries()) {
    const broken = (reason: string): Verification => ({
      valid: false,
      entries: entries.length,
      brokenAt: { sequence: entry.sequence, reason },
    });
    if (entry.sequence !== index + 1) return broken(`expected entry ${index + 1}, found ${entry.sequence}`);
    if (entry.previousHash !== previous) return broken('does not refer to the entry before it');
    if (hashOf(entry) !== entry.hash) return broken('its content does not match its hash');
    const said = entry.sealed.map(({ field, salt, digest }) => ({ field, salt, digest, old: null, new: entry[field] }));
    for (const { salt, field, old, new: next, digest } of [...entry.changes, ...said]) {
      const redacted = salt === '';
      if (!redacted && digestOf(salt, field, old, next) !== digest)
        return broken(`the values of ${field} do not match their digest`);
    }
    previous = entry.hash;
  }
  if (previous !== head)
    return {
      valid: false,
      entries: entries.length,
      brokenAt: { sequence: entries.length, reason: 'the record points to another entry' },
    };
  return { valid: true, entries: entries.length };
}

/** The record's values as they stood at an instant: the changes up to it, replayed. Undefined before it was created. */
export function valuesAsOf(
  entries: readonly HistoryEntry[],
  at: number,
): Readonly<Record<string, unknown>> | undefined {
  const values: Record<string, unknown> = {};
  let seen = false;
  for (const entry of entries) {
    if (Date.parse(entry.at) > at) break;
    seen = true;
    for (const { field, new: value } of entry.changes) {
      // A slash: what was changed is not a field of the record but a part of it, such as a comment.
      if (field.includes('/')) continue;
      if (value === null) delete values[field];
      else values[field] = value;
    }
  }
  return seen ? values : undefined;
}

/** An entry that was just made, all of whose salts are made of its seed. */
export type FreshEntry = HistoryEntry & { readonly seed: string };

/**
 * An entry as the table keeps it: without salts and digests, which follow from one seed and the values. They are a third of a creation's entry, and
 * nothing packs them. Where anything was redacted there is no seed, or what was forgotten could be guessed.
 */
export type KeptEntry = Omit<HistoryEntry, keyof Salted> & {
  readonly changes: readonly Omit<Change, 'salt' | 'digest'>[];
  readonly sealed: readonly Pick<Seal, 'field'>[];
  readonly seed: string;
};

/** The entry to write: whole, without its seed, where something of it is redacted, or where the release before is to read it. */
export function keptEntry(entry: HistoryEntry | FreshEntry, format: ItemFormat): HistoryEntry | KeptEntry {
  if (!('seed' in entry)) return entry;
  const { seed, ...whole } = entry;
  const redacted = [...whole.changes, ...whole.sealed].some(({ salt }) => salt === '');
  if (redacted || format === 'text') return whole;
  return {
    ...whole,
    changes: whole.changes.map(({ salt: _, digest: __, ...change }) => change),
    sealed: whole.sealed.map(({ field }) => ({ field })),
    seed,
  };
}

/** The entry that was kept; what the chain's hashes do not cover by themselves, its digests, is computed from the values. */
export function wholeEntry(kept: HistoryEntry | KeptEntry): HistoryEntry {
  if (!('seed' in kept)) return kept;
  const { seed, ...rest } = kept;
  return {
    ...rest,
    changes: rest.changes.map((change) => {
      const salt = saltFrom(seed, change.field);
      return { ...change, salt, digest: digestOf(salt, change.field, change.old, change.new) };
    }),
    sealed: rest.sealed.map(({ field }) => {
      const salt = saltFrom(seed, field);
      return { field, salt, digest: digestOf(salt, field, null, rest[field]) };
    }),
  };
}
