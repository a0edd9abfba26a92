/** Classes of records: published versions of what each asks of its records, inherited from class to class; and records that are of one (ADR 64). */
import { type ClassifiedRule, classAtHand, settleClassified } from '#shared/capabilities/classes/classified';
import { described, describedOfRecords } from '#shared/capabilities/classes/described';
import { classesProblems } from '#shared/capabilities/classes/problems';
import { type ClassesRule, classesAtHand, settleClass } from '#shared/capabilities/classes/publish-class';
import { readSchema } from '#shared/capabilities/classes/requests';
import { defineCapability } from '#shared/engine/capability';
import { type ActionsAmong, actionsAmong, type CompiledPart } from '#shared/grammar/definition';

declare module '#shared/grammar/record' {
  interface PartEnvelope {
    /** The class that its attributes were judged by last, after all that it is a kind of: the root first. */
    readonly classified?: readonly { readonly id: string; readonly key: string; readonly version: number }[];
    /** Attributes that its class lets named commands change only. */
    readonly controlled?: readonly string[];
  }
}

type ClassField = 'key' | 'parent' | 'abstract' | 'attributes';

/**
 * Of a type whose records are classes, with the fields `classFields` and the parts `versions` of `parent`, `abstract` and `attributes`,
 * `unique` of `key`, `references` and `referable`.
 * @param rule how they are published, and what is of them
 */
export function classes<const A extends string>(
  rule: ClassesRule<A>,
): CompiledPart<unknown, never, ClassField, ActionsAmong<A>> {
  return defineCapability<unknown, never, ClassField, ActionsAmong<A>>({
    name: 'classes',
    commands: actionsAmong(rule.publishedBy),
    described,
    problems: classesProblems,
    requests: [{ kind: 'read-schema', method: 'GET', path: '*/{id}/schema', run: readSchema }],
    rests: (resting) => classesAtHand(rule, resting),
    settle: (draft, circumstances, settling) => settleClass(rule, draft, circumstances, settling),
  });
}

/** Of a type whose records are of a class; it stands before `references`. @param rule which fields say so, and who changes what classes control */
export function classified<const N extends string, const A extends string>(
  rule: ClassifiedRule<N, A>,
): CompiledPart<unknown, never, N, ActionsAmong<A>> {
  return defineCapability<unknown, never, N, ActionsAmong<A>>({
    name: 'classified',
    commands: actionsAmong(rule.controlledBy),
    described: describedOfRecords,
    problems: classesProblems,
    envelope: { classified: { visibility: 'public' }, controlled: { visibility: 'internal' } },
    notes: [`Of a class by \`${rule.field}\`, which says what \`${rule.attributes}\` hold.`],
    rests: (resting) => classAtHand(rule, resting),
    settle: (draft, circumstances, settling) => settleClassified(rule, draft, circumstances, settling),
  });
}
