/** A voter's delegation to a deputy (A10): up to 60 days, for a scope, never passed on. Pure. */
import { anyOf } from '#shared/ids/person';

export interface Delegation {
  readonly from: string;
  readonly to: string;
  /** Half-open, `start ≤ instant < end`; RFC 3339. */
  readonly start: string;
  readonly end: string;
  /** Types of subjects that it is for, such as `change`; absent: all of them. */
  readonly scope?: readonly string[];
}

export const MAX_DELEGATION_MS = 60 * 86_400_000;

const within = ({ start, end }: Delegation, now: number): boolean => Date.parse(start) <= now && now < Date.parse(end);
const covers = ({ scope }: Delegation, subjectType: string): boolean => scope?.includes(subjectType) ?? true;

/** Who votes instead of somebody now, on a subject of this type; the deputy's own deputy never does. */
export function deputyOf(
  delegations: readonly Delegation[],
  person: string,
  subjectType: string,
  now: number,
): string | undefined {
  return delegations.find((one) => one.from === person && within(one, now) && covers(one, subjectType))?.to;
}

/** Whether two delegations hold at the same time for the same subjects. */
function overlap(a: Delegation, b: Delegation): boolean {
  const meet = Date.parse(a.start) < Date.parse(b.end) && Date.parse(b.start) < Date.parse(a.end);
  return meet && (!a.scope || !b.scope || a.scope.some((type) => b.scope?.includes(type)));
}

/** What is wrong with a new delegation beside those there are: the field, and a sentence. */
export function faultOf(
  wanted: Delegation,
  others: readonly Delegation[],
  now: number,
): { readonly field: keyof Delegation; readonly message: string } | undefined {
  const length = Date.parse(wanted.end) - Date.parse(wanted.start);
  if (anyOf([wanted.from])(wanted.to)) return { field: 'to', message: 'nobody is their own deputy' };
  if (length <= 0) return { field: 'end', message: 'end lies after start' };
  if (length > MAX_DELEGATION_MS) return { field: 'end', message: 'a delegation lasts 60 days at most' };
  if (Date.parse(wanted.end) <= now) return { field: 'end', message: 'end lies in the future' };
  const clash = others.find((other) => overlap(wanted, other) && other.from === wanted.from);
  if (clash) return { field: 'from', message: `${wanted.from} has delegated to ${clash.to} in that time already` };
  const chain = others.find(
    (other) => overlap(wanted, other) && (other.from === wanted.to || other.to === wanted.from),
  );
  if (!chain) return undefined;
  return {
    field: chain.from === wanted.to ? 'to' : 'from',
    message: `a delegation is not passed on: ${chain.from} has delegated to ${chain.to} in that time`,
  };
}
