/** Who waits goes first, and nothing is held up for long. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createCourtesy } from '#infra/local/machine/courtesy';

/** Work that lasts until it is let go. */
function held() {
  let go = (): void => {};
  const work = new Promise<void>((resolve) => {
    go = resolve;
  });
  return { work, go };
}

it('while somebody waits, two at a time are done in the background; when nobody does, eight, in their order', async () => {
  const { serve, background } = createCourtesy();
  const request = held();
  const jobs = held();
  const begun: number[] = [];
  const waiting = serve(request.work);
  const all = Array.from({ length: 10 }, (_, index) =>
    background(async () => {
      begun.push(index);
      await jobs.work;
    }),
  );

  expect(begun).toEqual([0, 1]);
  request.go();
  await waiting;
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  jobs.go();
  await Promise.all(all);
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

it('two long jobs and requests without end hold up nothing for longer than a moment', async () => {
  const { serve, background } = createCourtesy();
  const [request, long] = [held(), held()];
  const waiting = serve(request.work);
  const both = [background(() => long.work), background(() => long.work)];
  const began = performance.now();

  await Promise.all([1, 2, 3].map((each) => background(async () => each)));

  expect(performance.now() - began).toBeGreaterThan(400);
  request.go();
  long.go();
  await Promise.all([waiting, ...both]);
});

it('a failure is told to whoever asked, and makes room', async () => {
  const { background } = createCourtesy();
  const failures = Array.from({ length: 30 }, () =>
    background(async () => {
      throw new Error('as asked');
    }).catch((error: Error) => error.message),
  );

  expect(new Set(await Promise.all(failures))).toEqual(new Set(['as asked']));
  expect(await background(async () => 'done')).toBe('done');
});

it('giving way ends with the last request, and by itself', async () => {
  const { serve, giveWay } = createCourtesy();
  await giveWay();
  const request = held();
  const waiting = serve(request.work);
  await giveWay();
  let given = false;
  const giving = giveWay().then(() => {
    given = true;
  });
  await sleep(0);
  expect(given).toBe(false);
  request.go();
  await Promise.all([waiting, giving]);
  expect(given).toBe(true);
});
