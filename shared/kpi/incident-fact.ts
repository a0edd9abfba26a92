/** The fact row of an incident: everything its KPIs are computed from, so that every figure can be recomputed by hand (A19). */
import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1), z.maxLength(160));
const instant = z.iso.datetime({ offset: true });
const wholeNumber = z.int().check(z.nonnegative());
const optional = z.exactOptional;

/** Two clocks that the customer sees; what is absent was not measured. */
const perMetric = <T extends z.ZodMiniType>(of: T) => z.object({ response: optional(of), resolution: optional(of) });

export const incidentFact = z.object({
  id: text,
  openedAt: instant,
  /** First accepted by a person (B2). */
  respondedAt: optional(instant),
  resolvedAt: optional(instant),
  closedAt: optional(instant),
  /** The outage as the user saw it. */
  startedAt: optional(instant),
  restoredAt: optional(instant),
  state: z.enum(['new', 'assigned', 'in_progress', 'pending', 'resolved', 'closed', 'canceled']),
  priority: z.literal([1, 2, 3, 4, 5]),
  /** The group that has it, or resolved it. */
  group: optional(text),
  /** The group it was first given to. */
  firstGroup: optional(text),
  serviceId: optional(text),
  customer: optional(text),
  category: optional(text),
  /** Category when it was logged. */
  firstCategory: optional(text),
  channel: optional(text),
  reassignmentCount: wholeNumber,
  reopenCount: wholeNumber,
  resolvedAtLevel: optional(z.literal([1, 2, 3])),
  /** Resolved within the first contact, that is within {@link FIRST_CONTACT_SECONDS}. */
  firstContact: optional(z.boolean()),
  /** The verdict of the clock (B7); false from the instant of the breach. */
  slaMet: perMetric(z.boolean()),
  /** When the clock is or was due; with it a clock that still runs counts once it is past due. */
  dueAt: perMetric(instant),
  /** Seconds within the calendar of the clock; wall seconds follow from the instants. */
  businessSeconds: perMetric(wholeNumber),
  csat: optional(z.object({ score: optional(z.literal([1, 2, 3, 4, 5])) })),
  merged: optional(z.boolean()),
  /** A breach that a lead has marked misclassified counts for nobody (B4). */
  misclassified: optional(z.boolean()),
  major: optional(z.boolean()),
  /** Linked to a problem or known error. */
  linked: optional(z.boolean()),
  /** Had a task on site. */
  onSite: optional(z.boolean()),
});

/** Instants are RFC 3339; `csat` is present when a rating was offered, its score when it was given. */
export type IncidentFact = z.infer<typeof incidentFact>;

/** What the first contact may take at most (D2). */
export const FIRST_CONTACT_SECONDS = 30 * 60;

/** Groups in which figures can be asked for, by the name used in `groupBy`. */
export const dimensions = {
  priority: (fact) => `P${fact.priority}`,
  state: (fact) => fact.state,
  group: (fact) => fact.group,
  serviceId: (fact) => fact.serviceId,
  customer: (fact) => fact.customer,
  category: (fact) => fact.category,
  channel: (fact) => fact.channel,
} as const satisfies Record<string, (fact: IncidentFact) => string | undefined>;

export type Dimension = keyof typeof dimensions;

/** Whether a name is one of the {@link dimensions}. */
export function isDimension(name: string): name is Dimension {
  return Object.hasOwn(dimensions, name);
}
