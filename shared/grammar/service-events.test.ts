/** Services tell what their letterbox promises, and hear what others' do: by types, and once more when an event comes. */
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { BusEvent } from '#shared/events/envelope';
import type { EventsContract } from '#shared/grammar/contract';
import { name, names } from '#shared/grammar/payload';
import { heard, serviceEvent } from '#shared/grammar/service-events';
import { newUlid } from '#shared/ids/ulid';

const parcelEvents = {
  process: 'parcel-service',
  record: 'lost-parcel',
  carries: { found_again: () => ({ by: name(), places: z.optional(names()) }), given_up: () => ({}) },
} as const satisfies EventsContract;

const telling = {
  tenantId: newUlid(0),
  id: 'P7',
  recordVersion: 1,
  actor: { type: 'system', id: 'parcel-service' },
  command: 'find',
  state: { to: 'found' },
} as const;
const onBus = (data: Readonly<Record<string, unknown>>): BusEvent => ({
  source: 'itsm.parcel-service',
  'detail-type': 'lost_parcel.found_again',
  detail: { ...serviceEvent(parcelEvents, 'found_again', { ...telling, data: { by: 'ada' } }), data },
});

it('tells by the names of its letterbox, and is about what that says unless it names another type', () => {
  const event = serviceEvent(parcelEvents, 'found_again', { ...telling, data: { by: 'ada', places: ['Berlin'] } });
  const other = serviceEvent(parcelEvents, 'given_up', { ...telling, type: 'letter', data: {} });

  expect(event).toMatchObject({
    ...{ name: 'lost_parcel.found_again', process: 'parcel-service', type: 'lost-parcel' },
    ...{ id: 'P7', data: { by: 'ada', places: ['Berlin'] }, visibility: 'internal' },
  });
  expect([other.name, other.type]).toEqual(['lost_parcel.given_up', 'letter']);
});

it('tells nothing that is not promised: the compiler refuses it', () => {
  const refused = [
    // @ts-expect-error it says by whom
    () => serviceEvent(parcelEvents, 'found_again', { ...telling, data: {} }),
    // @ts-expect-error there is no such event
    () => serviceEvent(parcelEvents, 'stolen', { ...telling, data: {} }),
    // @ts-expect-error nobody was promised a colour
    () => serviceEvent(parcelEvents, 'given_up', { ...telling, data: { colour: 'red' } }),
  ];
  expect(refused).toHaveLength(3);
});

it('hears it typed, whatever it carries beside, and not at all where it breaks its promise', async () => {
  const finders: string[] = [];
  const hearing = heard(parcelEvents, 'found_again', async ({ detail }) => void finders.push(detail.data.by));

  expect(hearing).toMatchObject({ source: 'itsm.parcel-service', detailType: 'lost_parcel.found_again' });
  await hearing.run(onBus({ by: 'ada', since: 2026 }));
  await expect(async () => hearing.run(onBus({ by: 7 }))).rejects.toThrow(
    /lost_parcel.found_again \w+ breaks its promise at by/,
  );
  expect(finders).toEqual(['ada']);
});
