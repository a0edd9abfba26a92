/** Typing errors are told instead of finding nothing for ever, and an action says beforehand all that it will ask for. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incident as definition } from '#functions/service-operation/incident-management/incident/incident';
import type { Fields } from '#shared/grammar/fields';
import { inputVariants } from '#test/conformance/sample';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ada: Client; // an agent
let kim: Client; // a requester
let tina: Client; // the administrator
beforeAll(async () => {
  world = await openWorld('2026-11-30T09:00:00Z');
  ada = await world.as('ada', 'AGT');
  kim = await world.as('kim', 'REQ');
  tina = await world.as('tina', 'TAD');
});
afterAll(() => world.close());

const fresh = { title: 'Mail is slow', category: 'mail', requesterId: 'kim' };
const slug = ({ body }: Answer): string => String(body.type).replace('urn:itsm:problem:', '');
const pointers = ({ body }: Answer): readonly string[] =>
  (body.errors ?? []).map(({ pointer }: { readonly pointer: string }) => pointer);
const told = (answer: Answer) => [answer.status, slug(answer), pointers(answer)];

describe('filters', () => {
  it.each([
    ['incidents?state=foo', 'in_progress'],
    ['incidents?state=new,opne', 'in_progress'],
    ['incidents?priority=1', 'P1'],
    ['incidents?channel=fax', 'phone'],
    ['incidents?level=4', '3'],
    ['incidents?csat=good', '5'],
    ['incidents?holdReason=waiting', 'awaiting_caller'],
    ['changes?changeType=big', 'emergency'],
    ['changes?state=closed', 'scheduled'],
    ['queues/service-desk/incidents?state=foo', 'in_progress'],
  ])('field-report 11 %s names the values that there are', async (path, one) => {
    const answer = await ada.get(`/v1/${path}`);

    expect([answer.status, slug(answer)]).toEqual([400, 'unknown-parameter']);
    expect(answer.body.known).toContain(one);
    expect(answer.body.detail).toContain(one);
  });

  it('field-report 11 values that there are still find, alone and together', async () => {
    const { body } = await ada.post('/v1/incidents', { ...fresh, impact: 1, urgency: 1, channel: 'phone' });
    const found = await ada.get('/v1/incidents?state=new,assigned&priority=P1,P2&channel=phone&level=1');

    expect(found.body.items.map(({ id }: { id: string }) => id)).toContain(body.id);
  });
});

describe('webhooks and views', () => {
  const hook = { url: 'https://hooks.example.com/x' };

  it('field-report 11 an event, a record type or a field that there is not is refused, with those there are', async () => {
    const event = await tina.post('/v1/webhooks', { ...hook, events: ['incident.created', 'incident.craeted'] });
    const field = { field: 'prioriti', is: 'equals', value: 'P1' };
    const where = await tina.post('/v1/webhooks', { ...hook, recordTypes: ['incident'], where: [field] });
    const type = await tina.post('/v1/webhooks', { ...hook, recordTypes: ['incidnet'] });
    const any = await tina.post('/v1/webhooks', { ...hook, events: ['incidnet.*'] });

    expect(told(event)).toEqual([422, 'unknown-reference', ['/events/1']]);
    expect(event.body.detail).toContain('incident.created');
    expect(told(where)).toEqual([422, 'unknown-reference', ['/where/0/field']]);
    expect(where.body.detail).toContain('priority');
    expect(told(type)).toEqual([422, 'unknown-reference', ['/recordTypes/0']]);
    expect(told(any)).toEqual([422, 'unknown-reference', ['/events/0']]);
  });

  it('field-report 11 a condition that cannot hold is refused, with what its field can be', async () => {
    const impossible: readonly (readonly [string, string, unknown, string])[] = [
      ['priority', 'equals', 'P9', 'P1, P2'],
      ['state', 'in', ['foo'], 'in_progress'],
      ['assignedGroup', 'equals', 'nogroup', 'service-desk'],
      ['confidential', 'equals', 'yes', 'true or false'],
      ['confidential', 'gte', true, 'equals'],
      ['openedAt', 'gte', 'soon', 'instant'],
      ['title', 'gte', 3, 'text'],
      ['reopenCount', 'gte', '3', 'a number'],
      ['impact', 'in', ['1'], '1, 2, 3'],
      ['priority', 'exists', 'P1', 'true or false'],
      ['priority', 'not', ['P1'], 'in'],
      ['resolution', 'equals', 'x', 'exists'],
      ['resolution.code', 'equals', 'x', 'no_fault'],
    ];
    const where = impossible.map(([field, is, value]) => ({ field, is, value }));
    const answer = await tina.post('/v1/webhooks', { ...hook, recordTypes: ['incident'], where });
    const anywhere = await tina.post('/v1/webhooks', { ...hook, where: where.slice(0, 2) });

    expect(told(answer)).toEqual([422, 'validation-failed', impossible.map((_, index) => `/where/${index}/value`)]);
    impossible.forEach(([, , , expected], index) => {
      expect(answer.body.errors[index].message).toContain(expected);
    });
    expect(told(anywhere)).toEqual([422, 'validation-failed', ['/where/0/value', '/where/1/value']]);
    const part = { field: 'resolution.cod', is: 'exists', value: true };
    expect(pointers(await tina.post('/v1/webhooks', { ...hook, where: [part] }))).toEqual(['/where/0/field']);
  });

  it('field-report 11 what can hold is taken: of several types, what one of them knows', async () => {
    const where = [
      { field: 'state', is: 'in', value: ['in_progress', 'authorize'] },
      { field: 'impact', is: 'in', value: [1, 2] },
      { field: 'priority', is: 'lte', value: 'P2' },
      { field: 'assignedGroup', is: 'not', value: 'service-desk' },
      { field: 'openedAt', is: 'gte', value: '2026-06-15T09:00:00+02:00' },
      { field: 'confidential', is: 'equals', value: false },
    ];
    const good = await tina.post('/v1/webhooks?dryRun=true', { ...hook, recordTypes: ['incident', 'change'], where });
    expect([good.status, good.body.detail]).toEqual([200, undefined]);
  });

  it('field-report 11 what there is is taken, custom fields too, and a change is judged as the first body is', async () => {
    const where = [
      { field: 'resolution.code', is: 'exists', value: true },
      { field: 'customFields.cost', is: 'gte', value: 3 },
    ];
    const good = await tina.post('/v1/webhooks?dryRun=true', { ...hook, events: ['incident.*', '*'], where });
    expect([good.status, good.body.detail]).toEqual([200, undefined]);
  });

  it('field-report 11 a view with a filter, an order or a column that its list does not have is refused', async () => {
    const view = { name: 'Mine', recordType: 'incident', audience: 'personal' };
    const answer = await ada.post('/v1/views', {
      ...view,
      filters: { prioriti: 'P1', 'customFields.cost': '3', 'createdAt[gte]': '2026-01-01T00:00:00Z' },
      sort: 'age',
      columns: ['title', 'titel'],
    });
    const good = await ada.post('/v1/views?dryRun=true', {
      ...view,
      filters: { priority: 'P1', slaState: 'breached' },
      sort: '-affectedUserCount',
      columns: ['id', 'clocks', 'parentId'],
    });

    expect(told(answer)).toEqual([422, 'unknown-reference', ['/filters/prioriti', '/sort', '/columns/1']]);
    expect([good.status, good.body.detail]).toEqual([200, undefined]);
  });
});

describe('directories', () => {
  it('field-report 11 where a tenant lists services, categories and people, an unknown one is refused; elsewhere any word is taken', async () => {
    const typo = { title: 'x', category: 'mial', serviceId: 'maill', requesterId: 'ritta' };
    const before = await ada.post('/v1/incidents', typo);
    const { body } = await tina.get('/v1/settings');
    await tina.put('/v1/users/kim', { name: 'Kim', roles: ['REQ'] });
    const listed = { categories: ['mail', 'printing'], services: ['mail'], people: 'stored' };
    const set = await tina.put('/v1/settings', { ...body.body, ...listed });
    await world.advance('PT11S');

    const created = await ada.post('/v1/incidents', { ...typo, watchers: ['kim', 'bbo'] });
    const changed = await ada.patch(
      `/v1/incidents/${before.body.id}`,
      { serviceId: 'mial', title: 'y' },
      { headers: { 'if-match': '"1"' } },
    );
    const filter = await ada.get('/v1/incidents?category=mial');
    const good = await ada.post('/v1/incidents', { ...fresh, serviceId: 'mail', watchers: ['kim'] });
    const own = await kim.post('/v1/incidents', { title: 'x', category: 'unclassified' });
    await ada.act(`/v1/incidents/${before.body.id}`, 'start-work', {});
    const note = { code: 'no_fault', notes: 'It was the typing.', category: 'mial' };
    const resolved = await ada.act(`/v1/incidents/${before.body.id}`, 'resolve', note);
    const desk = { name: 'Desk', active: true, members: ['kim', 'noboby', 'olga@northwind'] };
    const group = await tina.put('/v1/groups/desk', desk);

    expect(before.status).toBe(201);
    expect([created.status, slug(created), [...pointers(created)].sort()]).toEqual([
      ...[422, 'unknown-reference'],
      ['/category', '/requesterId', '/serviceId', '/watchers/1'],
    ]);
    expect(created.body.detail).toContain('printing');
    expect(told(changed)).toEqual([422, 'unknown-reference', ['/serviceId']]);
    expect([filter.status, filter.body.known]).toEqual([400, ['mail', 'printing', 'unclassified']]);
    expect([good.status, own.status]).toEqual([201, 201]);
    expect(told(resolved)).toEqual([422, 'unknown-reference', ['/category']]);
    expect(told(group)).toEqual([422, 'unknown-reference', ['/members/1']]);
    await tina.delete('/v1/settings', { headers: { 'if-match': set.headers.get('etag') ?? '' } });
    await world.advance('PT11S');
    expect((await ada.post('/v1/incidents?dryRun=true', typo)).status).toBe(200);
  });

  it('field-report 11 a lead is a member', async () => {
    const answer = await tina.put('/v1/groups/led', { name: 'Led', active: true, members: ['ada'], lead: 'lea' });
    expect(told(answer)).toEqual([422, 'not-a-member', ['/lead']]);
  });
});

describe('what an action asks for', () => {
  const offered = async (path: string, name: string) =>
    (await ada.get(`${path}/actions`)).body.items.find(({ action }: { action: string }) => action === name);

  it('field-report 14 resolving is told all at once, before and when it is refused, with the values to choose from', async () => {
    const created = await ada.post('/v1/incidents', { title: 'x', serviceId: 'mail', impact: 1, urgency: 1 });
    const path = `/v1/incidents/${created.body.id}`;
    await ada.act(path, 'start-work', {});
    await world.advance('PT10H');

    const told = await offered(path, 'resolve');
    const empty = await ada.act(path, 'resolve', {});
    const half = await ada.act(path, 'resolve', { code: 'no_fault', notes: 'Nothing was found.' });

    expect([...told.requires].sort()).toEqual(['breachReason', 'category', 'code', 'notes', 'restoredAt']);
    expect(told.choices.code).toContain('solved_workaround');
    expect(told.asks.every(({ because }: { because: string }) => because.length > 0)).toBe(true);
    expect([empty.status, slug(empty), [...pointers(empty)].sort()]).toEqual([
      ...[422, 'required-field-missing'],
      told.requires.map((field: string) => `/${field}`).sort(),
    ]);
    expect([...pointers(half)].sort()).toEqual(['/breachReason', '/category', '/restoredAt']);
    const all = { code: 'no_fault', notes: 'Nothing was found.', category: 'mail', breachReason: 'Nobody was there.' };
    expect((await ada.act(path, 'resolve', { ...all, restoredAt: '2026-11-30T10:00:00Z' })).status).toBe(200);
  });

  it('field-report 14 how long the texts of an action have to be, and may be, is told', async () => {
    const created = await ada.post('/v1/incidents', fresh);
    const path = `/v1/incidents/${created.body.id}`;
    await ada.act(path, 'start-work', {});

    const { lengths } = await offered(path, 'resolve');
    const short = await ada.act(path, 'resolve', { code: 'no_fault', notes: 'x'.repeat(lengths.notes.min - 1) });

    expect(lengths.notes).toEqual({ min: 10, max: 8000 });
    expect([short.status, pointers(short)]).toEqual([422, expect.arrayContaining(['/notes'])]);
    expect((await offered(path, 'cancel')).lengths).toEqual({ reason: { min: 1, max: 1000 } });
  });

  it('field-report 14 what holding needs depends on its reason, and is told by reason', async () => {
    const created = await ada.post('/v1/incidents', fresh);
    const path = `/v1/incidents/${created.body.id}`;
    await ada.act(path, 'start-work', {});

    const { requires, asks, choices } = await offered(path, 'hold');
    expect(requires).toEqual(['reason']);
    const needs: Readonly<Record<string, string>> = Object.fromEntries(
      asks.map(({ field, when }: { field: string; when: { is: string[] } }) => [when.is[0], field]),
    );
    expect(needs).toEqual({
      awaiting_caller: 'comment',
      awaiting_vendor: 'supplierTicket',
      scheduled_with_user: 'until',
    });
    for (const reason of choices.reason) {
      const answer = await ada.act(path, 'hold', { reason }, { headers: { 'idempotency-key': `hold ${reason}` } });
      const needed = needs[reason];
      expect([reason, answer.status, pointers(answer)]).toEqual(
        needed ? [reason, 422, [`/${needed}`]] : [reason, 200, []],
      );
      if (answer.status === 200) await ada.act(path, 'resume', {});
    }
  });

  it('field-report 14 groups stand among the values, and every closed choice does', async () => {
    const created = await ada.post('/v1/incidents', fresh);
    const { items } = (await ada.get(`/v1/incidents/${created.body.id}/actions`)).body;
    for (const { action, choices = {} } of items) {
      const closed: Fields = Object.entries(definition.actions).find(([name]) => name === action)?.[1].input ?? {};
      for (const [field, { values }] of Object.entries(closed)) if (values) expect(choices[field]).toEqual(values);
    }
    const assign = items.find(({ action }: { action: string }) => action === 'assign');
    expect(assign.choices.group).toContain('service-desk');
    expect(assign.choices.group).not.toContain('retired-group');
    expect(inputVariants(definition, 'hold').length).toBeGreaterThan(3);
  });
});

describe('what is described runs', () => {
  it('field-report 16 a comment is described as an agent has to send it; whoever has no choice need not say', async () => {
    const { body } = await kim.post('/v1/incidents', { title: 'x', category: 'mail' });
    const path = `/v1/incidents/${body.id}/comments`;
    const { components, paths } = (await ada.get('/openapi.json')).body;
    const { example } = paths['/v1/incidents/{id}/comments'].post.requestBody.content['application/json'];

    expect(components.schemas.NewComment.required).toEqual(['body', 'visibility']);
    expect([(await ada.post(path, example)).status, (await kim.post(path, { body: 'Mine' })).status]).toEqual([
      201, 201,
    ]);
    expect(told(await ada.post(path, { body: 'For whom?' }))).toEqual([422, 'required-field-missing', ['/visibility']]);
  });

  it('field-report 13 that a new incident names what it is about is said where it is described, and its example does', async () => {
    const { paths } = (await ada.get('/openapi.json')).body;
    const { description, requestBody } = paths['/v1/incidents'].post;
    const refused = await ada.post('/v1/incidents', { title: 'x' });

    for (const name of ['serviceId', 'ciIds', 'category']) {
      expect(description).toContain(name);
      expect(refused.body.detail).toContain(name);
    }
    const { example } = requestBody.content['application/json'];
    expect((await ada.post('/v1/incidents?dryRun=true', example)).status).toBe(200);
  });
});
