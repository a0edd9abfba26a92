/** How an incident stands after a row of its log: the row's word where it holds already, the log's own logic where it does not. */
import type { ImportedFields, ImportedResolution, IncidentRow, IncidentState } from '#shared/imports/incident';
import { toInstant } from '#shared/time/clock';

export interface Standing {
  /** Epoch milliseconds of the last accepted row. */
  readonly at: number;
  readonly state: IncidentState;
  readonly fields: ImportedFields;
}

/** @returns the incident after the row, given how it stood before (undefined: not yet seen). */
export function standingAfter(row: IncidentRow, before: Standing | undefined, externalId: string): Standing {
  const state = stateOf(row);
  const resolvedAt = resolvedAtOf(row, state, before);
  const closedAt = closedAtOf(row, state, before);
  const resolution = state === 'resolved' || state === 'closed' ? resolutionOf(row) : undefined;
  const fields: ImportedFields = present({
    title: titleOf(row, externalId),
    description: descriptionOf(row),
    holdReason: state === 'pending' ? row.state.holdReason : undefined,
    requesterId: row.requesterId,
    channel: row.channel,
    category: row.category,
    subcategory: row.subcategory,
    symptoms: row.symptoms,
    location: row.location,
    ciIds: row.ciId === undefined ? undefined : [row.ciId],
    impact: row.impact,
    urgency: row.urgency,
    priority: row.priority,
    priorityConfirmed: row.priorityConfirmed,
    assignedGroup: row.assignedGroup,
    assignedTo: row.assignedTo,
    reassignmentCount: row.reassignmentCount ?? before?.fields.reassignmentCount ?? 0,
    reopenCount: row.reopenCount ?? before?.fields.reopenCount ?? 0,
    madeSla: row.madeSla,
    problem: row.problem,
    relatedChange: row.relatedChange,
    causedByChange: row.causedByChange,
    supplier: row.supplier,
    openedAt: toInstant(row.openedAt),
    resolvedAt: resolvedAt === undefined ? undefined : toInstant(resolvedAt),
    closedAt: closedAt === undefined ? undefined : toInstant(closedAt),
    resolution,
  });
  return { at: row.at, state, fields };
}

function stateOf({ state, assignedTo }: IncidentRow): IncidentState {
  return assignedTo === undefined ? state.state : (state.whenAssigned ?? state.state);
}

/**
 * Exports repeat the final `resolved_at` on every row, so it only counts once its instant has come; until then, and when it is
 * missing, the incident was resolved at the row that first says so. Closed without ever being resolved leaves it absent.
 */
function resolvedAtOf(row: IncidentRow, state: IncidentState, before: Standing | undefined): number | undefined {
  if (state !== 'resolved' && state !== 'closed') return undefined;
  if (row.resolvedAt !== undefined && row.resolvedAt <= row.at) return row.resolvedAt;
  if (before?.fields.resolvedAt !== undefined) return Date.parse(before.fields.resolvedAt);
  return state === 'resolved' ? row.at : undefined;
}

function closedAtOf(row: IncidentRow, state: IncidentState, before: Standing | undefined): number | undefined {
  if (state !== 'closed' && state !== 'canceled') return undefined;
  if (row.closedAt !== undefined && row.closedAt <= row.at) return row.closedAt;
  return before?.fields.closedAt === undefined ? row.at : Date.parse(before.fields.closedAt);
}

function resolutionOf({ resolutionCode, resolvedBy, resolutionNotes }: IncidentRow): ImportedResolution | undefined {
  if (!resolutionCode && !resolvedBy && !resolutionNotes) return undefined;
  const notes =
    resolutionNotes ?? `In the system it came from: ${resolutionCode?.original ?? 'resolved without a code'}.`;
  return {
    ...(resolutionCode?.code && { code: resolutionCode.code }),
    ...(resolutionCode && { originalCode: resolutionCode.original }),
    notes,
    ...(resolvedBy && { by: resolvedBy }),
  };
}

/** Characters of a title (A3). */
const TITLE_LENGTH = 160;

/** A title that was cut stands in full before the description. */
function descriptionOf({ title = '', description }: IncidentRow): string | undefined {
  if (title.length <= TITLE_LENGTH) return description;
  return description === undefined ? title : `${title}\n\n${description}`;
}

/** Logs without titles have category and symptom, which say what the incident is about. */
function titleOf({ title: given, category, subcategory, symptoms }: IncidentRow, externalId: string): string {
  if (given !== undefined) return cut(given);
  const where = [category, subcategory].filter((part) => part !== undefined).join(' / ');
  const title = [where, symptoms].filter((part) => part !== undefined && part !== '').join(': ');
  return cut(title || `Incident ${externalId}`);
}

const cut = (title: string): string => title.slice(0, TITLE_LENGTH).toWellFormed().trim();

type Present<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A cast, because the type of entries does not tell that only undefined ones went. */
function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
