/** An item comes back from the table as it was written. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dictionaries, NEWEST } from '#shared/store/dictionary';
import { fromAttributes, type Item, toAttributes } from '#shared/store/item';
import { pack, unpack } from '#shared/store/pack';

const json = fc.jsonValue({ maxDepth: 4 });
/** What the table can hold: no number closer to zero than 1E-130, and zero has no sign. */
const scalar = fc.oneof(
  fc.string(),
  fc.integer().map((value) => value + 0),
  fc.boolean(),
);
const key = { pk: 'TENANT#a#incident#1', sk: 'RECORD' };
const record = { title: 'Mail', clocks: { response: { target: 900 } }, state: 'new' };

describe.each(['packed', 'text'] as const)('%s', (format) => {
  it('whatever it holds', () => {
    // No body gets in with a key that every object has.
    const texts = fc.dictionary(
      fc.string().filter((name) => name !== '__proto__'),
      fc.string(),
    );
    const parts = {
      record: fc.dictionary(fc.string(), json),
      entry: fc.array(json),
      listSk: fc.string(),
      sequence: scalar,
      hash: fc.string(),
      requestHash: fc.string(),
      status: fc.integer().map((value) => value + 0),
      body: json.map((value) => JSON.stringify(value)),
      notification: texts,
      derived: texts,
    };
    fc.assert(
      fc.property(fc.record(parts), (given) => {
        const item: Item = { ...key, ...given };

        expect(fromAttributes(toAttributes(item, format))).toEqual(JSON.parse(JSON.stringify(item)));
      }),
    );
  });

  it('what is undefined is left out', () => {
    expect(toAttributes({ pk: 'p', sk: 's', record: undefined, title: undefined }, format)).toEqual({
      pk: { S: 'p' },
      sk: { S: 's' },
    });
  });

  it('a record keeps the order of its fields', () => {
    const back = fromAttributes(toAttributes({ ...key, record }, format));
    expect(Object.keys(back.record ?? {})).toEqual(['title', 'clocks', 'state']);
  });
});

it('as text a record is what the release before reads', () => {
  expect(toAttributes({ ...key, record, hash: 'h', listed: 'l' }, 'text')).toEqual({
    ...{ pk: { S: key.pk }, sk: { S: key.sk }, hash: { S: 'h' }, listed: { S: 'l' } },
    record: { S: '{"title":"Mail","clocks":{"response":{"target":900}},"state":"new"}' },
  });
});

it('what stands beside a packed record is packed with it, and only there', () => {
  const names = (item: Item) => Object.keys(toAttributes(item)).sort();
  expect(names({ ...key, record, hash: 'h', places: { from: '1' }, sequence: 3 })).toEqual([
    'pk',
    'record',
    'sequence',
    'sk',
  ]);
  expect(names({ ...key, hash: 'of a key', status: 'active' })).toEqual(['hash', 'pk', 'sk', 'status']);
});

it('bytes are base64 where they come as JSON, and are bytes otherwise', () => {
  const told = toAttributes({ ...key, entry: { events: [{ name: 'opened' }] } });
  const bytes = Uint8Array.from(Buffer.from(String(told.entry?.B), 'base64'));
  for (const entry of [told.entry ?? {}, { B: bytes }])
    expect(fromAttributes({ entry })).toEqual({ entry: { events: [{ name: 'opened' }] } });

  const item: Item = {
    ...key,
    page: Buffer.from('äö'),
    within: { pages: [Uint8Array.of(1, 2)], all: new Set([bytes]) },
  };
  const sent = toAttributes(item);
  expect(sent.page).toEqual({ B: 'w6TDtg==' });
  expect(sent.within).toEqual({ M: { pages: { L: [{ B: 'AQI=' }] }, all: { BS: [told.entry?.B] } } });
  expect(fromAttributes(JSON.parse(JSON.stringify(sent)))).toEqual({
    ...item,
    page: Uint8Array.from(Buffer.from('äö')),
  });
});

it('a record that is read again is unpacked once, is what it was, and cannot be changed', () => {
  const sent = JSON.parse(JSON.stringify(toAttributes({ ...key, record, hash: 'h' })));
  const [first, second] = [fromAttributes(sent), fromAttributes(sent)];
  expect(second).toEqual({ ...key, record, hash: 'h' });
  expect(second.record).toBe(first.record);
  expect(() => Object.assign(Object(first.record), { title: 'Another' })).toThrow(TypeError);
  expect(fromAttributes(sent)).toEqual(second);

  const other = JSON.parse(
    JSON.stringify(toAttributes({ ...key, record: { ...Object(record), title: 'Two' }, hash: 'h' })),
  );
  expect(fromAttributes(other).record).toMatchObject({ title: 'Two' });
});

describe('dictionaries', () => {
  it('are never changed: what the first version packed is read for ever', () => {
    const packed = Buffer.from('AUNUX76g4W9EikIegCCryASlDOwFuIGhroGhUi0A', 'base64');
    expect(unpack(packed)).toBe(
      '{"title":"Mail","state":"in_progress","clocks":{"response":{"name":"response","kind":"sla"}},"lastActivityAt":"2027-01-01"}',
    );
  });

  it('make a small text smaller, whatever its alphabet', () => {
    const text = JSON.stringify({ title: 'Drucker fällt aus', state: 'in_progress', assignedGroup: '服務台' });
    expect(pack(text).length).toBeLessThan(Buffer.byteLength(text) * 0.75);
    expect(unpack(pack(text))).toBe(text);
  });

  it('that are not known are named', () => {
    expect(() => unpack(Buffer.of(200, 1, 2))).toThrow('version 200');
    expect(dictionaries.has(NEWEST)).toBe(true);
  });
});
