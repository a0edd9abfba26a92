/** Rounds of approval as commands, effects and guards of their record's definition: it reads as if it had said so itself. */
import {
  ask,
  block,
  conclude,
  hasNoOpenRound,
  hasPolicy,
  isCurrent,
  type NamedRound,
  standing,
  takeBack,
} from '#shared/capabilities/approvals/decide';
import { type AnyRounds, commandsOf, kebab, type OutcomeRule } from '#shared/capabilities/approvals/round';
import type { AnyAction, AnyOutcome, AnyRecordDefinition, Decision } from '#shared/grammar/definition';
import { integer, reference, text } from '#shared/grammar/fields';
import type { AnyRecord } from '#shared/grammar/record';

type Actions = Readonly<Record<string, AnyAction>>;
type On = Decision<AnyRecord, never>;
/** As guards see it: without the input. */
type Unasked = Decision<AnyRecord, unknown>;

const round = integer({ min: 1, max: 1000, required: true });
const inputs = {
  conclude: { round, approval: reference(), comment: text({ max: 4000 }) },
  block: { round, missing: integer({ min: 0, max: 500, required: true }) },
  nothing: {},
} as const;

export const namedRounds = (rounds: AnyRounds): readonly NamedRound[] =>
  Object.entries(rounds).map(([name, rule]) => ({ name, rule }));

/** The definition with what its rounds add. @throws Error for a round that a command of another name is to ask for */
export function withRounds(rounds: AnyRounds, definition: AnyRecordDefinition): AnyRecordDefinition {
  const all = namedRounds(rounds);
  const { type, actions, remove } = definition;
  const own = Object.assign({}, ...all.map(ownActions)) as Actions;
  const asking = all.flatMap((each) => Object.entries(each.rule.askedBy ?? {}).map(([name]) => name));
  const unknown = [...asking.filter((name) => !actions[name]), ...Object.keys(own).filter((name) => actions[name])];
  if (unknown.length > 0) throw new Error(`${type}: its rounds and its commands do not agree on ${unknown.join(', ')}`);
  const asked = Object.fromEntries(Object.entries(actions).map(([name, action]) => [name, asks(all, name, action)]));
  return {
    ...definition,
    actions: { ...asked, ...own },
    remove: { ...remove, guards: { ...remove?.guards, hasNoOpenApproval: (on: Unasked) => hasNoOpenRound(all, on) } },
  };
}

/** A command that asks for rounds beside what it does. */
function asks(all: readonly NamedRound[], name: string, action: AnyAction): AnyAction {
  const rounds = all.filter(({ rule }) => rule.askedBy?.[name]);
  if (rounds.length === 0) return action;
  const wanted = (each: NamedRound, on: On): boolean => each.rule.askedBy?.[name]?.(on as never) ?? false;
  return {
    ...action,
    checks: [
      ...(action.checks ?? []),
      ...rounds.map((each) => (on: On) => (wanted(each, on) ? hasPolicy(each, on) : undefined)),
    ],
    effects: [
      ...(action.effects ?? []),
      ...rounds.map(
        (each) =>
          (on: On): AnyOutcome =>
            wanted(each, on) ? ask(each, on) : {},
      ),
    ],
  };
}

function ownActions(each: NamedRound): Actions {
  const { name, rule } = each;
  const { waits, called, request, withdraw } = rule;
  const { approved, rejected, expired, blocked } = commandsOf(name, rule);
  const from = waits ?? ('any' as const);
  const isPending = ({ record }: Unasked) => {
    const { outcome } = standing(each, record);
    if (outcome === 'pending') return undefined;
    return { slug: 'guard-failed', detail: `${called} of ${record.id} is not being decided` } as const;
  };
  const concluding = (outcome: 'approved' | 'rejected' | 'expired', what: OutcomeRule<never, string>) => ({
    from,
    to: what.to ?? 'same',
    by: ['SYS'] as const,
    input: inputs.conclude,
    checks: [(on: On) => isCurrent(each, on)],
    effects: [(on: On) => conclude(each, outcome, on), ...(what.effects ?? [])],
  });
  return {
    ...(request && {
      [`request-${kebab(name)}`]: {
        summary: request.summary ?? `Ask for the decision: ${called}`,
        ...{ from: request.from, to: waits?.[0] ?? 'same', by: request.by, input: inputs.nothing },
        guards: {
          isNotAsked: ({ record }: Unasked) =>
            standing(each, record).outcome === 'pending'
              ? { slug: 'guard-failed', detail: `${called} of ${record.id} is being decided already` }
              : undefined,
          ...request.guards,
        },
        checks: [(on: On) => hasPolicy(each, on)],
        effects: [(on: On) => ask(each, on)],
        emits: `${kebab(name).replaceAll('-', '_')}_asked`,
      },
    }),
    ...(withdraw && {
      [`withdraw-${kebab(name)}`]: {
        summary: withdraw.summary ?? `Take back what was asked: ${called}`,
        ...{ from, to: withdraw.to ?? 'same', by: withdraw.by, input: inputs.nothing },
        guards: { isPending },
        effects: [(on: On) => takeBack(each, on)],
        emits: `${kebab(name).replaceAll('-', '_')}_withdrawn`,
      },
    }),
    [approved.command]: {
      summary: approved.summary ?? `${called}: approved`,
      ...concluding('approved', approved),
      emits: approved.emits,
    },
    [rejected.command]: {
      summary: rejected.summary ?? `${called}: not approved`,
      ...concluding('rejected', rejected),
      emits: rejected.emits,
    },
    ...(rule.expired && {
      [expired.command]: {
        summary: expired.summary ?? `${called}: nobody decided in time`,
        ...concluding('expired', expired),
        emits: expired.emits,
      },
    }),
    [blocked.command]: {
      summary: blocked.summary ?? `${called}: nobody may vote on it`,
      ...{ from, to: 'same', by: ['SYS'], input: inputs.block },
      checks: [(on: On) => isCurrent(each, on)],
      effects: [(on: On) => block(each, on)],
      emits: blocked.emits,
    },
  };
}
