/** Updates of a record wait for another one, such as a change: they count when that is carried out, and are dropped when it is given up (C6, ADR 78). */
import { FOR, withCommands } from '#shared/capabilities/staged/commands';
import { described } from '#shared/capabilities/staged/described';
import { staging } from '#shared/capabilities/staged/rests';
import type { StagedRule } from '#shared/capabilities/staged/rule';
import { settleStaged } from '#shared/capabilities/staged/settle';
import type { Staged } from '#shared/capabilities/staged/update';
import { defineCapability } from '#shared/engine/capability';
import type { Payload } from '#shared/grammar/contract';
import type { CompiledPart } from '#shared/grammar/definition';

declare module '#shared/grammar/record' {
  interface PartEnvelope {
    /** Updates that wait, by the number of the record that they are staged for. */
    readonly staged?: Staged;
  }
}
declare module '#shared/grammar/definition' {
  interface PartCommands {
    readonly staged: 'stage-update' | 'apply-update' | 'drop-update' | 'follow-staged';
  }
}

/** @param rule what is staged, for what, and who does; the type has `stagedFields(…)`, a list of that name and `listReactions` */
export function staged<R, const N extends string, P extends Payload>(
  rule: StagedRule<R, N, P>,
): CompiledPart<R, never, N, never> {
  const { attributes, by } = rule;
  return defineCapability<R, never, N, never>({
    name: 'staged',
    described,
    notes: [`Staged for a ${by.of.title.toLowerCase()}: ${attributes.map((field) => `\`${field}\``).join(', ')}.`],
    compile: (definition) => withCommands(rule, definition),
    envelope: { staged: { visibility: 'internal', unrecorded: true, namesOthers: 'by-field' } },
    rests: (resting) => staging(rule, FOR, resting),
    settle: (draft, circumstances, settling) => settleStaged(rule, draft, circumstances, settling),
  });
}
