/** A record is approved in rounds: each has a name, a policy, and an outcome that is a command on the record (A10). */

import { namedRounds, withRounds } from '#shared/capabilities/approvals/compile';
import { follow } from '#shared/capabilities/approvals/decide';
import { described } from '#shared/capabilities/approvals/described';
import type { Rounds } from '#shared/capabilities/approvals/round';
import { approvalsSettings } from '#shared/capabilities/approvals/settings';
import { defineCapability } from '#shared/engine/capability';
import { run } from '#shared/engine/draft';
import type { CompiledPart } from '#shared/grammar/definition';

declare module '#shared/grammar/definition' {
  interface PartCommands {
    /** Unless a round says other names. */
    readonly approvals: `${'request' | 'withdraw' | 'approve' | 'reject' | 'expire' | 'block'}-${string}`;
  }
}

type OfRound<K extends string> = K | `${K}Round` | `${K}Outcome` | `${K}Blocked`;

/**
 * @param rounds by name: what becomes of `goNoGo` is kept in the fields that `roundFields('goNoGo', …)` makes. It stands before the clocks among
 * the parts, as it may send a record back to the state in which it waits.
 */
export function approvals<R, const S extends string, const N extends string, const K extends string>(
  rounds: Rounds<R, S, N> & Readonly<Record<K, unknown>>,
): CompiledPart<R, S, N | OfRound<K>, never> {
  const all = namedRounds(rounds);
  return defineCapability<R, S, N | OfRound<K>>({
    name: 'approvals',
    settings: approvalsSettings,
    described,
    compile: (definition) => withRounds(rounds, definition),
    settle: (draft, circumstances, { before, command }) => {
      // What the machinery takes away, such as a text that is redacted, is nothing that anybody decides upon.
      if (!before || !(draft.called || command === 'update')) return;
      for (const each of all)
        run(draft, [(on) => follow(each, before, on, draft.record.closedAt !== undefined)], {}, circumstances);
    },
  });
}
