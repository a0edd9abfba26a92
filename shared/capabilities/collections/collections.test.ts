/** What collections decide and how they are described, on the specimen of a rack. */
import { expect, it } from 'vitest';
import { fromJSONSchema } from 'zod';
import type { AnyCollection, AnyItem } from '#shared/capabilities/collections/collection';
import { countsAfter, decideAdd, decideVerb, type Facing, partsOf } from '#shared/capabilities/collections/decide';
import { newItemSchema } from '#shared/capabilities/collections/schemas';
import { racks } from '#shared/capabilities/collections/specimen';
import { positions } from '#shared/capabilities/collections/specimen/positions';
import { candidates, type Position } from '#shared/capabilities/collections/specimen/rules';
import { catalogueOf } from '#shared/describe/events/catalogue';
import { openApiDocument } from '#shared/describe/openapi/document';
import { isSchema, type Schema } from '#shared/describe/openapi/schema';
import type { AnyRecord } from '#shared/grammar/record';
import { Problem } from '#shared/problems/problems';
import { circumstancesOf } from '#test/grammar/circumstances';

const named = { name: 'positions', collection: positions as unknown as AnyCollection };
const circumstances = circumstancesOf('fay', ['FAC']);
const rack = { id: 'RCK0000001', heightU: 10, feeds: ['A'], positions: { last: 2, states: { occupied: 1, free: 1 } } };
const standing = [
  { number: 1, state: 'occupied', uFrom: 4, uHeight: 2 },
  { number: 2, state: 'free', uFrom: 8, uHeight: 2 },
] as unknown as readonly AnyItem[];
const facing: Facing = { record: rack as unknown as AnyRecord, items: standing, circumstances };
const refusal = (run: () => unknown): readonly unknown[] => {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem) return [error.slug, error.extra];
    throw error;
  }
  return [];
};

it('units are free where nothing stands or is reserved; what is cleared counts no longer', () => {
  const positionsOf = standing as unknown as readonly Position[];
  expect(candidates(10, positionsOf, 3)).toEqual([1, 6, 7, 8]);
  expect(candidates(10, positionsOf, 6)).toEqual([]);
  expect(candidates(10, [], 10)).toEqual([1]);
  expect(candidates(10, [], 11)).toEqual([]);
});

it('a new item has the next number, its initial state and what effects make of it', () => {
  const change = decideAdd(named, facing, { ci: 'CI1', uHeight: 5 });

  expect(change.after).toMatchObject({ number: 3, state: 'reserved', uFrom: 6, createdBy: 'fay' });
  expect(change.emissions).toEqual([{ name: 'position_reserved', data: { number: 3, state: 'reserved' } }]);
  expect(countsAfter(rack.positions, change)).toEqual({ last: 3, states: { occupied: 1, free: 1, reserved: 1 } });
});

it('rules see the other items and never the one itself', () => {
  expect(refusal(() => decideAdd(named, facing, { ci: 'CI1', uFrom: 3, uHeight: 2 }))).toEqual([
    'no-contiguous-space',
    { candidates: [1, 2, 6, 7, 8, 9] },
  ]);
  expect(refusal(() => decideAdd(named, facing, { ci: 'CI1', uHeight: 1, feeds: ['B'] }))[0]).toBe('guard-failed');
});

it('a verb moves its item from the states that it names, and the counts with it', () => {
  const [item, freed] = standing;
  if (!item || !freed) throw new Error('the specimen has two positions');
  const change = decideVerb(named, 'remove', facing, item, {});

  expect([change.after?.state, countsAfter(rack.positions, change)]).toEqual([
    'free',
    { last: 2, states: { free: 2 } },
  ]);
  expect(refusal(() => decideVerb(named, 'remove', facing, freed, {}))).toEqual([
    'illegal-transition',
    { from: 'free', command: 'remove', allowed: [] },
  ]);
});

it('history tells of fields one by one', () => {
  expect(partsOf('positions', 1, standing[0])).toEqual({
    'positions/1/state': 'occupied',
    'positions/1/uFrom': 4,
    'positions/1/uHeight': 2,
  });
});

const document = openApiDocument({ version: '0.0.0', processes: [racks], services: [] });
const at = (...path: readonly string[]): Schema =>
  path.reduce<Schema>((value, part) => (isSchema(value[part]) ? value[part] : {}), document);

it('every route of an item is described under a name of its own, with what it answers', () => {
  const calls = Object.entries(at('paths')).flatMap(([path, methods]) =>
    Object.entries(Object(methods)).map(([method, operation]) => [`${method} ${path}`, Object(operation)] as const),
  );
  const ids = calls.map(([, { operationId }]) => operationId);
  const ofItems = calls.filter(([call]) => call.includes('/positions'));

  expect(new Set(ids).size).toBe(ids.length);
  expect(
    ofItems.map(([call, { operationId, responses }]) => `${call} ${operationId} ${Object.keys(responses)[0]}`),
  ).toEqual(
    expect.arrayContaining([
      'get /v1/racks/{id}/positions listRackPositions 200',
      'post /v1/racks/{id}/positions addRackPosition 200',
      'delete /v1/racks/{id}/positions/{item} deleteRackPosition 200',
      'get /v1/racks/{id}/positions/{item} getRackPosition 200',
      'patch /v1/racks/{id}/positions/{item} updateRackPosition 200',
      'post /v1/racks/{id}/positions/{item}/install installRackPosition 200',
      'post /v1/racks/{id}/positions/{item}/redact redactRackPosition 200',
      'post /v1/racks/{id}/positions/{item}/remove removeRackPosition 200',
      'post /v1/racks/{id}/positions/reserve reserveRackPosition 200',
    ]),
  );
  expect(ofItems).toHaveLength(9);
  const conflict = at('components', 'responses', 'ReserveRackPositionConflict')['x-problems'];
  expect(conflict).toEqual(expect.arrayContaining(['no-contiguous-space', 'capacity-limit', 'record-closed']));
  expect(at('components', 'schemas', 'RackPosition', 'properties')).toMatchObject({ number: {}, state: {}, uFrom: {} });
});

it('examples of bodies are accepted as they are', () => {
  const post = at('paths', '/v1/racks/{id}/positions/reserve', 'post', 'requestBody', 'content', 'application/json');
  const schema = at('components', 'schemas', 'NewRackPosition');

  expect(newItemSchema(named.collection).safeParse(post.example)).toMatchObject({ success: true });
  expect(fromJSONSchema(schema as Parameters<typeof fromJSONSchema>[0]).safeParse(post.example).success).toBe(true);
});

it('events of items are in the catalogue, named after record and item', () => {
  const names = catalogueOf([racks]).map(({ name }) => name);

  expect(names).toEqual(
    expect.arrayContaining(
      ['position_reserved', 'position_installed', 'position_freed', 'finding_added'].map((each) => `rack.${each}`),
    ),
  );
});
