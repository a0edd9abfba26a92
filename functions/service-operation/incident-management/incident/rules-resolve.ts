/** Pure rules of resolving an incident, and of taking that back (D2, B4). */

import { elapsedPercent } from '#shared/capabilities/clocks/record-clocks';
import { wrong } from '#shared/engine/refusal';
import type { Emits } from '#shared/grammar/contract';
import type { Asked, Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { ValuesOf } from '#shared/grammar/fields';
import { toInstant } from '#shared/time/clock';
import type { contract } from '../contract.ts';
import type { Incident, inputs } from './record.ts';
import { released } from './rules.ts';

type On<A extends keyof typeof inputs> = Decision<Incident, ValuesOf<(typeof inputs)[A]>>;
type Result = Outcome<Incident, Emits<typeof contract, 'incident'>>;

/** A parent's children follow its resolution; its mandatory tasks come first (A11). */
export function tasksAreDone({ record }: Decision<Incident, unknown>): Refusal | undefined {
  if (!record.openTasks) return undefined;
  return {
    slug: 'guard-failed',
    detail: `${record.openTasks} mandatory task(s) are neither done nor skipped`,
    extra: { openTasks: record.openTasks },
  };
}

export function childrenAreDone({ openChildren }: Decision<Incident, unknown>): Refusal | undefined {
  if (openChildren.length === 0) return undefined;
  return { slug: 'guard-failed', detail: `${openChildren.length} child incident(s) are still open` };
}

/** What a resolution is to say, in the incident's situation; our own automation is not asked. */
export function asksOfResolution({ record, config, now, roles }: Decision<Incident, unknown>): readonly Asked[] {
  if (roles.has('SYS')) return [];
  const { clocks, category, priority = 'P5', restoredAt } = record;
  const breached =
    elapsedPercent(clocks?.resolution, config, now) > 100 || clocks?.resolution?.breachedAt !== undefined;
  return [
    ...(category ? [] : [{ field: 'category', because: 'resolving needs a confirmed category' }]),
    ...(['P1', 'P2'].includes(priority) && !restoredAt
      ? [
          {
            field: 'restoredAt',
            because: 'priority 1 and 2 need restoredAt, the instant at which the service was back',
          },
        ]
      : []),
    ...(breached
      ? [{ field: 'breachReason', because: 'the resolution target is breached: say why in breachReason' }]
      : []),
  ];
}

export function restorationIsInOrder({ record, input, now }: On<'resolve'>): Refusal | undefined {
  const restored = input.restoredAt;
  if (restored && Date.parse(restored) > now)
    return wrong('restoredAt', `restoredAt ${restored} lies in the future; it is ${toInstant(now)}`);
  const began = record.startedAt ?? record.openedAt;
  if (restored && Date.parse(restored) < Date.parse(began))
    return wrong('restoredAt', `restoredAt ${restored} lies before the incident began, at ${began}`);
  return undefined;
}

/** Within how long a resolution counts as first contact (D2 KPIs). */
const FIRST_CONTACT_MS = 30 * 60_000;

/** By hand, or with its parent; the notice of a major incident tells those who reported its children. */
type Resolving = ValuesOf<(typeof inputs)['resolve']> &
  Pick<ValuesOf<(typeof inputs)['resolveWithParent']>, 'byNotice'>;

export function resolve({ record, input, at, now, actor }: Decision<Incident, Resolving>): Result {
  const { code, notes, cause, article, byNotice = false } = input;
  const candidate = code === 'solved_workaround' && record.problemId === undefined && record.knownErrorId === undefined;
  const quick = now - Date.parse(record.openedAt) <= FIRST_CONTACT_MS;
  return {
    set: {
      ...released,
      resolvedAt: at,
      resolvedBy: actor.id,
      resolvedAtLevel: record.level ?? 1,
      resolution: { code, notes, ...(cause !== undefined && { cause }), ...(article !== undefined && { article }) },
      category: input.category ?? record.category ?? null,
      categoryConfirmed: true,
      restoredAt: input.restoredAt ?? record.restoredAt ?? null,
      breachReason: input.breachReason ?? record.breachReason ?? null,
      resolverGroup: record.assignedGroup ?? null,
      firstContactResolved: quick && (record.level ?? 1) === 1 && !record.reassignmentCount && !record.reopenCount,
    },
    emit: [
      { name: 'resolved', data: { code, children: record.childCount ?? 0, byNotice } },
      { name: 'satisfaction_asked', data: { to: record.requesterId ?? null, byNotice } },
      ...(candidate ? [{ name: 'problem_suggested', data: { reason: 'workaround' } } as const] : []),
    ],
  };
}

/** No answer from the caller for as long as the tenant waits (B4). */
export function resolveUnanswered({ record, at, config }: Decision<Incident, unknown>): Result {
  return {
    set: {
      ...released,
      resolvedAt: at,
      resolvedBy: 'clock',
      resolvedAtLevel: record.level ?? 1,
      resolution: {
        code: 'no_response',
        notes: `The caller did not answer for ${config.settings.noResponseAfterDays} business days.`,
      },
      resolverGroup: record.assignedGroup ?? null,
      firstContactResolved: false,
    },
  };
}

/** Within how many business days a resolution may be taken back; the tenant's setting, 5 by default (D2). */
export function reopenIsInTime({ record, config, now }: Decision<Incident, unknown>): Refusal | undefined {
  if (record.resolvedAt === undefined) return undefined;
  const until =
    config.business.addBusinessDays(Date.parse(record.resolvedAt) / 1000, config.settings.reopenWithinDays) * 1000;
  if (now <= until) return undefined;
  return {
    slug: 'guard-failed',
    detail: `it was resolved more than ${config.settings.reopenWithinDays} business days ago; open a new incident that refers to it`,
    extra: {
      followUp: {
        method: 'POST',
        href: '/v1/incidents',
        body: { title: record.title, link: { kind: 'related', to: record.id } },
      },
    },
  };
}

export function isNoDuplicate({ record }: Decision<Incident, unknown>): Refusal | undefined {
  if (record.resolution?.code !== 'duplicate') return undefined;
  return { slug: 'guard-failed', detail: 'it was merged into another incident' };
}

export function reopen({ record }: Decision<Incident, unknown>): Result {
  return {
    set: {
      reopenCount: (record.reopenCount ?? 0) + 1,
      resolvedAt: null,
      resolvedBy: null,
      resolution: null,
      resolvedAtLevel: null,
      firstContactResolved: null,
      breachReason: null,
    },
  };
}
