/** Memory is given back after much work, once, and not after little or in its midst. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { collectGarbage } from '#infra/local/machine/collect';
import { type Rest, watchForRest } from '#infra/local/machine/rest';

let rest: Rest | undefined;
afterEach(() => rest?.stop());

/** Until it holds, or for long. */
async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 600 && !holds(); i++) await sleep(50);
}

it('it is given back once when much work is over', async () => {
  let given = 0;
  rest = watchForRest(() => {
    given += 1;
  });
  for (let i = 0; i < 500; i++) rest.worked();
  await until(() => given > 0);
  await sleep(1500);
  expect(given).toBe(1);

  for (let i = 0; i < 500; i++) rest.worked();
  await until(() => given > 1);
  expect(given).toBe(2);
});

it('a little work is not worth it', async () => {
  let given = 0;
  rest = watchForRest(() => {
    given += 1;
  });
  for (let i = 0; i < 20; i++) rest.worked();
  await sleep(1500);
  expect(given).toBe(0);
});

it('what nobody holds is collected', async () => {
  let held: object | undefined = { pages: Array.from({ length: 1000 }, (_, page) => ({ page })) };
  const seen = new WeakRef(held);
  held = undefined;
  await sleep(0);
  collectGarbage();
  expect(seen.deref()).toBeUndefined();
});
