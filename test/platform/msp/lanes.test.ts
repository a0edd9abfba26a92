/** Merging ordered lists page by page, against sorting all of them at once. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Lane, merged } from '#functions/platform/access/msp/lanes';

/** A list of names, of which those that end in `!` do not pass; at most `most` are looked at in one go. */
const laneOf = (names: readonly string[]): Lane<string> => {
  const all = [...names].sort();
  return async (after, most) => {
    const rest = all.filter((name) => after === undefined || name > after);
    const looked = rest.slice(0, most);
    const entries = looked.filter((name) => !name.endsWith('!')).map((name) => ({ sk: name, value: name }));
    const upTo = rest.length > looked.length ? looked.at(-1) : undefined;
    return { entries, looked: looked.length, ...(upTo !== undefined && { upTo }) };
  };
};

it('gives every entry once and in order, whatever the lists, the filter and the size of pages', async () => {
  const name = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.boolean());
  const lists = fc.array(fc.array(name, { maxLength: 60 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(lists, fc.integer({ min: 1, max: 40 }), async (given, limit) => {
      const named = given.map((list, lane) => [
        ...new Set(list.map(([n, passes]) => `${String(n).padStart(3, '0')}-${lane}${passes ? '' : '!'}`)),
      ]);
      const found: string[] = [];
      let after: string | undefined;
      do {
        const page: Awaited<ReturnType<typeof merged<string>>> = await merged(named.map(laneOf), limit, after);
        expect(page.values.length).toBeLessThanOrEqual(limit);
        found.push(...page.values);
        after = page.next;
      } while (after !== undefined);
      expect(found).toEqual(
        named
          .flat()
          .filter((each) => !each.endsWith('!'))
          .sort(),
      );
    }),
    { numRuns: 200 },
  );
});

it('ends a page early, with a place to go on from, where nearly nothing passes the filter', async () => {
  const rare = Array.from({ length: 9000 }, (_, n) => `${String(n).padStart(5, '0')}!`);
  const lanes = [laneOf([...rare, '99999']), laneOf(['00001', '88888'])];

  const first = await merged(lanes, 10, undefined);

  expect(first.values).toEqual(['00001']);
  expect(first.next && first.next < '09000').toBe(true);
  const found: string[] = [];
  for (let page = first; page.next !== undefined; ) {
    page = await merged(lanes, 10, page.next);
    found.push(...page.values);
  }
  expect(found).toEqual(['88888', '99999']);
});
