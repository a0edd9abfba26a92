/** Whether something that an index knows of may be for the caller, who does not read all of its type: they are involved in it, or it is for them. */
import type { Entry } from '#shared/kit/search/segment';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';

/** What it lets through is judged by the record itself. */
export function isForCaller({ actor }: Caller, config: Configuration): (entry: Entry) => boolean {
  const groups = new Map<string, boolean>();
  const isMember = (group: string): boolean => {
    const known = groups.get(group) ?? config.group(group)?.members.includes(actor.id) ?? false;
    groups.set(group, known);
    return known;
  };
  return ({ people = [], readers = [] }) =>
    people.includes(actor.id) || readers.some((group) => group === '*' || isMember(group));
}
