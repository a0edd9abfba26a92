/** Seats of a level, and who casts each of them now: parties resolved, barred persons left out, deputies seated (A10). Pure. */

import { alike, anyOf } from '#shared/ids/person';
import { type Delegation, deputyOf } from '#shared/kit/approval/delegation';
import type { Seat } from '#shared/kit/approval/round';
import type { Party } from '#shared/kit/approval/rule';

/** A person's right to vote, by name or by membership. */
export interface Voter {
  readonly user: string;
  readonly group?: string;
  readonly weight: number;
}

/** What parties are resolved with: active groups, and the roles they hold. */
export interface Groups {
  readonly id: string;
  readonly members: readonly string[];
  readonly roles: readonly string[];
}

/** Most votes of one level. */
export const MAX_VOTERS = 500;

/** The persons meant, each once however they are written, with the greatest weight, without those who are barred. */
export function votersOf(
  parties: readonly Party[],
  groups: readonly Groups[],
  barred: ReadonlySet<string>,
): readonly Voter[] {
  const found = new Map<string, Voter>();
  const isBarred = anyOf(barred);
  const add = (user: string, weight: number, group?: string): void => {
    const known = found.get(alike(user));
    if (isBarred(user) || (known && known.weight >= weight)) return;
    found.set(alike(user), { user, weight, ...(group !== undefined && { group }) });
  };
  for (const { kind, id, weight = 1 } of parties) {
    if (kind === 'user') add(id, weight);
    else
      for (const group of groups.filter((one) => (kind === 'group' ? one.id === id : one.roles.includes(id))))
        for (const member of group.members) add(member, weight, group.id);
  }
  return [...found.values()].slice(0, MAX_VOTERS);
}

/** A seat with the one who casts it: the voter, or the deputy. */
export interface HeldSeat extends Seat {
  readonly holder?: string;
}

export interface Hall {
  readonly voters: readonly Voter[];
  readonly barred: ReadonlySet<string>;
  readonly delegations: readonly Delegation[];
  readonly subjectType: string;
  /** Who has cast which seat in this round so far. */
  readonly cast: readonly { readonly by: string; readonly seat: string }[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Who casts which seat now. One person casts one: somebody's own comes first, then the first that was delegated to them; further ones
 * are vacant, as are those whose deputy is barred. Who has cast a seat in this round keeps to it.
 */
export function seatsOf({ voters, barred, delegations, subjectType, cast, now }: Hall): readonly HeldSeat[] {
  const deputies = new Map(voters.map(({ user }) => [user, deputyOf(delegations, user, subjectType, now)]));
  const bound = new Map(cast.map(({ by, seat }) => [alike(by), seat]));
  const isBarred = anyOf(barred);
  const holders = new Map<string, string>();
  const busy = new Set<string>();
  const seat = (voter: Voter, person: string): void => {
    const id = alike(person);
    const other = bound.get(id);
    if (isBarred(person) || busy.has(id) || (other !== undefined && other !== voter.user)) return;
    busy.add(id);
    holders.set(voter.user, person);
  };
  for (const voter of voters) if (deputies.get(voter.user) === undefined) seat(voter, voter.user);
  for (const voter of voters) {
    const deputy = deputies.get(voter.user);
    if (deputy !== undefined) seat(voter, deputy);
  }
  return voters.map(({ user, weight }) => {
    const holder = holders.get(user);
    return { id: user, weight, ...(holder === undefined ? { vacant: true } : { holder }) };
  });
}
