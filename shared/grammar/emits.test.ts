/** What a rule emits is held to its letterbox by the compiler: each line that is expected to fail would fail the check of types if it did not. */
import { expect, expectTypeOf, it } from 'vitest';
import * as z from 'zod/mini';
import type { Contract, Emits } from '#shared/grammar/contract';
import type { Decision, Effect, Outcome } from '#shared/grammar/definition';
import { name, names } from '#shared/grammar/payload';
import type { Envelope } from '#shared/grammar/record';

const parcel = { type: 'parcel', prefix: 'PRC', path: 'parcels', title: 'Parcel', permissions: {} } as const;
const contract = {
  process: 'parcels',
  records: [parcel, { ...parcel, type: 'van', prefix: 'VAN', path: 'vans' }],
  events: [
    { process: 'parcels', record: 'parcel', carries: { sent: () => ({ to: name(), weight: z.optional(z.number()) }) } },
    { process: 'parcels', record: 'parcel', carries: { lost: () => ({ seenBy: names() }), found: () => ({}) } },
    { process: 'parcels', record: 'van', carries: { parked: () => ({}) } },
  ],
} as const satisfies Contract;

type Parcel = Envelope & { readonly title: string; readonly witnesses?: readonly string[] };
type Result = Outcome<Parcel, Emits<typeof contract, 'parcel'>>;

it('a rule emits what the letterbox says of its type, from all of its tables', () => {
  const lose = ({ record }: Decision<Parcel, unknown>): Result => ({
    emit: [
      { name: 'sent', data: { to: 'Berlin', title: 'A parcel' } },
      { name: 'lost', data: { seenBy: record.witnesses ?? [] }, visibility: 'internal' },
      { name: 'found' },
    ],
  });

  // As an effect of an action, whatever it may emit.
  expectTypeOf(lose).toExtend<Effect<Parcel>>();
  expectTypeOf<Result['emit']>().not.toEqualTypeOf<Outcome<Parcel>['emit']>();
});

it('nothing else is emitted: neither another name, nor another type’s, nor data that are missing, wrong or not promised', () => {
  const refused: readonly Result[] = [
    // @ts-expect-error there is no such event
    { emit: [{ name: 'stolen' }] },
    // @ts-expect-error it is an event of vans
    { emit: [{ name: 'parked' }] },
    // @ts-expect-error it says to whom
    { emit: [{ name: 'sent', data: { weight: 2 } }] },
    // @ts-expect-error it carries something
    { emit: [{ name: 'lost' }] },
    // @ts-expect-error a number is no word
    { emit: [{ name: 'sent', data: { to: 12 } }] },
    // @ts-expect-error nobody was promised a colour
    { emit: [{ name: 'sent', data: { to: 'Berlin', colour: 'red' } }] },
  ];
  // @ts-expect-error a rule that names no letterbox emits nothing
  const silent: Outcome<Parcel> = { emit: [{ name: 'found' }] };

  expect([...refused, silent].every(({ emit = [] }) => emit.length === 1)).toBe(true);
});
