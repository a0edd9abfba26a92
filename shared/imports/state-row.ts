/** A row that tells how a record stands → the rows that a log would have had at the instants that it states. */
import type { IncidentRow } from '#shared/imports/incident';

/**
 * @returns the opening, the resolution of what is closed, and the present state; none when the row does not say enough. The row's
 * own instant is the latest of those that count: a resolution that was taken back does not.
 */
export function rowsOfState(values: Partial<IncidentRow>): readonly IncidentRow[] {
  const { state, openedAt, priority, resolvedAt, closedAt } = values;
  if (state === undefined || openedAt === undefined || priority === undefined) return [];
  const isClosed = state.state === 'closed' || state.state === 'canceled';
  const isResolved = state.state === 'resolved' || state.state === 'closed';
  const known = [openedAt, values.at, isResolved ? resolvedAt : undefined, isClosed ? closedAt : undefined];
  const at = Math.max(...known.filter((each) => each !== undefined));
  const row: IncidentRow = { ...values, state, openedAt, priority, at };
  const opened = openingOf(row);
  if (state.state !== 'closed' || resolvedAt === undefined || resolvedAt >= at) return [opened, row];
  const { resolvedBy = row.actor } = row;
  return [
    opened,
    { ...row, state: { state: 'resolved' }, at: resolvedAt, ...(resolvedBy && { actor: resolvedBy }) },
    row,
  ];
}

/** What came later than the opening, as far as a later state can tell. */
const later: readonly (keyof IncidentRow)[] = [
  'assignedGroup',
  'assignedTo',
  'reassignmentCount',
  'reopenCount',
  'madeSla',
  'priorityConfirmed',
  'actor',
  'resolutionCode',
  'resolutionNotes',
  'resolvedBy',
  'resolvedAt',
  'closedAt',
  'problem',
  'relatedChange',
  'causedByChange',
  'supplier',
];
const LATER: ReadonlySet<string> = new Set(later);

function openingOf(row: IncidentRow): IncidentRow {
  const { openedAt, openedBy, createdBy, requesterId, priority } = row;
  const opening: Partial<IncidentRow> = Object.fromEntries(Object.entries(row).filter(([field]) => !LATER.has(field)));
  const actor = openedBy ?? createdBy ?? requesterId;
  return { ...opening, openedAt, priority, state: { state: 'new' }, at: openedAt, ...(actor && { actor }) };
}
