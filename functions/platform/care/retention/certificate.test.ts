/** What is left of a purged record: how much there was of what its capabilities kept. */
import { expect, it } from 'vitest';
import type { Stored } from '#shared/engine/items';
import type { AnyRecord } from '#shared/grammar/record';
import { keptWith } from '#shared/grammar/record-types';
import { certify } from './certificate.ts';

const record: AnyRecord = {
  ...{ uid: '01JZ0000000000000000000000', id: 'INC0000042', type: 'incident', version: 3, state: 'closed' },
  ...{ title: 'Printer', openedAt: '2026-01-05T08:00:00Z', createdAt: '2026-01-05T08:00:00Z', createdBy: 'rita' },
  ...{ updatedAt: '2026-01-06T08:00:00Z', updatedBy: 'ada', closedAt: '2026-01-06T08:00:00Z' },
};
const stored: Stored = { record, sequence: 3, hash: 'a'.repeat(64) };
const items = ['RECORD', 'EVENT#00000001', 'EVENT#00000002', 'COMMENT#1', 'ATTACHMENT#1', 'ODD#1', 'ODD#2'].map(
  (sk) => ({
    pk: 'p',
    sk,
  }),
);
const counted = (type: string, more = keptWith(type)) => certify(stored, items, more, 0, 0).counts;

it('counts what capabilities of the type keep, also where there is none of it', () => {
  expect(counted('incident')).toEqual({ history: 2, comments: 1, attachments: 1, tasks: 0, links: 0 });
});

it('counts what a further capability says that it keeps, and nothing that none says', () => {
  const odd = { begins: 'ODD#', counted: 'oddities' };

  expect(counted('incident', [...keptWith('incident'), odd]).oddities).toBe(2);
  expect(counted('incident', [{ begins: 'ODD#', copies: true }])).toEqual({});
});

it('a type that no process has any more is counted by all that any type keeps, its files included', () => {
  const kept = keptWith('gone');

  expect(kept.some(({ files }) => files)).toBe(true);
  expect(counted('gone')).toMatchObject({ history: 2, comments: 1, attachments: 1 });
});
