/** The fact that a finished incident leaves for the KPI service (A19). */

import type { IncidentFact } from '#shared/kpi/incident-fact';
import type { ServiceLevelClock } from '#shared/service-levels/clock';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Incident } from './record.ts';

/** Whether a clock's target was kept; undefined while that is open, and for a clock that does not count. */
function kept(clock: ServiceLevelClock | undefined): boolean | undefined {
  if (clock?.state === 'met') return true;
  return clock?.state.startsWith('breached') ? false : undefined;
}

/** Working seconds between two instants on the calendar a clock was measured by. */
function working(
  clock: ServiceLevelClock | undefined,
  to: string | undefined,
  config: Configuration,
): number | undefined {
  if (!clock || to === undefined) return undefined;
  return config.calendar(clock.calendar).between(Date.parse(clock.startAt) / 1000, Date.parse(to) / 1000);
}

const defined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

const priorityNumber = { P1: 1, P2: 2, P3: 3, P4: 4, P5: 5 } as const;

/** @returns the row that every figure of D2 is recomputed from. An imported incident keeps the verdict of the system it came from. */
export function incidentFact(record: Incident, config: Configuration): IncidentFact {
  const { response, resolution } = record.clocks ?? {};
  const imported = record.imported;
  const optional = defined({
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
    resolvedAtLevel:
      record.resolvedAtLevel === 1 || record.resolvedAtLevel === 2
        ? record.resolvedAtLevel
        : record.resolvedAtLevel && 3,
    firstContact: record.firstContactResolved,
  });
  return {
    ...(optional as Partial<IncidentFact>),
    id: record.id,
    openedAt: record.openedAt,
    state: record.state,
    priority: priorityNumber[record.priority ?? 'P5'],
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
