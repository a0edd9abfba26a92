/** Events are taken as their producer's letterbox promises them, and refused when they are not. */
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { EventEnvelope } from '#shared/events/envelope';
import { consumption } from '#shared/grammar/consumption';
import type { EventOf, EventsContract } from '#shared/grammar/contract';
import type { Configuration } from '#shared/tenancy/configuration';

const orderEvents = {
  process: 'order-management',
  record: 'work-order',
  carries: { placed: () => ({ amount: z.number(), note: z.optional(z.string()) }) },
} as const satisfies EventsContract;

type Placed = EventOf<typeof orderEvents, 'placed'>;

const seen: Placed[] = [];
const taken = consumption(orderEvents, 'placed', {
  record: 'invoice',
  gather: ({ data }) => ({ topic: data.title, withinMs: data.amount }),
  react: (event) => {
    seen.push(event);
    const amount: number = event.data.amount;
    // @ts-expect-error the letterbox promises no such thing
    const price: unknown = event.data.price;
    return [{ kind: 'open', key: event.uid, fields: { amount, price } }];
  },
});

const config = {} as Configuration;
const event = (data: EventEnvelope['data']): EventEnvelope => ({
  ...{ eventId: 'E1', name: 'work_order.placed', process: 'order-management', tenantId: 't', type: 'work-order' },
  ...{ id: 'WOR0000001', uid: 'U1', recordVersion: 1, at: '2026-11-30T10:00:00.000Z', command: 'create' },
  ...{ actor: { type: 'human', id: 'ada' }, state: { to: 'new' }, changed: [], correlationId: 'C1', depth: 0 },
  visibility: 'public',
  data,
});

it('is found on the bus by source and name', () => {
  expect(taken).toMatchObject({
    source: 'itsm.order-management',
    detailType: 'work_order.placed',
    record: 'invoice',
  });
});

it('carries what is promised, and whatever it carries beside', () => {
  const data = { title: 'Chairs', amount: 4, price: 'on request' };

  expect(taken.react(event(data), config, 'invoice')).toEqual([
    { kind: 'open', key: 'U1', fields: { amount: 4, price: 'on request' } },
  ]);
  expect(taken.gather?.(event(data), config)).toEqual({ topic: 'Chairs', withinMs: 4 });
});

it.each([
  ['what is missing', { title: 'Chairs' }, /amount/],
  ['what is of another kind', { title: 'Chairs', amount: 4, note: 7 }, /note/],
  ['a missing title', { amount: 4 }, /title/],
])('refuses %s by name, and does nothing', (_, data, says) => {
  seen.length = 0;

  expect(() => taken.react(event(data), config, 'invoice')).toThrow(says);
  expect(() => taken.gather?.(event(data), config)).toThrow('breaks its promise');
  expect(seen).toEqual([]);
});
