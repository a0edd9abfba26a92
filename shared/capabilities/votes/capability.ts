/** Whoever reads a record says whether it helped them; who says so again replaces what they said (ADR 94). */
import { described } from '#shared/capabilities/votes/described';
import { VOTE } from '#shared/capabilities/votes/keys';
import { vote } from '#shared/capabilities/votes/requests';
import { helpfulnessOf, type Tally } from '#shared/capabilities/votes/tally';
import { defineCapability } from '#shared/engine/capability';
import type { Part } from '#shared/grammar/capability';
import type { Refusal } from '#shared/grammar/definition';

declare module '#shared/grammar/record' {
  interface PartEnvelope {
    /** What people said of it. */
    readonly feedback?: Tally;
  }
}

export interface VotesRule<R> {
  /** Votes from which on it is shown how helpful it is. */
  readonly least: number;
  /** Why nothing is said of it now. */
  readonly refuse?: (record: R) => Refusal | undefined;
}

export function votes<R>(rule: VotesRule<R>): Part<R, never, never> {
  return defineCapability<R, never, never>({
    name: 'votes',
    described,
    keeps: [{ begins: VOTE, counted: 'votes' }],
    envelope: { feedback: { visibility: 'internal' }, helpfulness: { visibility: 'public' } },
    present: ({ record: { feedback } }) => ({ helpfulness: helpfulnessOf(feedback, rule.least) }),
    requests: [
      {
        ...{ kind: 'vote', method: 'POST', path: '*/{id}/feedback' },
        run: (context) => vote(context, (record) => rule.refuse?.(record as R)),
      },
    ],
  });
}
