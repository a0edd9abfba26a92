/** Inbound mail (A15), from the message to the record: through SES, S3 and the function as the templates say. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { anyBytes, raw, usePost } from '#test/platform/inbound-mail/mailbox';

const on = usePost();
const sven = 'Sven <sven@acme-corp.example>';
const stranger = 'Frida Fremd <frida@elsewhere.example>';

/** An incident of rita's, opened by mail. */
async function opened(subject = 'Mail is down'): Promise<string> {
  await on.send({ subject });
  return on.latest();
}
const commentsOf = async (id: string) => (await on.ada.get(`/v1/incidents/${id}/comments`)).body.items;
const incidents = async (): Promise<number> => {
  await on.world.settled();
  return (await on.ada.get('/v1/incidents?limit=200')).body.items.length;
};

describe('A15 mail that maps to nothing', () => {
  it('opens an incident in the name of its sender', async () => {
    expect(await on.send({ subject: 'The printer is on fire', body: 'Smoke everywhere.\r\n\r\nRita' })).toBe(202);

    expect((await on.rita.get(`/v1/incidents/${await on.latest()}`)).body).toMatchObject({
      title: 'The printer is on fire',
      description: 'Smoke everywhere.\n\nRita',
      channel: 'email',
      requesterId: 'rita',
      createdBy: 'rita',
      category: 'unclassified',
    });
  });

  it('opens one for a stranger, whose address it names, unless the tenant refuses them', async () => {
    await on.send({ from: stranger });
    const id = await on.latest();
    const { body } = await on.ada.get(`/v1/incidents/${id}`);
    expect(body).toMatchObject({ contact: 'Frida Fremd <frida@elsewhere.example>', createdBy: 'inbound-mail' });
    expect(body.requesterId).toBeUndefined();

    await on.send({ from: stranger, subject: `Re: [${id}] The printer`, body: 'It still burns.' });
    expect((await commentsOf(id)).map((comment: { visibility: string }) => comment.visibility)).toEqual(['public']);

    await on.set({ mailOfStrangers: 'reject' });
    await on.send({ from: 'Somebody <else@elsewhere.example>' });
    expect((await on.log())[0]).toMatchObject({ state: 'ignored', reason: 'unknown-sender' });
    await on.set({ mailOfStrangers: 'create' });
  });

  it('is whose address it goes to, and nobody else sees it', async () => {
    const before = await incidents();
    await on.send({ to: 'globex@mail.example', subject: 'For globex' });
    const gus = await on.world.as('gus', 'AGT TAD', 'globex');

    expect(await incidents()).toBe(before);
    const [mail] = await on.log(gus);
    expect(mail).toMatchObject({ state: 'taken', subject: 'For globex' });
    expect(mail.user).toBeUndefined(); // rita is acme's
    const acmes = await opened();
    await on.send({ to: 'globex@mail.example', subject: `[${acmes}] Let me in` });
    expect(await commentsOf(acmes)).toEqual([]);
    expect((await on.log(gus))[0].record.uid).not.toBe((await on.log())[0].record.uid);
    expect(await on.send({ to: 'nobody@elsewhere.example' })).toBe(422);
    expect(await on.send({ to: 'no-such-tenant@mail.example' })).toBe(202);
  });
});

describe('A15 mail that maps to a record', () => {
  beforeAll(() => on.world.advance('PT61M')); // nobody has sent too much of the hour

  it('by [INC…] in its subject is a public comment of the requester, without the history that it quotes', async () => {
    const id = await opened();
    const body = 'It works again.\r\n\r\nOn Mon, 15 Jun 2026 at 09:00 Helpdesk wrote:\r\n> Does it work?\r\n> -- \r\n';
    await on.send({ subject: `Re: [${id.toLowerCase()}] Mail is down`, body });

    expect(await commentsOf(id)).toMatchObject([
      { body: 'It works again.', visibility: 'public', author: { type: 'human', id: 'rita' } },
    ]);
  });

  it('by In-Reply-To and References is one too, whether they name mail of ours or the first one', async () => {
    const first = '<first-of-thread@acme-corp.example>';
    await on.send({ subject: 'Screen flickers', id: first });
    const id = await on.latest();
    const { uid } = (await on.ada.get(`/v1/incidents/${id}`)).body;
    await on.world.advance('PT1S');
    await on.ada.post(`/v1/incidents/${id}/comments`, { body: 'Which screen?', visibility: 'public' });
    const ours = (await on.world.outbox()).find(({ text }) => text.includes('Which screen?'));
    if (!ours) throw new Error('nothing was sent');
    expect(ours).toMatchObject({ subject: expect.stringContaining(`[${id}]`), replyTo: ['acme@mail.example'] });
    expect(ours.headers).toMatchObject({
      'Auto-Submitted': 'auto-generated',
      References: expect.stringMatching(`^${first} <${id.toLowerCase()}\\.record\\.[0-9a-z]+@mail\\.example>$`),
    });

    await on.send({ subject: 'Re: Screen flickers', body: 'one', headers: { 'In-Reply-To': ours.messageId } });
    await on.send({ subject: 'no number', body: 'two', headers: { References: String(ours.headers.References) } });
    await on.send({ subject: 'no number', body: 'three', headers: { References: `<x@y> ${first}` } });

    expect((await commentsOf(id)).map((each: { body: string }) => each.body)).toEqual([
      'Which screen?',
      'one',
      'two',
      'three',
    ]);
    expect((await on.world.events({ uid, name: 'incident.created' })).length).toBe(1);
  });

  it('is a public comment of a watcher', async () => {
    const id = await opened();
    const { headers } = await on.ada.get(`/v1/incidents/${id}`);
    const ifMatch = { headers: { 'if-match': headers.get('etag') ?? '' } };
    await on.ada.patch(`/v1/incidents/${id}`, { watchers: ['will'] }, ifMatch);
    await on.send({ from: 'will@acme-corp.example', subject: `[${id}]`, body: 'Here too.' });

    expect(await commentsOf(id)).toMatchObject([{ body: 'Here too.', visibility: 'public', author: { id: 'will' } }]);
  });

  it('of anybody else opens a new record, and an internal note on the old one says so', async () => {
    const id = await opened();
    await on.send({ from: sven, subject: `Re: [${id}] Mail is down`, body: 'Mine is down, too.' });

    const next = await on.latest();
    expect(next).not.toBe(id);
    expect((await on.ada.get(`/v1/incidents/${next}`)).body).toMatchObject({
      requesterId: 'sven',
      description: 'Mine is down, too.',
    });
    expect(await commentsOf(id)).toMatchObject([{ visibility: 'internal', body: expect.stringContaining(next) }]);
    expect((await on.rita.get(`/v1/incidents/${id}/comments`)).body.total).toBe(0);
  });

  it('that is closed opens a new one as well', async () => {
    const id = await opened();
    await on.ada.act(`/v1/incidents/${id}`, 'cancel', { reason: 'Asked to' });
    await on.send({ subject: `[${id}] once more` });

    expect(await on.latest()).not.toBe(id);
    expect(await commentsOf(id)).toMatchObject([{ visibility: 'internal', body: expect.stringContaining('closed') }]);
  });
});

describe('A15 what nobody waits for', () => {
  beforeAll(() => on.world.advance('PT61M')); // nobody has sent too much of the hour

  it.each([
    ['auto-reply', { 'Auto-Submitted': 'auto-replied (vacation)' }],
    ['bulk', { Precedence: 'bulk' }],
    ['bulk', { Precedence: 'junk' }],
    ['bulk', { Precedence: 'list' }],
    ['no-return-path', { 'Return-Path': '<>' }],
  ])('%s: %o is neither record nor comment', async (reason, headers) => {
    const id = await opened();
    const before = await incidents();
    await on.send({ subject: `[${id}] Out of office`, headers });

    expect((await on.log())[0]).toMatchObject({ state: 'ignored', reason });
    expect([await incidents(), await commentsOf(id)]).toEqual([before, []]);
  });

  it('our own mail that comes back, by its address, its domain or its Message-ID, ends there', async () => {
    const [first] = await on.world.outbox();
    if (!first) throw new Error('nothing was sent');
    const before = await incidents();
    await on.send({ from: 'helpdesk@helmdesk.example' });
    await on.send({ from: 'globex@mail.example' });
    await on.send({ id: first.messageId });

    expect((await on.log()).slice(0, 3).map(({ reason }) => reason)).toEqual(['our-own', 'our-own', 'our-own']);
    expect(await incidents()).toBe(before);
  });

  it('Auto-Submitted: no is a person’s mail', async () => {
    await on.send({ headers: { 'Auto-Submitted': 'no' } });
    expect((await on.log())[0].state).toBe('taken');
  });

  it('a new record is acknowledged once; answering that comes to an end', async () => {
    const toRita = async () => (await on.world.outbox()).filter(({ to }) => to.includes('Rita@acme-corp.example'));
    const before = (await toRita()).length;
    const id = await opened();
    const [acknowledgement, ...more] = (await toRita()).slice(before);
    if (!acknowledgement) throw new Error('nothing was sent');
    expect(acknowledgement.subject).toContain(id);
    expect(more).toEqual([]);

    await on.send({ subject: `Re: ${acknowledgement.subject}`, body: 'I am out of office until Monday.' });
    expect(await commentsOf(id)).toHaveLength(1);
    expect(await toRita()).toHaveLength(before + 1);
  });

  it('a virus and spam are dropped', async () => {
    const before = await incidents();
    await on.send({}, 'virus=fail');
    await on.send({}, 'spam=fail');
    expect((await on.log()).slice(0, 2).map(({ reason }) => reason)).toEqual(['spam', 'virus']);
    expect(await incidents()).toBe(before);
  });
});

describe('A15 whose mail it is', () => {
  beforeAll(() => on.world.advance('PT61M')); // nobody has sent too much of the hour

  it('mail that fails DMARC is a stranger’s, or dropped by setting', async () => {
    const id = await opened();
    await on.send({ subject: `[${id}] Give me access`, body: 'Please.' }, 'dmarc=fail');

    const next = await on.latest();
    expect((await on.ada.get(`/v1/incidents/${next}`)).body).toMatchObject({
      contact: 'Rita Requester <rita@acme-corp.example>',
    });
    expect((await commentsOf(id)).map((each: { visibility: string }) => each.visibility)).toEqual(['internal']);
    await on.set({ mailUnauthenticated: 'drop' });
    await on.send({}, 'dmarc=fail');
    expect((await on.log())[0]).toMatchObject({ state: 'ignored', reason: 'unauthenticated' });
    await on.set({ mailUnauthenticated: 'stranger' });
  });

  it('without a policy SPF counts for the author’s own domain only', async () => {
    await on.send({}, 'dmarc=gray&dkim=fail&from=rita@acme-corp.example');
    expect((await on.log())[0].user).toBe('rita');
    await on.send({}, 'dmarc=gray&dkim=fail&from=rita@evil.example');
    expect((await on.log())[0].user).toBeUndefined();
    await on.send({ headers: { 'DKIM-Signature': 'v=1; d=evil.example; s=x; b=y' } }, 'dmarc=gray&from=x@evil.example');
    expect((await on.log())[0].user).toBeUndefined();
  });
});

describe('A15 once', () => {
  it('a mail that is delivered twice is one record, one comment and one file', async () => {
    const before = await incidents();
    const twice = { id: '<twice@acme-corp.example>', subject: 'Twice' };
    await Promise.all([on.send(twice), on.send(twice), on.send(twice)]);
    const id = await on.latest();
    await on.send(twice);
    expect(await incidents()).toBe(before + 1);

    const answer = { id: '<answer@acme-corp.example>', subject: `[${id}]` };
    await Promise.all([on.send(answer), on.send(answer)]);
    expect(await commentsOf(id)).toHaveLength(1);
  });

  it('whoever repeats the Message-ID of another’s mail does not get what answers it', async () => {
    await on.send({ id: '<mine@acme-corp.example>' });
    const id = await on.latest();
    await on.send({ from: stranger, id: '<mine@acme-corp.example>', subject: 'Mine now' });
    await on.send({ subject: 'More of it', headers: { 'In-Reply-To': '<mine@acme-corp.example>' } });

    expect(await on.latest()).toBe(id);
  });

  it('what asks a process for a record may come again, and raw mail that is not there yet is asked for again', async () => {
    const id = await opened();
    const [before, comments] = [await incidents(), await commentsOf(id)];
    const acme = await on.world.tenantId('acme');
    for (const detail of await on.world.events({ name: 'mail.received' })) {
      if (detail.tenantId !== acme) continue;
      const event = { source: 'itsm.incident-management', 'detail-type': detail.name, detail };
      expect((await on.world.invoke('incident-management', event)).ok).toBe(true);
    }
    expect([await incidents(), await commentsOf(id)]).toEqual([before, comments]);

    const mail = { messageId: 'not-there', source: 'rita@acme-corp.example', headers: [] };
    const ses = { mail, receipt: { recipients: ['acme@mail.example'] } };
    expect((await on.world.invoke('inbound-mail', { Records: [{ ses }] })).ok).toBe(false);
  });

  it('more than 20 mails of an hour from one sender gather in one record, each with its subject', async () => {
    await on.world.advance('PT61M');
    const before = await incidents();
    for (let i = 1; i <= 25; i++) await on.send({ from: sven, subject: `Alarm ${i}`, body: `No ${i}` });
    await on.send({ from: sven, subject: 'Alarm 26', body: '' });

    expect(await incidents()).toBe(before + 21);
    const [last] = await on.log();
    expect(last).toMatchObject({ ofThisHour: 26 });
    const gathered = await commentsOf(last.record.id);
    expect(gathered).toHaveLength(5);
    expect(gathered.at(-2).body).toMatch(/^Mail 25 of this hour.*\nSubject: Alarm 25\n\nNo 25$/);
    expect(gathered.at(-1).body).toMatch(/^Mail 26 of this hour.*\nSubject: Alarm 26\n\n\(no text\)$/);
    await on.world.advance('PT61M');
    await on.send({ from: sven, subject: 'Later' });
    expect(await on.latest()).not.toBe(last.record.id);
  });
});

describe('A15 what is in it', () => {
  beforeAll(() => on.world.advance('PT61M')); // nobody has sent too much of the hour

  const boundary = (parts: readonly string[]): string =>
    parts.map((part) => `--b\r\n${part}\r\n`).join('') + '--b--\r\n';
  const mixed = { 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=b' };
  const part = (type: string, name: string, text: string): string =>
    `Content-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(text).toString('base64')}`;

  it('files become attachments that are looked into; what is refused is noted', async () => {
    const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
    const body = boundary([
      'Content-Type: text/plain\r\n\r\nSee the log.',
      part('text/plain', 'trace.log', 'Connection refused'),
      part('application/x-msdownload', 'setup.exe', 'MZ'),
      part('text/plain', '../../virus.txt', eicar),
    ]);
    await on.send({ headers: mixed, body });

    const id = await on.latest();
    const { items } = (await on.rita.get(`/v1/incidents/${id}/attachments`)).body;
    expect(items.map(({ fileName, state }: Record<string, string>) => [fileName, state])).toEqual([
      ['trace.log', 'unscanned'],
      ['.. .. virus.txt', 'infected'],
    ]);
    const { url } = (await on.rita.get(`/v1/incidents/${id}/attachments/${items[0].id}/download`)).body;
    expect(await (await fetch(url)).text()).toBe('Connection refused');
    expect(await commentsOf(id)).toMatchObject([
      { visibility: 'internal', body: expect.stringContaining('setup.exe') },
    ]);
    expect((await on.ada.get(`/v1/incidents/${id}/history/verify`)).status).not.toBe(500);
  });

  it('plain text is preferred, HTML is reduced to text, character sets are decoded, size is bounded', async () => {
    const html =
      '<html><head><style>p{}</style></head><body><p>Caf\u00e9 <b>closed</b></p><script>x()</script><ul><li>one</li></ul></body></html>';
    const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Transfer-Encoding': 'base64' };
    await on.send({ headers, body: Buffer.from(html).toString('base64') });
    const description = async () => (await on.ada.get(`/v1/incidents/${await on.latest()}`)).body.description;
    expect(await description()).toBe('Café closed\n\n- one');

    const latin = Buffer.from(
      raw({ headers: { 'Content-Type': 'text/plain; charset=iso-8859-1' }, body: 'M\u00fcller' }),
      'latin1',
    );
    await on.send(latin);
    expect(await description()).toBe('Müller');

    const alternative = { 'MIME-Version': '1.0', 'Content-Type': 'multipart/alternative; boundary=b' };
    await on.send({
      headers: alternative,
      body: boundary(['Content-Type: text/plain\r\n\r\nplain', 'Content-Type: text/html\r\n\r\n<b>html</b>']),
    });
    expect(await description()).toBe('plain');

    await on.send({ subject: '=?utf-8?B?8J+Yhg==?='.repeat(200), body: '\u{1F606}'.repeat(100_000) });
    expect((await description()).length).toBeLessThanOrEqual(32_000);
  });
});

describe('A15 any bytes', () => {
  it('are taken or ignored, never an error, and none ends as a dead letter', async () => {
    const query = 'to=acme@mail.example&from=fuzz@elsewhere.example';
    await fc.assert(
      fc.asyncProperty(anyBytes, async (given) => {
        expect(await on.send(given, query)).toBe(202);
      }),
      { numRuns: 20 },
    );
    await on.send({ subject: '\u0000\u0007', body: '\u0000' });

    const log = await on.log();
    expect(log[0]).toMatchObject({ state: 'taken', subject: '(no subject)' });
    expect(log.filter(({ state }) => state === 'received')).toEqual([]);
    const letters = await fetch(`${on.world.url}/_local/dead-letters`);
    expect(await letters.json()).toEqual({ items: [] });
  });
});
