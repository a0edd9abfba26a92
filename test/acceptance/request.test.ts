/** Request fulfilment: ordered, approved, fulfilled step by step, taken back when it fails, and closed (D3). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BY_HAND, euros, openShop, type Shop } from '#test/support/requests';
import { openWorld, type World } from '#test/support/world';

let world: World;
let shop: Shop;
beforeAll(async () => {
  world = await openWorld('2026-06-01T07:00:00Z');
  shop = await openShop(world);
});
afterAll(() => world.close());

const slug = ({ status, body }: { readonly status: number; readonly body: { readonly type?: string } }) => [
  status,
  body.type?.replace('urn:itsm:problem:', ''),
];
const automated = (key: string, dependsOn: readonly string[] = [], more: object = {}) => ({
  ...{ key, title: `Do ${key}`, kind: 'automation', runs: `do.${key}`, dependsOn },
  ...more,
});
const undone = (key: string) => ({ compensation: { title: `Undo ${key}`, runs: `undo.${key}` } });
/** A, then B and C, then D; A and B can be taken back. */
const DIAMOND = [
  automated('A', [], undone('A')),
  automated('B', ['A'], undone('B')),
  automated('C', ['A']),
  automated('D', ['B', 'C']),
];

describe('approval', () => {
  it('D3.1 a laptop at 950 euros is approved by the manager, at 1,050 by the owner of the cost centre as well', async () => {
    const [cheap, dear] = [await shop.model({ price: euros(950) }), await shop.model({ price: euros(1050) })];
    const [first, second] = [await shop.ordered([{ model: cheap }]), await shop.ordered([{ model: dear }])];

    const voters = async (id: string) => (await shop.rounds(id)).map((round) => round.voters.map(({ user }) => user));
    expect([await voters(first), await voters(second)]).toEqual([[['maria']], [['maria', 'fiona']]]);
    await shop.decide(second, 'maria');
    expect((await shop.read(second)).state).toBe('awaiting_approval');
    await shop.decide(second, 'fiona');
    expect((await shop.read(second)).state).toBe('in_fulfilment');
    await shop.decide(first, 'maria', 'reject');
    expect(await shop.read(first)).toMatchObject({
      state: 'rejected',
      closeCode: 'rejected',
      decision: 'As discussed.',
    });
  });

  it('D3.5 a silent manager is escalated past after 3 business days; after 6 the order is rejected, never approved', async () => {
    const model = await shop.model({ price: euros(950) });
    const id = await shop.ordered([{ model }]);
    // Monday 9:00 in Berlin and three business days.
    await world.to('2026-06-04T06:59:00Z');
    expect((await shop.rounds(id))[0]).toMatchObject({ outcome: 'pending', voters: [{ user: 'maria' }] });
    await world.to('2026-06-04T07:01:00Z');
    expect((await shop.rounds(id))[0]).toMatchObject({ outcome: 'pending', voters: [{ user: 'boris' }] });
    await world.to('2026-06-09T06:59:00Z');
    expect((await shop.read(id)).state).toBe('awaiting_approval');
    await world.to('2026-06-09T07:01:00Z');
    expect(await shop.read(id)).toMatchObject({ state: 'rejected', closeCode: 'expired', approvalOutcome: 'expired' });
    expect(await shop.tasks(id)).toEqual([]);
  });

  it('whose order it is does not approve it: the next in line does', async () => {
    const model = await shop.model({ price: euros(950) });
    const maria = await world.as('maria', 'REQ');
    const id = await shop.ordered([{ model }], { requestedFor: 'rita' }, maria);
    expect((await shop.rounds(id))[0]).toMatchObject({ voters: [{ user: 'boris' }] });
  });
});

describe('fulfilment', () => {
  it('D3.2 an order of version 3 goes on with its price and steps when version 4 is published', async () => {
    const model = await shop.model({ price: euros(40) });
    const path = `/v1/request-models/${model}`;
    for (const _ of [2, 3]) await shop.paula.act(path, 'publish');
    const id = await shop.ordered([{ model }]);
    const before = await shop.auditor.get(path);
    const patched = await shop.paula.patch(
      path,
      { price: euros(45), steps: [{ ...BY_HAND[0], key: 'send', title: 'Send it' }] },
      { headers: { 'if-match': before.headers.get('etag') ?? '' } },
    );
    expect(patched.status).toBe(200);
    expect((await shop.paula.act(path, 'publish')).body.publishedVersion).toBe(4);

    expect((await shop.read(id)).items).toMatchObject([{ model, version: 3, price: 4000 }]);
    expect(await shop.open(id)).toEqual(['1.deliver']);
    expect((await shop.read(await shop.ordered([{ model }]))).items).toMatchObject([{ version: 4, price: 4500 }]);
  });

  it('D3.3 B and C open together when A is done, and D when both are', async () => {
    const id = await shop.ordered([{ model: await shop.model({ steps: DIAMOND }) }]);
    expect(await shop.open(id)).toEqual(['1.A']);
    await shop.task(id, '1.A', 'complete', {}, shop.robot);
    expect(await shop.open(id)).toEqual(['1.B', '1.C']);
    await shop.task(id, '1.C', 'complete', {}, shop.robot);
    expect(await shop.open(id)).toEqual(['1.B']);
    await shop.task(id, '1.B', 'complete', {}, shop.robot);
    expect(await shop.open(id)).toEqual(['1.D']);
    await shop.task(id, '1.D', 'complete', {}, shop.robot);
    expect(await shop.read(id)).toMatchObject({ state: 'fulfilled', fulfilment: { done: 4, of: 4 } });
  });

  it('D3.4 when C has failed three times, B and then A are taken back, and the requester is told that it failed', async () => {
    const id = await shop.ordered([{ model: await shop.model({ steps: DIAMOND }) }]);
    await shop.task(id, '1.A', 'complete', {}, shop.robot);
    await shop.task(id, '1.B', 'complete', {}, shop.robot);
    for (const wait of ['PT1M', 'PT2M']) {
      await shop.task(id, '1.C', 'fail', { reason: 'The directory does not answer' }, shop.robot);
      expect(await shop.open(id)).toEqual([]);
      await world.advance(wait);
      expect(await shop.open(id)).toEqual(['1.C']);
    }
    await shop.task(id, '1.C', 'fail', { reason: 'The directory does not answer' }, shop.robot);

    expect(await shop.open(id)).toEqual(['-1.B']);
    expect((await shop.read(id)).state).toBe('in_fulfilment');
    await shop.task(id, '1.B', 'complete', {}, shop.robot);
    expect(await shop.open(id)).toEqual(['-1.A']);
    await shop.task(id, '1.A', 'complete', {}, shop.robot);
    expect(await shop.read(id)).toMatchObject({ state: 'failed', closeCode: 'failed', workflow: { phase: 'undone' } });
    const { items } = (await shop.rita.get('/v1/notifications')).body;
    expect(items.map(({ event }: { event: string }) => event)).toContain('request.failed');
  });

  it('D3.6 of two orders of 2 with 2 in stock, one is reserved; the other waits for the supplier', async () => {
    const model = await shop.model({ stocked: true, supportGroup: 'service-desk', steps: BY_HAND });
    await shop.ada.act(`/v1/request-models/${model}`, 'restock', { quantity: 2, reason: 'Delivered' });
    const placed = await Promise.all([1, 2].map(() => shop.order([{ model, qty: 2 }])));
    await world.settled();

    const states = await Promise.all(
      placed.map(async ({ body }) => [(await shop.read(body.id)).items[0].stock, await shop.open(body.id)]),
    );
    expect(states.sort()).toEqual([
      ['reserved', ['1.deliver']],
      ['short', ['1/supplier']],
    ]);
    expect((await shop.auditor.get(`/v1/request-models/${model}`)).body).toMatchObject({ stock: 0, backordered: 2 });
    const [short] = await Promise.all(placed.map(({ body }) => shop.read(body.id))).then((all) =>
      all.filter(({ items }) => items[0].stock === 'short'),
    );
    expect(short.items[0].state).toBe('backordered');
    await shop.task(short.id, '1/supplier', 'complete');
    expect(await shop.open(short.id)).toEqual(['1.deliver']);
  });

  it('D3.8 a password reset of six automated steps is closed within a minute, and no hand was needed', async () => {
    const keys = ['check', 'lock', 'reset', 'unlock', 'tell', 'log'];
    const steps = keys.map((key, at) => automated(key, keys.slice(Math.max(0, at - 1), at)));
    const id = await shop.ordered([{ model: await shop.model({ title: 'Password reset', steps, autoClose: true }) }]);
    for (const key of keys) await shop.task(id, `1.${key}`, 'complete', {}, shop.robot);

    const closed = await shop.read(id);
    expect(closed).toMatchObject({ state: 'closed', closeCode: 'delivered' });
    expect(Date.parse(closed.closedAt) - Date.parse(closed.openedAt)).toBeLessThan(60_000);
    const kinds = (await shop.auditor.get(`/v1/request-tasks?request=${id}`)).body.items;
    expect(kinds.filter(({ kind }: { kind: string }) => kind === 'task')).toEqual([]);
    const started = await world.events({ name: 'request.task_started', uid: closed.uid });
    expect(started.map(({ data }) => data.target)).toEqual(keys.map((key) => `do.${key}`));
  });

  it('D3.9 fulfilled on Thursday 11 June at 10:00 and not a word: closed on Tuesday 16 June at 10:00', async () => {
    await world.to('2026-06-11T08:00:00Z');
    const id = await shop.ordered([{ model: await shop.model() }]);
    await shop.task(id, '1.deliver', 'complete');
    expect(await shop.read(id)).toMatchObject({ state: 'fulfilled', fulfilledAt: '2026-06-11T08:00:00Z' });
    await world.to('2026-06-16T07:59:00Z');
    expect((await shop.read(id)).state).toBe('fulfilled');
    await world.to('2026-06-16T08:01:00Z');
    expect(await shop.read(id)).toMatchObject({ state: 'closed', closeCode: 'delivered' });
  });
});

describe('who orders what', () => {
  it('D3.7 what is not for contractors they cannot order, and do not find in the catalogue', async () => {
    const model = await shop.model({ title: 'Company car', eligibility: "employment != 'contractor'" });
    const carl = await world.as('carl', 'REQ');
    const listed = async (client: typeof carl) =>
      (await client.get('/v1/catalogue-items?audience=me')).body.items.map(({ id }: { id: string }) => id);

    const refused = await shop.order([{ model }], {}, carl);
    expect(slug(refused)).toEqual([403, 'not-eligible']);
    expect(await listed(carl)).not.toContain(model);
    expect(await listed(shop.rita)).toContain(model);
    expect(slug(await shop.order([{ model }], { requestedFor: 'carl' }))).toEqual([403, 'not-eligible']);
  });

  it('an order form is filled in, and its options have their price', async () => {
    const memory = { key: 'memory', type: 'enum', required: true, options: [{ code: '16' }, { code: '32' }] };
    const model = await shop.model({
      price: euros(40),
      form: [memory],
      surcharges: [{ key: 'memory', when: "answers.memory = '32'", amount: 500 }],
      maxQty: 2,
    });
    const wrong = await shop.order([{ model, answers: { memory: '64' } }]);
    const missing = await shop.order([{ model }]);
    const unknown = await shop.order([{ model, answers: { memory: '16', colour: 'red' } }]);
    const pointers = [wrong, missing, unknown].map((each) => [...slug(each), each.body.errors[0].pointer]);
    expect(pointers).toEqual([
      [422, 'validation-failed', '/items/0/answers/memory'],
      [422, 'required-field-missing', '/items/0/answers/memory'],
      [422, 'unknown-field', '/items/0/answers/colour'],
    ]);
    for (const qty of [0, 3])
      expect((await shop.order([{ model, qty, answers: { memory: '16' } }])).body.errors[0].pointer).toBe(
        '/items/0/qty',
      );
    const id = await shop.ordered([{ item: model, qty: 2, answers: { memory: '32' } }]);
    expect(await shop.read(id)).toMatchObject({
      costTotal: euros(90),
      items: [{ price: 9000, answers: { memory: '32' } }],
    });
    const [task] = (await shop.auditor.get(`/v1/request-tasks?request=${id}`)).body.items;
    expect(task.variables).toMatchObject({ memory: '32', qty: 2, requestedFor: 'rita' });
  });

  it('what is suspended, retired, unknown or in another currency is refused, and so is somebody who has left', async () => {
    const [model, dollars, gone] = [
      await shop.model({ price: euros(40) }),
      await shop.model({ price: { amount: 4000, currency: 'USD' } }),
      await shop.model(),
    ];
    const currencies = await shop.order([{ model }, { model: dollars }]);
    await shop.paula.act(`/v1/request-models/${model}`, 'suspend', { reason: 'Sold out' });
    await shop.paula.act(`/v1/request-models/${gone}`, 'retire', { reason: 'Replaced' });
    await shop.person('lena', { active: false });
    const both = await shop.order([{ model: dollars, item: gone }]);
    const answers = [
      currencies,
      both,
      await shop.order([{ model }]),
      await shop.order([{ model: gone }]),
      await shop.order([{ model: 'RMD9999999' }]),
      await shop.order([{ model: dollars }], { requestedFor: 'lena' }),
      await shop.order([]),
      await shop.order([{ model: dollars, state: 'fulfilled' }]),
    ].map((each) => [...slug(each), each.body.errors?.[0]?.pointer]);
    expect(answers).toEqual([
      [422, 'validation-failed', '/items/1'],
      [422, 'validation-failed', '/items/0/model'],
      [409, 'request-model-suspended', '/items/0/model'],
      [422, 'unknown-reference', '/items/0/model'],
      [422, 'unknown-reference', '/items/0/model'],
      [422, 'validation-failed', '/requestedFor'],
      [422, 'required-field-missing', '/items'],
      [422, 'read-only-field', '/items/0/state'],
    ]);
  });

  it('two servers at 40 euros a month need no approval, and keep their price', async () => {
    const model = await shop.model({
      title: 'Small server',
      price: { ...euros(40), recurring: 'month' },
      standardChange: 'STC0000001',
      steps: [
        automated('capacity'),
        ...[1, 2].map((n) => ({
          ...{ key: `server${n}`, title: `Server ${n}`, kind: 'standard_change', runs: 'STC0000001' },
          dependsOn: ['capacity'],
        })),
      ],
    });
    const id = await shop.ordered([{ model, qty: 2 }]);
    await shop.task(id, '1.capacity', 'complete', {}, shop.robot);
    const { uid, ...request } = await shop.read(id);
    expect(request).toMatchObject({ state: 'in_fulfilment', costTotal: euros(80), items: [{ recurring: 'month' }] });
    const started = await world.events({ name: 'request.task_started', uid });
    expect(started.map(({ data }) => [data.kind, data.target])).toEqual([
      ['automation', 'do.capacity'],
      ['standard_change', 'STC0000001'],
      ['standard_change', 'STC0000001'],
    ]);
  });

  it('a draft is worked on, and ordered when it is right; then its items stand still', async () => {
    const model = await shop.model({ price: euros(40) });
    const id = await shop.ordered([{ model: 'RMD9999999' }], { begins: 'draft' });
    const path = `/v1/requests/${id}`;
    expect(slug(await shop.rita.act(path, 'submit'))).toEqual([422, 'unknown-reference']);
    const change = async (body: object) =>
      shop.ada.patch(path, body, { headers: { 'if-match': (await shop.ada.get(path)).headers.get('etag') ?? '' } });
    expect((await change({ items: [{ model }] })).status).toBe(200);
    expect((await shop.rita.act(path, 'submit')).body).toMatchObject({ state: 'submitted', costTotal: euros(40) });
    await world.settled();
    expect(slug(await change({ items: [] }))).toEqual([409, 'immutable']);
    expect((await shop.read(id)).state).toBe('in_fulfilment');
  });
});

describe('withdrawn half-way', () => {
  it('what was done is taken back, the latest first, and stock is given back', async () => {
    const model = await shop.model({ stocked: true, steps: DIAMOND });
    await shop.ada.act(`/v1/request-models/${model}`, 'restock', { quantity: 5, reason: 'Delivered' });
    const id = await shop.ordered([{ model, qty: 2 }]);
    await shop.task(id, '1.A', 'complete', {}, shop.robot);
    await shop.task(id, '1.B', 'complete', {}, shop.robot);
    const canceled = await shop.rita.act(`/v1/requests/${id}`, 'cancel', { reason: 'No longer needed' });
    expect([canceled.status, canceled.body.state]).toEqual([200, 'canceled']);
    expect(await shop.open(id)).toEqual(['-1.B']);
    await shop.task(id, '1.B', 'fail', { reason: 'It is gone already' }, shop.robot);
    expect(await shop.open(id)).toEqual(['-1.A']);
    await shop.task(id, '1.A', 'complete', {}, shop.robot);

    const { uid, ...request } = await shop.read(id);
    expect(request).toMatchObject({ state: 'canceled', workflow: { phase: 'undone' }, items: [{ stock: 'released' }] });
    expect(await world.events({ name: 'request.compensated', uid })).toMatchObject([{ data: { left: ['Do B'] } }]);
    expect((await shop.auditor.get(`/v1/request-models/${model}`)).body.stock).toBe(5);
    const c = (await shop.tasks(id)).find(({ key }) => key === '1.C');
    expect(c?.state).toBe('cancelled');
  });

  it('not after what cannot be taken back, nor after delivery', async () => {
    const steps = [automated('licence', [], { irreversible: true }), automated('install', ['licence'])];
    const id = await shop.ordered([{ model: await shop.model({ steps }) }]);
    await shop.task(id, '1.licence', 'complete', {}, shop.robot);
    const path = `/v1/requests/${id}`;
    expect(slug(await shop.rita.act(path, 'cancel', { reason: 'Too late' }))).toEqual([409, 'irreversible-step']);
    await shop.task(id, '1.install', 'complete', {}, shop.robot);
    const again = await shop.rita.act(path, 'reject-delivery', { reason: 'It does not start' });
    expect(again.body).toMatchObject({ state: 'in_fulfilment' });
    expect(await shop.open(id)).toEqual(['rework/1']);
    expect(slug(await shop.rita.act(path, 'cancel', { reason: 'Too late' }))).toEqual([409, 'irreversible-step']);
    await shop.task(id, 'rework/1', 'complete');
    const confirmed = await shop.rita.act(path, 'confirm');
    expect(confirmed.body).toMatchObject({ state: 'closed', closeCode: 'delivered' });
    const rated = await shop.rita.act(path, 'rate', { score: 2, comment: 'It took two attempts.' });
    expect(rated.body.csat).toBe(2);
    expect(await world.events({ name: 'request.complaint_raised', uid: rated.body.uid })).toHaveLength(1);
  });

  it('an order that is being decided is withdrawn with its round', async () => {
    const id = await shop.ordered([{ model: await shop.model({ price: euros(950) }) }]);
    await shop.rita.act(`/v1/requests/${id}`, 'cancel', { reason: 'No longer needed' });
    expect((await shop.rounds(id))[0]).toMatchObject({ outcome: 'cancelled' });
    expect((await shop.read(id)).state).toBe('canceled');
  });
});

describe('models', () => {
  it('that cannot be fulfilled are not published: a cycle, a step that nobody does, a rule that cannot be read', async () => {
    const { body } = await shop.paula.post('/v1/request-models', {
      title: 'Round and round',
      steps: [
        { key: 'a', title: 'A', kind: 'task', group: 'service-desk', dependsOn: ['b'] },
        { key: 'b', title: 'B', kind: 'task', group: 'service-desk', dependsOn: ['a'] },
        { key: 'c', title: 'C', kind: 'task' },
      ],
      eligibility: 'employment ==',
    });
    const path = `/v1/request-models/${body.id}`;
    const simulated = await shop.paula.post(`${path}/simulate`, {});
    const refused = await shop.paula.act(path, 'publish');
    expect(simulated.body).toMatchObject({ passed: false });
    expect(slug(refused)).toEqual([422, 'validation-failed']);
    expect(refused.body.cycle).toEqual(['b', 'a', 'b']);
    const pointers = refused.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(['/steps/2/group', '/steps', '/eligibility']);
  });

  it('are simulated: rounds of steps, and the longest way by their targets', async () => {
    const steps = DIAMOND.map((step, at) => ({ ...step, target: `PT${at + 1}H` }));
    const { body } = await shop.paula.post('/v1/request-models', { title: 'Diamond', steps });
    const { body: found } = await shop.paula.post(`/v1/request-models/${body.id}/simulate`, {});
    expect(found).toMatchObject({
      passed: true,
      levels: [['A'], ['B', 'C'], ['D']],
      path: ['A', 'C', 'D'],
      seconds: 8 * 3600,
      human: 0,
      automated: 4,
    });
  });

  it('say what a step has to answer; what follows knows it', async () => {
    const steps = [automated('account', [], { outputs: ['login'] }), { ...BY_HAND[0], dependsOn: ['account'] }];
    const id = await shop.ordered([{ model: await shop.model({ steps }) }]);
    const silent = await shop.task(id, '1.account', 'complete', {}, shop.robot);
    expect([...slug(silent), silent.body.errors[0].pointer]).toEqual([422, 'required-field-missing', '/result/login']);
    await shop.task(id, '1.account', 'complete', { result: { login: 'kim' } }, shop.robot);
    const { items } = (await shop.auditor.get(`/v1/request-tasks?request=${id}&state=open`)).body;
    expect(items[0]).toMatchObject({ assignedGroup: 'service-desk', variables: { login: 'kim' } });
  });
});
