/** What webhooks send, to whom, and where they refuse to. */
import { describe, expect, it } from 'vitest';
import { webhookFaults } from '#test/contract/webhook';
import { incident, useHooks } from '#test/platform/webhooks/hooks';
import { verify } from '#test/platform/webhooks/verify';

const on = useHooks();

describe('what is sent', () => {
  it('is a CloudEvent of the envelope, signed as Standard Webhooks says', async () => {
    const { secret } = await on.hook({ events: ['incident.created'] });
    const { id, uid } = await on.opened();
    await on.world.settled();

    const [received] = on.receiver.requests;
    const [event] = await on.world.events({ name: 'incident.created', uid });
    expect(on.receiver.requests).toHaveLength(1);
    expect(received?.headers['content-type']).toMatch(/^application\/cloudevents\+json/);
    expect(received?.event).toMatchObject({
      specversion: '1.0',
      id: event?.eventId,
      source: `urn:itsm:${event?.tenantId}:incident-management`,
      type: 'incident.created',
      subject: id,
      time: '2026-06-15T07:00:00Z',
      dataschema: 'urn:itsm:event:incident.created:1',
      data: {
        id,
        uid,
        type: 'incident',
        recordVersion: 1,
        actor: { type: 'human', id: 'ada' },
        data: { title: incident.title },
      },
    });
    expect(received?.headers['webhook-id']).toBe(event?.eventId);
    if (received) await verify(received, secret, Date.parse('2026-06-15T07:00:00Z'));
  });

  it('is refused by a receiver that checks, when a byte, the id, the time or the secret is another', async () => {
    const { secret } = await on.hook({ events: ['incident.created'] });
    await on.opened();
    await on.world.settled();

    const [received] = on.receiver.requests;
    if (!received) throw new Error('nothing came');
    const now = Date.parse('2026-06-15T07:00:00Z');
    const { headers, body } = received;
    await expect(verify({ headers, body: body.replace('mail', 'main') }, secret, now)).rejects.toThrow(
      'no signature fits',
    );
    await expect(verify({ headers: { ...headers, 'webhook-id': 'other' }, body }, secret, now)).rejects.toThrow();
    await expect(verify({ headers, body }, `whsec_${btoa('another secret, long enough')}`, now)).rejects.toThrow();
    await expect(verify({ headers, body }, secret, now + 301_000)).rejects.toThrow('too old');
  });

  it('bears both signatures after a rotation, and one when the old secret’s time is over', async () => {
    const { path, secret } = await on.hook({ events: ['incident.created'] });
    const rotated = await on.tina.post(`${path}/rotate-secret`, { validFor: 'PT1H' });
    expect(rotated.body).toMatchObject({ previousSecretValidUntil: '2026-06-15T08:00:00Z' });
    await on.opened();
    await on.world.settled();
    await on.world.advance('PT2H');
    on.receiver.plan();
    await on.opened();
    await on.world.settled();

    const [during, after] = on.receiver.requests;
    if (!during || !after) throw new Error('nothing came');
    await verify(during, secret, Date.parse('2026-06-15T07:00:00Z'));
    await verify(during, rotated.body.secret, Date.parse('2026-06-15T07:00:00Z'));
    await verify(after, rotated.body.secret, Date.parse('2026-06-15T09:00:00Z'));
    await expect(verify(after, secret, Date.parse('2026-06-15T09:00:00Z'))).rejects.toThrow('no signature fits');
  });

  it('is what the filters let through: event, record type, the fields of the record as the event left it', async () => {
    await on.hook({
      events: ['incident.*'],
      recordTypes: ['incident'],
      where: [{ field: 'priority', is: 'in', value: ['P1', 'P2'] }],
    });
    const minor = await on.opened({ impact: 3, urgency: 3 });
    const major = await on.opened({ impact: 1, urgency: 2 });
    await on.ada.act(major.path, 'assign', { group: 'service-desk' });
    // Once it is P2 no longer, nothing of it is sent; what happened before still is.
    await on.ada.patch(
      major.path,
      { impact: 3, urgency: 3 },
      { headers: { 'if-match': (await on.ada.get(major.path)).headers.get('etag') ?? '' } },
    );
    await on.world.settled();

    const heard = on.receiver.accepted.map(({ event }) => `${event.subject} ${event.type}`);
    expect(heard).toEqual([
      `${major.id} incident.created`,
      `${major.id} incident.assigned`,
      `${major.id} incident.state_changed`,
    ]);
    expect(heard.join()).not.toContain(minor.id);
  });
});

describe('what nobody else may see', () => {
  it('work notes are told of to those alone who asked for internal events, and their text to nobody', async () => {
    await on.hook({ events: ['incident.commented'] });
    const inside = await on.hook({ events: ['incident.commented'], scope: 'internal', description: 'inside' });
    const { path } = await on.opened();
    await on.ada.post(`${path}/comments`, { body: 'Their password is on a note.', visibility: 'internal' });
    await on.world.settled();

    expect(on.receiver.requests).toHaveLength(1);
    expect(on.receiver.requests[0]?.event.data.visibility).toBe('internal');
    expect(on.receiver.requests[0]?.body).not.toContain('password');
    expect(await on.deliveries(inside.path)).toHaveLength(1);
  });

  it('a confidential record is told of to nobody whose eyes do not see it, and never by its title', async () => {
    await on.hook({ events: ['incident.created'] });
    await on.hook({ events: ['incident.created'], description: 'security' }, await on.world.as('sec', 'TAD SEC'));
    const { id } = await on.opened({ title: 'Rita reports a theft', confidential: true });
    await on.world.settled();

    expect(on.receiver.requests.map(({ event }) => event.data.data.title)).toEqual([id]);
  });

  it('a machine has public events only, and its own webhooks only', async () => {
    const keyed = (key: string) => ({ headers: { 'idempotency-key': key } });
    const robot = await on.world.as('robot', 'INT');
    const other = await on.world.as('other', 'INT');
    const own = await robot.post('/v1/webhooks', { url: on.receiver.url, events: ['incident.created'] }, keyed('k1'));
    on.forget(`/v1/webhooks/${own.body.id}`);

    expect(own.status).toBe(201);
    expect((await robot.post('/v1/webhooks', { url: on.receiver.url, scope: 'internal' }, keyed('k2'))).status).toBe(
      403,
    );
    expect((await other.get(`/v1/webhooks/${own.body.id}`)).status).toBe(404);
    expect((await other.get('/v1/webhooks')).body.items).toEqual([]);
    expect((await on.tina.get(`/v1/webhooks/${own.body.id}`)).status).toBe(200);
    expect((await (await on.world.as('rita', 'REQ')).get('/v1/webhooks')).status).toBe(403);
    expect((await (await on.world.as('tom', 'TAD', 'globex')).get(`/v1/webhooks/${own.body.id}`)).status).toBe(404);
  });

  it('the secret is shown when it is made and never again', async () => {
    const { path, secret } = await on.hook();

    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    for (const answer of [
      await on.tina.get(path),
      await on.tina.get('/v1/webhooks'),
      await on.tina.post(`${path}/disable`),
    ])
      expect(JSON.stringify(answer.body)).not.toContain(secret.slice(6));
  });
});

describe('where it may go', () => {
  it.each([
    'https://10.1.2.3/',
    'https://127.0.0.1/',
    'https://localhost/hook',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[2002:7f00:1::]/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://100.64.1.1/',
    'https://192.168.0.1:8443/',
    'https://metadata.google.internal/',
    'https://printer/',
    'https://user:pass@example.com/',
    'http://example.com/',
    'http://127.0.0.2:8080/',
    'https://example.com/#here',
    ...['test', 'example', 'localdomain', 'corp', 'home', 'alt'].map((name) => `https://hooks.acme.${name}/hook`),
    'https://example.com:25/',
    'https://example.com:22/',
  ])('not to %s', async (url) => {
    expect(await on.tina.post('/v1/webhooks', { url })).toMatchObject({
      status: 422,
      body: { type: 'urn:itsm:problem:webhook-address-refused' },
    });
  });

  it('not to what answers this machine only: the runner’s own ports', async () => {
    const { endpoints } = on.world.stack.backend;
    const own = { ...endpoints, api: on.world.url };
    for (const [name, address] of Object.entries(own)) {
      const url = `${new URL(address).origin}/_local/token`;
      expect([name, (await on.tina.post('/v1/webhooks', { url })).status]).toEqual([name, 422]);
    }
  });
});

// Last in the file, as it moves the clock by more than a day.
it('field-report 12 is what the description of the API tells, whatever the event, the test call included', async () => {
  const { path } = await on.hook({ scope: 'internal' });
  const { path: record } = await on.opened();
  await on.ada.post(`${record}/accept`, {}, { headers: { 'if-match': '"1"' } });
  await on.ada.post(`${record}/comments`, { body: 'Only for us', visibility: 'internal' });
  await on.world.advance('PT30H');
  await on.tina.post(`${path}/test`, {});
  await on.world.settled();

  expect(new Set(on.types())).toEqual(
    new Set([...on.types(), 'incident.created', 'incident.commented', 'sla.breached', 'webhook.test']),
  );
  expect(on.receiver.requests.flatMap(webhookFaults)).toEqual([]);
  const [{ headers, event } = { headers: {}, event: {} }] = on.receiver.requests;
  const lacking = { headers: { ...headers, 'webhook-signature': 'sha256=ab' }, event: { ...event, subject: 7 } };
  expect(webhookFaults(lacking)).toHaveLength(2);
});
