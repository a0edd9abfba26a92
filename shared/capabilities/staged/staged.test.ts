/** Staged updates on a specimen: they are not the record's until the swap is implemented, and are dropped or taken back when it is backed out. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { everyRecord } from '#shared/capabilities/every-record';
import { listReactions } from '#shared/capabilities/list-reactions/capability';
import { configuration, server } from '#shared/capabilities/staged/specimen';
import { defineRecord } from '#shared/grammar/definition';
import type { Call } from '#test/bench/api-event';
import { type Bus, openBus } from '#test/bench/bus';
import { type Answer, openWorkbench, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';

type By = NonNullable<Call['by']>;
const CFG: By = { user: 'carl', roles: 'CFG AGT' };
const EVE: By = { user: 'eve', roles: 'AGT' };
const SEC: By = { user: 'sam', roles: 'SEC AGT' };
const HOUR = 3600_000;
let bench: Workbench;
let bus: Bus;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-06-15T07:00:00Z') });
  bench = await openWorkbench(served(configuration));
  bus = await openBus(bench);
}, 120_000);
afterAll(async () => {
  await bench.stop();
  vi.useRealTimers();
});

// biome-ignore lint/suspicious/noExplicitAny: a test reads answers of every shape, and a wrong guess fails the test.
type Body = any;
const slugOf = ({ body }: Answer) => String(body.type).split(':').at(-1);
const read = async (path: string, by: By = CFG): Promise<Body> =>
  (await bench.call({ method: 'GET', path: `/v1/${path}`, by })).body;
async function made(path: string, body: object): Promise<string> {
  const answer = await bench.call({ method: 'POST', path: `/v1/${path}`, body, by: CFG });
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  return String(answer.body.id);
}
async function sent(method: 'POST' | 'PATCH', path: string, body: object, verb = '', by: By = CFG): Promise<Answer> {
  vi.setSystemTime(Date.now() + 1000);
  const { version } = await read(path);
  const headers = { 'if-match': `"${version}"` };
  return bench.call({ method, path: `/v1/${path}${verb && `/${verb}`}`, body, headers, by });
}
const act = (path: string, verb: string, input: object = {}, by?: By) => sent('POST', path, input, verb, by);
const done = async (answer: Promise<Answer>): Promise<Body> => {
  const { status, body } = await answer;
  expect([status, body.detail]).toEqual([200, undefined]);
  return body;
};
const events = async (name: string) =>
  (await bus.waiting()).flatMap(({ detail }) => (detail.name === `server.${name}` ? [detail.data] : []));

/** A server, and a swap of it that is under way. */
async function underWay(fields: object = {}) {
  const id = await made('servers', {
    title: 'web-01',
    host: 'web-01',
    ram: 32,
    attributes: { os: 'A', rack: 4 },
    ...fields,
  });
  const change = await made('swaps', { title: 'More memory', servers: [id] });
  await done(act(`swaps/${change}`, 'begin'));
  const path = `servers/${id}`;
  const stage = (changes: object, by: By = EVE) => act(path, 'stage-update', { swap: change, values: changes }, by);
  return { path, id, change, stage };
}

describe('an update that is staged', () => {
  it('is not the record’s until its change is implemented; then it is, whatever is delivered twice', async () => {
    const { path, change, stage } = await underWay();
    const before = await read(path);
    const after = await done(stage({ ram: 64, attributes: { os: 'B' } }));

    expect([after.ram, after.attributes, after.version]).toEqual([32, { os: 'A', rack: 4 }, before.version]);
    expect(after.stagedFor).toEqual([change]);
    expect(after.staged[change]).toMatchObject({
      ...{ state: 'staged', by: 'eve', values: { ram: 64, 'attributes/os': 'B' } },
      base: { ram: 32, 'attributes/os': 'A' },
    });
    const listed = await read(`servers?stagedFor=${change}`);
    expect(listed.items.map(({ id }: Body) => id)).toEqual([after.id]);
    await done(act(`swaps/${change}`, 'complete'));
    await bus.run(2);

    const { ram, attributes, staged } = await read(path);
    expect([ram, attributes, staged[change].state]).toEqual([64, { os: 'B', rack: 4 }, 'applied']);
    const { items } = await read(`${path}/history`);
    const followed = items.filter(({ command }: Body) => command === 'follow-staged');
    expect(followed).toHaveLength(1);
    expect(followed[0].changes).toContainEqual(expect.objectContaining({ field: 'ram', old: 32, new: 64 }));
  });

  it('is dropped when its change is backed out, and what has another change waits on', async () => {
    const { path, id, change, stage } = await underWay();
    const other = await made('swaps', { title: 'Another host', servers: [id] });
    await done(act(`swaps/${other}`, 'begin'));
    await done(stage({ ram: 64 }));
    await done(act(path, 'stage-update', { swap: other.toLowerCase(), values: { host: 'web-02' } }, EVE));
    await done(act(`swaps/${change}`, 'back-out'));
    await bus.run();

    const body = await read(path);
    expect([body.ram, body.stagedFor, Object.keys(body.staged)]).toEqual([32, [other], [other]]);
  });

  it('is taken back when its change is backed out after all, but for what has changed once more, and for a day', async () => {
    const { path, change, stage } = await underWay();
    await done(stage({ ram: 64, host: 'web-09', attributes: { os: null, cpu: 8 } }));
    await done(act(`swaps/${change}`, 'complete'));
    await bus.run();
    await done(sent('PATCH', path, { host: 'web-10' }));
    expect((await read(path)).attributes).toEqual({ rack: 4, cpu: 8 });
    await done(act(`swaps/${change}`, 'back-out'));
    const backedOut = await bus.waiting();
    for (const event of backedOut) if (event.detail.name === 'swap.backed_out') await bench.deliver(event);
    await bus.run();
    const body = await read(path);
    expect([body.ram, body.host, body.attributes, body.staged]).toEqual([
      32,
      'web-10',
      { os: 'A', rack: 4 },
      undefined,
    ]);

    const late = await underWay();
    await done(late.stage({ ram: 64 }));
    await done(act(late.path, 'apply-update', { swap: late.change }));
    vi.setSystemTime(Date.now() + 24 * HOUR);
    await done(act(`swaps/${late.change}`, 'back-out'));
    await bus.run();
    expect([(await read(late.path)).ram, (await read(late.path)).staged]).toEqual([64, undefined]);
  });

  it('waits for somebody when what it rests on has changed, and is staged anew', async () => {
    const { path, change, stage } = await underWay();
    await done(stage({ ram: 64, host: 'web-05' }));
    await done(sent('PATCH', path, { ram: 48, attributes: { os: 'C' } }));
    await done(act(`swaps/${change}`, 'complete'));
    for (const event of await bus.waiting()) if (event.detail.name === 'swap.implemented') await bench.deliver(event);
    for (const event of await bus.waiting())
      if (event.detail.name === 'operation.progressed') await bench.deliver(event);
    expect(await events('update_conflicted')).toContainEqual(
      expect.objectContaining({ for: change, attributes: ['ram'] }),
    );
    await bus.run();

    const waiting = await read(path);
    expect([waiting.ram, waiting.host, waiting.staged[change].state]).toEqual([48, 'web-01', 'conflicted']);
    const refused = await act(path, 'apply-update', { swap: change });
    expect([refused.status, slugOf(refused), refused.body.conflicts]).toEqual([409, 'guard-failed', ['ram']]);
    await done(act(path, 'drop-update', { swap: change }));
    expect((await read(path)).staged).toBeUndefined();
    expect((await act(path, 'drop-update', { swap: change })).status).toBe(409);
  });

  it('takes the place of what was staged for the same change, and is not staged once more when it is applied', async () => {
    const { path, change, stage } = await underWay();
    await done(stage({ ram: 64 }));
    const again = await done(stage({ host: 'web-03' }));
    expect(again.staged[change].values).toEqual({ host: 'web-03' });
    const applied = await done(act(path, 'apply-update', { swap: change }));
    expect([applied.host, applied.ram]).toEqual(['web-03', 32]);
    for (const answer of [await stage({ ram: 1 }), await act(path, 'apply-update', { swap: change })])
      expect([answer.status, slugOf(answer)]).toEqual([409, 'guard-failed']);
  });
});

describe('staging', () => {
  it('is refused for a change that is not there, not under way, not about it, or not to be seen', async () => {
    const { path, change, stage } = await underWay();
    const other = await underWay();
    const planned = await made('swaps', { title: 'Later', servers: [path.split('/')[1]] });
    const secret = await made('swaps', { title: 'Quiet', servers: [path.split('/')[1]], confidential: true });
    const staged = (swap: string) => act(path, 'stage-update', { swap, values: { ram: 64 } }, EVE);
    for (const swap of ['SWP0999999', secret]) {
      const answer = await staged(swap);
      expect([swap, answer.status, slugOf(answer)]).toEqual([swap, 422, 'unknown-reference']);
    }
    for (const swap of [planned, other.change]) {
      const answer = await staged(swap);
      expect([swap, answer.status, slugOf(answer)]).toEqual([swap, 409, 'guard-failed']);
    }
    expect((await stage({ ram: 64 }, { user: 'rudi', roles: 'REQ' })).status).toBe(404);
    expect((await act(path, 'apply-update', { swap: change }, EVE)).status).toBe(403);
    expect((await read(path)).staged).toBeUndefined();
  });

  it('judges what would be: fields that are staged, their values, and what is asked of a PATCH', async () => {
    const { path, stage } = await underWay();
    for (const [changes, slug, pointer] of [
      [{ ram: 0 }, 'validation-failed', '/values/ram'],
      [{ title: 'x' }, 'unknown-field', '/values/title'],
      [{ host: null }, 'validation-failed', '/values/host'],
      [{}, 'validation-failed', undefined],
      [{ ram: 4096 }, 'limit-exceeded', undefined],
    ] as const) {
      const answer = await stage(changes);
      expect([changes, answer.status, slugOf(answer)]).toEqual([changes, 422, slug]);
      if (pointer) expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer }));
    }
    expect((await read(path)).staged).toBeUndefined();
  });

  it('is not told to whom the change is not, nor to requesters, and forgets what is redacted', async () => {
    const { path, change, stage } = await underWay({ requesterId: 'rea' });
    await done(stage({ host: 'otto-normal-pc', ram: 64 }));
    const requester = await read(path, { user: 'rea', roles: 'REQ' });
    expect([requester.host, requester.staged, requester.stagedFor]).toEqual(['web-01', undefined, undefined]);
    await done(sent('PATCH', `swaps/${change}`, { confidential: true }));
    const agent = await read(path, EVE);
    expect([agent.staged, agent.stagedFor]).toEqual([undefined, undefined]);
    expect(Object.keys((await read(path, SEC)).staged)).toEqual([change]);
    await done(sent('POST', path, { fields: ['host'], reason: 'A name' }, 'redact', SEC));
    expect((await read(path, SEC)).staged[change].values).toEqual({ ram: 64 });
  });

  it('cannot be stated of a type that lacks what it takes', () => {
    const { parts = [], lists, fields } = server;
    const plain = { ...server, actions: {} };
    const stagedPart = parts.filter(({ name }) => name === 'staged');
    const of = (definition: object) => () => defineRecord({ ...plain, ...definition } as typeof server);
    expect(of({ parts: [...everyRecord, ...stagedPart] })).toThrow('the part listReactions');
    expect(of({ lists: {} })).toThrow('a list stagedFor');
    const { ram: _, ...others } = fields;
    expect(of({ fields: others })).toThrow('a field ram');
    expect(of({ parts: [...everyRecord, listReactions, ...stagedPart], lists })).not.toThrow();
  });
});
