/** New work finds its group, and what nobody has taken on is told of to somebody, once a clock and threshold (D2, F, B5). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

const routing = {
  categories: [{ category: 'network', group: 'network' }],
  services: [{ serviceId: 'erp', group: 'databases' }],
  defaultGroup: 'service-desk',
};
let world: World;
let ada: Client;
let tina: Client;
let ines: Client; // an incident manager
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z'); // Monday 09:00 in Berlin
  ada = await world.as('ada', 'AGT');
  tina = await world.as('tina', 'TAD');
  ines = await world.as('ines', 'INM');
  const people = { lea: ['LEAD'], bob: ['AGT'], ines: ['INM'], tina: ['TAD'], ned: ['AGT'] };
  for (const [id, roles] of Object.entries(people))
    await tina.put(`/v1/users/${id}`, { name: id, roles, email: `${id}@example.com` });
});
afterAll(() => world.close());

interface Notice {
  readonly event: string;
  readonly subject: string;
  readonly record: { readonly id: string };
}

/** What somebody's inbox says of a record, oldest first. */
async function inboxOf(user: string, id: string): Promise<readonly string[]> {
  await world.settled();
  const { body } = await (await world.as(user, 'AGT')).get('/v1/notifications?limit=200');
  const items: readonly Notice[] = body.items;
  return items.flatMap(({ record, subject }) => (record.id === id ? [subject] : [])).reverse();
}

async function mailTo(user: string, id: string): Promise<readonly string[]> {
  const sent = await world.outbox();
  return sent.flatMap(({ to, subject }) =>
    to.includes(`${user}@example.com`) && subject.includes(id) ? [subject] : [],
  );
}

const logged = async (more: object = {}, by = ada) =>
  (await by.post('/v1/incidents', { title: 'Mail is down', category: 'email', impact: 1, urgency: 1, ...more })).body;

const REACHED = [
  'Nobody has it, and 50 % of the time is used: Mail is down',
  'Nobody has it, and 90 % of the time is used: Mail is down',
  'Target missed, and nobody has it: Mail is down',
];

it('field-report 5: a P1 of no group is told of to the incident managers: when somebody should answer, at risk, missed; by inbox and mail', async () => {
  const { id } = await logged();

  await world.advance('PT2H');

  expect((await inboxOf('ines', id)).slice(0, 4)).toEqual([
    REACHED[0],
    'Nobody has it, and 75 % of the time is used: Mail is down',
    REACHED[1],
    REACHED[2],
  ]);
  expect((await mailTo('ines', id)).length).toBeGreaterThanOrEqual(4);
  expect(await inboxOf('tina', id)).toEqual([]);
});

it('field-report 5: where there is no incident manager it is the administrators', async () => {
  const gus = await world.as('gus', 'AGT', 'globex');
  const greta = await world.as('greta', 'TAD', 'globex');
  await greta.put('/v1/users/greta', { name: 'Greta', roles: ['TAD'] });
  const { id } = await logged({}, gus);

  await world.advance('PT20M');

  await world.settled();
  const { items } = (await greta.get('/v1/notifications')).body;
  const told = items.filter((notice: Notice) => notice.record.id === id).map(({ event }: Notice) => event);
  expect(told).toContain('sla.breached');
});

it('field-report 5: what is logged for no group goes to that of its category, else of its service, else the default; its members are told, as they wish', async () => {
  expect((await tina.put('/v1/routing', routing)).status).toBe(201);
  const bob = await world.as('bob', 'AGT');
  const rules = [{ event: 'incident.assigned', channel: 'email', frequency: 'never' }];
  await bob.put('/v1/notification-preferences', { rules });
  await world.advance('PT11S'); // until every function has read it

  const network = await logged({ category: 'network', serviceId: 'erp' });
  const service = await logged({ serviceId: 'erp' });
  const rest = await logged();
  const secret = await logged({ confidential: true });

  expect([network, service, rest].map(({ assignedGroup, state }) => [assignedGroup, state])).toEqual([
    ['network', 'new'],
    ['databases', 'new'],
    ['service-desk', 'new'],
  ]);
  expect(secret.assignedGroup).toBeUndefined();
  const queue = await ada.get('/v1/queues/service-desk/incidents');
  expect(queue.body.items.map(({ id }: { readonly id: string }) => id)).toEqual([rest.id]);
  const [told] = await world.events({ name: 'incident.assigned', uid: service.uid });
  expect(told?.data).toMatchObject({ group: 'databases', routedBy: 'service' });
  const subject = 'New in your queue: Mail is down';
  expect([await inboxOf('lea', rest.id), await inboxOf('bob', rest.id)]).toEqual([[subject], [subject]]);
  expect(await inboxOf('ada', rest.id)).toEqual([]); // who logged it knows
  expect([await mailTo('lea', rest.id), await mailTo('bob', rest.id)]).toEqual([[`[${rest.id}] ${subject}`], []]);
});

it('field-report 5: routed and taken by nobody, its lead is told; taken on, whoever has it', async () => {
  const { id } = await logged();
  const taken = await logged();
  await world.settled(); // whoever has it by the time that its group would be told is told instead
  await ada.act(`/v1/incidents/${taken.id}`, 'accept', {});

  await world.advance('PT16M');

  const [, ...later] = await inboxOf('lea', id);
  expect(later[0]).toBe(REACHED[0]);
  expect(later.at(-1)).toMatch(/^Target missed/);
  expect(await inboxOf('lea', taken.id)).toHaveLength(1);
  expect(await inboxOf('ines', id)).toContain('90 % of the time used: Mail is down'); // B5
});

it('field-report 5: routing names groups that are there and active; one that ends later is passed over', async () => {
  const seen = { headers: { 'if-match': (await tina.get('/v1/routing')).headers.get('etag') ?? '' } };
  const wrong = {
    categories: [
      { category: 'a', group: 'nowhere' },
      { category: 'a', group: 'network' },
    ],
    services: [{ serviceId: 'x', group: 'retired-group' }],
  };

  const refused = await tina.put('/v1/routing', wrong, seen);
  const byAgent = await ada.put('/v1/routing', routing, seen);
  const network = await tina.get('/v1/groups/network');
  const inactive = { ...network.body.body, active: false };
  await tina.put('/v1/groups/network', inactive, { headers: { 'if-match': network.headers.get('etag') ?? '' } });
  await world.advance('PT11S');
  const passed = await logged({ category: 'network' });

  const pointers = refused.body.errors.map(({ pointer }: { readonly pointer: string }) => pointer);
  expect([refused.status, pointers]).toEqual([422, ['/categories/0/group', '/services/0/group', '/categories/1']]);
  expect(byAgent.status).toBe(403);
  expect(passed.assignedGroup).toBe('service-desk');
});

it('field-report 39: each threshold of each clock is told once; that a missed target escalated it, the missed target tells', async () => {
  // Both clocks of a P5 come to 50 % and more within minutes of each other.
  const promise = (metric: string) => ({
    ...{ name: metric, kind: 'sla', metric, appliesTo: { serviceId: 'twin' }, calendarId: 'round-the-clock' },
    ...{ targetByPriority: { P1: 'PT20M' }, pauseOn: [], warnAt: [50, 90, 100], validFrom: '2026-01-01T00:00:00Z' },
  });
  for (const metric of ['response', 'resolution'])
    await tina.put(`/v1/service-level-definitions/twin-${metric}`, promise(metric));
  await world.advance('PT11S');
  const { id } = await logged({ serviceId: 'twin' });

  await world.advance('PT25M');

  const told = (await inboxOf('lea', id)).filter((subject) => !subject.startsWith('New'));
  expect(told.filter((subject) => subject.startsWith('Target missed'))).toHaveLength(2); // one a clock
  expect(told.filter((subject) => subject.includes('90 %'))).toHaveLength(2);
  expect(told.filter((subject) => subject.includes('50 %'))).toHaveLength(1); // when somebody should answer
  expect(told.filter((subject) => subject.startsWith('Escalated'))).toEqual([]);
});

it('field-report 39: who logs for nobody gets no "We have your report"; whom it is logged for does', async () => {
  const forNobody = await logged();
  const forRita = await logged({ requesterId: 'rita' });

  expect(await inboxOf('ada', forNobody.id)).toEqual([]);
  expect(await inboxOf('ada', forRita.id)).toEqual([]);
  expect(await inboxOf('rita', forRita.id)).toEqual(['We have your report: Mail is down']);
});

it('field-report 39: what a machine wrote bears the name of its key', async () => {
  const { secret } = (await tina.post('/v1/access-keys', { name: 'Monitoring of the shop', roles: ['AGT'] })).body;
  const { id } = await logged({ requesterId: 'rita' });
  const machine = { authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'idempotency-key': 'note' };
  const body = JSON.stringify({ body: 'The shop answers again.', visibility: 'public' });
  const said = await fetch(`${world.url}/v1/incidents/${id}/comments`, { method: 'POST', headers: machine, body });
  await world.settled();

  const { items } = (await (await world.as('rita', 'REQ')).get('/v1/notifications')).body;

  expect(said.status).toBe(201);
  const texts = items
    .filter(({ record }: Notice) => record.id === id)
    .map((item: { readonly text: string }) => item.text);
  expect(texts.join()).toContain('Monitoring of the shop wrote:');
  expect(texts.join()).not.toContain('key:');
});

it('field-report 39: items of lists have their keys in the same order each time', async () => {
  const keysOf = (value: unknown): unknown =>
    value !== null && typeof value === 'object'
      ? Object.entries(value).map(([name, inner]) => [name, Array.isArray(inner) ? inner.map(keysOf) : keysOf(inner)])
      : null;
  const read = async () => [
    keysOf((await tina.get('/v1/groups')).body.items),
    keysOf((await tina.get('/v1/users')).body.items),
    keysOf((await ines.get('/v1/notifications')).body.items),
  ];

  const first = JSON.stringify(await read());
  for (let turn = 0; turn < 5; turn++) expect(JSON.stringify(await read())).toBe(first);
});
