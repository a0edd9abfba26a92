/** Pure rules of merging duplicates (A8, D2). */

import type { Decision, Outcome } from '#shared/grammar/definition';
import type { Incident } from './record.ts';
import { released } from './rules.ts';

type Result = Outcome<Incident>;

/** A duplicate is handled with the incident that survives; it counts in no figure (A8). */
export function closeAsDuplicate({ input, at }: Decision<Incident, { readonly survivor: string }>): Result {
  return {
    set: {
      ...released,
      resolution: { code: 'duplicate', notes: `Handled together with ${input.survivor}.` },
      lastActivityAt: at,
    },
  };
}

/** Whom an incident affects: who reported it, for whom, and who is named; and who watches it. */
export function affected({ requesterId, onBehalfOf, affectedUsers = [], watchers = [] }: Incident) {
  const reporters = [requesterId, onBehalfOf].filter((user) => user !== undefined);
  return { affectedUsers: [...new Set([...reporters, ...affectedUsers])], watchers };
}

/** A number of affected users that was no more than the list follows it; a larger estimate stays until the list exceeds it. */
export function countAffected({ record, input }: Decision<Incident, { readonly before: Incident }>): Result {
  const [was, is] = [input.before.affectedUsers?.length ?? 0, record.affectedUsers?.length ?? 0];
  const count = record.affectedUserCount ?? 1;
  const follows = count <= Math.max(1, was);
  return { set: { affectedUserCount: follows ? Math.max(1, is) : Math.max(count, is) } };
}
