/** What changes nothing is not written: versions, history and events tell of changes only. Pure. */

import { UNRECORDED } from '#shared/engine/entry';
import { diff } from '#shared/engine/history';
import type { Plan } from '#shared/engine/plan';
import type { AnyRecordDefinition } from '#shared/grammar/definition';

/**
 * Whether a plan leaves an existing record as it is, and nothing was said with it: no comment, no reason. That it was touched is no change,
 * and clocks move by themselves.
 */
export function changesNothing({ stamps = [] }: AnyRecordDefinition, plan: Plan): boolean {
  const { before, after, comments, tasks, links = [], joined = [], parts, redacts, reason } = plan;
  if (!before || parts || redacts || reason !== undefined) return false;
  if (comments.length + tasks.length + links.length + joined.length > 0) return false;
  return diff(before, after, new Set([...UNRECORDED, ...stamps])).length === 0;
}

/** The plan of a command that changed nothing: the record as it is. */
export function leaveAsIs({ before, ...plan }: Plan): Plan {
  return { ...plan, ...(before && { before, after: before }), emissions: [] };
}
