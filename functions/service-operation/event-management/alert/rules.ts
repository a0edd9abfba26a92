/** Pure rules of the alert: which response it gets, and what its operators note on it (D1). */
import type { Emits } from '#shared/grammar/contract';
import type { Decision, Outcome } from '#shared/grammar/definition';
import type { ValuesOf } from '#shared/grammar/fields';
import type { contract } from '../contract.ts';
import type { Alert, inputs } from './record.ts';

type On<A extends keyof typeof inputs> = Decision<Alert, ValuesOf<(typeof inputs)[A]>>;

type Result = Outcome<Alert, Emits<typeof contract, 'alert'>>;

/** A cleared alert is closed after it was quiet for this long. */
const STABLE_MS = 15 * 60_000;

export const severityOf = { informational: 5, warning: 4, exception: 2 } as const;

/** Which response an alert gets (D1's response table, as far as the processes that it names exist). */
const responseTo = { informational: 'log', warning: 'notify', exception: 'incident' } as const;

export function respond({ record }: Decision<Alert, unknown>): Result {
  const { set, emit } = responseFor(record);
  return { set: { count: 1, ...set }, emit: [{ name: 'opened' }, ...emit] };
}

function responseFor(record: Alert): {
  readonly set: NonNullable<Result['set']>;
  readonly emit: NonNullable<Result['emit']>;
} {
  const response = responseTo[record.kind];
  const { title, serviceId, ciId, category, impact, urgency } = record;
  return {
    set: { response },
    emit: [
      {
        name: 'response_selected',
        data: { response, title, serviceId, ciId, category, impact: impact ?? 2, urgency: urgency ?? 1 },
      },
    ],
  };
}

/** One event more; a worse one raises the alert and its response. */
export function count({ record, input }: On<'count'>): Result {
  const later = Date.parse(input.lastAt) > Date.parse(record.lastAt) ? input.lastAt : record.lastAt;
  const worse = severityOf[input.kind] < severityOf[record.kind];
  const counted = { count: (record.count ?? 1) + 1, lastAt: later };
  if (!worse) return { set: counted };
  const { set, emit } = responseFor({ ...record, kind: input.kind });
  return { set: { ...set, ...counted, kind: input.kind, severity: severityOf[input.kind] }, emit };
}

export function acknowledge({ actor, at }: Decision<Alert, unknown>): Result {
  return { set: { acknowledged: { by: actor.id, at } } };
}

export function clear({ input, at }: On<'clear'>): Result {
  return { set: { clearedAt: input.at ?? at } };
}

export function markFalsePositive(): Result {
  return { set: { falsePositive: true } };
}

/** Open alerts hold their key: further events of the kind come to them. */
export function alertKey(record: Alert): string {
  return record.dedupKey;
}

export function closeAt(record: Alert): number | undefined {
  return record.state === 'cleared' && record.clearedAt !== undefined
    ? Date.parse(record.clearedAt) + STABLE_MS
    : undefined;
}
