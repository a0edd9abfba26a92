/** Pure rules of incidents that belong to a major incident or to a parent: they are raised to P1, and resolved with it (D2). */

import type { Emits } from '#shared/grammar/contract';
import type { Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { ValuesOf } from '#shared/grammar/fields';
import type { contract } from '../contract.ts';
import type { Incident, inputs } from './record.ts';

type On<A extends keyof typeof inputs> = Decision<Incident, ValuesOf<(typeof inputs)[A]>>;
type Result = Outcome<Incident, Emits<typeof contract, 'incident'>>;

/** A child has one parent, and no children of its own. */
export function canBeChild({ record }: Decision<Incident, unknown>): Refusal | undefined {
  if (record.major !== undefined)
    return { slug: 'duplicate', detail: `${record.id} belongs to ${record.major} already` };
  if (record.parentId !== undefined)
    return { slug: 'nesting-too-deep', detail: `${record.id} is a child of ${record.parentId}; link that one` };
  if (record.childCount)
    return { slug: 'nesting-too-deep', detail: `${record.id} has children; it cannot become a child itself` };
  return undefined;
}

/** Only what was declared and is not over takes incidents. */
export function majorIsDeclared({ input, referred }: On<'linkMajor'>): Refusal | undefined {
  const major = referred.get(input.majorIncident);
  if (major === undefined) return { slug: 'unknown-reference', detail: `there is no ${input.majorIncident}` };
  if (major.state === 'declared' || major.state === 'mitigated') return undefined;
  return {
    slug: 'guard-failed',
    detail: `${major.id} is ${major.state}; it takes incidents while declared or mitigated`,
  };
}

/** Its priority is that of the major incident (B1). */
export function joinMajor({ input, referred, actor, roles }: On<'linkMajor'>): Result {
  const major = referred.get(input.majorIncident);
  if (major === undefined) return {};
  const reason = major.confidential ? 'Belongs to a major incident' : `Belongs to major incident ${major.id}`;
  return {
    set: { major: major.id, priorityOverride: { priority: 'P1', reason, by: actor.id } },
    links: [{ kind: 'parent', to: major.uid }],
    // Who reported what it was declared for hears of it by its notice; who comes later is told that it is known.
    emit: [
      {
        name: 'joined_major',
        data: { major: major.id, majorUid: major.uid, byNotice: roles.has('SYS') && !major.confidential },
      },
    ],
  };
}

export function isInMajor({ record }: Decision<Incident, unknown>): Refusal | undefined {
  return record.major === undefined
    ? { slug: 'guard-failed', detail: 'it does not belong to a major incident' }
    : undefined;
}

export function belongsToMajor({ record, input, referred }: On<'unlinkMajor'>): Refusal | undefined {
  const major = referred.get(input.majorIncident);
  if (major !== undefined && major.id === record.major) return undefined;
  return { slug: 'guard-failed', detail: `${record.id} does not belong to ${input.majorIncident}` };
}

export function leaveMajor({ input, referred }: On<'unlinkMajor'>): Result {
  const major = referred.get(input.majorIncident);
  return {
    set: { major: null, priorityOverride: null },
    ...(major && { links: [{ kind: 'parent', to: major.uid, removed: true }] }),
  };
}

/** What belongs to a major incident is resolved and told of by it, not by another incident. */
export function isOutsideMajor({ record }: Decision<Incident, unknown>): Refusal | undefined {
  if (record.major === undefined) return undefined;
  return { slug: 'merge-refused', detail: `${record.id} belongs to major incident ${record.major}` };
}
