/** Whoever a field of a record names is an audience like any other: told once, in order, and not more than a party may know. */
import { expect, it } from 'vitest';
import { isOutside, mayConcern, nobody, recipientsOf } from '#functions/platform/exchange/notifications/rules-audience';
import { mayName } from '#functions/platform/exchange/notifications/rules-render';
import type { EventEnvelope } from '#shared/events/envelope';
import { type Audience, isAudience, ranked } from '#shared/events/told';
import type { AnyRecord } from '#shared/grammar/record';

const event = {
  name: 'visit.overstayed',
  actor: { type: 'system', id: 'clock' },
  data: { title: 'Rack R-04' },
} as unknown as EventEnvelope;
const record = {
  requesterId: 'rita',
  host: 'hana',
  escorts: ['ed', 'rita'],
  watchers: ['walt'],
} as unknown as AnyRecord;
const config = { group: () => undefined };
const to = (...audiences: readonly Audience[]) => audiences.map((audience) => ({ audience, self: false }));
const told = (audiences: readonly Audience[], more: Partial<EventEnvelope> = {}) =>
  recipientsOf(to(...audiences), { ...nobody, event: { ...event, ...more }, record, config });

it('whoever a field names is told, one or several, each as the first audience that they belong to', () => {
  expect([...told(['watchers', 'field:escorts', 'field:host', 'requester'])]).toEqual([
    ['rita', 'requester'],
    ['ed', 'field:escorts'],
    ['hana', 'field:host'],
    ['walt', 'watchers'],
  ]);
  expect([...told(['field:nobody'])]).toEqual([]);
});

it('whoever did it is not told, nor is anybody whom a field names of what is internal', () => {
  expect([...told(['field:host'], { actor: { type: 'human', id: 'hana' } })]).toEqual([]);
  expect([...told(['field:host'], { visibility: 'internal' })]).toEqual([]);
  expect(isOutside('field:host')).toBe(true);
});

it('the record is read for them: what came with the event does not have its fields', () => {
  expect(mayConcern(to('field:host'), { event, record: {}, config })).toBe(true);
  expect(mayConcern(to('requester'), { event, record: {}, config })).toBe(false);
});

it('stands among the audiences where the addressee of an event does', () => {
  expect(ranked(['watchers', 'field:host', 'assignee', 'addressee'])).toEqual([
    ...['addressee', 'field:host', 'assignee', 'watchers'],
  ]);
  expect(['field:host', 'requester', 'field:', 'field:a b', 'nobody'].filter(isAudience)).toEqual([
    'field:host',
    'requester',
  ]);
});

it('texts for those outside name what everyone involved sees of the record that the event is about', () => {
  expect(mayName('incident.resolved', 'requester', 'record.resolution.notes')).toBe(true);
  expect(mayName('incident.resolved', 'field:contact', 'record.firstGroup')).toBe(false);
  expect(mayName('incident.resolved', 'assignee', 'record.firstGroup')).toBe(true);
  expect(mayName('change.scheduled', 'requester', 'record.plannedStart')).toBe(true);
  expect(mayName('incident.resolved', 'requester', 'record.plannedStart')).toBe(false);
  expect(mayName('sla.breached', 'requester', 'record.category')).toBe(true);
});
