/** When people are told: quiet hours in their zone, digests, what cannot wait, and what becomes of mail when something fails. */
import { describe, expect, it } from 'vitest';
import { recordKey } from '#shared/store/keys';
import { tenantOf, withEngine } from '#test/faults/table';
import { usePost } from '#test/platform/notifications/post';
import { CHANGE } from '#test/support/change';
import type { Client } from '#test/support/client';

// 21:00 in Vienna, where it is summer; 15:00 in New York.
const on = usePost('2026-06-15T19:00:00Z');
const rita = 'rita@acme.example';

async function wishes(client: Client, body: object): Promise<void> {
  const seen = await client.get('/v1/notification-preferences');
  const answer = await client.put(
    '/v1/notification-preferences',
    { rules: [], ...body },
    { headers: { 'if-match': seen.headers.get('etag') ?? '' } },
  );
  expect(answer.status).toBe(200);
}

describe('A13 quiet hours', () => {
  it('hold mail until they are over in the user’s zone, and show it within the application at once; priority 1 does not wait', async () => {
    await wishes(on.rita, { quietHours: { start: '20:00', end: '07:30' } });
    const { id } = await on.opened();
    const urgent = await on.opened({ impact: 1, urgency: 1, title: 'Everything is down' });

    expect((await on.mail(rita)).map(({ subject }) => subject)).toEqual([expect.stringContaining(urgent.id)]);
    expect((await on.rita.get('/v1/notifications')).body.items).toHaveLength(2);
    expect(await on.log(id)).toMatchObject([{ email: { state: 'held', dueAt: '2026-06-16T05:30:00.000Z' } }]);
    await on.world.to('2026-06-16T05:29:00Z');
    expect(await on.mail(rita)).toHaveLength(1);
    const left = await leaver(id);
    await on.world.to('2026-06-16T05:31:00Z');
    expect((await on.mail(rita)).at(-1)?.subject).toContain(id);
    expect(await on.mail(left)).toEqual([]);
    expect((await on.log(id)).find(({ recipient }) => recipient === 'luis')).toMatchObject({
      email: { state: 'not-sent', reason: 'inactive' },
    });
  });

  /** Somebody for whom mail about the record is held, and who leaves before it is sent. @returns their address */
  async function leaver(record: string): Promise<string> {
    const luis = { name: 'Luis', email: 'luis@acme.example', zone: 'Europe/Vienna', roles: ['REQ'], active: true };
    expect((await on.tina.put('/v1/users/luis', luis)).status).toBe(201);
    await wishes(await on.world.as('luis', 'REQ'), { quietHours: { start: '20:00', end: '07:30' } });
    const seen = await on.ada.get(`/v1/incidents/${record}`);
    const match = (answer: typeof seen) => ({ headers: { 'if-match': answer.headers.get('etag') ?? '' } });
    expect((await on.ada.patch(`/v1/incidents/${record}`, { watchers: ['luis'] }, match(seen))).status).toBe(200);
    await on.ada.post(`/v1/incidents/${record}/comments`, { body: 'Hello', visibility: 'public' });
    expect((await on.log(record)).find(({ recipient }) => recipient === 'luis')).toMatchObject({
      email: { state: 'held' },
    });
    const user = await on.tina.get('/v1/users/luis');
    expect((await on.tina.put('/v1/users/luis', { ...luis, active: false }, match(user))).status).toBe(200);
    return luis.email;
  }

  it('do not hold an approval, which nobody unsubscribes from either', async () => {
    const vera = await on.world.as('vera', 'CAB');
    await wishes(vera, {
      quietHours: { start: '00:00', end: '23:59' },
      rules: [
        { event: '*', channel: 'email', frequency: 'never' },
        { event: '*', channel: 'in-app', frequency: 'never' },
      ],
    });
    const created = await on.ada.post('/v1/changes', CHANGE);
    const change = `/v1/changes/${created.body.id}`;
    await on.ada.act(change, 'submit');
    await (await on.world.as('chris', 'CHM')).act(change, 'complete-assessment');
    await on.world.settled();

    const mails = await on.mail('vera@acme.example');
    expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('Your decision is needed')]);
    expect(mails[0]?.text).toContain(created.body.id);
    expect((await vera.get('/v1/notifications')).body.items).toHaveLength(1);
    // It waits for others; whoever asked is not asked to decide.
    expect(await on.mail('ada@acme.example')).toEqual([]);
  });
});

describe('preferences', () => {
  it('gather what is wished for in one mail a day, at the wall time of the user', async () => {
    await wishes(on.rita, {
      digestAt: '08:00',
      rules: [{ event: 'incident.*', channel: 'email', frequency: 'daily' }],
    });
    const first = await on.opened({ title: 'First' });
    const second = await on.opened({ title: 'Second' });
    expect(await on.mail(rita)).toEqual([]);
    await on.world.to('2026-06-16T06:01:00Z');

    const [digest, ...more] = await on.mail(rita);
    expect(more).toEqual([]);
    expect(digest?.subject).toBe('Ihre Zusammenfassung: 2 Nachrichten');
    expect(digest?.text).toContain(first.id);
    expect(digest?.text).toContain(second.id);
    expect(await on.log(second.id)).toMatchObject([{ email: { state: 'sent', sentAt: '2026-06-16T06:00:00Z' } }]);
    await on.world.advance('P2D');
    expect(await on.mail(rita)).toHaveLength(1);
  });

  it('switch a channel off, by event; the log tells why nothing was sent', async () => {
    await wishes(on.rita, {
      rules: [
        { event: 'incident.created', channel: 'email', frequency: 'never' },
        { event: 'incident.created', channel: 'in-app', frequency: 'never' },
      ],
    });
    const before = (await on.rita.get('/v1/notifications?limit=200')).body.items.length;
    const { id, path } = await on.opened();
    await on.ada.post(`${path}/comments`, { body: 'Hello', visibility: 'public' });

    expect((await on.mail(rita)).map(({ subject }) => subject)).toEqual([expect.stringContaining('Neues zu')]);
    expect((await on.log(id)).find(({ event }) => event === 'incident.created')).toMatchObject({
      email: { state: 'not-sent', reason: 'preference' },
      inApp: { shown: false },
    });
    expect((await on.rita.get('/v1/notifications?limit=200')).body.items).toHaveLength(before + 1);
  });

  it.each([
    [{ rules: [{ event: 'x', channel: 'pigeon', frequency: 'never' }] }, '/rules/0/channel'],
    [{ rules: [{ event: '*', channel: 'in-app', frequency: 'daily' }] }, '/rules/0/frequency'],
    [{ rules: [], quietHours: { start: '25:00', end: '07:00' } }, '/quietHours/start'],
  ])('%j is refused', async (body, pointer) => {
    expect(await on.rita.put('/v1/notification-preferences', body)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    });
  });
});

describe('an address that mail comes back from', () => {
  it('gets none for thirty days; what it said is shown within the application, wished for or not', async () => {
    await wishes(on.rita, { rules: [{ event: '*', channel: 'in-app', frequency: 'never' }] });
    const { id } = await on.opened();
    const [sent] = await on.mail(rita);
    const bounce = (mail: string) =>
      fetch(`${on.world.url}/_local/outbox/bounce`, { method: 'POST', body: JSON.stringify({ id: mail }) });
    expect((await bounce('nobody')).status).toBe(404);
    expect((await bounce(sent?.id ?? '')).status).toBe(200);
    expect(await on.log(id)).toMatchObject([{ email: { state: 'bounced' }, inApp: { shown: true } }]);

    const next = await on.opened();
    expect(await on.log(next.id)).toMatchObject([
      { email: { state: 'not-sent', reason: 'address-bounced' }, inApp: { shown: true } },
    ]);
    await on.world.advance('P31D');
    const later = await on.opened();
    expect(await on.log(later.id)).toMatchObject([{ email: { state: 'sent' }, inApp: { shown: false } }]);
  });
});

describe('mail that was being sent when the function died', () => {
  it('is sent once more, and then no more', async () => {
    await wishes(on.rita, {});
    const { id } = await on.opened();
    const [entry] = await on.log(id);
    expect(await on.mail(rita)).toHaveLength(1);

    await undone(entry.id, {});
    await on.world.advance('PT3M');
    expect(await on.mail(rita)).toHaveLength(2);
    expect((await on.log(id))[0].email).toMatchObject({ state: 'sent', repeated: true });

    await undone(entry.id, { repeated: true });
    await on.world.advance('PT3M');
    expect(await on.mail(rita)).toHaveLength(2);
    expect((await on.log(id))[0].email).toMatchObject({ state: 'sent', reason: 'outcome-unknown' });
  });

  /** Puts the notification back to where it was between sending and noting that it was sent. */
  async function undone(uid: string, more: object): Promise<void> {
    await withEngine(on.world.stack.backend.engine.endpoint, async (store) => {
      const key = recordKey(await tenantOf(store, 'acme'), 'notification', uid);
      const item = await store.get(key);
      if (!item) throw new Error('there is no such notification');
      const known = Object(item.notification);
      const mail = { state: 'sending', address: rita, ...more };
      await store.put({ ...item, notification: { ...known, mail }, duePk: 'DUE#0', dueAt: '2026-06-15T00:00:00.000Z' });
    });
  }
});
