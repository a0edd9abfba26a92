/** What the fact of an incident holds: all that every figure of D2 is recomputed from by hand (A19). */
import { choice, count, duration, each, type FactOf, flag, instant, text } from '#shared/kit/kpi/fact';

const metrics = ['response', 'resolution'] as const;
const states = ['new', 'assigned', 'in_progress', 'pending', 'resolved', 'closed', 'canceled'] as const;

export const incidentFields = {
  id: text({ required: true }),
  priority: choice([1, 2, 3, 4, 5], { required: true, dimension: (number) => `P${number}` }),
  state: choice(states, { required: true, dimension: true }),
  /** The group that has it, or resolved it. */
  group: text({ dimension: true }),
  serviceId: text({ dimension: true }),
  customer: text({ dimension: true }),
  category: text({ dimension: true }),
  channel: text({ dimension: true }),
  openedAt: instant({ required: true }),
  /** First accepted by a person (B2). */
  respondedAt: instant(),
  resolvedAt: instant(),
  closedAt: instant(),
  /** The outage as the user saw it. */
  startedAt: instant(),
  restoredAt: instant(),
  /** The group it was first given to. */
  firstGroup: text(),
  /** Category when it was logged. */
  firstCategory: text(),
  reassignmentCount: count({ required: true }),
  reopenCount: count({ required: true }),
  resolvedAtLevel: choice([1, 2, 3]),
  /** Resolved within the first contact, that is within 30 minutes (D2). */
  firstContact: flag(),
  /** The verdict of the clock (B7); false from the instant of the breach. */
  slaMet: each(metrics, flag(), { required: true }),
  /** When the clock is or was due; with it a clock that still runs counts once it is past due. */
  dueAt: each(metrics, instant(), { required: true }),
  /** Seconds within the calendar of the clock; wall seconds follow from the instants. */
  businessSeconds: each(metrics, duration(), { required: true }),
  /** Present when a rating was offered, its score when it was given. */
  csat: each(['score'], choice([1, 2, 3, 4, 5])),
  merged: flag(),
  /** A breach that a lead has marked misclassified counts for nobody (B4). */
  misclassified: flag(),
  major: flag(),
  /** Linked to a problem or known error. */
  linked: flag(),
  /** Had a task on site. */
  onSite: flag(),
  /** Of a confidential record: it counts for everybody, and is named to whoever may know of it. */
  confidential: flag(),
};

export type IncidentFact = FactOf<typeof incidentFields>;
