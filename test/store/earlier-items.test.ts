/** Items that earlier builds wrote are read as they are, and written anew when they are next written. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { incidentManagement } from '#functions/service-operation/incident-management/process';
import { asObject, isObject, type JsonObject } from '#infra/local/machine/json';
import { openWorkbench, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';

interface Captured {
  /** What creating and assigning the record was answered. */
  readonly answers: readonly [JsonObject, JsonObject];
  /** The table after that and a comment, each with an idempotency key. */
  readonly items: readonly JsonObject[];
}

const captured = (commit: string): Captured =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', 'fixtures', 'items', `${commit}.json`), 'utf8'));

/** 84aa58d is 0.1.0; 938d43b wrote JSON text, and rows of lists. */
describe.each(['84aa58d', '938d43b'])('what %s wrote', (commit) => {
  const { answers, items } = captured(commit);
  const [made, assigned] = answers.map(({ body }) => asObject(body) ?? {});
  const path = `/v1/incidents/${made?.id}`;
  let bench: Workbench;
  beforeEach(async () => {
    // As their tables are.
    bench = await openWorkbench(served(incidentManagement), { indexes: 'whole' });
    for (const item of items) await bench.put(item);
  });
  afterEach(() => bench.stop());

  const get = async (target: string) => (await bench.call({ method: 'GET', path: target })).body;
  const post = (target: string, body: unknown, headers: Readonly<Record<string, string>>) =>
    bench.call({ method: 'POST', path: target, body, headers });
  const attributes = async (sk: string) =>
    [...(await bench.snapshot()).values()].filter((item) => String(asObject(item.sk)?.S).startsWith(sk));

  it('is read, listed, verified, and answered to whoever sends it again', async () => {
    const { clocks: _, updatedAt: __, lastActivityAt: ___, ...standing } = assigned ?? {};
    expect(await get(path)).toMatchObject({ ...standing, version: 3 });
    expect((await get('/v1/incidents')).items).toMatchObject([{ id: made?.id, description: 'Since this morning.' }]);
    expect(await get(`${path}/history/verify`)).toMatchObject({ valid: true, entries: 3 });
    expect((await get(`${path}/comments`)).items).toMatchObject([{ body: 'On my way.' }]);

    const again = await post(
      `${path}/assign`,
      { group: 'service-desk', user: 'ada' },
      {
        'if-match': '"1"',
        'idempotency-key': 'assigned-before',
      },
    );
    expect(again).toMatchObject({ status: 200, body: assigned ?? {}, headers: { 'idempotency-replayed': 'true' } });
  });

  it('is written anew by the next command, and nothing of it is lost', async () => {
    const done = await post(`${path}/start-work`, {}, { 'if-match': '"3"', 'idempotency-key': 'after' });
    expect([done.status, done.body.state, done.body.assignedTo]).toEqual([200, 'in_progress', 'ada']);

    const [record] = await attributes('RECORD');
    expect([isObject(record?.record) && Object.keys(record.record), record?.hash]).toEqual([['B'], undefined]);
    const entries = await attributes('EVENT#');
    expect(entries.flatMap(({ entry }) => Object.keys(asObject(entry) ?? {})).sort()).toEqual(['B', 'S', 'S', 'S']);
    expect(await get(path)).toMatchObject({ state: 'in_progress', description: 'Since this morning.' });
    expect(await get(`${path}/history/verify`)).toMatchObject({ valid: true, entries: 4 });
    expect((await get('/v1/incidents?serviceId=printing&sort=-openedAt')).items).toMatchObject([{ id: made?.id }]);
  });
});
