/** An operation that is killed, delivered twice, canceled or lost: no item is done twice, none is left out. */

import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BusEvent } from '#shared/events/envelope';
import { OPERATION_RESULT, operationKey, operationPk } from '#shared/jobs/keys';
import type { Operation } from '#shared/jobs/operation';
import { EVENT } from '#shared/store/keys';
import { lambda } from '#test/platform/lambda-context';
import { acme, openStage, proxyEvent, type Stage } from '#test/platform/stage';

const COUNT = 160;
/** More than one transaction moves. */
const LINKS = 40;

let stage: Stage;
let ids: readonly string[];
beforeAll(async () => {
  stage = await openStage();
  const made: string[] = [];
  while (made.length < COUNT) {
    const some = Array.from({ length: 20 }, () =>
      stage.ask('POST /v1/incidents', { roles: 'AGT', body: { title: 'A printer jams', category: 'printing' } }),
    );
    made.push(...(await Promise.all(some)).map(({ body }) => String(body.uid)));
  }
  ids = made;
});
afterAll(() => stage.close());

/** A bulk operation that says the same on every incident; saying it again would not be the same. @returns its id */
async function said(text: string): Promise<string> {
  const body = { command: 'comment', body: { body: text, visibility: 'public' }, items: ids.map((id) => ({ id })) };
  const answer = await stage.ask('POST /v1/incidents/bulk', { roles: 'AGT', body });
  expect(answer.status).toBe(202);
  return answer.body.id;
}

/** The events that ask for steps, as the relay delivers them. */
async function steps(id: string): Promise<readonly BusEvent[]> {
  const items = await (await stage.store(acme)).queryAll({ pk: operationPk(acme, id), begins: EVENT });
  return items
    .flatMap((item) => (item.entry as { readonly events: readonly BusEvent['detail'][] }).events)
    .filter(({ name }) => name === 'operation.progressed')
    .map((detail) => ({ source: 'itsm.incident-management', 'detail-type': detail.name, detail }));
}

async function operation(id: string): Promise<Operation> {
  const item = await (await stage.store(acme)).get(operationKey(acme, id));
  return item?.job as Operation;
}

async function resultsOf(id: string): Promise<readonly { readonly id: string; readonly status: number }[]> {
  const items = await (await stage.store(acme)).queryAll({ pk: operationPk(acme, id), begins: OPERATION_RESULT });
  return items.flatMap(({ entries }) => entries as readonly { readonly id: string; readonly status: number }[]);
}

/** How often each incident was told something, by the number of times. */
async function told(text: string): Promise<Readonly<Record<number, number>>> {
  const counts: Record<number, number> = {};
  for (let i = 0; i < ids.length; i += 20) {
    const some = ids.slice(i, i + 20).map((id) => stage.ask(`GET /v1/incidents/${id}/comments`, { roles: 'AGT' }));
    for (const { body } of await Promise.all(some)) {
      const times = body.items.filter((comment: { readonly body: string }) => comment.body === text).length;
      counts[times] = (counts[times] ?? 0) + 1;
    }
  }
  return counts;
}

/** Delivers steps until none is asked for any more. */
async function drive(id: string): Promise<void> {
  for (let known = 0; ; ) {
    const asked = await steps(id);
    if (asked.length === known) return;
    for (const step of asked.slice(known)) await stage.handlers.incidents(step, lambda);
    known = asked.length;
  }
}

/** Hands an event to the function in a process of its own and kills that one shortly after `isFarEnough`. */
async function killedInTheMiddle(step: object | undefined, isFarEnough: () => Promise<boolean>): Promise<void> {
  const child = spawn(process.execPath, [new URL('step.ts', import.meta.url).pathname, JSON.stringify(step)], {
    stdio: 'inherit',
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  while (!(await isFarEnough()) && child.exitCode === null) await sleep(2);
  await sleep(15);
  child.kill('SIGKILL');
  await exited;
}

const all = { 1: COUNT };

test('A8 a bulk operation survives kill -9 twice: every item is done once and has one result', async () => {
  const id = await said('Survived.');
  const [step] = await steps(id);
  // A batch is 50 items: the kill comes while one is under way.
  for (const wanted of [1, 51]) await killedInTheMiddle(step, async () => (await operation(id)).done >= wanted);
  const { done } = await operation(id);
  expect(done).toBeLessThan(COUNT);

  await drive(id);

  expect(await operation(id)).toMatchObject({ state: 'finished', done: COUNT, refused: 0 });
  expect((await resultsOf(id)).map((result) => [result.id, result.status])).toEqual(ids.map((each) => [each, 201]));
  expect(await told('Survived.')).toEqual(all);
});

test('a step that is delivered twice at the same moment, and again later, has its effect once', async () => {
  const id = await said('Twice delivered.');
  const [step] = await steps(id);
  if (!step) throw new Error('no step was asked for');
  await Promise.all([stage.handlers.incidents(step, lambda), stage.handlers.incidents(step, lambda)]);
  await stage.handlers.incidents(step, lambda);
  await drive(id);

  expect((await resultsOf(id)).filter(({ status }) => status !== 201)).toEqual([]);
  expect(await operation(id)).toMatchObject({ state: 'finished', done: COUNT, refused: 0 });
  expect(await resultsOf(id)).toHaveLength(COUNT);
  expect(await told('Twice delivered.')).toEqual(all);
});

test('a canceled operation reports what it had done, and does no more', async () => {
  const id = await said('Canceled.');
  const [step] = await steps(id);
  if (!step) throw new Error('no step was asked for');
  const running = stage.handlers.incidents(step, lambda);
  while ((await operation(id)).done === 0) await sleep(2);
  const canceled = await stage.ask(`POST /v1/operations/${id}/cancel`, { roles: 'AGT' });
  await running;
  await drive(id);

  expect(canceled.body).toMatchObject({ state: 'canceled' });
  const { state, done } = await operation(id);
  const reported = await resultsOf(id);
  const counts = await told('Canceled.');
  expect(state).toBe('canceled');
  expect(done).toBeLessThan(COUNT);
  expect([reported.length, counts[1], counts[0]]).toEqual([done, done, COUNT - done]);
});

test('an operation whose event was lost goes on when it is resumed', async () => {
  const id = await said('Resumed.');
  const [lost] = await steps(id);
  expect((await stage.ask(`POST /v1/operations/${id}/resume`, { roles: 'AGT' })).status).toBe(200);
  await drive(id);
  if (lost) await stage.handlers.incidents(lost, lambda);

  expect(await operation(id)).toMatchObject({ state: 'finished', done: COUNT });
  expect(await told('Resumed.')).toEqual(all);
});

test('A8 a merge of more than a transaction survives kill -9: every duplicate is merged once', async () => {
  const [survivor = '', ...others] = ids;
  const duplicates = others.slice(0, 40);
  const body = { survivor, duplicates, reason: 'One outage' };
  const answer = await stage.ask('POST /v1/incidents/merge', { roles: 'AGT', body });
  expect(answer.status).toBe(202);
  const { id } = answer.body;
  const [step] = await steps(id);
  await killedInTheMiddle(step, async () => (await operation(id)).done >= 5);
  if (step) await Promise.all([stage.handlers.incidents(step, lambda), stage.handlers.incidents(step, lambda)]);
  await drive(id);

  expect(await operation(id)).toMatchObject({ state: 'finished', done: 40, refused: 0 });
  const read = await stage.ask(`GET /v1/incidents/${survivor}`, { roles: 'AGT' });
  expect(read.body).toMatchObject({ mergedCount: 40 });
  const commands = await Promise.all(
    duplicates.map(async (each) => {
      const { body: history } = await stage.ask(`GET /v1/incidents/${each}/history`, { roles: 'AGT' });
      return history.items.filter(({ command }: { readonly command: string }) => command === 'merge').length;
    }),
  );
  expect(commands).toEqual(duplicates.map(() => 1));
});

test('A8 an unmerge survives kill -9: what the duplicate had is its own again, once', async () => {
  const [survivor = '', duplicate = '', ...others] = ids.slice(60, 60 + LINKS + 2);
  const links = async (id: string): Promise<readonly string[]> => {
    const { body } = await stage.ask(`GET /v1/incidents/${id}/links`, { roles: 'AGT' });
    return body.items.map(({ kind, id: to }: { readonly kind: string; readonly id: string }) => `${kind} ${to}`).sort();
  };
  for (const other of others) {
    const { id: to } = (await stage.ask(`GET /v1/incidents/${other}`, { roles: 'AGT' })).body;
    await stage.ask(`PUT /v1/incidents/${duplicate}/links`, { roles: 'AGT', body: { kind: 'related', to } });
  }
  const [had, survivorHad] = [await links(duplicate), await links(survivor)];
  expect(had).toHaveLength(LINKS);
  const body = { survivor, duplicates: [duplicate], reason: 'One outage' };
  await drive((await stage.ask('POST /v1/incidents/merge', { roles: 'AGT', body })).body.id);
  expect(await links(survivor)).toHaveLength(LINKS + 1);

  const { headers } = await stage.ask(`GET /v1/incidents/${duplicate}`, { roles: 'AGT' });
  const asking = { roles: 'AGT', body: { reason: 'Two after all' }, headers: { 'if-match': String(headers.etag) } };
  const request = `POST /v1/incidents/${duplicate}/unmerge`;
  await killedInTheMiddle(proxyEvent(request, asking), async () => (await links(survivor)).length <= LINKS);
  const answer = await stage.ask(request, asking);

  expect([200, 412]).toContain(answer.status); // it may have been done before the kill came
  expect([await links(duplicate), await links(survivor)]).toEqual([had, survivorHad]);
  const read = await stage.ask(`GET /v1/incidents/${survivor}`, { roles: 'AGT' });
  expect(read.body.mergedCount ?? 0).toBe(0);
  const { body: history } = await stage.ask(`GET /v1/incidents/${duplicate}/history`, { roles: 'AGT' });
  expect(history.items.filter(({ command }: { readonly command: string }) => command === 'unmerge')).toHaveLength(1);
});
