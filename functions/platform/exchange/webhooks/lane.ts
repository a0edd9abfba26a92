/**
 * A lane is work that goes step by step and never in two places: the events of one record for one webhook, or a replay. Its item says
 * how far it is, who works on it until when, and when it is due again; it stands in the due index until there is nothing left to do.
 */

import { randomUUID } from 'node:crypto';
import type { TenantId } from '#shared/ids/tenant-id';
import { attempt, LOST, type Lost, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import { dueShard, openPk, recordKey } from '#shared/store/keys';
import type { Item, Store, Write } from '#shared/store/store';
import { clock, toSeconds } from '#shared/time/clock';

/** Longer than a function may run: a holder whose lease is over is dead. */
const LEASE_MS = 60_000;
/** An idle lane is forgotten after this long: it is known again from the record's timeline. */
const KEPT_DAYS = 90;

export type LaneType = 'webhook-stream' | 'webhook-replay';

export interface Lane<P> {
  readonly type: LaneType;
  readonly uid: string;
  readonly webhook: string;
  readonly position: P;
  /** Writes of the item: the condition of the next one. */
  readonly version: number;
  /** Grows with each event that asks for the lane; a holder does not let go before it has seen to all of them. */
  readonly wanted: number;
  /** Who works on it, until `until` (epoch milliseconds); empty when nobody does. */
  readonly holder: string;
  readonly until: number;
  /** When there is more to do, epoch milliseconds; absent: nothing is waiting, or the webhook is disabled. */
  readonly dueAt?: number;
  readonly backlog: boolean;
}

const BACKLOG = 'webhook-backlog';
export const backlogPk = (tenant: TenantId, webhook: string): string => openPk(tenant, `${BACKLOG}-${webhook}`);

function itemOf<P>(tenant: TenantId, lane: Lane<P>): Item {
  const { type, uid, webhook, version, dueAt, backlog } = lane;
  return {
    ...recordKey(tenant, type, uid),
    process: 'webhooks',
    type,
    lane,
    version,
    ...(dueAt !== undefined && { duePk: dueShard(uid), dueAt: new Date(dueAt).toISOString() }),
    ...(backlog && { openPk: backlogPk(tenant, webhook), openSk: uid }),
    ...(!backlog && { expiresAt: toSeconds(clock.now()) + KEPT_DAYS * 86_400 }),
  };
}

/** The table's own edge: only this file writes what is read here. */
export const laneOf = <P>(item: Item | undefined): Lane<P> | undefined => item?.lane as Lane<P> | undefined;

export async function loadLane<P>(
  store: Store,
  tenant: TenantId,
  type: LaneType,
  uid: string,
): Promise<Lane<P> | undefined> {
  return laneOf(await store.get(recordKey(tenant, type, uid)));
}

/** The write of the lane's next state. */
export function laneWrite<P>(tenant: TenantId, lane: Lane<P>): Write {
  const condition = lane.version === 1 ? ('absent' as const) : { version: lane.version - 1 };
  return { put: itemOf(tenant, lane), condition };
}

type Next<P> = Omit<Lane<P>, 'version'>;

/** Changes a lane whatever others do to it: reads, decides, writes, and again when it was changed in between. */
async function change<P>(
  store: Store,
  tenant: TenantId,
  { type, uid }: Pick<Lane<P>, 'type' | 'uid'>,
  decide: (lane: Lane<P> | undefined) => Next<P> | undefined,
): Promise<Lane<P> | undefined> {
  let found = await loadLane<P>(store, tenant, type, uid);
  const round = async () => {
    const decided = decide(found);
    if (!decided) return undefined;
    const next = { ...decided, version: (found?.version ?? 0) + 1 };
    const outcome = await attempt(store, [laneWrite(tenant, next)]);
    if (outcome.is === 'written') return next;
    found = laneOf<P>(outcome.refusal.reasons[0]?.existing) ?? (await loadLane<P>(store, tenant, type, uid));
    return LOST;
  };
  return untilWritten(PERSISTENCE, round, (rounds) => new Error(`others changed ${type} ${uid} ${rounds} times`));
}

/** What a caller of {@link claim} brings. */
export interface Claim<P> {
  readonly fresh: Pick<Lane<P>, 'type' | 'uid' | 'webhook' | 'position'>;
  /** Whether there is something new to do, beyond what the lane already waits for. */
  readonly news: boolean;
  /** Nothing may be sent before; `never` while the webhook is disabled. */
  readonly notBefore: number | 'never';
}

/** Takes the lane on, if nobody holds it and it need not wait; undefined when somebody or something else will see to it. */
export async function claim<P>(
  store: Store,
  tenant: TenantId,
  { fresh, news, notBefore }: Claim<P>,
): Promise<Lane<P> | undefined> {
  const now = clock.now();
  const token = randomUUID();
  const lane = await change<P>(store, tenant, fresh, (found) => {
    if (!found && !news) return undefined;
    const known: Next<P> = found ?? { ...fresh, wanted: 0, holder: '', until: 0, backlog: false };
    const { dueAt: _, ...rest } = known;
    const asked = { ...rest, wanted: known.wanted + (news ? 1 : 0), backlog: true };
    if (notBefore === 'never') return { ...asked, holder: '', until: 0 };
    if (known.holder !== '' && known.until > now) return { ...known, ...asked, dueAt: known.until };
    // A retry that is waited for goes before what came after it.
    const later = Math.max(known.dueAt !== undefined && known.holder === '' ? known.dueAt : 0, notBefore);
    if (later > now) return { ...asked, holder: '', until: 0, dueAt: later };
    return { ...asked, holder: token, until: now + LEASE_MS, dueAt: now + LEASE_MS };
  });
  return lane?.holder === token ? lane : undefined;
}

/** The lane that its holder works on; every step is written, so that whoever comes next goes on from there. */
export interface Held<P> {
  readonly lane: Lane<P>;
  /** Moves on, together with other writes. False when the lease was lost: somebody else works on it now. */
  advance(position: P, more?: readonly Write[]): Promise<boolean>;
  /** Moves on and lets go until an instant. */
  wait(position: P, dueAt: number, more?: readonly Write[]): Promise<void>;
  /** Moves on and lets go for good; `more` when something new was asked for in the meantime, then it is still held. */
  finish(position: P, seen: number): Promise<'finished' | 'more' | 'lost'>;
  /** Lets go because the webhook is disabled: what is left stays. */
  park(position: P, more?: readonly Write[]): Promise<void>;
}

export function held<P>(store: Store, tenant: TenantId, claimed: Lane<P>): Held<P> {
  let lane = claimed;
  const token = claimed.holder;
  /** Writes the next state; what others changed meanwhile is only how often the lane is wanted. */
  const write = (
    decide: (lane: Lane<P>) => Next<P> | 'more',
    more: readonly Write[],
  ): Promise<'done' | 'more' | 'lost'> => {
    const round = async (): Promise<'done' | 'more' | 'lost' | Lost> => {
      const decided = decide(lane);
      if (decided === 'more') return 'more';
      const next = { ...decided, version: lane.version + 1 };
      const outcome = await attempt(store, [laneWrite(tenant, next), ...more]);
      if (outcome.is === 'written') {
        lane = next;
        return 'done';
      }
      const { existing } = outcome.refusal.reasons[0] ?? {};
      const found = laneOf<P>(existing) ?? (await loadLane<P>(store, tenant, lane.type, lane.uid));
      if (found?.holder !== token) return 'lost';
      lane = { ...found, position: lane.position };
      return LOST;
    };
    const giveUp = (rounds: number) => new Error(`others changed ${lane.type} ${lane.uid} ${rounds} times`);
    return untilWritten(PERSISTENCE, round, giveUp);
  };
  const free = ({ dueAt: _, ...rest }: Lane<P>, position: P): Next<P> => ({ ...rest, position, holder: '', until: 0 });
  return {
    get lane() {
      return lane;
    },
    async advance(position, more = []) {
      const until = clock.now() + LEASE_MS;
      return (await write((now) => ({ ...now, position, until, dueAt: until }), more)) === 'done';
    },
    async wait(position, dueAt, more = []) {
      await write((now) => ({ ...free(now, position), dueAt }), more);
    },
    async finish(position, seen) {
      const outcome = await write(
        (now) => (now.wanted === seen ? { ...free(now, position), backlog: false } : 'more'),
        [],
      );
      return outcome === 'done' ? 'finished' : outcome;
    },
    async park(position, more = []) {
      await write((now) => free(now, position), more);
    },
  };
}
