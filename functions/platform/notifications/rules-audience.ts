/** Pure: who is meant by an audience, for an event about a record (A5, A10, A13). */
import type { EventEnvelope } from '#shared/events/envelope';
import type { AnyRecord } from '#shared/process/record';
import type { Configuration } from '#shared/tenancy/configuration';

/** In the order in which somebody who belongs to several is addressed: they are told once. */
export const audiences = [
  'approvers',
  'requester',
  'assignee',
  'lead',
  'service-owners',
  'administrators',
  'owner',
  'group',
  'watchers',
] as const;
export type Audience = (typeof audiences)[number];

/** Those who may not see what is internal: neither its events nor its fields. */
const OUTSIDE: ReadonlySet<Audience> = new Set(['requester', 'watchers']);
export const isOutside = (audience: Audience): boolean => OUTSIDE.has(audience);

/** The role that an audience is found by in the directory. */
export const roleOf = { 'service-owners': 'SVO', administrators: 'TAD' } as const;

export interface Told {
  readonly event: EventEnvelope;
  /** Absent for events that are about no record. */
  readonly record?: AnyRecord;
  readonly config: Pick<Configuration, 'group'>;
  /** Ids of active users by role; read when an audience asks for it. */
  readonly holders: Readonly<Partial<Record<'SVO' | 'TAD', readonly string[]>>>;
}

/** Ids in a list of ids, or of objects that name a user. */
function idsIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    const id = each !== null && typeof each === 'object' ? Reflect.get(each, 'user') : each;
    return typeof id === 'string' ? [id] : [];
  });
}

const present = (...ids: readonly unknown[]): readonly string[] => ids.filter((id) => typeof id === 'string');

/** Whoever opened it asked for it, unless it was a machine. */
const creatorOf = ({ channel, createdBy }: AnyRecord): string | undefined =>
  channel !== undefined && ['system', 'monitoring', 'api'].includes(channel) ? undefined : createdBy;

/** Ids of the members of an audience. A group is told of what nobody in it has taken on; then its assignee is. */
export function membersOf(audience: Audience, { event, record, config, holders }: Told): readonly string[] {
  const group = record?.assignedGroup === undefined ? undefined : config.group(record.assignedGroup);
  switch (audience) {
    case 'approvers':
      return event.data.voters === undefined ? idsIn(record?.voters) : idsIn(event.data.voters);
    case 'requester':
      return record ? present(record.requesterId ?? creatorOf(record), record.onBehalfOf) : [];
    case 'assignee':
      return present(record?.assignedTo);
    case 'lead':
      return present(group?.lead);
    case 'service-owners':
      return holders.SVO ?? [];
    case 'administrators':
      return holders.TAD ?? [];
    case 'owner':
      return present(event.data.owner);
    case 'group':
      return record?.assignedTo === undefined ? (group?.members ?? []) : [];
    case 'watchers':
      return record?.watchers ?? [];
  }
}

/** Each recipient once, with the audience they are addressed as. Whoever did it knows it already, unless the text is for them too. */
export function recipientsOf(
  wanted: readonly { readonly audience: Audience; readonly self: boolean }[],
  told: Told,
): ReadonlyMap<string, Audience> {
  const recipients = new Map<string, Audience>();
  for (const audience of audiences) {
    const template = wanted.find((each) => each.audience === audience);
    if (!template || (told.event.visibility === 'internal' && isOutside(audience))) continue;
    for (const id of membersOf(audience, told)) {
      const isActor = id === told.event.actor.id && !template.self;
      if (!isActor && !recipients.has(id)) recipients.set(id, audience);
    }
  }
  return recipients;
}
