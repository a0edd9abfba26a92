/** Articles from their draft to their retirement: who decides, who reads what, and what becomes of them in time (C7). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ARTICLE, published, revised, submitted } from '#test/support/article';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ada: Client; // an agent who writes
let kim: Client; // a knowledge editor
let rea: Client; // a requester
beforeAll(async () => {
  world = await openWorld('2026-06-01T07:00:00Z');
  const tina = await world.as('tina', 'TAD');
  await tina.put('/v1/groups/payroll', { name: 'Payroll', members: ['paul'], active: true });
  await tina.put('/v1/groups/editors', { name: 'Editors', members: ['kim', 'kay'], active: true });
  ada = await world.as('ada', 'AGT');
  kim = await world.as('kim', 'KED');
  rea = await world.as('rea', 'REQ');
});
afterAll(() => world.close());

const slug = ({ body }: Answer): string => String(body.type).replace('urn:itsm:problem:', '');

describe('an article and its review', () => {
  it('C7.1 who wrote it does not approve it', async () => {
    const path = await submitted(kim);

    const own = await kim.act(path, 'approve');
    const others = await (await world.as('kay', 'KED')).act(path, 'approve');

    expect([own.status, slug(own)]).toEqual([403, 'segregation-of-duties']);
    expect([others.status, others.body.state, others.body.publishedVersion]).toEqual([200, 'published', 1]);
  });

  it('who changed the draft has no vote on it either, in the round as little as by the command', async () => {
    const drafted = await ada.post('/v1/articles', { ...ARTICLE, reviewerGroup: 'editors' });
    const path = `/v1/articles/${drafted.body.id}`;
    const etag = drafted.headers.get('etag') ?? '';
    await kim.patch(path, { body: `${ARTICLE.body} Restart the client.` }, { headers: { 'if-match': etag } });
    await ada.act(path, 'submit');
    await world.settled();

    const [approval] = (await kim.get(`/v1/approvals?subjectId=${drafted.body.id}`)).body.items;
    const own = await kim.act(path, 'approve');
    const vote = await kim.act(`/v1/approvals/${approval.id}`, 'decide', { decision: 'approve' });

    expect([slug(own), slug(vote)]).toEqual(['segregation-of-duties', 'segregation-of-duties']);
  });

  it('its reviewers decide in a round of approval', async () => {
    const base = { title: 'Help for everybody', reviewerGroup: 'editors' };
    const { body } = await kim.post('/v1/knowledge-bases', base);
    const path = await submitted(ada, { base: body.id });
    await world.settled();
    const { id } = (await ada.get(path)).body;
    const [approval] = (await kim.get(`/v1/approvals?subjectId=${id}`)).body.items;

    await kim.act(`/v1/approvals/${approval.id}`, 'decide', { decision: 'approve', comment: 'Well put.' });
    await world.settled();

    expect((await rea.get(path)).body).toMatchObject({ state: 'published', versionNo: 1 });
    const told = await world.events({ name: 'knowledge.published', uid: (await ada.get(path)).body.uid });
    expect(told.map(({ data }) => data)).toEqual([
      expect.objectContaining({ versionNo: 1, kind: 'troubleshooting', serviceIds: ['network'] }),
    ]);
  });

  it('rejected it is a draft again, and its author is told why', async () => {
    const path = await submitted(ada);
    const silent = await kim.act(path, 'reject');
    const rejected = await kim.act(path, 'reject', { reason: 'Which client?' });
    expect([silent.status, rejected.body.state, rejected.body.decision]).toEqual([422, 'draft', 'Which client?']);
  });

  it('says for whom it is and until when, before anybody decides on it', async () => {
    const { audience: _, validUntil: __, ...bare } = ARTICLE;
    const drafted = await ada.post('/v1/articles', bare);
    const refused = await ada.act(`/v1/articles/${drafted.body.id}`, 'submit');
    expect([refused.status, slug(refused)]).toEqual([409, 'guard-failed']);
    expect(refused.body.guards.map(({ guard }: { guard: string }) => guard)).toEqual(['hasAudience', 'hasValidity']);
  });

  it('of a base without review is published by who wrote it', async () => {
    const base = await kim.post('/v1/knowledge-bases', {
      title: 'Notes of the desk',
      publishPolicy: 'instant',
      audience: 'internal',
    });
    const { audience: _, ...bare } = ARTICLE;
    const drafted = await ada.post('/v1/articles', { ...bare, base: base.body.id });
    const done = await ada.act(`/v1/articles/${drafted.body.id}`, 'submit');
    expect([done.body.state, done.body.audience, done.body.publishedVersion]).toEqual(['published', 'internal', 1]);
  });
});

describe('versions', () => {
  it('C7.2 the published one stays for its readers while the next is worked on, and is outdated after', async () => {
    const path = await published(ada, kim, { title: 'How to reset a password' });
    await ada.act(path, 'revise');
    const etag = (await ada.get(path)).headers.get('etag') ?? '';
    await ada.patch(
      path,
      { title: 'How to choose a passphrase', body: 'Take four words.' },
      { headers: { 'if-match': etag } },
    );

    expect((await ada.get(path)).body).toMatchObject({
      state: 'draft',
      versionNo: 2,
      title: 'How to choose a passphrase',
    });
    expect((await rea.get(path)).body).toMatchObject({
      ...{ state: 'published', title: 'How to reset a password', body: ARTICLE.body },
    });
    expect((await rea.get(path)).body).not.toHaveProperty('inForce');
    await world.settled();
    expect((await ada.get('/v1/search?q=passphrase')).body.items).toEqual([]);
    const [hit] = (await rea.get('/v1/search?q=reset%20password')).body.items;
    expect(hit).toMatchObject({ title: 'How to reset a password', state: 'published' });
    const { items } = (await rea.get('/v1/articles?q=passphrase')).body;
    expect(items).toEqual([]);
    expect(JSON.stringify((await rea.get(`${path}/history`)).body)).not.toContain('passphrase');

    await ada.act(path, 'submit');
    await kim.act(path, 'approve');

    expect((await rea.get(path)).body).toMatchObject({ state: 'published', title: 'How to choose a passphrase' });
    const versions = (await rea.get(`${path}/versions`)).body.items;
    expect(versions.map(({ version, state }: { version: number; state: string }) => [version, state])).toEqual([
      [2, 'published'],
      [1, 'outdated'],
    ]);
  });

  it('a draft is nobody’s but theirs who work here, as of any instant', async () => {
    const drafted = await ada.post('/v1/articles', { ...ARTICLE, title: 'Not yet' });
    const path = `/v1/articles/${drafted.body.id}`;
    expect((await rea.get(path)).status).toBe(404);
    await world.advance('PT1H');
    await ada.act(path, 'submit');
    await kim.act(path, 'approve');
    expect((await rea.get(path)).status).toBe(200);
    expect((await rea.get(`${path}?asOf=2026-06-01T07:30:00Z`)).status).toBe(404);
    expect((await rea.get(`${path}/actions`)).body.state).toBe('published');
  });

  it('one that is large is revised like any other', async () => {
    const body = 'The tunnel stands. '.repeat(9000);
    const path = await published(ada, kim, { body });
    await revised(path, ada, kim, { title: 'A long story' });
    await ada.act(path, 'revise');
    expect((await rea.get(path)).body).toMatchObject({ title: 'A long story', body });
  });
});

describe('readers', () => {
  it('of an internal article are none outside: they neither read, list nor find it', async () => {
    const path = await published(ada, kim, { title: 'Wartungsfenster der Zentrale', audience: 'internal' });
    await world.settled();
    expect((await rea.get(path)).status).toBe(404);
    expect((await rea.get('/v1/articles?q=Wartungsfenster')).body.items).toEqual([]);
    expect((await rea.get('/v1/search?q=Wartungsfenster')).body.approximateTotal).toBe(0);
    expect((await ada.get('/v1/search?q=Wartungsfenster')).body.approximateTotal).toBe(1);
  });

  it('of one for groups are their members, whoever works here', async () => {
    const path = await published(kim, await world.as('kay', 'KED SEC'), {
      audience: ['payroll'],
      title: 'Gehaltslauf',
    });
    const paul = await world.as('paul', 'REQ');
    expect((await paul.get(path)).body.title).toBe('Gehaltslauf');
    expect((await ada.get(path)).status).toBe(404);
    expect((await rea.get(path)).status).toBe(404);
    const unknown = await ada.post('/v1/articles', { ...ARTICLE, audience: ['nobody'] });
    expect([unknown.status, slug(unknown)]).toEqual([422, 'unknown-reference']);
  });
});

describe('in time', () => {
  it('C7.8 thirty days before its validity ends somebody is asked to look at it, once', async () => {
    const path = await published(ada, kim, { validUntil: '2026-07-15' });
    await world.to('2026-06-14T21:00:00Z');
    expect((await ada.get(`${path}/tasks`)).body.items).toEqual([]);

    await world.to('2026-06-15T07:00:00Z');
    await world.advance('P2D');

    const { items } = (await ada.get(`${path}/tasks`)).body;
    expect(items).toMatchObject([{ kind: 'review', assignedTo: 'ada', state: 'open' }]);
  });

  it('retires when nobody renewed it for thirty days, and comes back as a draft', async () => {
    const path = await published(ada, kim, { validUntil: '2026-07-01' });
    await world.to('2026-07-30T07:00:00Z');
    expect((await ada.get(path)).body.state).toBe('published');
    await world.to('2026-08-01T07:00:00Z');
    expect((await ada.get(path)).body.state).toBe('pending_retirement');
    const renewed = await ada.act(path, 'renew', { validUntil: '2027-01-31' });
    expect([renewed.body.state, renewed.body.validUntil]).toEqual(['published', '2027-01-31']);

    const inUse = await kim.delete(path, { headers: { 'if-match': renewed.headers.get('etag') ?? '' } });
    const retired = await kim.act(path, 'retire');
    const gone = await rea.get(path);
    const restored = await kim.act(path, 'restore');

    expect([inUse.status, slug(inUse)]).toEqual([409, 'in-use']);
    expect([retired.body.state, gone.status]).toEqual(['retired', 404]);
    expect([restored.status, restored.body.state, restored.body.versionNo]).toEqual([200, 'draft', 2]);
    expect((await rea.get(path)).status).toBe(404);
  });

  it('C7.5 three open flags take it away from those outside', async () => {
    const path = await published(ada, kim, { title: 'Druckserver neu starten', validUntil: '2027-12-31' });
    await rea.act(path, 'flag', { reason: 'The server has moved' });
    await rea.act(path, 'flag', { reason: 'It does not help' });
    expect((await rea.get(path)).status).toBe(200);
    await rea.act(path, 'flag', { reason: 'Nor today' });

    expect((await rea.get(path)).status).toBe(404);
    const { body } = await ada.get(path);
    expect(body).toMatchObject({ flagged: true, openFlags: 3 });
    const tasks = (await ada.get(`${path}/tasks`)).body.items;
    expect(tasks).toHaveLength(3);
    expect(tasks[0]).toMatchObject({ kind: 'flag', assignedTo: 'ada', dueAt: expect.any(String) });

    await revised(path, ada, kim, { body: 'Restart it by the new name.' });
    expect((await rea.get(path)).body).toMatchObject({ body: 'Restart it by the new name.' });
    expect((await ada.get(path)).body.openFlags).toBeUndefined();
  });
});

describe('what it says', () => {
  it('C7.7 personal data in it are masked or kept before anybody reads it', async () => {
    const path = await submitted(ada, { body: 'Rea (rea.muster@acme.example, +49 30 1234567) had to reconnect.' });
    const refused = await kim.act(path, 'approve');
    expect([refused.status, slug(refused)]).toEqual([409, 'pii-unreviewed']);
    expect(refused.body.proposals).toMatchObject([
      { kind: 'email', text: 'rea.muster@acme.example', state: 'proposed' },
      { kind: 'phone', text: '+49 30 1234567', state: 'proposed' },
    ]);

    await kim.act(path, 'reject', { reason: 'Names people' });
    const wordless = await ada.act(path, 'review-personal-data', { mask: [1], keep: [2] });
    await ada.act(path, 'review-personal-data', { mask: [1], keep: [2], reason: 'The number of the desk' });
    await ada.act(path, 'submit');
    const approved = await kim.act(path, 'approve');

    expect([wordless.status, approved.status]).toEqual([422, 200]);
    expect((await rea.get(path)).body.body).toBe('Rea ([e-mail address], +49 30 1234567) had to reconnect.');
  });

  it('what a browser would run is taken out of it, and said', async () => {
    const body = 'Click <b>here</b>.<script>steal()</script><iframe src="https://evil.example"></iframe>';
    const drafted = await ada.post('/v1/articles', { ...ARTICLE, body });
    expect(drafted.body).toMatchObject({ body: 'Click <b>here</b>.', sanitised: ['script', 'iframe'] });
  });

  it('is refused when it cannot be: too large, of no language, of no time, a translation of what is retired', async () => {
    const retired = await published(ada, kim, { validUntil: '2027-12-31' });
    await kim.act(retired, 'retire');
    const draft = (fields: object): Promise<Answer> => ada.post('/v1/articles', { ...ARTICLE, ...fields });
    const answers = [
      await draft({ body: 'x'.repeat(210_000) }),
      await draft({ language: 'xx' }),
      await draft({ language: 'german' }),
      await draft({ validUntil: '2029-01-01' }),
      await draft({ validUntil: '2026-01-01' }),
      await draft({ translationOf: retired.split('/').at(-1) }),
      await draft({ translationOf: 'KB9999999' }),
    ];
    expect(answers.map((answer) => [answer.status, slug(answer)])).toEqual([
      [413, 'payload-too-large'],
      ...Array.from({ length: 4 }, () => [422, 'validation-failed']),
      [409, 'guard-failed'],
      [422, 'unknown-reference'],
    ]);
  });
});
