/** Pure: who is meant by an audience, for an event about a record (A5, A10, A13). */
import type { EventEnvelope } from '#shared/events/envelope';
import type { Parties as Known } from '#shared/events/reach';
import { type Audience, ranked } from '#shared/events/told';
import { fieldNaming } from '#shared/grammar/party';
import type { AnyRecord } from '#shared/grammar/record';
import type { Configuration } from '#shared/tenancy/configuration';

/** Those who may not see what is internal: neither its events nor its fields. Whoever a field names is no more than party to the record. */
const OUTSIDE: ReadonlySet<Audience> = new Set(['requester', 'affected', 'reporters', 'watchers']);
export const isOutside = (audience: Audience): boolean => OUTSIDE.has(audience) || fieldNaming(audience) !== undefined;

/** The role that an audience is found by in the directory. */
export const roleOf = { 'incident-managers': 'INM', 'service-owners': 'SVO', administrators: 'TAD' } as const;
export type HeldRole = (typeof roleOf)[keyof typeof roleOf];
export type Holders = Readonly<Partial<Record<HeldRole, readonly string[]>>>;

/** What of a record tells whom it concerns. */
export type Parties = Omit<Known, 'voters'> & { readonly voters?: unknown };

export interface Told {
  readonly event: EventEnvelope;
  /** Absent for events that are about no record. */
  readonly record?: Parties;
  readonly config: Pick<Configuration, 'group'>;
  /** Ids of active users by role; read when an audience asks for it. */
  readonly holders: Holders;
  /** Ids of those whom a service notice is for; read likewise. */
  readonly affected: readonly string[];
  /** Ids of those whose reports were merged into the record; read likewise. */
  readonly reporters: readonly string[];
}

/** Before anything was read of them. */
export const nobody = { holders: {}, affected: [], reporters: [] } as const satisfies Partial<Told>;

/** What an event says itself of its record's people. */
export const namedIn = ({ data: { requesterId } }: EventEnvelope): Known =>
  typeof requesterId === 'string' ? { requesterId } : {};

/** Ids in a list of ids, or of objects that name a user. */
function idsIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    const id = each !== null && typeof each === 'object' ? Reflect.get(each, 'user') : each;
    return typeof id === 'string' ? [id] : [];
  });
}

const present = (...ids: readonly unknown[]): readonly string[] => ids.filter((id) => typeof id === 'string');

/** Who logs something for nobody has not asked for it. */
export const askersOf = ({ requesterId, onBehalfOf }: Parties): readonly string[] => present(requesterId, onBehalfOf);

/** Whom an incident is a trouble to: who asked, who is affected, who watches it. */
export const affectedBy = (record: AnyRecord): readonly string[] => [
  ...askersOf(record),
  ...idsIn(record.affectedUsers),
  ...(record.watchers ?? []),
];

/** What happens to an incident with its major one is told by that one's notice, to each once. */
const isToldByNotice = ({ data }: EventEnvelope): boolean => data.byNotice === true;

/** Whoever a field of the record names: one, or several. */
function namedBy(record: Parties | undefined, field: string | undefined): readonly string[] {
  const value: unknown = record && field !== undefined ? Reflect.get(record, field) : undefined;
  return Array.isArray(value) ? idsIn(value) : present(value);
}

/** Who looks after what nobody has taken on: the lead of its group, else incident managers, else administrators, else the group. */
function dutyOf({ record, config, holders }: Told): readonly string[] {
  if (record === undefined || record.assignedTo !== undefined) return [];
  const group = record.assignedGroup === undefined ? undefined : config.group(record.assignedGroup);
  const candidates = [present(group?.lead), holders.INM, holders.TAD, group?.members];
  return candidates.find((each) => each !== undefined && each.length > 0) ?? [];
}

/** Part of a target that is used up, in percent. */
const percentOf = ({ data }: EventEnvelope): number => Number(data.percent);

/**
 * Whom a threshold of a target is for (B5): first who works on it, then those above. Work that nobody has is told of when somebody should
 * answer, and when it comes at risk.
 */
const thresholdsFor: Readonly<Partial<Record<Audience, (event: EventEnvelope) => boolean>>> = {
  assignee: (event) => percentOf(event) < 90,
  lead: (event) => percentOf(event) >= 75,
  duty: (event) => percentOf(event) >= 90 || event.data.clock === 'response',
  'incident-managers': (event) => percentOf(event) >= 90,
};

/** Whether an event is for an audience at all. That a missed target escalated it, the missed target tells. */
export function isFor(audience: Audience, event: EventEnvelope): boolean {
  if (event.name === 'sla.threshold_reached') return thresholdsFor[audience]?.(event) ?? true;
  return !(event.name.endsWith('.escalated') && event.data.clock !== undefined);
}

/** The roles that must be looked up to know who an audience is. */
export function rolesOf(audience: Audience, { record, config }: Pick<Told, 'record' | 'config'>): readonly HeldRole[] {
  if (audience !== 'duty') return isHeld(audience) ? [roleOf[audience]] : [];
  const group = record?.assignedGroup === undefined ? undefined : config.group(record.assignedGroup);
  return record === undefined || record.assignedTo !== undefined || group?.lead !== undefined ? [] : ['INM', 'TAD'];
}

const isHeld = (audience: Audience): audience is keyof typeof roleOf => audience in roleOf;

/** Ids of the members of an audience. A group is told of what nobody in it has taken on; then its assignee is. */
export function membersOf(audience: Audience, told: Told): readonly string[] {
  const { event, record, config, holders, affected, reporters } = told;
  const group = record?.assignedGroup === undefined ? undefined : config.group(record.assignedGroup);
  // Nobody works on a duplicate: what is said there, the survivor's people hear.
  if (record?.mergedInto && ['assignee', 'lead', 'group', 'duty'].includes(audience)) return [];
  switch (audience) {
    case 'approvers':
      return event.data.voters === undefined ? idsIn(record?.voters) : idsIn(event.data.voters);
    case 'requester':
      return record ? askersOf(record) : [];
    case 'assignee':
      return present(record?.assignedTo);
    case 'lead':
      return present(group?.lead);
    case 'duty':
      return dutyOf(told);
    case 'affected':
      return affected;
    case 'reporters':
      return reporters;
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
    default:
      return namedBy(record, fieldNaming(audience));
  }
}

/** Audiences that are found by looking further than at the record. */
const LOOKED_UP: ReadonlySet<Audience> = new Set([
  'duty',
  'affected',
  'reporters',
  'incident-managers',
  'service-owners',
  'administrators',
]);

/** Fields beside those of every record are read with it. */
const isLookedUp = (audience: Audience): boolean => LOOKED_UP.has(audience) || fieldNaming(audience) !== undefined;

const isWithheld = (audience: Audience, event: EventEnvelope): boolean =>
  isOutside(audience) && (event.visibility === 'internal' || isToldByNotice(event));

/** Whether anybody may be told, by whom the record names and nothing that would have to be read. */
export function mayConcern(
  wanted: Wanted,
  told: Omit<Told, 'record' | keyof typeof nobody> & { readonly record: Parties },
): boolean {
  return (
    wanted.some(({ audience }) => isLookedUp(audience) && !isWithheld(audience, told.event)) ||
    recipientsOf(wanted, { ...nobody, ...told }).size > 0
  );
}

type Wanted = readonly { readonly audience: Audience; readonly self: boolean }[];

/** Each recipient once, with the audience they are addressed as. Whoever did it knows it already, unless the text is for them too. */
export function recipientsOf(wanted: Wanted, told: Told): ReadonlyMap<string, Audience> {
  const recipients = new Map<string, Audience>();
  for (const audience of ranked(wanted.map((each) => each.audience))) {
    const template = wanted.find((each) => each.audience === audience);
    if (!template || isWithheld(audience, told.event)) continue;
    for (const id of membersOf(audience, told)) {
      const isActor = id === told.event.actor.id && !template.self;
      if (!isActor && !recipients.has(id)) recipients.set(id, audience);
    }
  }
  return recipients;
}
