/**
 * Whom an event may reach, as the relay says it beside the event (ADR 67): who need not be told at all, and whom its record names. The relay reads
 * it after the event was written and once for all events of a batch, so that consumers need not ask one by one for what is most times nothing.
 * Where it is absent, nothing is known, and consumers ask themselves.
 */
import { listeningKey } from '#shared/events/keys';
import type { TenantId } from '#shared/ids/tenant-id';
import { isWritten } from '#shared/store/attempt';
import type { Item, Store, Write } from '#shared/store/store';

/** The people, and the group, whom a record names. */
export interface Parties {
  readonly requesterId?: string;
  readonly onBehalfOf?: string;
  readonly assignedTo?: string;
  readonly assignedGroup?: string;
  readonly watchers?: readonly string[];
  readonly voters?: readonly string[];
  /** It is a duplicate of another one. */
  readonly mergedInto?: object;
}

/** Consumers that may have nobody to tell. */
export type Listener = 'webhooks';

export interface Reach {
  /** Consumers for whom there is nothing in it; rules of the bus leave them out. */
  readonly unheard?: { readonly [L in Listener]?: true };
  /** Whom the record names; none, where it is about no record. */
  readonly parties?: Parties;
}

/** What is said of a record's people at most, in letters; who asks for more reads the record. */
const MOST = 4000;

/** Whom a record names; undefined when they are too many to be told beside an event. @param record none: nobody */
export function partiesOf(record: Readonly<Record<string, unknown>> | undefined): Parties | undefined {
  const text = (name: keyof Parties) => (typeof record?.[name] === 'string' ? { [name]: record[name] } : {});
  const people = (name: 'watchers' | 'voters') =>
    Array.isArray(record?.[name]) ? { [name]: record[name].flatMap(idOf) } : {};
  const parties: Parties = {
    ...text('requesterId'),
    ...text('onBehalfOf'),
    ...text('assignedTo'),
    ...text('assignedGroup'),
    ...people('watchers'),
    ...people('voters'),
    ...(record?.mergedInto !== undefined && record.mergedInto !== null && { mergedInto: {} }),
  };
  return JSON.stringify(parties).length > MOST ? undefined : parties;
}

/** An id, or that of an entry which names a user. */
function idOf(entry: unknown): readonly string[] {
  const id = entry !== null && typeof entry === 'object' ? Reflect.get(entry, 'user') : entry;
  return typeof id === 'string' ? [id] : [];
}

/**
 * That no webhook listens is believed this long, in milliseconds, and then looked at again: a build from before this was known makes webhooks
 * without saying so.
 */
const SILENCE_MS = 15 * 60_000;

/** Whether it is known that no webhook of the tenant listens. @param now epoch milliseconds */
export const isSilent = (item: Item | undefined, now: number): boolean => Number(item?.silentUntil ?? 0) > now;

/** From now on there is somebody who listens: goes with the write that makes it so. @param change unlike any before, such as a ULID */
export const listens = (tenant: TenantId, change: string): Write => ({ put: { ...listeningKey(tenant), change } });

/**
 * Notes that nobody listens, if that is so.
 * @param looked whether there is nobody; it is asked after what stands there was read, so that whoever comes to listen meanwhile is not passed over
 * @param change unlike any before
 */
export async function noteSilence(
  { store, tenant }: { readonly store: Store; readonly tenant: TenantId },
  looked: () => Promise<boolean>,
  change: string,
  now: number,
): Promise<void> {
  const key = listeningKey(tenant);
  const before = await store.get(key);
  if (!(await looked())) return;
  const condition = before ? { change: String(before.change) } : ('absent' as const);
  await isWritten(store, [{ put: { ...key, change, silentUntil: now + SILENCE_MS }, condition }]);
}
