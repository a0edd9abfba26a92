/** What happened between two standings of an incident: the command that our lifecycle would name, and the changed fields. */
import type { FieldChange, ImportedFields, ImportedStep, IncidentState, StepCommand } from '#shared/imports/incident';
import type { Standing } from '#shared/imports/standing';
import { toInstant } from '#shared/time/clock';

/** The row that led from one standing to the next. */
export interface RowFacts {
  readonly line: number;
  readonly actor: string;
}

/** @returns the step, or undefined when nothing that we keep has changed. */
export function stepBetween(before: Standing | undefined, after: Standing, row: RowFacts): ImportedStep | undefined {
  const changes = changesBetween(before?.fields, after.fields);
  if (before && before.state === after.state && changes.length === 0) return undefined;
  const note = noteOf(before, after);
  return {
    at: toInstant(after.at),
    command: commandBetween(before?.state, after.state, new Set(changes.map(({ field }) => field))),
    actor: row.actor,
    state: { ...(before && { from: before.state }), to: after.state },
    changes,
    ...(note && { note }),
    row: row.line,
  };
}

function changesBetween(before: ImportedFields | undefined, after: ImportedFields): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of fieldNames) {
    const was = before?.[field];
    const is = after[field];
    if (was === is || (typeof is === 'object' && JSON.stringify(was) === JSON.stringify(is))) continue;
    changes.push({ field, ...(was !== undefined && { old: was }), ...(is !== undefined && { new: is }) });
  }
  return changes;
}

/** In the order in which a reader wants to see them. */
const fieldNames = [
  'title',
  'description',
  'requesterId',
  'channel',
  'category',
  'subcategory',
  'symptoms',
  'location',
  'ciIds',
  'impact',
  'urgency',
  'priority',
  'priorityConfirmed',
  'assignedGroup',
  'assignedTo',
  'reassignmentCount',
  'holdReason',
  'problem',
  'relatedChange',
  'causedByChange',
  'supplier',
  'madeSla',
  'openedAt',
  'resolvedAt',
  'resolution',
  'reopenCount',
  'closedAt',
] as const satisfies readonly (keyof ImportedFields)[];

const isOver = (state: IncidentState): boolean => state === 'resolved' || state === 'closed' || state === 'canceled';

function commandBetween(
  from: IncidentState | undefined,
  to: IncidentState,
  changed: ReadonlySet<FieldChange['field']>,
): StepCommand {
  if (from === undefined) return 'create';
  if (from === to) {
    if (changed.has('holdReason')) return 'hold';
    return changed.has('assignedGroup') || changed.has('assignedTo') ? 'assign' : 'update';
  }
  switch (to) {
    case 'resolved':
      return 'resolve';
    case 'closed':
      return 'close';
    case 'canceled':
      return 'cancel';
    case 'pending':
      return isOver(from) ? 'reopen' : 'hold';
    case 'in_progress':
      if (isOver(from)) return 'reopen';
      return from === 'pending' ? 'resume' : 'start-work';
    case 'new':
    case 'assigned':
      if (isOver(from)) return 'reopen';
      return from === 'pending' ? 'resume' : 'assign';
  }
}

function noteOf(before: Standing | undefined, after: Standing): string | undefined {
  if (!before) {
    if (after.state === 'new' || after.state === 'assigned') return undefined;
    return `Created as ${after.state}: the log says nothing of the steps before.`;
  }
  if (after.state !== 'closed' || before.state === 'resolved' || before.state === 'closed') return undefined;
  return `Closed from ${before.state}: the log has no accepted row that says resolved.`;
}
