/** Duplicates are merged into one record that survives, and separated again within 7 days (A8). */
import { described } from '#shared/capabilities/merging/described';
import { saidOnDuplicates } from '#shared/capabilities/merging/family';
import type { MergeRule } from '#shared/capabilities/merging/merge';
import { merge, mergeOne } from '#shared/capabilities/merging/merge-request';
import { unmerge } from '#shared/capabilities/merging/unmerge-request';
import { defineCapability } from '#shared/engine/capability';
import type { Part } from '#shared/grammar/capability';

declare module '#shared/grammar/record' {
  interface PartEnvelope {
    /** Duplicates that were merged into this one. */
    readonly mergedCount?: number;
  }
}

/** @param rule who merges, what a duplicate becomes, and what it brings to the survivor */
export function merging<R, const S extends string>(rule: MergeRule<R, S>): Part<R, S, never, never> {
  return defineCapability<R, S, never>({
    name: 'merging',
    described,
    requests: [
      { kind: 'merge', method: 'POST', path: '*/merge', run: (context) => merge(context, rule) },
      { kind: 'unmerge', method: 'POST', path: '*/{id}/unmerge', run: (context) => unmerge(context, rule) },
    ],
    steps: { merge: { inTurn: true, run: (context, task, { id }) => mergeOne(context, rule, task, id) } },
    shows: saidOnDuplicates,
    envelope: { mergedInto: { visibility: 'public' }, mergedCount: { visibility: 'internal' } },
  });
}
