/** An operator of an MSP whose id is that of a client's person: every operation answers them as it answers any other operator. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processes, services } from '#functions/registry';
import { processOperations } from '#shared/describe/openapi/operations';
import { canonical, type Sent, send } from '#test/isolation/attack';
import { CHANGE } from '#test/support/change';
import type { Client } from '#test/support/client';
import { type ShownOperations, shownBy } from '#test/support/shown';
import { openWorld, type World } from '#test/support/world';

let world: World;
/** A person of acme, who has the roles that operators have there. */
let person: Client;
let twin: Client;
let stranger: Client;
let shown: ShownOperations;
/** What the report found, and more of its kind. */
const KNOW_A_PERSON = [
  'getIncident',
  'listIncidents',
  'listIncidentComments',
  'decideApproval',
  'issueApprovalToken',
  'listNotifications',
  'readNotification',
  'getNotificationPreferences',
  'listViews',
  'getView',
  'getUser',
  'listOperations',
  'listOperationResults',
];
/** What the person has, by collection. */
const owned = new Map<string, string>([['users', 'me']]);

const ROLES = ['MSP', 'AGT', 'LEAD', 'TAD'];
const SECRET = { title: 'A complaint about a colleague', category: 'staff', confidential: true };
const KEYED_BODY = { ...SECRET, requesterId: 'vera' };
const KEYED = { headers: { 'idempotency-key': 'complaint-1' } };

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  const tina = await world.as('tina', 'TAD');
  await tina.put('/v1/users/vera', { name: 'Vera Voss', email: 'vera@acme.example', roles: ROLES });
  await world.settled();
  person = await world.as('vera', ROLES.join(' '));
  twin = await world.as('vera', 'MSP', 'northwind', { 'itsm-tenant': 'acme' });
  stranger = await world.as('olga', 'MSP', 'northwind', { 'itsm-tenant': 'acme' });
  shown = await shownBy(world.url);
  await furnish();
});
afterAll(() => world.close());

/** Everything that a person can have to themselves. */
async function furnish(): Promise<void> {
  const make = async (path: string, body: unknown, options = {}): Promise<void> => {
    const answer = await person.post(`/v1/${path}`, body, options);
    if (answer.status !== 201) throw new Error(`POST ${path} answered ${JSON.stringify(answer.body)}`);
    owned.set(path.split('/')[0] ?? '', answer.body.id ?? answer.body.operation);
  };
  await make('incidents', KEYED_BODY, KEYED);
  const secret = `/v1/incidents/${owned.get('incidents')}`;
  await person.post(`${secret}/comments`, { body: 'Please do not tell', visibility: 'internal' });
  await person.post(`${secret}/tasks`, { title: 'Talk to both' });
  await make('views', { name: 'My complaints', recordType: 'incident', audience: 'personal', filters: {} });
  await make('webhooks', { url: 'https://hooks.example.com/vera', events: ['incident.created'] });
  await make('approval-delegations', { to: 'walt', start: '2026-07-01T00:00:00Z', end: '2026-07-02T00:00:00Z' });
  const ada = await world.as('ada', 'AGT CHM');
  const change = await ada.post('/v1/changes', { ...CHANGE, confidential: true });
  owned.set('changes', change.body.id);
  await ada.act(`/v1/changes/${change.body.id}`, 'submit');
  await ada.act(`/v1/changes/${change.body.id}`, 'complete-assessment');
  await person.put('/v1/notification-preferences', { rules: [{ event: '*', channel: 'in-app', frequency: 'never' }] });
  const exported = await person.post('/v1/incidents/export', { format: 'csv' });
  owned.set('operations', String(exported.headers.get('location')).split('/').at(-1) ?? '');
  await world.settled();
  owned.set('approvals', (await person.get('/v1/approvals?voter=me')).body.items[0]?.id);
  owned.set('notifications', (await person.get('/v1/notifications')).body.items[0]?.id);
}

const isRecords = (collection: string): boolean =>
  processes.some(({ records }) => records.some(({ path }) => path === collection));

/** Records that the person has. */
const collections = ['incidents', 'changes', 'approvals'];
/** The access log, which every one of these requests makes longer, is the same for all who read it. */
const GROWS = 'readAccessLog';
const operations = [
  ...processes.flatMap(processOperations).filter(({ path: [first = '', id] }) => {
    return !id?.startsWith('{') || !isRecords(first) || collections.includes(first);
  }),
  ...services.flatMap((service) => service.operations).filter(({ id }) => id !== GROWS),
].map(({ id, method, path }) => ({ id, method, path }));

/** The operation about what the person has; writes are tried without being done, so that everybody finds the same. */
function request({ id, method, path }: (typeof operations)[number]): Sent {
  const [collection = '', ...rest] = path;
  const own = owned.get(collection) ?? 'business';
  const inside = shown.get(id)?.parameters ?? {};
  const segments = rest.map(
    (segment, i) => inside[segment.slice(1, -1)] ?? (segment.startsWith('{') && i === 0 ? own : segment),
  );
  const target = `/v1/${[collection, ...segments].join('/')}`;
  if (method === 'GET') return { method, path: target };
  return { method, path: `${target}?dryRun=true`, headers: { 'if-match': '"1"' }, body: shown.get(id)?.body ?? {} };
}

/** Ids and numbers of what would be made, of the request, and pseudonyms. */
const MADE_UP =
  /[0-9A-HJKMNP-TV-Z]{26}|[A-Z]{3}\d{7}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|anonymised-[0-9a-f]{16}/g;

/** What differs between any two callers, such as ids of what would be made, is put in brackets; what the person has is not. */
async function answerTo(client: Client, sent: Sent): Promise<string> {
  const { status, body } = await send(client, sent);
  const kept = new Set(owned.values());
  const text = canonical(typeof body === 'string' ? body : { ...body, instance: undefined });
  const bracketed = text
    .replace(/(vera|olga)@northwind/g, '<operator>')
    .replace(MADE_UP, (id) => (kept.has(id) ? id : '<new>'));
  return `${status} ${bracketed}`;
}

describe('security 1 an operator with the id of a client’s person', () => {
  const differing: string[] = [];

  it('security 1 gets the answer of a stranger from every operation', async () => {
    const asThePerson: string[] = [];
    for (const operation of operations) {
      const sent = request(operation);
      const [own, strange, twins] = await Promise.all([person, stranger, twin].map((each) => answerTo(each, sent)));
      if (own !== strange) differing.push(operation.id);
      if (twins !== strange) asThePerson.push(`${operation.id}: ${twins}, not ${strange}`);
    }

    expect(asThePerson).toEqual([]);
    // Otherwise the person had nothing that a stranger could be refused.
    expect(differing).toEqual(expect.arrayContaining(KNOW_A_PERSON));
  });

  it('security 1 is not answered what the person was for the same Idempotency-Key', async () => {
    const [own, other] = await Promise.all([person, twin].map((each) => each.post('/v1/incidents', KEYED_BODY, KEYED)));

    expect([own?.headers.get('idempotency-replayed'), own?.body.id]).toEqual(['true', owned.get('incidents')]);
    expect([other?.status, other?.headers.get('idempotency-replayed')]).toEqual([201, null]);
  });

  it('security 1 has no vote of the person, and gives none of theirs away', async () => {
    const { headers } = await person.get(`/v1/approvals/${owned.get('approvals')}`);
    const vote = { headers: { 'if-match': headers.get('etag') ?? '' } };
    const decide = `/v1/approvals/${owned.get('approvals')}/decide`;
    const delegated = { to: 'olga@northwind', start: '2026-08-01T00:00:00Z', end: '2026-08-02T00:00:00Z' };

    expect((await twin.post(decide, { decision: 'approve' }, vote)).status).toBe(403);
    expect((await twin.post('/v1/approval-delegations', delegated)).body.from).toBe('vera@northwind');
    expect((await person.post(decide, { decision: 'approve' }, vote)).status).toBe(200);
  });

  it('security 1 is named with their provider in history, which keeps where they come from', async () => {
    const { body } = await twin.post('/v1/incidents', { title: 'No mail', category: 'mail', requesterId: 'rita' });
    const { items } = (await person.get(`/v1/incidents/${body.id}/history`)).body;

    expect(body.createdBy).toBe('vera@northwind');
    expect(items[0].actor).toEqual({
      type: 'msp',
      id: 'vera@northwind',
      homeTenantId: await world.tenantId('northwind'),
    });
  });

  it('security 1 finds their own work by `me`, in a client and across clients', async () => {
    const { body } = await twin.post('/v1/incidents', { title: 'No mail', category: 'mail', requesterId: 'rita' });
    await twin.act(`/v1/incidents/${body.id}`, 'assign', { group: 'service-desk' });
    await person.put('/v1/groups/twins', { name: 'Twins', active: true, members: ['vera@northwind'] });
    await world.advance('PT11S'); // configuration is remembered for ten seconds
    const assigned = await twin.act(`/v1/incidents/${body.id}`, 'assign', { group: 'twins', user: 'vera@northwind' });
    const operator = await world.as('vera', 'MSP', 'northwind');
    const ids = async (client: Client, path: string) =>
      (await client.get(path)).body.items.map(({ id }: { readonly id: string }) => id);

    expect(assigned.status).toBe(200);
    expect(await ids(twin, '/v1/incidents?assignedTo=me')).toEqual([body.id]);
    expect(await ids(operator, '/v1/msp/incidents?assignedTo=me')).toEqual([body.id]);
    expect(await ids(person, '/v1/incidents?assignedTo=me')).toEqual([]);
  });
});

describe('security 1 an id that could be an operator’s', () => {
  it.each(['olga@northwind', 'vera@', 'a@b.c@northwind', 'key:0123456789abcdef', 'anonymised-0123456789abcdef', 'me'])(
    'security 1 %s is nobody’s own: not let in, and not stored',
    async (id) => {
      const tina = await world.as('tina', 'TAD');
      const stored = await tina.put(`/v1/users/${encodeURIComponent(id)}`, { name: 'Somebody', roles: ['AGT'] });

      expect((await (await world.as(id, 'AGT')).get('/v1/incidents')).status).toBe(401);
      expect([stored.status, stored.body.type]).toEqual([422, 'urn:itsm:problem:validation-failed']);
    },
  );

  it('security 1 a mail address is one’s own, and an operator called so is told from its owner', async () => {
    const ann = await world.as('ann@acme.example', 'AGT');
    const namesake = await world.as('ann@acme.example', 'MSP', 'northwind', { 'itsm-tenant': 'acme' });
    const { body } = await ann.post('/v1/incidents', { ...SECRET, requesterId: 'ann@acme.example' });

    expect((await ann.get(`/v1/incidents/${body.id}`)).status).toBe(200);
    expect((await namesake.get(`/v1/incidents/${body.id}`)).status).toBe(404);
  });
});

it.each(['X-RAY', 'ｘ-ray', 'x-Ray'])(
  'security B an id written like one in the directory is not let in: %s',
  async (id) => {
    const tina = await world.as('tina', 'TAD');
    await tina.put('/v1/users/x-ray', { name: 'Xaver Ray', roles: ['AGT'], active: false });
    await world.settled();
    const stored = await tina.put(`/v1/users/${encodeURIComponent(id)}`, { name: 'Somebody', roles: ['AGT'] });

    expect((await (await world.as('x-ray', 'AGT')).get('/v1/incidents')).status).toBe(403);
    expect((await (await world.as(id, 'AGT')).get('/v1/incidents')).status).toBe(401);
    expect([stored.status, stored.body.type]).toEqual([409, 'urn:itsm:problem:duplicate']);
  },
);

it.each(['x-ray ', ' x-ray', 'x\u200bray', 'x\u00adray', 'x\u2066ray', 'x\u3164ray', 'x\u0000ray', 'x'.repeat(121)])(
  'security B an id with what nobody sees is not let in: %j',
  async (id) => {
    expect((await (await world.as(id, 'AGT')).get('/v1/incidents')).status).toBe(401);
  },
);
