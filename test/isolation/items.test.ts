/** The check on written items notices one that is in the wrong place. */
import { expect, it } from 'vitest';
import { strayIn } from '#test/isolation/items';

const own = 'TENANT#abcdefghijkl#incident#1';
const item = (more: Readonly<Record<string, string>>) => ({ pk: own, sk: 'RECORD', ...more });

it.each<[string, Readonly<Record<string, string>>, number]>([
  ['its own list', { listPk: 'TENANT#abcdefghijkl#incident#all', tenantId: 'abcdefghijkl', duePk: 'DUE#0' }, 0],
  ['the registry', { pk: 'PLATFORM#tenant#abcdefghijkl' }, 0],
  ['another tenant’s list', { listPk: 'TENANT#abcdefghijklm#incident#all' }, 1],
  ['a queue without a tenant', { queuePk: 'incident#queue#x' }, 1],
  ['another tenant’s name', { tenantId: 'abcdefghijklm' }, 1],
  ['a partition that is nobody’s', { pk: 'incident#1' }, 1],
])('an item in %s', (_name, more, strays) => {
  expect(strayIn(item(more))).toHaveLength(strays);
});

it('an entry with an event of another tenant', () => {
  const entry = { events: [{ tenantId: 'abcdefghijklm' }] };

  expect(strayIn({ ...item({}), entry })).toHaveLength(1);
});
