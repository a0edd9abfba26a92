/** An entry comes back whole from what is kept of it, verifies, and tells nothing of what was redacted. */
import { describe, expect, it } from 'vitest';
import { type Entering, entryOf } from '#shared/engine/entry';
import {
  digestOf,
  type HistoryEntry,
  keptEntry,
  saltFrom,
  verifyChain,
  wholeEntry,
  withoutValues,
} from '#shared/engine/history';
import type { AnyRecord } from '#shared/grammar/record';

const made = { uid: '01K', id: 'INC0000001', type: 'incident', version: 1, state: 'new', title: 'Mail is down' };
const actor = { type: 'human', id: 'ada' } as const;

const entered = (redacts?: readonly string[]) =>
  entryOf(
    {
      ...{ process: 'incident-management', type: 'incident', now: Date.parse('2026-06-15T08:00:00Z') },
      caller: { actor, tenant: 'abcdefghijkl' },
      cause: { requestId: 'r', correlationId: 'r', depth: 0 },
      plan: {
        ...{ after: made as unknown as AnyRecord, command: 'create', reason: 'A call', visibility: 'public' },
        ...{ emissions: [], comments: [], tasks: [], ...(redacts && { redacts }) },
      },
    } as unknown as Entering,
    (fields) => fields,
  );
const inTable = (entry: ReturnType<typeof keptEntry>): HistoryEntry => wholeEntry(JSON.parse(JSON.stringify(entry)));

describe('an entry', () => {
  it('is kept without its salts and digests, and comes back with them', () => {
    const { seed, ...whole } = entered();
    const kept = keptEntry({ ...whole, seed }, 'packed');

    expect(JSON.stringify(kept)).not.toMatch(/"(salt|digest)"/);
    expect(inTable(kept)).toEqual(whole);
    expect(Object.keys(inTable(kept))).toEqual(Object.keys(whole));
    expect(verifyChain([inTable(kept)], whole.hash)).toEqual({ valid: true, entries: 1 });
  });

  it('that was tampered with is found, in its values and in what it says beside them', () => {
    const entry = entered();
    const kept = JSON.stringify(keptEntry(entry, 'packed'));

    for (const [said, instead] of [
      ['Mail is down', 'Mail is fine'],
      ['A call', 'A letter'],
      ['"ada"', '"eve"'],
      [entry.seed, 'another-seed'],
    ] as const) {
      const entries = [wholeEntry(JSON.parse(kept.replaceAll(said, instead)))];
      expect(verifyChain(entries, entry.hash)).toMatchObject({ valid: false, brokenAt: { sequence: 1 } });
    }
  });

  it('of which something is redacted has no seed, from which its salt would follow', () => {
    const entry = entered(['title']);
    const kept = keptEntry(entry, 'packed');

    expect(JSON.stringify(kept)).not.toContain(entry.seed);
    expect(JSON.stringify(kept)).not.toContain(saltFrom(entry.seed, 'title'));
    expect(verifyChain([inTable(kept)], entry.hash)).toEqual({ valid: true, entries: 1 });
  });

  it('that is redacted later is written without a seed, and the digests of the rest stay', () => {
    const { seed, ...whole } = entered();
    const read = inTable(keptEntry({ ...whole, seed }, 'packed'));
    const redacted = {
      ...read,
      changes: read.changes.map((change) => (change.field === 'title' ? withoutValues(change) : change)),
    };
    const again = keptEntry(redacted, 'packed');

    expect(JSON.stringify(again)).not.toContain(seed);
    expect(JSON.stringify(again)).toContain(digestOf(saltFrom(seed, 'title'), 'title', null, 'Mail is down'));
    expect(verifyChain([inTable(again)], whole.hash)).toEqual({ valid: true, entries: 1 });
  });

  it('is whole where the release before is to read it', () => {
    const { seed, ...whole } = entered();
    expect(keptEntry({ ...whole, seed }, 'text')).toEqual(whole);
  });
});
