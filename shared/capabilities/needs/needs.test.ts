/** Needs on a specimen: rules look at other records, and of two commands that look at each other's ground at once one is refused. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needs } from '#shared/capabilities/needs/capability';
import { change, changes } from '#shared/capabilities/needs/specimen';
import { defineRecord } from '#shared/grammar/definition';
import { needing, referred } from '#shared/grammar/needs';
import type { Call } from '#test/bench/api-event';
import { type Answer, openWorkbench, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';

const ROUNDS = 20;
let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench(served(changes));
}, 120_000);
afterAll(() => bench.stop());

const post = (path: string, body: object, headers: Call['headers'] = {}): Promise<Answer> =>
  bench.call({ method: 'POST', path: `/v1/${path}`, body, headers });
const idOf = ({ status, body }: Answer): string => {
  expect([status, body.detail]).toEqual([201, undefined]);
  return String(body.id);
};
const days = (from: number, to: number, month = '08') => ({
  from: `2026-${month}-${String(from).padStart(2, '0')}T00:00:00Z`,
  to: `2026-${month}-${String(to).padStart(2, '0')}T00:00:00Z`,
});
const frozen = (window: object, scope = 'all') => post('freezes', { title: 'Freeze', window, scope });
const planned = async (values: object = {}): Promise<string> => idOf(await post('changes', { title: 'R', ...values }));
const install = (id: string, version = 1): Promise<Answer> =>
  post(`changes/${id}/install`, {}, { 'if-match': `"${version}"` });
const patch = (id: string, body: object, version: number): Promise<Answer> =>
  bench.call({ method: 'PATCH', path: `/v1/changes/${id}`, body, headers: { 'if-match': `"${version}"` } });

describe('rules', () => {
  it('look at what overlaps in time: what only touches, is of another scope, or is over does not', async () => {
    const freeze = idOf(await frozen(days(10, 20)));
    const during = await post('changes', { title: 'R', window: days(19, 21), scope: 'all' });
    expect([during.status, during.body.detail]).toEqual([409, `${freeze} is in force until ${days(10, 20).to}`]);
    for (const [window, scope] of [
      [days(20, 22), 'all'],
      [days(8, 10), 'all'],
      [days(19, 21), 'mail'],
    ] as const)
      await planned({ window, scope });
    expect((await post(`freezes/${freeze}/lift`, {}, { 'if-match': '"1"' })).status).toBe(200);
    await planned({ window: days(19, 21), scope: 'all' });
  });

  it('look at the record that a field names, and at those that are linked', async () => {
    const before = await planned();
    expect((await install(before)).status).toBe(200);
    const id = await planned({ previous: before });
    const refused = await install(id);
    expect([refused.status, refused.body.detail]).toEqual([409, `${before} is not proven`]);
    const told = await bench.call({ method: 'GET', path: `/v1/changes/${id}/actions` });
    expect(JSON.stringify(told.body)).toContain(`${before} is not proven`);
    expect((await patch(before, { proven: true }, 2)).status).toBe(200);

    const blocker = await planned();
    const link = {
      method: 'PUT',
      path: `/v1/changes/${id}/links`,
      body: { kind: 'blocked_by', to: blocker },
    } as const;
    expect((await bench.call(link)).status).toBe(200);
    expect((await install(id)).body.detail).toBe(`${blocker} is in its way`);
    expect((await install(blocker)).status).toBe(200);
    expect((await install(id)).status).toBe(200);
  });

  it('say no more than a caller may know: a record that they may not see is not named', async () => {
    const before = idOf(await post('changes', { title: 'Secret', confidential: true }));
    const id = await planned({ previous: before });
    expect((await install(before)).status).toBe(200);
    const other = { user: 'bob', roles: 'AGT' };
    const path = `/v1/changes/${id}/install`;
    const answer = await bench.call({ method: 'POST', path, body: {}, headers: { 'if-match': '"1"' }, by: other });
    expect(answer.body.detail).toBe('a record that you may not see is not proven');
  });

  it('rest on nothing that they have not looked at', async () => {
    const id = await planned({ window: days(1, 2, '03'), scope: 'mail' });
    const transactions = async (work: () => Promise<unknown>) =>
      (await bench.observed(work))
        .filter(({ operation }) => operation === 'TransactWriteItems')
        .flatMap(({ requests }) => requests.flatMap(({ leadingKeys = [] }) => leadingKeys))
        .filter((key) => key.endsWith('#guard'));
    expect(await transactions(() => patch(id, { title: 'Renamed' }, 1))).toEqual([]);
    expect(await transactions(() => install(id, 2))).not.toEqual([]);
  });

  it('are of the record’s own fields', () => {
    const wrong = needs(needing({ other: referred('nothing', { of: change, shows: () => ({}) }) }));
    // @ts-expect-error the record has no field of that name
    defineRecord({ ...change, parts: [wrong] });
  });
});

describe('of two at once', () => {
  it(`one is refused where both would join the set that both look at, in ${ROUNDS} rounds`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const window = days(1 + round, 2 + round, '05');
      const made = [await planned({ window, scope: 'mail' }), await planned({ window, scope: 'mail' })];
      const answers = await Promise.all(made.map((id) => install(id)));
      expect(answers.map(({ status }) => status).sort(), `round ${round}`).toEqual([200, 409]);
    }
  });

  it(`one is refused where each looks at the other, in ${ROUNDS} rounds`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const one = await planned();
      const other = await planned({ previous: one });
      expect((await patch(one, { previous: other }, 1)).status).toBe(200);
      const answers = await Promise.all([install(one, 2), install(other)]);
      expect(answers.map(({ status }) => status).sort(), `round ${round}`).toEqual([200, 409]);
    }
  });
});
