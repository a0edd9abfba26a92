/** People to whom a record points, and those of them who may not be one and the same (A17: separation of duties). */
import type { AnyAction, AnyRecordDefinition, Party, Refusal } from '#shared/grammar/definition';
import { fieldNaming, type PersonOf, wordOf } from '#shared/grammar/party';
import type { AnyRecord } from '#shared/grammar/record';
import { anyOf } from '#shared/ids/person';

/** The ids of the people that a record points to so. */
export function peopleOf(person: PersonOf, record: AnyRecord): readonly string[] {
  const field = fieldNaming(person) ?? 'assignedTo';
  const values =
    person === 'requester' ? [record.requesterId, record.onBehalfOf, record.createdBy] : [record[field]].flat();
  return values.filter((value) => typeof value === 'string');
}

/** Whether a party is somebody to whom the record points, and not a role or a group. */
export const isPerson = (party: Party): party is PersonOf =>
  party === 'requester' || party === 'assignee' || fieldNaming(party) !== undefined;

/** Whether somebody may not call an action because of what else they are to the record, in whatever way their id is written. */
export function isApart({ apart = [] }: Pick<AnyAction, 'apart'>, record: AnyRecord, user: string): boolean {
  return apart.some((person) => anyOf(peopleOf(person, record))(user));
}

/** Why an action is not for somebody who is one of those that it is to be kept apart from. */
export function refuseApart(
  name: string,
  action: Pick<AnyAction, 'apart'>,
  record: AnyRecord,
  user: string,
): Refusal | undefined {
  if (!isApart(action, record, user)) return undefined;
  const kept = (action.apart ?? []).map(wordOf);
  return {
    slug: 'segregation-of-duties',
    detail: `${name} is for somebody else than the ${kept.join(' or ')} of ${record.id}`,
    extra: { parties: kept },
  };
}

/** Why a record may not name these people: two parties that are to be different ones are the same. What was so before stays. */
export function refuseTogether(
  { apart = [] }: Pick<AnyRecordDefinition, 'apart'>,
  before: AnyRecord | undefined,
  after: AnyRecord,
): Refusal | undefined {
  const pair = apart.find((parties) => {
    const changed =
      before === undefined || parties.some((each) => !isSame(peopleOf(each, before), peopleOf(each, after)));
    const [one, other] = parties.map((each) => peopleOf(each, after));
    return changed && (other ?? []).some(anyOf(one ?? []));
  });
  if (!pair) return undefined;
  const words = pair.map(wordOf);
  return {
    slug: 'segregation-of-duties',
    detail: `${words.join(' and ')} are different people, and one is named as both`,
    extra: { parties: words },
  };
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each, i) => each === b[i]);
