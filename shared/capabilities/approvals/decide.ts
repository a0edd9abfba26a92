/** What rounds of approval do to their record: asked for, taken back, decided anew, concluded (A10). Pure. */
import { begun, type Standing, standingOf } from '#shared/capabilities/approvals/fields';
import type { Requested, Superseded, Withdrawn } from '#shared/capabilities/approvals/payload';
import { chosen, excludedFrom, ownerOf } from '#shared/capabilities/approvals/people';
import { type AnyRound, type Concluded, commandsOf, purposeOf } from '#shared/capabilities/approvals/round';
import type { AnyOutcome, Decision, Emission, Refusal } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { type MaterialChange, materialChanges, materialHash } from '#shared/kit/approval/material';

type On<I = unknown> = Decision<AnyRecord, I>;

/** A round of a type of record, by its name. */
export interface NamedRound {
  readonly name: string;
  readonly rule: AnyRound;
}

export const standing = ({ name, rule }: NamedRound, record: AnyRecord): Standing =>
  standingOf(name, rule.waits ?? [], record);

/** What is told, as the letterbox promises it. */
type Told = { approval_requested: Requested; approval_withdrawn: Withdrawn; approval_superseded: Superseded };
const emission = <N extends keyof Told>(name: N, data: Told[N]): Emission => ({ name, data: { ...data } });

/** Why it cannot be asked for: its policy is one that the tenant does not have. */
export function hasPolicy(round: NamedRound, decision: On): Refusal | undefined {
  const choice = chosen(round.rule, decision);
  if (typeof choice !== 'object' || 'levels' in choice) return undefined;
  return {
    slug: 'guard-failed',
    detail: `${round.rule.called} of ${decision.record.id} is by the policy ${choice.missing.join(' or ')}; set it under /v1/approval-policies`,
  };
}

/** The approvals process opens the round; where nobody has to be asked, it is approved at once. */
export function ask(round: NamedRound, decision: On, differing: readonly MaterialChange[] = []): AnyOutcome {
  const { name, rule } = round;
  const { record, config } = decision;
  const { round: last, outcome } = standing(round, record);
  const choice = chosen(rule, decision);
  if (choice === 'none') return settledAtOnce(round, decision);
  if ('missing' in choice) return {};
  const number = last + 1;
  const [first] = choice.levels;
  const { mode = 'any', minPercent, pass } = first ?? {};
  const voterGroup = first?.voters.find(({ kind }) => kind === 'group')?.id ?? config.settings.approverGroup;
  const owner = ownerOf(rule, record);
  const requested: Requested = {
    round: number,
    ...purposeOf(name),
    ...('purpose' in purposeOf(name) && { called: rule.called }),
    ...choice,
    voterGroup,
    rule: { mode, ...(minPercent !== undefined && { minPercent }), ...(pass && { pass }) },
    excluded: excludedFrom(rule, decision),
    ...(owner !== undefined && { owner }),
    materialHash: materialHash(record, rule.material),
    ...(differing.length > 0 && { changes: [...differing] }),
  };
  const stale = outcome === 'pending' && differing.length === 0 ? [withdrawal(round, last)] : [];
  return {
    ...(rule.waits && { state: rule.waits[0] }),
    set: begun(name, number),
    emit: [...stale, emission('approval_requested', requested)],
  };
}

const withdrawal = ({ name }: NamedRound, round: number): Emission =>
  emission('approval_withdrawn', { round, ...purposeOf(name) });

/** Nobody has to be asked: what an approval does, happens. */
function settledAtOnce(round: NamedRound, decision: On): AnyOutcome {
  const { name, rule } = round;
  const { emits } = commandsOf(name, rule).approved;
  const number = standing(round, decision.record).round + 1;
  const set = { ...begun(name, number), [`${name}Outcome`]: 'approved' };
  return {
    ...(rule.approved.to !== undefined && { state: rule.approved.to }),
    set,
    emit: [{ name: emits }],
  };
}

/** It is taken back by a command of its own. */
export function takeBack(round: NamedRound, { record }: On): AnyOutcome {
  return { set: { [`${round.name}Outcome`]: 'cancelled' }, emit: [withdrawal(round, standing(round, record).round)] };
}

/**
 * What follows for a round from whatever else became of its record: it is withdrawn where the record waits for it no more, or is over; and what is
 * being decided, or holds, is decided anew when it changes materially.
 * @param over whether the record is in a state that nothing leads out of
 */
export function follow(round: NamedRound, before: AnyRecord, decision: On, over: boolean): AnyOutcome {
  const { name, rule } = round;
  const { record } = decision;
  const [was, is] = [standing(round, before), standing(round, record)];
  if (was.round !== is.round || was.outcome !== is.outcome) return {};
  const waits = !over && (rule.waits?.includes(record.state) ?? true);
  if (is.outcome === 'pending' && !waits) return takeBack(round, decision);
  const holds = is.outcome === 'approved' && (rule.holds?.includes(record.state) ?? false);
  if (is.outcome !== 'pending' && !holds) return {};
  const changes = materialChanges(before, record, rule.material);
  if (changes.length === 0) return {};
  const { round: number, approval } = is;
  const superseded: Superseded = {
    ...{ round: number, changes: [...changes], ...purposeOf(name) },
    ...(approval !== undefined && { approval }),
  };
  const asked = ask(round, decision, changes);
  return {
    ...asked,
    set: { ...asked.set, ...(rule.comment && { [rule.comment]: null }) },
    emit: [emission('approval_superseded', superseded), ...(asked.emit ?? [])],
  };
}

/** What an approval says of a round that is over counts no more. */
export function isCurrent(round: NamedRound, { record, input }: On<{ readonly round: number }>): Refusal | undefined {
  const { round: current, outcome } = standing(round, record);
  if (current !== input.round)
    return { slug: 'guard-failed', detail: `round ${input.round} is over; the current one is ${current}` };
  if (outcome === 'pending') return undefined;
  return { slug: 'guard-failed', detail: `round ${input.round} is over: ${outcome ?? 'it was not asked for'}` };
}

export function conclude(
  { name, rule }: NamedRound,
  outcome: 'approved' | 'rejected' | 'expired',
  { input }: On<Concluded>,
): AnyOutcome {
  const { approval, comment } = input;
  return {
    set: {
      [name]: approval ?? null,
      [`${name}Outcome`]: outcome,
      [`${name}Blocked`]: null,
      ...(rule.comment && { [rule.comment]: comment ?? null }),
    },
  };
}

export function block({ name }: NamedRound, { input }: On<{ readonly missing: number }>): AnyOutcome {
  const why = `Of those who may vote, ${input.missing} cannot: they asked for it, carry it out, or have no deputy who may.`;
  return { set: { [`${name}Blocked`]: input.missing === 0 ? 'Nobody may vote on it.' : why } };
}

/** Whoever votes must find what they vote on (A9). */
export function hasNoOpenRound(rounds: readonly NamedRound[], { record }: On): Refusal | undefined {
  if (rounds.every((round) => standing(round, record).outcome !== 'pending')) return undefined;
  return { slug: 'in-use', detail: `${record.id} is being decided; withdraw the approval first` };
}
