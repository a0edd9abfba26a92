/** What is asked of key figures: a process, a period in a time zone, and groups; and who may ask. */

import type { Request } from '#shared/http/request';
import type { AnyMeasure, Kpi } from '#shared/kit/kpi/definition';
import { exponentOf } from '#shared/kit/money/currency';
import { Problem } from '#shared/problems/problems';
import type { Role } from '#shared/tenancy/roles';
import { dateNumber } from '#shared/time/calendar-definition';
import { clock, fromInstant, toInstant } from '#shared/time/clock';
import { isZone, openingInstant } from '#shared/time/zone';

/** The measures of a process. @throws Problem not-found naming the processes that are measured. */
export function measuresOf<M extends AnyMeasure>(measures: readonly M[], process: string): readonly M[] {
  const found = measures.filter((each) => each.process === process);
  if (found.length > 0) return found;
  const known = [...new Set(measures.map((each) => each.process))];
  throw new Problem('not-found', `there are no KPIs of ${process}; known processes: ${known.join(', ')}`, { known });
}

export interface Question {
  /** Half-open; RFC 3339 in UTC. */
  readonly from: string;
  readonly to: string;
  /** The present. */
  readonly asOf: string;
  readonly zone: string;
}

/** Longer periods are asked for in pieces: every month in them is read. */
const MAX_MONTHS = 600;

/** @param tenantZone the zone in which days begin unless the request names another. @throws Problem unknown-parameter, invalid-window */
export function questionOf({ query }: Request, tenantZone: string): Question {
  const zone = zoneOf({ query }, tenantZone);
  const [from, to] = [instantOf('from', query.get('from'), zone), instantOf('to', query.get('to'), zone)];
  if (from >= to) throw new Problem('invalid-window', 'from lies before to: the period is from ≤ instant < to');
  const question = { from: toInstant(from), to: toInstant(to), asOf: toInstant(clock.now()), zone };
  const months = monthsOf(question).length;
  if (months > MAX_MONTHS)
    refuse('from', `the period reaches over ${months} months up to now; at most ${MAX_MONTHS} are read`);
  return question;
}

/** The zone in which days begin. @throws Problem unknown-parameter */
export function zoneOf({ query }: Pick<Request, 'query'>, tenantZone: string): string {
  const zone = query.get('zone') ?? tenantZone;
  return isZone(zone) ? zone : refuse('zone', `zone is an IANA time zone such as Europe/Berlin, was given ${zone}`);
}

/** @param measures those of the process. @throws Problem not-found naming the KPIs that there are. */
export function kpiNamed(measures: readonly AnyMeasure[], process: string, key: string): Kpi<never> {
  const kpis = measures.flatMap((each) => each.kpis);
  const known = kpis.map((kpi) => kpi.key);
  const kpi = kpis.find((each) => each.key === key);
  if (kpi) return kpi;
  throw new Problem('not-found', `${process} has no KPI ${key}; known ones: ${known.join(', ')}`, { known });
}

/** The currency that a figure of money is asked for in. @throws Problem unknown-parameter for what is none, and for other figures */
export function currencyIn(
  { query }: Pick<Request, 'query'>,
  measures: readonly AnyMeasure[],
  key: string,
): string | undefined {
  const given = query.get('currency');
  if (given === undefined) return undefined;
  const kpi = measures.flatMap(({ kpis }) => kpis).find((each) => each.key === key);
  if (kpi?.formula.kind !== 'money') return refuse('currency', `${key} is no figure of money`);
  if (exponentOf(given) !== undefined) return given;
  return refuse('currency', `currency is a code of ISO 4217 such as EUR, was given ${given.slice(0, 80)}`);
}

function instantOf(name: 'from' | 'to', given: string | undefined, zone: string): number {
  const expected = `${name} is a date such as 2026-03-01, the day beginning in ${zone}, or an RFC 3339 instant`;
  if (given === undefined) return refuse(name, `${expected}; it is missing`);
  const day = dateNumber(given);
  if (day !== undefined) return openingInstant(zone, day * 86_400) * 1000;
  try {
    return fromInstant(given);
  } catch {
    return refuse(name, `${expected}; was given ${given.slice(0, 80)}`);
  }
}

function refuse(parameter: string, detail: string): never {
  throw new Problem('unknown-parameter', detail, { parameter });
}

/**
 * The months whose facts may matter: a record that was opened in the period, or open at its end, may have been finished in any
 * month since. UTC, as the facts are kept.
 */
export function monthsOf({ from, to, asOf }: Question): readonly string[] {
  const index = (instant: string): number => Number(instant.slice(0, 4)) * 12 + Number(instant.slice(5, 7)) - 1;
  const [first, last] = [index(from), Math.max(index(to), index(asOf))];
  return Array.from({ length: last - first + 1 }, (_, step) => {
    const month = first + step;
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

/** Names to group by. Unknown ones are refused where the figures are computed. */
export function groupsOf({ query }: Request): readonly string[] {
  return (query.get('groupBy') ?? '').split(',').flatMap((name) => name.trim() || []);
}

/** The group that records are asked for: `?priority=P2&group=network`. */
export function groupOf({ query }: Request, dimensions: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries([...query].filter(([name]) => dimensions.includes(name)));
}

/** The row "KPI reports" of A17: everyone but requesters and machines; a sponsor reads dashboards (K0.2). */
export const kpiReaders: readonly Role[] = [
  ...(['AGT', 'LEAD', 'CHM', 'CAB', 'REL', 'PRB', 'CFG', 'KED'] as const),
  ...(['SEC', 'SVO', 'PRO', 'SPN', 'TAD', 'MSP', 'AUD'] as const),
];
