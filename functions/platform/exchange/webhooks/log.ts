/** The log of deliveries: one item an event, with its attempts, newest last; it vanishes after 30 days. */

import { monotonicFactory } from 'ulid';
import type { TenantId } from '#shared/ids/tenant-id';
import { listPk } from '#shared/store/keys';
import type { Item, Write } from '#shared/store/store';
import { clock, toInstant, toSeconds } from '#shared/time/clock';
import { webhookDeliveryKey } from './keys.ts';
import type { Sent } from './send.ts';

const KEPT_DAYS = 30;

export const deliveryStates = ['retrying', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export interface Attempt {
  readonly at: string;
  readonly status?: number;
  readonly error?: string;
  readonly answer?: string;
}

export interface Delivery {
  /** A ULID of the first attempt: the log is in the order of these. */
  readonly id: string;
  readonly webhook: string;
  readonly eventId: string;
  readonly event: string;
  readonly record: { readonly type: string; readonly id: string; readonly uid: string };
  /** Where the event stands in the record's timeline; never shown. */
  readonly place?: { readonly sequence: number; readonly index: number };
  readonly state: DeliveryState;
  readonly attempts: readonly Attempt[];
  readonly nextAttemptAt?: string;
  /** The replay that it belongs to. */
  readonly replay?: string;
  readonly test?: true;
}

const newest = monotonicFactory();
/** Ids of one function instance ascend even within a millisecond: a record's deliveries are made by one. */
export const deliveryId = (): string => newest(clock.now());

/** A delivery after another attempt. @param next epoch milliseconds of the one after it */
export function attempted(
  delivery: Omit<Delivery, 'state'>,
  { delivered, status, error, answer }: Sent,
  next: number | undefined,
): Delivery {
  const attempt = {
    at: toInstant(clock.now()),
    ...(status !== undefined && { status }),
    ...(error !== undefined && { error }),
    ...(answer !== undefined && { answer }),
  };
  const { nextAttemptAt: _, ...rest } = delivery;
  const state = delivered ? 'delivered' : next === undefined ? 'failed' : 'retrying';
  const again = !delivered && next !== undefined ? { nextAttemptAt: toInstant(next) } : {};
  return { ...rest, state, attempts: [...delivery.attempts, attempt], ...again };
}

export const statePk = (tenant: TenantId, webhook: string, state: DeliveryState): string =>
  listPk(tenant, `webhook-delivery-${webhook}-${state}`);

export function deliveryWrite(tenant: TenantId, delivery: Delivery): Write {
  const { id, webhook, state } = delivery;
  return {
    put: {
      ...webhookDeliveryKey(tenant, webhook, id),
      delivery,
      listPk: statePk(tenant, webhook, state),
      listSk: id,
      expiresAt: toSeconds(clock.now()) + KEPT_DAYS * 86_400,
    },
  };
}

/** The table's own edge: only {@link deliveryWrite} writes what is read here. */
export function deliveryOf(item: Item | undefined): Delivery | undefined {
  return item?.delivery as Delivery | undefined;
}

export function presentDelivery({ place: _, webhook: __, ...delivery }: Delivery) {
  return delivery;
}
