/** Rows that a change of a record writes: those that moved, and nobody's name in what is left. */
import { expect, it } from 'vitest';
import { placesKept } from '#shared/engine/list-places';
import { listWrites } from '#shared/engine/list-rows';
import type { ListShape } from '#shared/grammar/list-shapes';
import type { AnyRecord } from '#shared/grammar/record';
import { tenantId } from '#shared/ids/tenant-id';

const shapes: readonly ListShape[] = [
  { name: 'byHost', by: ['host'], order: 'openedAt', compares: 'instants' },
  { name: 'bySite', by: ['site'], order: 'openedAt', compares: 'instants', states: ['open'] },
];
const record: AnyRecord = {
  ...{ uid: '01J00000000000000000000000', id: 'VST0000001', type: 'visit', version: 1, state: 'open', title: 'Visit' },
  ...{ openedAt: '2026-06-15T07:00:00Z', createdAt: '2026-06-15T07:00:00Z', createdBy: 'ada' },
  ...{ updatedAt: '2026-06-15T07:00:00Z', updatedBy: 'ada', host: 'robin', site: 'oslo' },
};
const about = { tenant: tenantId('listrows0000'), type: 'visit', shapes };
const placed = (each: AnyRecord) => ({ record: each, places: placesKept(each, undefined, shapes) });
const told = (before: AnyRecord | undefined, after: AnyRecord | undefined, listed = true): readonly string[] =>
  listWrites({ ...about, before: before && placed(before), after: after && placed(after), listed }).map((write) => {
    const { pk, sk } = 'put' in write ? write.put : 'delete' in write ? write.delete : write.check;
    return `${Object.keys(write)[0]} ${pk.split('#rows#')[1]} ${sk.slice(0, 25)}`;
  });
const AT = 'v2026-06-15T07:00:00.000Z';

it('a new record has all of its rows, one that goes none, and one that stays where it was writes nothing', () => {
  expect(told(undefined, record)).toEqual([`put byHost#robin ${AT}`, `put bySite#oslo ${AT}`]);
  expect(told(record, undefined)).toEqual([`delete byHost#robin ${AT}`, `delete bySite#oslo ${AT}`]);
  expect(told(record, { ...record, title: 'Another', version: 2 })).toEqual([]);
});

it('what leaves the states of a list, or has another value, moves; what is not known to be listed is written whole', () => {
  expect(told(record, { ...record, state: 'left' })).toEqual([`delete bySite#oslo ${AT}`]);
  expect(told(record, { ...record, site: 'west#1' })).toEqual([
    `delete bySite#oslo ${AT}`,
    `put bySite#west%231 ${AT}`,
  ]);
  expect(told(record, record, false)).toEqual([`put byHost#robin ${AT}`, `put bySite#oslo ${AT}`]);
});

it('an erased person is in no row: the pseudonym has their place', () => {
  expect(told(record, { ...record, host: 'anonymised-1' })).toEqual([
    `delete byHost#robin ${AT}`,
    `put byHost#anonymised-1 ${AT}`,
  ]);
});
