/** What an answer quotes, what is left out of it, and who reads that. */
import { readFileSync } from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import { usePost } from '#test/platform/inbound-mail/mailbox';

const on = usePost('2026-11-30T08:00:00Z', [
  { id: 'rita', name: 'Rita', email: 'rita@example.com', roles: ['REQ'] },
  { id: 'karl', name: 'Karl', email: 'karl@example.com', roles: ['REQ'] },
]);
beforeEach(() => on.world.advance('PT61M')); // nobody has sent too much of the hour

const [rita, karl] = ['Rita <rita@example.com>', 'Karl <karl@example.com>'];
const quote = 'On Mon, Nov 30, 2026 at 10:00 AM Helmdesk <acme@mail.example> wrote:\r\n> Which version?\r\n';

async function opened(): Promise<string> {
  await on.send({ from: rita, subject: 'Outlook slow' });
  return on.latest();
}
const commentsOf = async (id: string, client = on.ada) => (await client.get(`/v1/incidents/${id}/comments`)).body.items;

/** The case of this name, about the record. */
async function sendCase(name: string, id: string): Promise<void> {
  const bytes = readFileSync(`test/fixtures/field-cases/mail/${name}.eml`).toString('latin1');
  await on.send(Buffer.from(bytes.replace('INC0000000', id), 'latin1'), 'from=rita@example.com');
}

it('field-case mail/11 answers between the questions are in the comment', async () => {
  const id = await opened();
  await sendCase('11-answers-between-the-questions', id);
  const [{ body, visibility }] = await commentsOf(id);
  for (const each of ['Version 16', 'Since Monday', 'The third']) expect(body).toContain(each);
  expect(visibility).toBe('public');
});

it('field-case mail/12 what somebody else is quoted for is in the comment', async () => {
  const id = await opened();
  await sendCase('12-answer-that-hands-something-on', id);
  expect((await commentsOf(id))[0].body).toContain('KB500123');
});

it('field-case mail/11 what is left out is read by agents, never by requesters, and not after the author edits', async () => {
  const id = await opened();
  await on.send({ from: rita, subject: `Re: [${id}]`, body: `Version 16.\r\n\r\n${quote}` });

  const [seen] = await commentsOf(id);
  expect(seen).toMatchObject({ body: 'Version 16.', original: expect.stringContaining('> Which version?') });
  expect(seen).not.toHaveProperty('mail');
  const [own] = await commentsOf(id, on.rita);
  expect(own).toMatchObject({ body: 'Version 16.' });
  for (const hidden of ['original', 'mail']) expect(own).not.toHaveProperty(hidden);
  const edited = await on.rita.patch(`/v1/incidents/${id}/comments/${own.id}`, { body: 'Version 17.' });
  expect(edited.body).toMatchObject({ body: 'Version 17.' });
  for (const hidden of ['original', 'mail']) expect(edited.body).not.toHaveProperty(hidden);
});

it('field-case mail/11 text that is longer than a record takes is all there for agents', async () => {
  const lines = Array.from({ length: 3_000 }, (_, at) => `line ${at}`).join('\r\n');
  await on.send({ from: rita, subject: 'A long log', body: lines });
  const id = await on.latest();
  expect((await on.ada.get(`/v1/incidents/${id}`)).body.description).not.toContain('line 2999');
  expect(await commentsOf(id)).toMatchObject([
    { visibility: 'internal', original: expect.stringContaining('line 2999') },
  ]);
  expect(await commentsOf(id, on.rita)).toEqual([]);

  await on.send({ from: rita, subject: 'A longer one', body: 'word '.repeat(30_000) });
  const notes = await commentsOf(await on.latest());
  expect(notes.map(({ body }: { body: string }) => body).join('\n')).toContain('the first 75000 are kept');
});

it('field-case mail/11 of an answer that became a record of its own as well', async () => {
  const id = await opened();
  await on.send({ from: karl, subject: `Re: [${id}]`, body: `Mine, too.\r\n\r\n${quote}` });
  const next = await on.latest();
  expect((await on.ada.get(`/v1/incidents/${next}`)).body.description).toBe('Mine, too.');
  expect(await commentsOf(next)).toMatchObject([{ original: expect.stringContaining('> Which version?') }]);
});

it('field-case mail/11 redaction of the comment, and of anything else of the record, takes it out', async () => {
  const sam = await on.world.as('sam', 'SEC');
  const id = await opened();
  const secret = { from: rita, subject: `Re: [${id}]`, body: `My password is hunter2hunter2.\r\n\r\n${quote}` };
  await on.send(secret);
  await on.send({ ...secret, body: `Forget that.\r\n\r\n${quote}> > My password is hunter2hunter2.\r\n` });
  const [first, second] = await commentsOf(id);
  expect(second.original).toContain('hunter2');

  await sam.post(`/v1/incidents/${id}/comments/${first.id}/redact`, { reason: 'A password' });
  expect((await commentsOf(id))[0]).not.toHaveProperty('original');
  await on.world.settled();
  expect(JSON.stringify(await commentsOf(id))).not.toContain('hunter2');
  expect((await commentsOf(id))[1]).toMatchObject({ body: 'Forget that.' });
});

it('field-case mail/11 erasure of who wrote it takes it out', async () => {
  const id = await opened();
  await on.send({
    from: rita,
    subject: `Re: [${id}]`,
    body: `Version 16.\r\n\r\n${quote}> Rita, of 12 Elm Street\r\n`,
  });
  expect((await commentsOf(id))[0].original).toContain('Elm Street');
  const path = '/v1/users/rita';
  const { body: user, headers } = await on.tina.get(path);
  await on.tina.put(path, { ...user.body, active: false }, { headers: { 'if-match': headers.get('etag') ?? '' } });
  await on.world.settled();
  const asked = await on.tina.post('/v1/erasures', { person: 'rita', reason: 'Article 17' });
  expect(asked.status).toBeLessThan(300);
  await on.world.settled();
  expect(JSON.stringify(await commentsOf(id))).not.toContain('Elm Street');
});

it('A5 comments that are more than one answer carries come in several, none of them twice', async () => {
  const path = `/v1/incidents/${await opened()}/comments`;
  for (let at = 0; at < 34; at++) {
    const { status } = await on.ada.post(path, { body: `${at} ${'\u6F22'.repeat(31_900)}`, visibility: 'public' });
    expect(status).toBe(201);
    await on.world.advance('PT1S'); // ids of one millisecond have no order
  }
  const first = (await on.ada.get(path)).body;
  const second = (await on.ada.get(`${path}?cursor=${first.nextCursor}`)).body;
  expect([first.total, second.nextCursor]).toEqual([34, null]);
  expect(first.items.length).toBeLessThan(34);
  const numbers = [...first.items, ...second.items].map(({ body }: { body: string }) => Number.parseInt(body, 10));
  expect(numbers).toEqual(Array.from({ length: 34 }, (_, at) => at));
  expect((await on.ada.get(`${path}?cursor=nonsense`)).status).toBe(400);
});
