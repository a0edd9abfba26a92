/** Pure rules of an article's life after it was published: flags, validity, retirement (C7). */
import type { Emits } from '#shared/grammar/contract';
import type { Check, Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { ValuesOf } from '#shared/grammar/fields';
import { addDays, dayEnd, dayStart } from '#shared/kit/days/day';
import type { Configuration } from '#shared/tenancy/configuration';
import type { contract } from '../contract.ts';
import { type Flag, type inputs, type Knowledge, MOST_FLAGS } from './record.ts';
import { validityRefusal } from './rules-writing.ts';
import { isLive, servicesOf } from './standing.ts';

type Deciding = Decision<Knowledge, unknown>;
type On<A extends keyof typeof inputs> = Decision<Knowledge, ValuesOf<(typeof inputs)[A]>>;
type Result = Outcome<Knowledge, Emits<typeof contract, 'knowledge'>>;

/** Days before its validity ends at which somebody is to look at it again, and after it at which it is to retire. */
const REVIEW_DAYS = 30;
const GRACE_DAYS = 30;

export function isInForce({ record }: Deciding): Refusal | undefined {
  if (isLive(record)) return undefined;
  return { slug: 'guard-failed', detail: `${record.id} is ${record.state}: no version of it is in force` };
}

/** What is said of an article is said of what is in force. */
export const isNotOver = (record: Knowledge): Refusal | undefined =>
  isLive(record)
    ? undefined
    : { slug: 'guard-failed', detail: `${record.id} is ${record.state}: none of it is in force` };

/** What is wrong with it is its owner's to mend, within five business days. */
export function flag({ record, input, actor, at }: On<'flag'>): Result {
  const number = (record.lastFlag ?? 0) + 1;
  const flags: readonly Flag[] = [...(record.flags ?? []), { number, by: actor.id, at, reason: input.reason }];
  const openFlags = (record.openFlags ?? 0) + 1;
  const { owner } = record;
  return {
    set: { flags: flags.slice(-MOST_FLAGS), lastFlag: number, openFlags, flagged: true },
    tasks: [
      {
        title: `Flag ${number}: ${input.reason}`.slice(0, 160),
        mandatory: false,
        kind: 'flag',
        ...(owner !== undefined && { assignedTo: owner }),
      },
    ],
    emit: [{ name: 'flagged', data: { openFlags }, visibility: 'internal' }],
  };
}

export const hasFlags = ({ record }: Deciding): Refusal | undefined =>
  record.openFlags ? undefined : { slug: 'guard-failed', detail: 'nobody has flagged it' };

export const resolveFlags = (): Result => ({ set: { flags: null, openFlags: null, flagged: null } });

export const renewalIsInBounds: Check<Knowledge, ValuesOf<(typeof inputs)['renew']>> = ({ input, now, config }) =>
  validityRefusal(input.validUntil, now, config.tenant.zone);

export const renew = ({ input }: On<'renew'>): Result => ({ set: { validUntil: input.validUntil } });

export function retire({ record, input }: On<'retire'>): Result {
  const replacement = input.replacement ?? record.replacement;
  return {
    set: { replacement: replacement ?? null },
    emit: [
      {
        name: 'retired',
        data: { serviceIds: servicesOf(record), ...(replacement !== undefined && { replacement }) },
      },
    ],
  };
}

/** It comes back as a draft of whoever brings it. */
export const reinstate = ({ record, actor }: Deciding): Result => ({
  set: { authors: [actor.id], versionNo: (record.publishedVersion ?? 0) + 1, replacement: null },
});

/** Thirty days before its validity ends, once for each validity. In epoch milliseconds. */
export function reviewDue(record: Knowledge, { tenant }: Configuration): number | undefined {
  const { validUntil, reviewAskedFor } = record;
  if (!isLive(record) || validUntil === undefined || reviewAskedFor === validUntil) return undefined;
  return dayStart(addDays(validUntil, -REVIEW_DAYS), tenant.zone);
}

export function askReview({ record }: Deciding): Result {
  const { validUntil = '', owner } = record;
  return {
    set: { reviewAskedFor: validUntil },
    tasks: [
      {
        title: `Review it: it is valid until ${validUntil}`,
        mandatory: false,
        kind: 'review',
        ...(owner !== undefined && { assignedTo: owner }),
      },
    ],
    emit: [{ name: 'review_asked', data: { validUntil } }],
  };
}

/** Thirty days after its validity ended it is to retire, unless it was renewed. In epoch milliseconds. */
export function expiryDue({ state, validUntil }: Knowledge, { tenant }: Configuration): number | undefined {
  if (state !== 'published' || validUntil === undefined) return undefined;
  return dayEnd(addDays(validUntil, GRACE_DAYS), tenant.zone);
}

/** What is published is retired before it is deleted (A9). */
export function isNotInForce({ record }: Deciding): Refusal | undefined {
  if (!isLive(record)) return undefined;
  return { slug: 'in-use', detail: `a version of ${record.id} is in force; retire it first` };
}
