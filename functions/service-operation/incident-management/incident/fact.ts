/** The fact that an incident leaves for key figures, finished or still open. */
import { defineFact } from '#shared/kit/kpi/fact';
import type { ServiceLevelClock } from '#shared/kit/service-levels/clock';
import type { Priority } from '#shared/kit/service-levels/priority';
import type { Configuration } from '#shared/tenancy/configuration';
import { toSeconds } from '#shared/time/clock';
import type { IncidentFact } from './fact-fields.ts';

/** What the fact looks at; incident management's record has all of it. */
interface FactSource {
  readonly id: string;
  readonly state: IncidentFact['state'];
  readonly openedAt: string;
  readonly closedAt?: string;
  readonly respondedAt?: string;
  readonly resolvedAt?: string;
  readonly resolvedBy?: string;
  readonly startedAt?: string;
  readonly restoredAt?: string;
  readonly priority?: Priority;
  readonly assignedGroup?: string;
  readonly resolverGroup?: string;
  readonly firstGroup?: string;
  readonly serviceId?: string;
  readonly category?: string;
  readonly initialCategory?: string;
  readonly channel?: string;
  readonly confidential?: boolean;
  readonly reassignmentCount?: number;
  readonly reopenCount?: number;
  readonly resolvedAtLevel?: number;
  readonly firstContactResolved?: boolean;
  readonly resolution?: { readonly code?: string };
  readonly problemId?: string;
  readonly knownErrorId?: string;
  readonly imported?: { readonly slaMet?: boolean };
  readonly csat?: number;
  readonly clocks?: Readonly<Record<string, ServiceLevelClock>>;
}

/** Whether a clock's target was kept; undefined while that is open, and for a clock that does not count. */
function kept(clock: ServiceLevelClock | undefined): boolean | undefined {
  if (clock?.state === 'met') return true;
  return clock?.state.startsWith('breached') ? false : undefined;
}

const wholeSeconds = (instant: string): number => toSeconds(Date.parse(instant));

/** Whole working seconds between the start of a clock and an instant, on the calendar that the clock was measured by. */
function working(
  clock: ServiceLevelClock | undefined,
  to: string | undefined,
  config: Configuration,
): number | undefined {
  if (!clock || to === undefined) return undefined;
  return config.calendar(clock.calendar).between(wholeSeconds(clock.startAt), wholeSeconds(to));
}

/** Whoever resolves an incident has its requester asked; neither the clock, for whom nobody answered, nor an import asks. */
function rating({ csat, resolvedAt, resolvedBy, imported }: FactSource): IncidentFact['csat'] {
  const score = ([1, 2, 3, 4, 5] as const).find((each) => each === csat);
  if (score) return { score };
  return resolvedAt !== undefined && resolvedBy !== 'clock' && !imported ? {} : undefined;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** A cast, because the type of entries does not tell that only undefined ones went. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Defined<T>;
}

const numberOf = { P1: 1, P2: 2, P3: 3, P4: 4, P5: 5 } as const;

/**
 * @returns the fact. An imported incident keeps the verdict of the system it came from.
 * @throws RangeError when a version of a calendar that one of its clocks was measured by is not loaded.
 */
function factOfIncident(record: FactSource, config: Configuration): IncidentFact {
  const { response, resolution } = record.clocks ?? {};
  const { imported, resolvedAtLevel: level } = record;
  return {
    ...defined({
      respondedAt: record.respondedAt,
      resolvedAt: record.resolvedAt,
      closedAt: record.closedAt,
      startedAt: record.startedAt,
      restoredAt: record.restoredAt,
      group: record.resolverGroup ?? record.assignedGroup,
      firstGroup: record.firstGroup,
      serviceId: record.serviceId,
      category: record.category,
      firstCategory: record.initialCategory,
      channel: record.channel,
      resolvedAtLevel: level === undefined ? undefined : level === 1 || level === 2 ? level : (3 as const),
      firstContact: record.firstContactResolved,
      confidential: record.confidential || undefined,
      csat: rating(record),
    }),
    id: record.id,
    openedAt: record.openedAt,
    state: record.state,
    priority: numberOf[record.priority ?? 'P5'],
    reassignmentCount: record.reassignmentCount ?? 0,
    reopenCount: record.reopenCount ?? 0,
    slaMet: defined({ response: kept(response), resolution: imported ? imported.slaMet : kept(resolution) }),
    dueAt: defined({ response: response?.dueAt ?? undefined, resolution: resolution?.dueAt ?? undefined }),
    businessSeconds: defined({
      response: working(response, record.respondedAt, config),
      resolution: working(resolution, record.resolvedAt, config),
    }),
    merged: record.resolution?.code === 'duplicate',
    linked: record.problemId !== undefined || record.knownErrorId !== undefined,
  };
}

export const incidentFact = defineFact({
  over: ['resolvedAt', 'closedAt'],
  finished: ['resolved', 'closed', 'canceled'],
  of: factOfIncident,
});
