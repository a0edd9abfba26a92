/** Service-level definitions (SLD, B2): what is promised to whom, and which promise holds for a record. */
import {
  type ClockKind,
  type ClockTerms,
  type Metric,
  metrics,
  type VersionRef,
} from '#shared/kit/service-levels/clock';
import type { Priority } from '#shared/kit/service-levels/priority';
import type { Reprioritisation } from '#shared/kit/service-levels/reprioritise';
import type { Instant } from '#shared/time/clock';
import { parseDuration } from '#shared/time/duration';

/** Which records a definition is for; what is absent does not matter. */
export interface AppliesTo {
  /** Record types, such as `incident`. */
  readonly types?: readonly string[];
  readonly serviceId?: string;
  readonly customerId?: string;
  /** Of an OLA: the group that it binds. */
  readonly groupId?: string;
  /** Of a UC: the supplier. */
  readonly supplierRef?: string;
}

export interface ServiceLevelDefinition {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly kind: ClockKind;
  readonly metric: Metric;
  readonly appliesTo: AppliesTo;
  /** ISO 8601 working time by priority; a priority without a target has no clock. */
  readonly targetByPriority: { readonly [P in Priority]?: string };
  readonly calendarId: string;
  /** Calendars of priorities that are measured on another one. */
  readonly calendarByPriority?: { readonly [P in Priority]?: string };
  /** Hold reasons that pause the clock; a response clock never pauses (B4). */
  readonly pauseOn: readonly string[];
  /** Percentages of the target to tell of. */
  readonly warnAt: readonly number[];
  /** Whom to tell, by percentage (B5). */
  readonly escalation?: Readonly<Record<string, readonly string[]>>;
  readonly reprioritisation?: Reprioritisation;
  readonly reopen?: 'resume' | 'restart';
  /** Whether a robot's reply is a response. */
  readonly robotCounts?: boolean;
  readonly validFrom: Instant;
  readonly validTo?: Instant;
  readonly agreementRef?: string;
  readonly contractRef?: string;
  /** Of a UC: what is owed from which overrun (ISO 8601) on. */
  readonly penalties?: readonly { readonly overrunFrom: string; readonly amount: string }[];
}

/** What of a record decides which definitions hold. */
export interface Subject {
  readonly type: string;
  readonly serviceId?: string;
  readonly customerId?: string;
  readonly groupId?: string;
  readonly supplierRef?: string;
}

export interface Selection {
  readonly definition: ServiceLevelDefinition;
  readonly because: 'service and customer' | 'service' | 'customer' | 'default';
  /** Definitions that would hold too, next best first. */
  readonly instead: readonly ServiceLevelDefinition[];
}

const reasons = ['default', 'customer', 'service', 'service and customer'] as const;

function specificity({ appliesTo }: ServiceLevelDefinition): number {
  return (appliesTo.serviceId === undefined ? 0 : 2) + (appliesTo.customerId === undefined ? 0 : 1);
}

function applies({ appliesTo, validFrom, validTo }: ServiceLevelDefinition, subject: Subject, at: number): boolean {
  const named = (['serviceId', 'customerId', 'groupId', 'supplierRef'] as const).every(
    (key) => appliesTo[key] === undefined || appliesTo[key] === subject[key],
  );
  const inForce = Date.parse(validFrom) <= at && (validTo === undefined || at < Date.parse(validTo));
  return named && inForce && (appliesTo.types?.includes(subject.type) ?? true);
}

/**
 * The definition that holds for a record at `at` (epoch milliseconds), and why: the most specific (service and customer, service,
 * customer, default), of those the one valid from the latest instant (B2). Undefined when none does.
 */
export function selectDefinition(
  definitions: readonly ServiceLevelDefinition[],
  kind: ClockKind,
  metric: Metric,
  subject: Subject,
  at: number,
): Selection | undefined {
  const [definition, ...instead] = definitions
    .filter((each) => each.kind === kind && each.metric === metric && applies(each, subject, at))
    .sort(
      (a, b) =>
        specificity(b) - specificity(a) ||
        Date.parse(b.validFrom) - Date.parse(a.validFrom) ||
        b.version - a.version ||
        (a.id < b.id ? -1 : 1),
    );
  if (!definition) return undefined;
  return { definition, because: reasons[specificity(definition)] ?? 'default', instead };
}

/** The target in working seconds, if the definition has one for the priority. @throws RangeError when it is no duration. */
export function targetOf(definition: ServiceLevelDefinition, priority: Priority): number | undefined {
  const text = definition.targetByPriority[priority];
  return text === undefined ? undefined : parseDuration(text);
}

/** The id of the calendar that a priority is measured on. */
export function calendarIdOf(definition: ServiceLevelDefinition, priority: Priority): string {
  return definition.calendarByPriority?.[priority] ?? definition.calendarId;
}

/** What a clock of the definition measures against; undefined when the priority has no target. `currentCalendar` finds the version in force. */
export function clockTerms(
  definition: ServiceLevelDefinition,
  priority: Priority,
  currentCalendar: (id: string) => VersionRef,
  name: string = definition.metric,
): ClockTerms | undefined {
  const target = targetOf(definition, priority);
  if (target === undefined) return undefined;
  return {
    name,
    kind: definition.kind,
    metric: definition.metric,
    definition: { id: definition.id, version: definition.version },
    calendar: currentCalendar(calendarIdOf(definition, priority)),
    target,
    thresholds: [...new Set(definition.warnAt)].sort((a, b) => a - b),
    pauseOn: definition.metric === 'response' ? [] : definition.pauseOn,
    ...(definition.reopen && { reopen: definition.reopen }),
  };
}

/** One thing that is wrong with a definition; `pointer` is a JSON Pointer into it. */
export interface DefinitionProblem {
  readonly code:
    | 'invalid-target'
    | 'invalid-threshold'
    | 'invalid-validity'
    | 'response-never-pauses'
    | 'unknown-metric';
  readonly pointer: string;
  readonly message: string;
}

/** What is wrong with a definition, all of it. */
export function checkDefinition(definition: ServiceLevelDefinition): readonly DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const refuse = (code: DefinitionProblem['code'], pointer: string, message: string): void => {
    problems.push({ code, pointer, message });
  };
  if (!metrics.includes(definition.metric))
    refuse('unknown-metric', '/metric', `expected one of ${metrics.join(', ')}`);
  for (const [priority, text] of Object.entries(definition.targetByPriority)) {
    if (!isTarget(text)) {
      refuse(
        'invalid-target',
        `/targetByPriority/${priority}`,
        `expected working time such as PT4H, at most P366D, was given ${text}`,
      );
    }
  }
  definition.warnAt.forEach((threshold, index) => {
    if (Number.isInteger(threshold) && threshold >= 1 && threshold <= 1000) return;
    refuse(
      'invalid-threshold',
      `/warnAt/${index}`,
      `expected a whole percentage from 1 to 1000, was given ${threshold}`,
    );
  });
  if (definition.metric === 'response' && definition.pauseOn.length > 0) {
    refuse('response-never-pauses', '/pauseOn', 'expected no hold reasons: response clocks never pause');
  }
  if (definition.validTo !== undefined && Date.parse(definition.validTo) <= Date.parse(definition.validFrom)) {
    refuse('invalid-validity', '/validTo', 'expected an instant after validFrom');
  }
  return problems;
}

/** Working seconds of a target at most, a year round the clock. */
const MAX_TARGET_SECONDS = 366 * 86_400;

function isTarget(text: string): boolean {
  try {
    const seconds = parseDuration(text);
    return seconds > 0 && seconds <= MAX_TARGET_SECONDS;
  } catch {
    return false;
  }
}
