/** Pure rules of major incidents: criteria, roles, the rhythm of updates, resolution and review (D2). */

import { wrong } from '#shared/engine/refusal';
import type { Emits } from '#shared/grammar/contract';
import type { Asked, Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { ValuesOf } from '#shared/grammar/fields';
import { toInstant } from '#shared/time/clock';
import type { contract } from '../contract.ts';
import { MAX_INCIDENTS, type MajorIncident, type majorInputs } from './record.ts';

type On<A extends keyof typeof majorInputs> = Decision<MajorIncident, ValuesOf<(typeof majorInputs)[A]>>;
type Result = Outcome<MajorIncident, Emits<typeof contract, 'major-incident'>>;

/** Within how many minutes those affected hear of it again (D2). */
const CADENCE = { SEV1: 30, SEV2: 60 } as const;
/** Minutes after which a missed update is reminded of, and told to the service owner. */
const REMIND_AFTER = 5;
const ESCALATE_AFTER = 10;
const MINUTE = 60_000;

export function begin({ record }: Decision<MajorIncident, unknown>): Result {
  const { serviceId, trigger = 'declared' } = record;
  return {
    set: {
      trigger,
      affectedServices: record.affectedServices ?? (serviceId === undefined ? [] : [serviceId]),
    },
    emit: [{ name: 'created', data: aboutOf(record, trigger) }],
  };
}

const aboutOf = ({ serviceId, category, incidents }: MajorIncident, trigger: string) => ({
  trigger,
  incidents: incidents?.length ?? 0,
  ...(serviceId !== undefined && { serviceId }),
  ...(category !== undefined && { category }),
});

/** At most one candidate or open major incident for what was noticed by itself. */
export function topicOf(record: MajorIncident): string | undefined {
  return record.topic;
}

/** Another report of the same. */
export function addIncidents({ record, input }: On<'addIncidents'>): Result {
  const incidents = [...new Set([...(record.incidents ?? []), ...input.incidents])];
  return { set: { incidents: incidents.slice(0, MAX_INCIDENTS) } };
}

/** What the rule that noticed it is to count no longer. */
const noticed = ({ topic, incidents = [] }: MajorIncident) => ({ ...(topic !== undefined && { topic }), incidents });

export function reject({ record }: On<'reject'>): Result {
  return { emit: [{ name: 'rejected', data: noticed(record) }] };
}

export const asksOfDeclaration = ({ record }: Decision<MajorIncident, unknown>): readonly Asked[] =>
  record.trigger === 'declared'
    ? [
        {
          field: 'criteria',
          because: 'name the criteria that it meets, or the reason why it is declared all the same',
          or: 'reason',
        },
      ]
    : [];

/** What its notice is made of. */
const noticeOf = ({ severity, affectedServices, confidential }: MajorIncident, text: string | undefined) => ({
  ...(severity !== undefined && { severity }),
  services: affectedServices ?? [],
  ...(confidential ? { confidential } : text !== undefined && { text }),
});

export function declare({ record, input, at, now, actor }: On<'declare'>): Result {
  const { severity, criteria, roles: given, bridgeUrl, estimatedRestore } = input;
  const roles = { incidentManager: actor.id, ...record.roles, ...given };
  const { commsLead } = roles;
  const nextUpdateDue = toInstant(now + CADENCE[severity] * MINUTE);
  const data = {
    ...noticeOf({ ...record, severity }, input.publicText),
    ...noticed(record),
    severity,
    nextUpdateDue,
    ...(commsLead !== undefined && { commsLead }),
    ...(estimatedRestore !== undefined && { estimatedRestore }),
  };
  return {
    set: {
      severity,
      declaredAt: at,
      declaredBy: actor.id,
      roles,
      nextUpdateDue,
      updatesMissed: 0,
      ...(criteria !== undefined && { criteria }),
      ...(bridgeUrl !== undefined && { bridgeUrl }),
      ...(estimatedRestore !== undefined && { estimatedRestore }),
    },
    emit: [{ name: 'declared', data }],
  };
}

/** Those who speak for it: the communications lead, the incident manager, and whoever holds the duty. */
export function leadsCommunication({ record, actor, roles }: Decision<MajorIncident, unknown>): Refusal | undefined {
  const named = [record.roles?.commsLead, record.roles?.incidentManager];
  if (roles.has('INM') || named.includes(actor.id)) return undefined;
  return { slug: 'forbidden', detail: `updates are given by ${named[0] ?? 'the incident manager'}, or by an INM` };
}

export function postUpdate({ record, input, now }: On<'postUpdate'>): Result {
  const { text: body, visibility = 'public', estimatedRestore } = input;
  const nextUpdateDue = toInstant(now + CADENCE[record.severity ?? 'SEV1'] * MINUTE);
  return {
    set: { nextUpdateDue, updatesMissed: 0, ...(estimatedRestore !== undefined && { estimatedRestore }) },
    comment: { body, visibility },
    emit: [
      {
        name: 'update_posted',
        data: {
          ...noticeOf(record, visibility === 'public' ? body : undefined),
          nextUpdateDue,
          public: visibility === 'public',
          ...(estimatedRestore !== undefined && { estimatedRestore }),
        },
      },
    ],
  };
}

const isRunning = ({ state }: MajorIncident): boolean => state === 'declared' || state === 'mitigated';

/** When the next step is due because no update came, in epoch milliseconds. */
function missedAt(record: MajorIncident, step: number, minutes: number): number | undefined {
  if (!isRunning(record) || record.nextUpdateDue === undefined || (record.updatesMissed ?? 0) !== step)
    return undefined;
  return Date.parse(record.nextUpdateDue) + minutes * MINUTE;
}

export function remindAt(record: MajorIncident): number | undefined {
  return missedAt(record, 0, REMIND_AFTER);
}

export function escalateAt(record: MajorIncident): number | undefined {
  return missedAt(record, 1, ESCALATE_AFTER);
}

export function remind({ record }: Decision<MajorIncident, unknown>): Result {
  const to = record.roles?.commsLead ?? record.roles?.incidentManager ?? null;
  return { set: { updatesMissed: 1 }, emit: [{ name: 'update_reminded', data: { to, role: 'INM' } }] };
}

export function escalate(): Result {
  return { set: { updatesMissed: 2 }, emit: [{ name: 'update_escalated', data: { role: 'SVO' } }] };
}

export const asksOfRestoration = ({ record }: Decision<MajorIncident, unknown>): readonly Asked[] =>
  record.restoredAt === undefined
    ? [{ field: 'restoredAt', because: 'say with restoredAt since when the service is back' }]
    : [];

export function restorationIsInOrder({ record, input, now }: On<'mitigate' | 'resolve'>): Refusal | undefined {
  const restoredAt = input.restoredAt ?? record.restoredAt;
  if (restoredAt === undefined) return undefined;
  if (Date.parse(restoredAt) > now)
    return wrong('restoredAt', `restoredAt ${restoredAt} lies in the future; it is ${toInstant(now)}`);
  if (record.startedAt !== undefined && Date.parse(restoredAt) < Date.parse(record.startedAt))
    return wrong('restoredAt', `restoredAt ${restoredAt} lies before startedAt ${record.startedAt}`);
  return undefined;
}

export function mitigate({ record, input, at }: On<'mitigate'>): Result {
  return {
    set: { mitigatedAt: at, restoredAt: input.restoredAt ?? record.restoredAt ?? null },
    ...(input.text !== undefined && { comment: { body: input.text, visibility: 'public' } }),
    emit: [{ name: 'mitigated', data: noticeOf(record, input.text) }],
  };
}

export function resolve({ record, input, at }: On<'resolve'>): Result {
  const { code, notes } = input;
  const restoredAt = input.restoredAt ?? record.restoredAt;
  return {
    set: { resolvedAt: at, resolution: { code, notes }, restoredAt: restoredAt ?? null, nextUpdateDue: null },
    emit: [
      {
        name: 'resolved',
        data: {
          ...noticeOf(record, input.publicText),
          code,
          notes: record.confidential ? '' : notes,
          ...(restoredAt !== undefined && { restoredAt }),
        },
      },
      { name: 'problem_suggested', data: { reason: 'major_incident' } },
    ],
  };
}

export function startReview({ record, input }: On<'review'>): Result {
  return { set: { problemReview: input.problemReview ?? record.problemReview ?? null } };
}

export function reviewIsLinked({ record }: Decision<MajorIncident, unknown>): Refusal | undefined {
  if (record.problemReview !== undefined) return undefined;
  return { slug: 'guard-failed', detail: 'the major problem review is not named: set problemReview' };
}

export function actionsHaveOwners({ record }: Decision<MajorIncident, unknown>): Refusal | undefined {
  const actions = record.reviewActions ?? [];
  if (actions.length === 0) return { slug: 'guard-failed', detail: 'the review has no actions: set reviewActions' };
  const without = actions.filter(({ owner }) => owner === undefined).map(({ action }) => action);
  if (without.length === 0) return undefined;
  return {
    slug: 'guard-failed',
    detail: `${without.length} action(s) of the review have no owner`,
    extra: { without },
  };
}
