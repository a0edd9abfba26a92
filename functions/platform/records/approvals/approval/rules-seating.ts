/** A round's open level as the pure rules of approvals see it: its rule, its seats, the ballots cast (A10). */
import type { Delegation } from '#shared/kit/approval/delegation';
import type { Ballot } from '#shared/kit/approval/round';
import type { Party, Rule } from '#shared/kit/approval/rule';
import { type Groups, type HeldSeat, seatsOf, votersOf } from '#shared/kit/approval/seats';
import type { Counting } from '#shared/kit/approval/timing';
import { acting } from '#shared/tenancy/acting';
import type { Configuration } from '#shared/tenancy/configuration';
import { isKind } from '#shared/tenancy/documents';
import { endOf, type Maker } from '#shared/tenancy/grant';
import type { Approval } from './record.ts';

/** One of the chain decides alone, or the first of a group does. */
const CHAIN_RULE: Rule = { mode: 'any' };

export function ruleOf({ escalated, levels, level }: Approval): Rule {
  return (escalated ? undefined : levels[level - 1]) ?? CHAIN_RULE;
}

/** Delegations to people who are there, named by somebody whose grant holds; what others were given is the voter's again. */
export function delegationsOf(config: Configuration, now: number): readonly Delegation[] {
  const { standings } = config;
  const needs = acting['approval-delegation'].needs;
  const holds = (maker: Maker | undefined): boolean => !maker || endOf(maker, needs, standings, now) === undefined;
  return allDelegations(config).filter(({ to, maker }) => !standings.isGone(to) && holds(maker));
}

const allDelegations = ({ documents }: Configuration) =>
  documents.flatMap((document) => (isKind(document, 'approval-delegation') ? [document.body] : []));

function groupsOf({ documents }: Configuration): readonly Groups[] {
  return documents.flatMap((document) =>
    isKind(document, 'group') && document.body.active
      ? [{ id: document.id, members: document.body.members, roles: document.body.roles ?? [] }]
      : [],
  );
}

export function resolve(parties: readonly Party[], { excluded = [] }: Approval, config: Configuration) {
  return votersOf(parties, groupsOf(config), new Set(excluded));
}

/** Who has cast which seat; who was a deputy on an earlier level of the round has no other seat in it. */
const castOf = ({ votes = [], step: now }: Approval) =>
  votes.flatMap(({ by, delegateOf, step }) => {
    if (step === now) return [{ by, seat: delegateOf ?? by }];
    return delegateOf === undefined ? [] : [{ by, seat: `#${step}` }];
  });

export function seatsNow(record: Approval, config: Configuration, now: number): readonly HeldSeat[] {
  const { voters, excluded = [], subjectType } = record;
  const cast = castOf(record);
  const delegations = delegationsOf(config, now);
  // Who is gone casts no seat, and no decision token of theirs does.
  const people = [...voters.map(({ user }) => user), ...delegations.map(({ to }) => to)];
  const barred = new Set([...excluded, ...people.filter(config.standings.isGone)]);
  return seatsOf({ voters, barred, delegations, subjectType, cast, now });
}

/** The ballots of the level that is open. */
export function ballotsOf({ votes = [], step }: Approval): readonly Ballot[] {
  return votes.flatMap(({ by, delegateOf, decision, veto, step: when }) =>
    when === step ? [{ seat: delegateOf ?? by, decision, ...(veto && { veto }) }] : [],
  );
}

/** Time is counted in the policy's calendar, else in that of the first group that votes, else round the clock. */
export function countingOf({ calendarId, voters }: Approval, config: Configuration): Counting {
  const ofGroup = voters.map(({ group }) => group && config.group(group)?.calendarId).find((id) => id !== undefined);
  const id = calendarId ?? ofGroup;
  const known = id !== undefined && config.documents.some((one) => one.kind === 'calendar' && one.id === id);
  return known ? config.calendar(config.currentCalendar(id)) : undefined;
}

/** Whether this person may cast a vote on the round now: what `voter=me` finds, and why somebody without other rights may read it. */
export function mayVote(record: Approval, person: string, config: Configuration, now: number): boolean {
  if (record.outcome !== 'pending') return (record.votes ?? []).some(({ by }) => by === person);
  return seatsNow(record, config, now).some(({ holder }) => holder === person);
}

/** Seats that were this person's to cast, and are not cast: their own, and those that were delegated to them. */
export function seatsLeft(record: Approval, person: string, config: Configuration): readonly string[] {
  const cast = new Set(ballotsOf(record).map(({ seat }) => seat));
  const given = new Set(allDelegations(config).flatMap(({ from, to }) => (to === person ? [from] : [])));
  return record.voters
    .map(({ user }) => user)
    .filter((user) => (user === person || given.has(user)) && !cast.has(user));
}

/** Whether a round that is open waits for this person. */
export function hasPart(record: Approval, person: string, config: Configuration): boolean {
  return record.outcome === 'pending' && seatsLeft(record, person, config).length > 0;
}
