/** What goes wrong on the way: kills, duplicates, two at once. Nothing is lost and nothing comes twice. */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeImportSteps } from '#shared/capabilities/importing/batch';
import type { HistoryEntry } from '#shared/engine/history';
import { EVENT, recordPk } from '#shared/store/keys';
import { log, usual } from '#test/imports/imported';
import { logText } from '#test/imports/naive-log';
import { importedFile, rowsOf, sent } from '#test/platform/imports/file';
import { lambda } from '#test/platform/lambda-context';
import { acme, incidentCount, openStage, type Stage } from '#test/platform/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** The first rows of the real log: 400 incidents or so. */
const someLog = logText.split('\r\n').slice(0, 2_501).join('\r\n');

test('a step that is killed is repeated: every incident is there once, with one import event and a sound history', async () => {
  const id = await sent(stage, someLog);
  await stage.ask(`POST /v1/imports/${id}/start`);
  const [step] = await stage.steps(id);
  const killed = [];
  for (const wanted of [20, 150]) {
    const child = spawn(process.execPath, [new URL('step.ts', import.meta.url).pathname, JSON.stringify(step)], {
      stdio: 'inherit',
    });
    while ((await incidentCount(stage)) < wanted && child.exitCode === null) await sleep(5);
    child.kill('SIGKILL');
    killed.push(await incidentCount(stage));
  }
  const groups = (await stage.ask(`GET /v1/imports/${id}`)).body.progress.groups;
  expect(killed.every((count) => count > 0 && count < groups)).toBe(true);

  await stage.drive(id);

  const { body } = await stage.ask(`GET /v1/imports/${id}`);
  expect(body).toMatchObject({
    state: 'finished',
    progress: { rows: 2_500, groups, groupsDone: groups, records: groups },
  });
  expect(body.progress.imported + body.progress.merged + body.progress.rejected).toBe(2_500);
  expect(await rowsOf(stage, id)).toHaveLength(2_500);
  await expectEachOnce(groups);
});

async function expectEachOnce(count: number): Promise<void> {
  const found: { uid: string; externalId: string; id: string }[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await stage.ask(`GET /v1/incidents?limit=200${cursor && `&cursor=${cursor}`}`, { roles: 'AUD' });
    found.push(...body.items);
    cursor = body.nextCursor;
  }
  expect(new Set(found.map(({ externalId }) => externalId)).size).toBe(count);
  expect(new Set(found.map(({ id }) => id)).size).toBe(count);
  expect(found).toHaveLength(count);
  const store = await stage.store(acme);
  for (const { uid } of found) {
    const entries = await store.queryAll({ pk: recordPk(acme, 'incident', uid), begins: EVENT });
    const events = entries.flatMap((item) => (item.entry as HistoryEntry).events.map(({ name }) => name));
    expect(events).toEqual(['incident.imported']);
    const { body } = await stage.ask(`GET /v1/incidents/${uid}/history/verify`, { roles: 'AUD' });
    expect(body).toEqual({ valid: true, entries: entries.length });
  }
}

test('a step that is delivered twice at the same moment, and again later, has its effect once', async () => {
  const csv = log(...Array.from({ length: 120 }, (_, index) => ({ ...usual, number: `DUP${index}` })));
  const before = await incidentCount(stage);
  const id = await sent(stage, csv);
  await stage.ask(`POST /v1/imports/${id}/start`);
  const [step] = await stage.steps(id);
  if (!step) throw new Error('no step was asked for');

  await Promise.all([stage.handlers.imports(step, lambda), stage.handlers.imports(step, lambda)]);
  await stage.handlers.imports(step, lambda);
  // On a machine so busy that the step became too long, there is another one.
  await stage.drive(id);

  const { body } = await stage.ask(`GET /v1/imports/${id}`);
  expect(body).toMatchObject({ state: 'finished', progress: { imported: 120, records: 120, groupsDone: 120 } });
  expect(await incidentCount(stage)).toBe(before + 120);
  expect(await rowsOf(stage, id, 'imported')).toHaveLength(120);
});

test('a delivery that is so slow that the parts are gone by the time it reads them ends like one that comes later', async () => {
  const id = await sent(stage, log({ ...usual, number: 'SLOW1' }));
  await stage.ask(`POST /v1/imports/${id}/start`);
  const [step] = await stage.steps(id);
  if (!step) throw new Error('no step was asked for');
  const store = await stage.store(acme);
  const standings = async () => {
    await stage.handlers.imports(step, lambda);
    return { isGone: () => false, delegation: () => undefined };
  };
  const never = () => Promise.reject(new Error('there is nothing left to read'));

  await takeImportSteps({ tenant: acme, store, standings }, step.detail, { mappingOf: never, carry: never });

  const { body } = await stage.ask(`GET /v1/imports/${id}`);
  expect(body).toMatchObject({ state: 'finished', progress: { imported: 1, records: 1 } });
});

test('a history that is longer than a transaction is whole, and verifies', async () => {
  const day = (index: number): string => `${(index % 28) + 1}/${Math.floor(index / 28) + 3}/2016 09:00`;
  const rows = Array.from({ length: 250 }, (_, index) => ({
    ...usual,
    number: 'LONG1',
    sys_updated_at: day(index),
    u_symptom: `Symptom ${index}`,
    opened_at: '1/3/2016 09:00',
    sys_created_at: '1/3/2016 09:00',
  })).map((row, index) => ({ ...row, sys_updated_at: day(Math.min(index, 200)), reassignment_count: `${index}` }));
  const { id, progress } = await importedFile(stage, log(...rows));

  expect(progress).toMatchObject({ imported: 250, records: 1 });
  const [first] = await rowsOf(stage, id, 'imported');
  const verified = await stage.ask(`GET /v1/incidents/${first.record}/history/verify`, { roles: 'AUD' });
  expect(verified.body).toEqual({ valid: true, entries: 251 });
  expect((await stage.ask(`GET /v1/incidents/${first.record}`, { roles: 'AGT' })).body).toMatchObject({
    externalId: 'LONG1',
    reassignmentCount: 249,
    symptoms: 'Symptom 249',
  });
});

test('rows that a later export adds to an imported incident are refused, not lost in silence', async () => {
  const first = { ...usual, number: 'LATER1' };
  await importedFile(stage, log(first));
  const { id, progress } = await importedFile(
    stage,
    log(first, { ...first, incident_state: 'Active', sys_updated_at: '2/3/2016 10:00' }),
  );

  expect(progress).toMatchObject({ imported: 0, merged: 1, rejected: 1, records: 0 });
  expect(await rowsOf(stage, id, 'rejected')).toMatchObject([
    {
      row: 3,
      code: 'imported-before',
      column: 'number',
      value: 'LATER1',
      reason: expect.stringContaining('changes no records'),
    },
  ]);
});

test('an import that stands still goes on when it is started again', async () => {
  const id = await sent(stage, log({ ...usual, number: 'STILL1' }));
  await stage.ask(`POST /v1/imports/${id}/start`);
  const [lost] = await stage.steps(id);
  expect((await stage.ask(`POST /v1/imports/${id}/start`)).status).toBe(202);

  await stage.drive(id);
  if (lost) await stage.handlers.imports(lost, lambda);

  expect((await stage.ask(`GET /v1/imports/${id}`)).body).toMatchObject({
    state: 'finished',
    progress: { imported: 1 },
  });
});

test('a canceled import stops where it is', async () => {
  const before = await incidentCount(stage);
  const id = await sent(stage, log({ ...usual, number: 'CANCEL1' }));
  await stage.ask(`POST /v1/imports/${id}/start`);
  expect((await stage.ask(`POST /v1/imports/${id}/cancel`)).body).toMatchObject({ state: 'canceled' });

  await stage.drive(id);

  expect(await incidentCount(stage)).toBe(before);
  expect((await stage.ask(`POST /v1/imports/${id}/start`)).body).toMatchObject({
    status: 409,
    type: 'urn:itsm:problem:illegal-transition',
  });
});
