/** Pure: who is meant by an audience, for an event about a record (A5, A10, A13). */
import type { EventEnvelope } from '#shared/events/envelope';
import type { AnyRecord } from '#shared/process/record';
import type { Configuration } from '#shared/tenancy/configuration';

/** In the order in which somebody who belongs to several is addressed: they are told once. */
export const audiences = [
  'approvers',
  'requester',
  'affected',
  'addressee',
  'assignee',
  'lead',
  'incident-managers',
  'service-owners',
  'administrators',
  'owner',
  'group',
  'watchers',
] as const;
export type Audience = (typeof audiences)[number];

/** Those who may not see what is internal: neither its events nor its fields. */
const OUTSIDE: ReadonlySet<Audience> = new Set(['requester', 'affected', 'watchers']);
export const isOutside = (audience: Audience): boolean => OUTSIDE.has(audience);

/** The role that an audience is found by in the directory. */
export const roleOf = { 'incident-managers': 'INM', 'service-owners': 'SVO', administrators: 'TAD' } as const;
export type HeldRole = (typeof roleOf)[keyof typeof roleOf];
export type Holders = Readonly<Partial<Record<HeldRole, readonly string[]>>>;

export interface Told {
  readonly event: EventEnvelope;
  /** Absent for events that are about no record. */
  readonly record?: AnyRecord;
  readonly config: Pick<Configuration, 'group'>;
  /** Ids of active users by role; read when an audience asks for it. */
  readonly holders: Holders;
  /** Ids of those whom a service notice is for; read likewise. */
  readonly affected: readonly string[];
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

const askersOf = (record: AnyRecord): readonly string[] =>
  present(record.requesterId ?? creatorOf(record), record.onBehalfOf);

/** Whom an incident is a trouble to: who asked, who is affected, who watches it. */
export const affectedBy = (record: AnyRecord): readonly string[] => [
  ...askersOf(record),
  ...idsIn(record.affectedUsers),
  ...(record.watchers ?? []),
];

/** What happens to an incident with its major one is told by that one's notice, to each once. */
const isToldByNotice = ({ data }: EventEnvelope): boolean => data.byNotice === true;

/** Ids of the members of an audience. A group is told of what nobody in it has taken on; then its assignee is. */
export function membersOf(audience: Audience, { event, record, config, holders, affected }: Told): readonly string[] {
  const group = record?.assignedGroup === undefined ? undefined : config.group(record.assignedGroup);
  switch (audience) {
    case 'approvers':
      return event.data.voters === undefined ? idsIn(record?.voters) : idsIn(event.data.voters);
    case 'requester':
      return record ? askersOf(record) : [];
    case 'assignee':
      return present(record?.assignedTo);
    case 'lead':
      return present(group?.lead);
    case 'affected':
      return affected;
    case 'addressee':
      return present(event.data.to);
    case 'incident-managers':
    case 'service-owners':
    case 'administrators':
      return holders[roleOf[audience]] ?? [];
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
    const withheld = told.event.visibility === 'internal' || isToldByNotice(told.event);
    if (!template || (withheld && isOutside(audience))) continue;
    for (const id of membersOf(audience, told)) {
      const isActor = id === told.event.actor.id && !template.self;
      if (!isActor && !recipients.has(id)) recipients.set(id, audience);
    }
  }
  return recipients;
}
