/** Who is told what: audiences, languages, what is internal, what is said only once. */
import { describe, expect, it } from 'vitest';
import { usePost } from '#test/platform/notifications/post';

const on = usePost();
const rita = 'rita@acme.example';

describe('A13 audiences', () => {
  it('the requester hears that it arrived and that it is resolved, in their language, as text and simple HTML', async () => {
    const { id, path } = await on.opened({ title: 'Mail & <b>calendar</b> are down' });
    await on.ada.act(path, 'assign', { group: 'service-desk', user: 'ada' });
    await on.ada.act(path, 'accept');
    await on.ada.act(path, 'resolve', {
      code: 'solved_permanently',
      notes: 'The queue was full; "it" is empty now.',
      category: 'email',
    });

    const [created, ...rest] = await on.mail(rita);
    const resolved = rest.find(({ subject }) => subject.includes('Gelöst'));
    expect(rest).toHaveLength(2);
    expect(rest.some(({ subject }) => subject.includes('Wie zufrieden'))).toBe(true);
    expect(created).toMatchObject({
      from: 'helpdesk@helmdesk.example',
      subject: `[${id}] Ihre Meldung ist da: Mail & <b>calendar</b> are down`,
    });
    expect(resolved?.text).toContain('Guten Tag Rita Requester');
    expect(resolved?.text).toContain('The queue was full; "it" is empty now.');
    expect(resolved?.html).toMatch(/^<!doctype html><html lang="de" dir="auto">/);
    expect(resolved?.html).toContain('<h1');
    expect(resolved?.html).toContain('Mail &amp; &lt;b&gt;calendar&lt;/b&gt; are down');
    expect(resolved?.html).not.toContain('<b>');
  });

  it('a group is told what nobody has taken on, an assignee what is theirs, nobody what they did themselves', async () => {
    const { path, id } = await on.opened();
    await on.ada.act(path, 'assign', { group: 'service-desk' });
    const group = (await on.mail()).filter(({ subject }) => subject.includes('New in your queue'));
    expect(group.flatMap(({ to }) => to).sort()).toEqual(['bob@acme.example', 'lea@acme.example']);

    await on.ada.act(path, 'assign', { group: 'service-desk', user: 'bob' });
    expect((await on.mail('bob@acme.example')).map(({ subject }) => subject)).toEqual([
      `[${id}] New in your queue: Mail is down`,
      `[${id}] Mail is down is yours`,
    ]);
    expect(await on.mail('ada@acme.example')).toEqual([]);
  });

  it('a breach goes to the assignee, the lead and the service owner, who cannot unsubscribe', async () => {
    const otto = await on.world.as('otto', 'SVO');
    await otto.put('/v1/notification-preferences', { rules: [{ event: '*', channel: 'email', frequency: 'never' }] });
    const { path, id } = await on.opened({ impact: 1, urgency: 2 });
    await on.ada.act(path, 'assign', { group: 'service-desk', user: 'bob' });
    await on.world.advance('PT3H');

    for (const address of ['bob@acme.example', 'lea@acme.example', 'otto@acme.example'])
      expect(
        (await on.mail(address)).filter(({ subject }) => subject === `[${id}] Target missed: Mail is down`),
      ).toHaveLength(1);
    expect((await on.mail(rita)).filter(({ subject }) => subject.includes('Target missed'))).toEqual([]);
  });

  it('whoever left the company is not told, and the log says so; whom the directory does not know is told within the application', async () => {
    const { id } = await on.opened({ requesterId: 'gone' });
    const stranger = await on.opened({ requesterId: 'stranger' });

    expect(await on.log(id)).toMatchObject([
      { recipient: 'gone', email: { state: 'not-sent', reason: 'inactive' }, inApp: { shown: false } },
    ]);
    expect(await on.log(stranger.id)).toMatchObject([
      { recipient: 'stranger', email: { state: 'not-sent', reason: 'no-address' }, inApp: { shown: true } },
    ]);
  });
});

describe('A5 what is internal', () => {
  it('a work note reaches the assignee and neither requester nor watcher; a public comment reaches all, in a language that there is', async () => {
    const { path } = await on.opened({ watchers: ['will'] });
    await on.ada.act(path, 'assign', { group: 'service-desk', user: 'bob' });
    await on.ada.post(`${path}/comments`, { body: 'She always does that.', visibility: 'internal' });
    expect(JSON.stringify(await on.mail('bob@acme.example'))).toContain('She always does that.');
    expect(JSON.stringify([await on.mail(rita), await on.mail('will@acme.example')])).not.toContain('always');

    await on.world.advance('PT6M');
    await on.ada.post(`${path}/comments`, { body: 'We are on it.', visibility: 'public' });
    expect((await on.mail(rita)).at(-1)).toMatchObject({ text: expect.stringContaining('We are on it.') });
    expect((await on.mail('will@acme.example')).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('News about'),
    ]);
    expect((await on.mail('bob@acme.example')).at(-1)?.text).toContain('We are on it.');
  });

  it('of a confidential record mail names the number only, and only those are told who may read it', async () => {
    const { id, path } = await on.opened({ title: 'Theft by a colleague', confidential: true, watchers: ['will'] });
    await on.ada.post(`${path}/comments`, { body: 'It was in the safe.', visibility: 'public' });
    await on.ada.act(path, 'assign', { group: 'service-desk', user: 'bob' });
    const written = JSON.stringify(await on.mail());

    expect(written).toContain(id);
    expect(written).not.toMatch(/Theft|safe/);
    expect(JSON.stringify((await on.rita.get('/v1/notifications')).body)).not.toMatch(/Theft|safe/);
  });
});

describe('once', () => {
  it('the same is not said again within five minutes, which the log tells; afterwards it is', async () => {
    const { path, id } = await on.opened();
    const say = (body: string) => on.ada.post(`${path}/comments`, { body, visibility: 'public' });
    await say('one');
    await on.world.advance('PT1M');
    await say('two');
    await on.world.advance('PT4M');
    await say('three');

    const texts = (await on.mail(rita)).slice(1).map(({ text }) => text);
    expect(texts).toEqual([expect.stringContaining('one'), expect.stringContaining('three')]);
    const reasons = (await on.log(id))
      .filter(({ event }) => event === 'incident.commented')
      .map(({ email }) => email.reason ?? email.state);
    expect(reasons).toEqual(['sent', 'duplicate', 'sent']);
  });

  it('an event that comes again, and again together, tells nobody twice', async () => {
    const { uid } = await on.opened();
    await on.world.settled();
    const [created] = await on.world.events({ name: 'incident.created', uid });
    const again = { source: 'itsm.incident-management', 'detail-type': 'incident.created', detail: created };
    await Promise.all([on.world.invoke('notifications', again), on.world.invoke('notifications', again)]);
    await on.world.advance('PT10M');
    await on.world.invoke('notifications', again);

    expect(await on.mail(rita)).toHaveLength(1);
  });
});

describe('the inbox', () => {
  it('is the caller’s own, counts what is unread, and is marked one by one or as a whole', async () => {
    const { id } = await on.opened();
    await on.opened();
    await on.world.settled();
    const unread = async () => (await on.rita.get('/v1/notifications?unread=true&limit=200')).body.items;
    const [newest] = (await on.rita.get('/v1/notifications?limit=1')).body.items;
    const before = (await unread()).length;
    expect(newest).toMatchObject({
      event: 'incident.created',
      read: false,
      text: expect.stringContaining('Guten Tag'),
    });

    expect((await on.rita.post(`/v1/notifications/${newest.id}/read`)).body.read).toBe(true);
    expect(await unread()).toHaveLength(before - 1);
    expect((await on.rita.post(`/v1/notifications/${newest.id}/unread`)).body.read).toBe(false);
    expect(await unread()).toHaveLength(before);
    expect((await on.ada.post(`/v1/notifications/${newest.id}/read`)).status).toBe(404);
    expect((await (await on.world.as('rita', 'REQ', 'globex')).get('/v1/notifications')).body.items).toEqual([]);

    expect((await on.rita.post('/v1/notifications/read-all')).body).toMatchObject({ more: false });
    expect(await unread()).toEqual([]);
    expect((await on.log(id))[0].inApp).toMatchObject({ readAt: expect.any(String) });
    expect((await on.rita.get('/v1/notification-log')).status).toBe(403);
  });
});

describe('templates', () => {
  const path = '/v1/notification-templates/incident.created.requester.de';

  it('are the product’s until the tenant writes its own, by version, and can be returned to the product’s', async () => {
    const seen = await on.tina.get(path);
    expect(seen.body).toMatchObject({
      origin: 'default',
      event: 'incident.created',
      audience: 'requester',
      language: 'de',
    });
    const own = {
      subject: 'Angekommen: {{record.title}}',
      text: 'Liebe {{recipient}}, {{record.id}} bei {{tenant}}.',
      self: true,
    };
    expect((await on.tina.put(path, own)).status).toBe(201);
    expect((await on.tina.put(path, own)).status).toBe(428);
    await on.world.advance('PT11S');
    const { id } = await on.opened();

    expect((await on.mail(rita)).at(-1)).toMatchObject({
      subject: `[${id}] Angekommen: Mail is down`,
      text: `Liebe Rita Requester, ${id} bei Acme.`,
    });
    expect((await on.tina.delete(path, { headers: { 'if-match': '"1"' } })).status).toBe(204);
    expect((await on.tina.get(path)).body.origin).toBe('default');
  });

  it.each([
    [{ subject: 'x', text: '{{record.reopenCount}}' }, '/text'],
    [{ subject: '{{event.percent}}', text: 'x' }, '/subject'],
    [{ subject: '{{constructor}}', text: 'x' }, '/subject'],
  ])('%j for a requester is refused: what is internal is not for them', async (body, pointer) => {
    expect(await on.tina.put(path, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect((await on.ada.put(path, { subject: 'x', text: 'x' })).status).toBe(403);
  });

  it('fall back to the tenant’s language for those who have none', async () => {
    await on.tina.put('/v1/notification-settings', { language: 'de' });
    await on.world.advance('PT11S');
    const { path: record } = await on.opened({ watchers: ['will'] });
    await on.ada.post(`${record}/comments`, { body: 'Bonjour', visibility: 'public' });

    expect((await on.mail('will@acme.example')).at(-1)?.subject).toContain('Neues zu');
  });
});
