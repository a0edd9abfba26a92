/** A record that holds two matters becomes two: the third way beside merging and cloning (A8). */
import { carriedItems } from '#shared/capabilities/splitting/carried';
import { described } from '#shared/capabilities/splitting/described';
import { split } from '#shared/capabilities/splitting/requests';
import type { SplitRule } from '#shared/capabilities/splitting/split';
import { defineCapability } from '#shared/engine/capability';
import type { Part } from '#shared/grammar/capability';

declare module '#shared/grammar/record' {
  interface PartEnvelope {
    /** The record that this one was split from, and what of it is shown here as well. */
    readonly splitFrom?: {
      readonly id: string;
      readonly uid: string;
      readonly at: string;
      readonly comments: readonly string[];
      readonly attachments: readonly string[];
    };
  }
}

/** @param rule who splits, and which fields the new record takes over unless told otherwise */
export function splitting<const N extends string>(rule: SplitRule<N>): Part<unknown, never, N> {
  return defineCapability<unknown, never, N>({
    name: 'splitting',
    described,
    requests: [{ kind: 'split', method: 'POST', path: '*/{id}/split', run: (context) => split(context, rule) }],
    shows: carriedItems,
    envelope: { splitFrom: { visibility: 'internal', namesOthers: true } },
  });
}
