/** The fact of an imported incident as its log alone tells it: what the KPIs of a real log are compared by. */
import type { IncidentFact } from '#functions/service-operation/incident-management/incident/fact-fields';
import type { FieldChange, ImportedIncident, ImportedStep } from '#shared/imports/incident';

/** What the first contact may take at most (D2). */
const FIRST_CONTACT_SECONDS = 30 * 60;

/**
 * @returns the fact of an incident that was replayed. The resolution verdict is the other system's own (`madeSla`); what its log
 * does not tell (level, targets, business time, ratings) stays unknown instead of counting as a failure.
 */
export function importedFact(record: ImportedIncident, history: readonly ImportedStep[]): IncidentFact {
  const respondedAt = history.find(
    ({ state, inferred }) => !inferred && state.to !== 'new' && state.to !== 'assigned',
  )?.at;
  const firstGroup = firstValue(history, 'assignedGroup');
  const firstCategory = firstValue(history, 'category');
  const { resolvedAt, closedAt, assignedGroup, category, channel, madeSla } = record;
  return {
    id: record.externalId,
    openedAt: record.openedAt,
    state: record.state,
    priority: record.priority,
    reassignmentCount: record.reassignmentCount,
    reopenCount: record.reopenCount,
    slaMet: madeSla === undefined ? {} : { resolution: madeSla },
    dueAt: {},
    businessSeconds: {},
    linked: record.problem !== undefined,
    ...(respondedAt && { respondedAt }),
    ...(resolvedAt && {
      resolvedAt,
      firstContact: secondsBetween(record.openedAt, resolvedAt) <= FIRST_CONTACT_SECONDS,
    }),
    ...(closedAt && { closedAt }),
    ...(assignedGroup && { group: assignedGroup }),
    ...(firstGroup && { firstGroup }),
    ...(category && { category }),
    ...(firstCategory && { firstCategory }),
    ...(channel && { channel }),
  };
}

function firstValue(history: readonly ImportedStep[], field: FieldChange['field']): string | undefined {
  for (const { changes } of history) {
    const value = changes.find((change) => change.field === field)?.new;
    if (typeof value === 'string') return value;
  }
  return undefined;
}

function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}
