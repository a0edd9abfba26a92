/** An item comes back from the table as it was written. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromAttributes, type Item, toAttributes } from '#shared/store/item';

const json = fc.jsonValue({ maxDepth: 4 });
/** What the table can hold: no number closer to zero than 1E-130, and zero has no sign. */
const scalar = fc.oneof(
  fc.string(),
  fc.integer().map((value) => value + 0),
  fc.boolean(),
);

it('whatever it holds', () => {
  const parts = {
    record: fc.dictionary(fc.string(), json),
    entry: fc.array(json),
    listSk: fc.string(),
    sequence: scalar,
  };
  fc.assert(
    fc.property(fc.record(parts), (given) => {
      const item: Item = { pk: 'TENANT#a#incident#1', sk: 'RECORD', ...given };

      expect(fromAttributes(toAttributes(item))).toEqual(JSON.parse(JSON.stringify(item)));
    }),
  );
});

it('a record is one text, in the order of its fields', () => {
  const record = { title: 'Mail', clocks: { response: { target: 900 } }, state: 'new' };

  const attributes = toAttributes({ pk: 'p', sk: 's', record });

  expect(attributes.record).toEqual({ S: '{"title":"Mail","clocks":{"response":{"target":900}},"state":"new"}' });
  expect(Object.keys(fromAttributes(attributes).record ?? {})).toEqual(['title', 'clocks', 'state']);
});

it('what is undefined is left out', () => {
  expect(toAttributes({ pk: 'p', sk: 's', record: undefined, title: undefined })).toEqual({
    pk: { S: 'p' },
    sk: { S: 's' },
  });
});
