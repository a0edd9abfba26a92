/** The formulas that KPIs of incidents are made of. */
import type { Formula, Judged } from '#shared/kpi/definition';
import type { IncidentFact } from '#shared/kpi/incident-fact';

const DAY_MS = 86_400_000;

/** Percentage of the facts that are so; undefined is unknown, and in neither number. */
export const share = (of: (fact: IncidentFact) => boolean | undefined): Formula => ({
  kind: 'share',
  of: ({ fact }) => of(fact),
});

/** Mean of a measure over the facts that have it. */
export const mean = (of: (fact: IncidentFact) => number | undefined): Formula => ({
  kind: 'mean',
  of: ({ fact }) => of(fact),
});

/** Mean of the wall seconds between two instants, over the facts that have both. */
export const meanSeconds = (from: keyof Instants, to: keyof Instants): Formula =>
  mean((fact) => {
    const [begin, end] = [fact[from], fact[to]];
    return begin === undefined || end === undefined ? undefined : (Date.parse(end) - Date.parse(begin)) / 1000;
  });

type Instants = Pick<IncidentFact, 'openedAt' | 'respondedAt' | 'resolvedAt' | 'startedAt' | 'restoredAt'>;

/** Number of incidents whose age in whole days lies within both ends. */
export function aged(from: number, to: number): Formula {
  return {
    kind: 'count-of',
    of: ({ fact, asOf }) => {
      const days = Math.floor((asOf - Date.parse(fact.openedAt)) / DAY_MS);
      return days >= from && days <= to;
    },
  };
}

/** B7: met / (met + breached + running past due); a misclassified breach counts for nobody. */
export function withinTarget(metric: 'response' | 'resolution'): Formula {
  return {
    kind: 'share',
    of: (judged) => {
      const verdict = judged.open ? runningVerdict(judged, metric) : judged.fact.slaMet[metric];
      return verdict === false && judged.fact.misclassified ? undefined : verdict;
    },
  };
}

/** Of a record still open only the clock that runs past due counts; one that has stopped counts when the record is resolved. */
function runningVerdict({ fact, asOf }: Judged, metric: 'response' | 'resolution'): false | undefined {
  if (metric === 'response' && fact.respondedAt !== undefined && Date.parse(fact.respondedAt) <= asOf) return undefined;
  const dueAt = fact.dueAt[metric];
  if (dueAt !== undefined) return Date.parse(dueAt) < asOf ? false : undefined;
  // Without a due instant the verdict says nothing of an instant before the record was resolved.
  return fact.slaMet[metric] === false && fact.resolvedAt === undefined ? false : undefined;
}

/** First-time resolution of D2; unknown when the level is, as on records that come from elsewhere. */
export function firstTime(fact: IncidentFact): boolean | undefined {
  if (fact.resolvedAtLevel === undefined || fact.firstContact === undefined) return undefined;
  return fact.resolvedAtLevel === 1 && fact.reassignmentCount === 0 && fact.reopenCount === 0 && fact.firstContact;
}

/** Whether two values differ; undefined when one is not known. */
export function differs(first: string | undefined, last: string | undefined): boolean | undefined {
  return first === undefined || last === undefined ? undefined : first !== last;
}
