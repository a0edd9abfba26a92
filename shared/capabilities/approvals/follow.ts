/** What a process does when approvals tell of a round of its records: the outcome is a command on the record. */
import type { noEligibleVoter, roundConcluded } from '#shared/capabilities/approvals/payload';
import { type AnyRounds, commandsOf, nameOf } from '#shared/capabilities/approvals/round';
import { consumption } from '#shared/grammar/consumption';
import type { EventsContract, RecordContract, Told } from '#shared/grammar/contract';
import type { Reaction } from '#shared/grammar/definition';
import type { Consumption } from '#shared/grammar/process-definition';

/** The letterbox of whoever carries out rounds. */
interface Telling extends EventsContract {
  readonly carries: EventsContract['carries'] & {
    readonly concluded: typeof roundConcluded;
    readonly no_eligible_voter: typeof noEligibleVoter;
  };
}

/** What a process consumes for a type of record that is approved in rounds. */
export function outcomesOf(
  telling: Telling,
  { type }: Pick<RecordContract, 'type'>,
  rounds: AnyRounds,
): readonly Consumption[] {
  const about = (data: { readonly subjectType: string; readonly purpose?: string | undefined }) => {
    const name = nameOf(data);
    return data.subjectType === type && Object.hasOwn(rounds, name) ? { name, rule: rounds[name] } : undefined;
  };
  const concluded = ({ uid, data }: Told<typeof roundConcluded>): readonly Reaction[] => {
    const { name, rule } = about(data) ?? {};
    const { outcome, round, subjectUid } = data;
    if (!rule || name === undefined || (outcome !== 'approved' && outcome !== 'rejected' && outcome !== 'expired'))
      return [];
    const comment = outcome === 'expired' ? 'Nobody decided in time.' : (data.comment ?? '').slice(0, 4000);
    const input = { round, approval: uid, ...(comment !== '' && { comment }) };
    return [{ kind: 'command', on: { id: subjectUid }, command: commandsOf(name, rule)[outcome].command, input }];
  };
  const blocked = ({ data }: Told<typeof noEligibleVoter>): readonly Reaction[] => {
    const { name, rule } = about(data) ?? {};
    const { round, missing, escalated, subjectUid } = data;
    if (!rule || name === undefined || escalated) return [];
    const { command } = commandsOf(name, rule).blocked;
    return [{ kind: 'command', on: { id: subjectUid }, command, input: { round, missing } }];
  };
  return [
    consumption(telling, 'concluded', { record: type, react: concluded }),
    consumption(telling, 'no_eligible_voter', { record: type, react: blocked }),
  ];
}
