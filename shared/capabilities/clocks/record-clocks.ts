/** The service-level clocks of a record: started, moved and told of as its state and the tenant's definitions say (B2–B6). Pure. */
import { serviceLevelsOf } from '#shared/capabilities/clocks/documents';
import type { Circumstances } from '#shared/engine/circumstances';
import { applied, type Draft as RecordDraft, run } from '#shared/engine/draft';
import type { AnyOutcome, Effect } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { advance, fire, start } from '#shared/kit/service-levels/advance';
import type { ClockKind, ClockTerms, Condition, Metric, ServiceLevelClock } from '#shared/kit/service-levels/clock';
import { clockTerms, type ServiceLevelDefinition, selectDefinition } from '#shared/kit/service-levels/definition';
import { type Explanation, explain } from '#shared/kit/service-levels/explain';
import { crossings, type Measure, measure, nextCrossing } from '#shared/kit/service-levels/measure';
import { type Priority, priorities } from '#shared/kit/service-levels/priority';
import { reprioritise } from '#shared/kit/service-levels/reprioritise';
import type { Configuration } from '#shared/tenancy/configuration';

/** What a record's state means for one of its clocks. */
export interface ClockRule<R> {
  readonly metric: Metric;
  readonly condition: (record: R) => Condition;
  /** What the record itself promises, such as the target of the model that it was ordered by: it goes before the tenant's definitions. */
  readonly promises?: (record: R, config: Configuration) => ServiceLevelDefinition | undefined;
  /** Since when it runs; since the record was opened unless said. RFC 3339. */
  readonly since?: (record: R) => string | undefined;
}

/** The service-level clocks of a record type. */
export interface ClocksRule<R> {
  readonly clocks: Readonly<Record<string, ClockRule<R>>>;
  /** What the record's state means for the operational-level clock of the group that has it; every group has its own (B4, B6). */
  readonly group?: (record: R) => Condition;
  /** What reaching a threshold changes on the record. */
  readonly thresholds?: readonly Effect<
    R,
    { readonly clock: string; readonly percent: number; readonly dueAt: string },
    AnyOutcome
  >[];
}
type AnyClocksRule = ClocksRule<never>;

/** A threshold reached, to be told of. */
interface Crossing {
  readonly clock: string;
  readonly kind: ClockKind;
  readonly percent: number;
  readonly at: number;
  readonly dueAt: string;
}

interface Advanced {
  readonly clocks: Readonly<Record<string, ServiceLevelClock>>;
  readonly clockBasis: string;
  readonly crossings: readonly Crossing[];
}

const OLA = 'ola:';

const priorityOfRecord = (record: AnyRecord): Priority =>
  priorities.find((priority) => priority === record.priority) ?? 'P3';

/** What the choice of definitions rests on. Editing a definition recalculates nothing; changing the record does (B2). */
const basisOf = (record: AnyRecord): string => `${priorityOfRecord(record)}|${record.serviceId ?? ''}`;

function selected(record: AnyRecord, config: Configuration, kind: ClockKind, metric: Metric, group?: string) {
  const subject = {
    type: record.type,
    ...(record.serviceId !== undefined && { serviceId: record.serviceId }),
    ...(group !== undefined && { groupId: group }),
  };
  return selectDefinition(serviceLevelsOf(config), kind, metric, subject, Date.parse(record.openedAt))?.definition;
}

/** A hold pauses a customer's clock only for the reasons that its definition named when it started (B2, B4). */
function effective(condition: Condition, { kind, pauseOn }: ClockTerms): Condition {
  if (condition.is !== 'paused' || kind === 'ola') return condition;
  return pauseOn.includes(condition.reason) ? condition : { is: 'running' };
}

interface Draft {
  readonly clocks: Record<string, ServiceLevelClock>;
  readonly crossings: Crossing[];
}

function tell(draft: Draft, clock: ServiceLevelClock, threshold: number, at: string): void {
  draft.crossings.push({
    clock: clock.name,
    kind: clock.kind,
    percent: threshold,
    at: Date.parse(at),
    dueAt: clock.dueAt ?? clock.breachedAt ?? at,
  });
}

/** The clocks of a duplicate do not count (A8). */
const cancelled: Condition = { is: 'cancelled' };

/** The clocks as the record's new state asks for them, and the thresholds to tell of. */
function advanceClocks(rules: AnyClocksRule, record: AnyRecord, { config, now }: Circumstances): Advanced {
  const draft: Draft = { clocks: { ...record.clocks }, crossings: [] };
  const basis = basisOf(record);
  const changedBasis = record.clockBasis !== undefined && record.clockBasis !== basis;
  for (const [name, rule] of Object.entries(rules.clocks)) {
    const condition = record.mergedInto ? cancelled : rule.condition(record as never);
    moveClock(draft, name, rule, condition, record, config, now, changedBasis);
  }
  moveGroupClocks(draft, rules, record, config, now);
  for (const [name, clock] of Object.entries(draft.clocks)) {
    const reached = crossings(clock, now, config.calendar);
    for (const { threshold, at } of reached) tell(draft, clock, threshold, at);
    draft.clocks[name] = fire(clock, ...reached.map(({ threshold }) => threshold));
  }
  return { clocks: draft.clocks, clockBasis: basis, crossings: draft.crossings.sort((a, b) => a.at - b.at) };
}

function moveClock(
  draft: Draft,
  name: string,
  { metric, promises, since }: ClockRule<never>,
  condition: Condition,
  record: AnyRecord,
  config: Configuration,
  now: number,
  changedBasis: boolean,
): void {
  const known = draft.clocks[name];
  if (known && !changedBasis) {
    draft.clocks[name] = advance(known, effective(condition, known), now, config.calendar);
    return;
  }
  const definition = promises?.(record as never, config) ?? selected(record, config, 'sla', metric);
  const terms = definition && clockTerms(definition, priorityOfRecord(record), config.currentCalendar, name);
  if (!definition || !terms) {
    // Nothing is promised for the new priority: the clock that ran for the old one does not count.
    if (known) draft.clocks[name] = advance(known, { is: 'cancelled' }, now, config.calendar);
    return;
  }
  if (!known) {
    // What was over before anything was promised, such as in a record imported with its history, has no clock.
    if (condition.is === 'stopped' || condition.is === 'cancelled') return;
    const from = since?.(record as never) ?? record.openedAt;
    draft.clocks[name] = start(terms, effective(condition, terms), Date.parse(from), config.calendar);
    return;
  }
  const { clock, superseded, fired, untold } = reprioritise(
    known,
    terms,
    now,
    config.calendar,
    definition.reprioritisation,
  );
  for (const { threshold, at } of untold) tell(draft, superseded ?? known, threshold, at);
  if (fired !== undefined) tell(draft, clock, fired, clock.breachedAt ?? new Date(now).toISOString());
  draft.clocks[name] = advance(clock, effective(condition, clock), now, config.calendar);
}

/** Every group's clock is its own: the one that gave the record away stops, and goes on when it gets it back (B4). */
function moveGroupClocks(
  draft: Draft,
  { group }: AnyClocksRule,
  record: AnyRecord,
  config: Configuration,
  now: number,
): void {
  if (!group) return;
  const condition = record.mergedInto ? cancelled : group(record as never);
  const current = record.assignedGroup === undefined ? undefined : `${OLA}${record.assignedGroup}`;
  for (const [name, clock] of Object.entries(draft.clocks)) {
    if (!name.startsWith(OLA)) continue;
    const meant: Condition =
      name === current || condition.is === 'cancelled' ? condition : { is: 'stopped', reason: 'reassigned' };
    draft.clocks[name] = advance(clock, meant, now, config.calendar);
  }
  if (current === undefined || draft.clocks[current]) return;
  const promise = selected(record, config, 'ola', 'resolution', record.assignedGroup);
  const terms = promise && clockTerms(promise, priorityOfRecord(record), config.currentCalendar, current);
  if (terms) draft.clocks[current] = start(terms, condition, now, config.calendar);
}

/** Moves the clocks of a draft, and tells of the thresholds that were reached. */
export function settleClocks(rules: AnyClocksRule, draft: RecordDraft, circumstances: Circumstances): void {
  const { clocks, clockBasis, crossings: reached } = advanceClocks(rules, draft.record, circumstances);
  draft.record = applied(draft.record, { clocks, clockBasis });
  for (const crossing of reached) cross(rules, draft, crossing, circumstances);
}

/** A threshold reached: its event, and what the definition says it changes. What groups and suppliers promise is told inside only. */
function cross(
  { thresholds }: AnyClocksRule,
  draft: RecordDraft,
  crossing: Crossing,
  circumstances: Circumstances,
): void {
  const { clock, kind, percent, dueAt } = crossing;
  const [{ record }, known] = [draft, draft.emissions.length];
  run(draft, thresholds, crossing, circumstances);
  const name = `${kind}.${percent >= 100 ? 'breached' : 'threshold_reached'}`;
  draft.emissions.push({ name, data: { clock, percent, dueAt } });
  if (kind !== 'sla')
    draft.emissions.push(
      ...draft.emissions.splice(known).map((each) => ({ ...each, visibility: 'internal' as const })),
    );
  else if (percent >= 100 || draft.record !== record) draft.shows = true;
}

const earliest = (instants: readonly string[]): number | undefined =>
  instants.length === 0 ? undefined : Math.min(...instants.map((at) => Date.parse(at)));

/** The first threshold reached by now and not told of, in epoch milliseconds. */
export const passedAt = ({ clocks }: AnyRecord, { config, now }: Circumstances): number | undefined =>
  earliest(Object.values(clocks ?? {}).flatMap((clock) => crossings(clock, now, config.calendar).map(({ at }) => at)));

/** The next threshold of any clock, in epoch milliseconds. */
export const nextAt = ({ clocks }: AnyRecord, config: Configuration): number | undefined =>
  earliest(Object.values(clocks ?? {}).flatMap((clock) => nextCrossing(clock, config.calendar)?.at ?? []));

/** A clock with what it shows now. */
export type PresentedClock = Omit<ServiceLevelClock, 'dueAt'> & Measure;

/** The record's clocks as of now; operational-level clocks only for those who read all. */
export function presentClocks(
  record: AnyRecord,
  config: Configuration,
  now: number,
  all: boolean,
): Readonly<Record<string, PresentedClock>> | undefined {
  if (!record.clocks) return undefined;
  return Object.fromEntries(
    Object.entries(record.clocks)
      .filter(([, { kind }]) => all || kind === 'sla')
      .map(([name, clock]) => [name, { ...clock, ...measure(clock, now, config.calendar) }]),
  );
}

/** Accounts for every second of a clock. */
export function explainClock(clock: ServiceLevelClock, config: Configuration, now: number): Explanation {
  return explain(clock, now, config.calendar);
}

/** How much of its target a clock has used, in percent; 0 for a clock that is not there. */
export function elapsedPercent(clock: ServiceLevelClock | undefined, config: Configuration, now: number): number {
  return clock ? measure(clock, now, config.calendar).percent : 0;
}
