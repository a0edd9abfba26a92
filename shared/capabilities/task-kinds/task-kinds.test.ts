/** Tasks of kinds on a specimen: due by the calendar, completed with form, evidence or token, seen in lists when they are late. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attachmentSk } from '#shared/capabilities/attachments/keys';
import { dueOf, isToken, ofKind, tokenOf } from '#shared/capabilities/task-kinds/kinds';
import { disposals, kinds } from '#shared/capabilities/task-kinds/specimen';
import { newUlid } from '#shared/ids/ulid';
import { toAttributes } from '#shared/store/item';
import { recordPk } from '#shared/store/keys';
import { compileCalendar } from '#shared/time/calendar';
import type { Call } from '#test/bench/api-event';
import { type Answer, openWorkbench, TENANT, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';
import { weekdaysFrom } from '#test/time/calendars';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench(served(disposals));
}, 120_000);
afterAll(() => bench.stop());

const ROBOT = { user: 'robot', roles: 'INT' };
let sent = 0;
const post = (path: string, body: object = {}, more: Partial<Call> = {}): Promise<Answer> =>
  bench.call({
    ...{ method: 'POST', path: `/v1/${path}`, body, ...more },
    headers: {
      ...(!path.includes('/task') && { 'if-match': '"1"' }),
      'idempotency-key': `key-${sent++}`,
      ...more.headers,
    },
  });
const get = async (path: string) => (await bench.call({ method: 'GET', path: `/v1/${path}` })).body;
const made = async (path: string, fields: object = {}): Promise<string> => {
  const { status, body } = await post(path, { title: 'T', ...fields });
  expect([status, body.detail]).toEqual([201, undefined]);
  return String(body.id);
};
const retired = async (): Promise<string> => {
  const id = await made('scrap');
  expect((await post(`scrap/${id}/retire`)).status).toBe(200);
  return id;
};
const tasksOf = async (id: string) => (await get(`scrap/${id}/tasks`)).items as readonly Record<string, unknown>[];
const complete = (id: string, task: unknown, body: object, more: Partial<Call> = {}) =>
  post(`scrap/${id}/task-results/${task}`, body, more);
/** An attachment of a record, as if it had been uploaded. */
async function attached(id: string, state = 'clean'): Promise<string> {
  const { uid } = await get(`scrap/${id}`);
  const attachment = { id: newUlid(Date.now()), fileName: 'certificate.pdf', state };
  const item = { pk: recordPk(TENANT, 'scrap', String(uid)), sk: attachmentSk(attachment.id), attachment };
  await bench.put(Object(toAttributes(item)));
  return attachment.id;
}
const result = { method: 'shredded', serial: 'A-7' };

describe('a task that a rule adds by its kind', () => {
  it('has its group and its due instant, holds its record back, and is completed with form and evidence', async () => {
    const id = await retired();
    const [task] = await tasksOf(id);
    expect(task).toMatchObject({
      ...{ title: 'Wipe the disks', kind: 'wipe', mandatory: true, assignedGroup: 'service-desk', state: 'open' },
      asks: ['result', 'evidence'],
    });
    expect((await get(`scrap/${id}`)).tasksDueAt).toBe(task?.dueAt);
    const early = await post(`scrap/${id}/dispose`, {}, { headers: { 'if-match': '"2"' } });
    expect([early.status, early.body.detail]).toEqual([409, '1 of its tasks are open']);

    const bare = await post(`scrap/${id}/tasks/${task?.number}/done`);
    expect([bare.status, bare.body.detail]).toEqual([
      409,
      `task ${task?.number} is completed with its result and evidence: POST …/task-results/${task?.number}`,
    ]);
    const evidence = [await attached(id)];
    const wrong = await complete(id, task?.number, { result: { method: 'burnt' }, evidence });
    expect([wrong.status, JSON.stringify(wrong.body.errors)]).toEqual([422, expect.stringContaining('/method')]);
    const unproven = await complete(id, task?.number, { result });
    expect([unproven.status, JSON.stringify(unproven.body.errors)]).toEqual([
      422,
      expect.stringContaining('/evidence'),
    ]);
    for (const other of [await attached(id, 'infected'), await attached(await made('scrap'))]) {
      const foreign = await complete(id, task?.number, { result, evidence: [...evidence, other] });
      expect([foreign.status, foreign.body.type]).toEqual([422, 'urn:itsm:problem:unknown-reference']);
    }
    const { status, body } = await complete(id, task?.number, { result, evidence });
    expect([status, body]).toEqual([200, expect.objectContaining({ state: 'done', result, evidence })]);
    expect(await tasksOf(id)).toMatchObject([{ state: 'done', result, evidence }]);
    expect((await get(`scrap/${id}`)).tasksDueAt).toBeUndefined();
    expect((await complete(id, task?.number, { result, evidence })).status).toBe(409);
    expect((await post(`scrap/${id}/dispose`, {}, { headers: { 'if-match': '"2"' } })).status).toBe(200);
  });
});

describe('a task that another system completes', () => {
  it('tells its token when it is added, and nowhere else; whoever has it completes it, once', async () => {
    const id = await made('scrap');
    const added = await post(`scrap/${id}/task-kinds/test`, { title: 'Load test' });
    expect([added.status, added.body.title, added.body.mandatory]).toEqual([201, 'Load test', true]);
    const { number, token } = added.body;
    expect(JSON.stringify([await tasksOf(id), await get(`scrap/${id}/history`)])).not.toContain(String(token));
    const passed = { result: { passed: true } };
    const by = ROBOT;
    expect((await complete(id, number, passed, { by })).status).toBe(403);
    expect((await complete(id, number, { ...passed, token: `${token}x` }, { by })).status).toBe(403);
    const second = (await post(`scrap/${id}/task-kinds/test`)).body;
    expect((await complete(id, number, { ...passed, token: second.token }, { by })).status).toBe(403);
    const headers = { 'idempotency-key': 'callback' };
    const done = await complete(id, number, { ...passed, token }, { by, headers });
    expect([done.status, done.body.state, done.body.token]).toEqual([200, 'done', undefined]);
    const again = await complete(id, number, { ...passed, token }, { by, headers });
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([200, 'true']);
    expect((await complete(id, number, { ...passed, token }, { by })).status).toBe(409);
    expect((await complete(id, second.number, passed)).status).toBe(200);
  });

  it('has its token told again when the request that added it is repeated, though no item keeps it', async () => {
    const id = await made('scrap');
    const headers = { 'idempotency-key': 'added-once' };
    const added = await post(`scrap/${id}/task-kinds/test`, {}, { headers });
    const again = await post(`scrap/${id}/task-kinds/test`, {}, { headers });
    expect([again.status, again.headers['idempotency-replayed'], again.body]).toEqual([201, 'true', added.body]);

    const items = (await bench.items()).map((item) => JSON.stringify(item));
    expect(items.filter((item) => item.includes('Deferred test')).length).toBeGreaterThan(1);
    expect(items.filter((item) => item.includes(String(added.body.token)))).toEqual([]);
    const body = { result: { passed: true }, token: again.body.token };
    expect((await complete(id, again.body.number, body, { by: ROBOT })).status).toBe(200);
  });

  it('has a token of its own in each tenant, record and task', () => {
    const task = { number: 1, createdAt: '2026-06-01T00:00:00Z' };
    const token = tokenOf('key', 'uid', task);
    const others = [
      tokenOf('other', 'uid', task),
      tokenOf('key', 'other', task),
      tokenOf('key', 'uid', { ...task, number: 2 }),
    ];
    expect(others.filter((other) => isToken(other, token))).toEqual([]);
    expect([isToken(token, token), isToken('', token)]).toEqual([true, false]);
  });
});

describe('records with tasks', () => {
  it('are found by whether one is overdue, until it is settled', async () => {
    const [late, calm] = [await made('scrap'), await retired()];
    const { body } = await post(`scrap/${late}/task-kinds/label`);
    expect(body).toMatchObject({ title: 'Take its label off', mandatory: false });
    const found = async (word: string) => {
      const { items } = await get(`scrap?overdueTasks=${word}&limit=100`);
      return (items as readonly { readonly id: string }[]).map(({ id }) => id);
    };
    expect([await found('true'), (await found('false')).includes(calm)]).toEqual([[late], true]);
    expect((await post(`scrap/${late}/tasks/${body.number}/done`)).status).toBe(200);
    expect(await found('true')).toEqual([]);
  });

  it('are asked whether what they rest on allows it, as by every other change', async () => {
    const [open, shut] = [await made('scrap-stores'), await made('scrap-stores', { shut: true })];
    const [id, other] = [await made('scrap', { store: open }), await made('scrap', { store: shut })];
    expect((await post(`scrap/${id}/tasks`, { title: 'Sort it' })).status).toBe(201);
    const refused = await post(`scrap/${other}/tasks`, { title: 'Sort it' });
    expect([refused.status, refused.body.detail]).toEqual([409, `${shut} is shut`]);
  });

  it('know the kinds that their process declares, and no others', async () => {
    const id = await made('scrap');
    const { status, body } = await post(`scrap/${id}/task-kinds/constructor`);
    expect([status, body.detail]).toEqual([404, 'kinds of tasks are wipe, test, label; was given constructor']);
    const plain = (await post(`scrap/${id}/tasks`, { title: 'By hand' })).body.number;
    expect((await complete(id, plain, {})).status).toBe(404);
  });
});

describe('when a task is due', () => {
  const business = compileCalendar(weekdaysFrom('Europe/Berlin', { open: '08:00', close: '18:00' }));
  const due = (kind: Parameters<typeof dueOf>[0], now: string) => dueOf(kind, { business }, Date.parse(now));

  it('goes by business days of the tenant, at the same time on the wall, or by the clock', () => {
    // A Thursday, before the night in which the clocks go back.
    expect(due(kinds.wipe, '2026-10-22T14:00:00Z')).toBe('2026-10-29T15:00:00Z');
    expect(due(kinds.test, '2026-10-22T14:00:00Z')).toBe('2026-10-27T14:00:00Z');
    expect(due({ title: 'Whenever' }, '2026-10-22T14:00:00Z')).toBeUndefined();
  });

  it('stays as it was when the task goes on elsewhere, and needs a kind that there is', () => {
    const task = { title: 'T', mandatory: true, kind: 'wipe', dueAt: '2026-01-01T00:00:00Z' };
    expect(ofKind(kinds, task, { business }, 0)).toBe(task);
    expect(() => ofKind(kinds, { title: 'T', mandatory: true, kind: 'none' }, { business }, 0)).toThrow('no kind none');
  });
});
