/** An incident of another system in the fields of ours. */
import type { ImportedFields, IncidentState } from '#shared/imports/incident';
import { type PriorityMatrix, priorities, priorityOf } from '#shared/kit/service-levels/priority';

/** How an incident stands after some of its steps. */
export interface Standing {
  readonly state: IncidentState;
  readonly fields: Partial<ImportedFields>;
  /** What the first steps said, kept as our own incidents keep it. */
  readonly first: { readonly category?: string; readonly group?: string; readonly respondedAt?: string };
}

/** Our categories are shorter than those of other systems; the title has them in full. */
const CATEGORY_LENGTH = 80;

const DESCRIPTION_LENGTH = 32_000;

/** @returns the values of the record; undefined ones are absent. */
export function incidentValues(
  { state, fields, first }: Standing,
  matrix: PriorityMatrix,
): Readonly<Record<string, unknown>> {
  const { resolution, priority, impact, urgency } = fields;
  const isOver = state === 'resolved' || state === 'closed';
  const given = priority && priorities[priority - 1];
  const computed = impact && urgency && priorityOf(matrix, impact, urgency);
  return {
    title: fields.title,
    description: description(fields),
    state,
    openedAt: fields.openedAt,
    closedAt: fields.closedAt,
    channel: fields.channel,
    requesterId: fields.requesterId,
    assignedGroup: fields.assignedGroup,
    assignedTo: fields.assignedTo,
    ciIds: fields.ciIds,
    category: fields.category?.slice(0, CATEGORY_LENGTH),
    subcategory: fields.subcategory?.slice(0, CATEGORY_LENGTH),
    initialCategory: first.category?.slice(0, CATEGORY_LENGTH),
    symptoms: fields.symptoms,
    impact,
    urgency,
    priority: given,
    computedPriority: computed,
    // Otherwise the next change of an open incident would replace the priority by the matrix's.
    priorityOverride:
      given && computed && given !== computed
        ? { priority: given, reason: 'Priority in the system it came from', by: 'import' }
        : undefined,
    priorityConfirmed: fields.priorityConfirmed,
    firstGroup: first.group,
    respondedAt: first.respondedAt,
    holdReason: fields.holdReason,
    problemId: fields.problem,
    changeId: fields.relatedChange,
    causedByChange: fields.causedByChange,
    reassignmentCount: fields.reassignmentCount,
    reopenCount: fields.reopenCount,
    resolvedAt: fields.resolvedAt,
    resolvedBy: resolution?.by,
    resolution: resolution?.code && { code: resolution.code, notes: resolution.notes },
    resolverGroup: isOver ? fields.assignedGroup : undefined,
  };
}

/** What our record has no field for stays readable in its description. */
function description({ description, location, supplier, resolution }: Partial<ImportedFields>): string | undefined {
  const lines = [
    location && `Location: ${location}`,
    supplier && `Supplier: ${supplier}`,
    resolution?.originalCode && `Resolution code: ${resolution.originalCode}`,
  ].filter((line) => line !== undefined);
  const facts = lines.length > 0 ? [lines.join('\n')] : [];
  const parts = [...(description === undefined ? [] : [description]), ...facts];
  return parts.length > 0 ? parts.join('\n\n').slice(0, DESCRIPTION_LENGTH).toWellFormed() : undefined;
}
