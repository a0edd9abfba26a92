/** Records are compared with each other: possible duplicates, and what solved the like (D2). */
import { described, describedHints } from '#shared/capabilities/similarity/described';
import { duplicateConsumption } from '#shared/capabilities/similarity/duplicates';
import { similar, suggestions } from '#shared/capabilities/similarity/requests';
import type { SimilarityRule } from '#shared/capabilities/similarity/similarity';
import { defineCapability } from '#shared/engine/capability';
import type { Part } from '#shared/grammar/capability';

declare module '#shared/grammar/record' {
  interface PartEnvelope {
    /** Records that said the same before, as found when this one was made; the most similar first. */
    readonly possibleDuplicates?: readonly { readonly id: string; readonly uid: string; readonly similarity: number }[];
  }
}

/** @param rule by what they are compared, and whether a new record is told which ones it may be a duplicate of */
export function similarity<const N extends string>(rule: SimilarityRule<N>): Part<unknown, never, N> {
  // Duplicates that are the requester's own they are told of.
  const own = rule.same.some((field) => field === 'requesterId');
  return defineCapability<unknown, never, N>({
    name: 'similarity',
    described: rule.hint ? describedHints : described,
    requests: [
      { kind: 'similar', method: 'GET', path: '*/{id}/similar', run: (context) => similar(context, rule) },
      { kind: 'suggestions', method: 'GET', path: '*/{id}/suggestions', run: (context) => suggestions(context, rule) },
    ],
    ...(rule.hint && {
      envelope: { possibleDuplicates: { visibility: own ? 'requester' : 'internal', namesOthers: true } },
      consumes: ({ id }, definitions) => definitions.map((each) => duplicateConsumption(id, each, rule)),
    }),
  });
}
