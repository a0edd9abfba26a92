/** Mail of people who take part in a record: in copy, after it was merged, after it was resolved. */
import { describe, expect, it } from 'vitest';
import { useDesk } from '#test/platform/inbound-mail/desk';
import { bytesOf, newId } from '#test/platform/inbound-mail/field-case';
import type { Client } from '#test/support/client';

const { on, path, stateOf, commentsOf, incidents, mailTo, opened, started } = useDesk();

describe('field-case mail/19 whoever the first mail went to as well takes part', () => {
  it('field-case mail/19 an answer to all is a comment', async () => {
    const karl = await on.world.as('karl', 'REQ');
    await on.send(bytesOf('19a-first-mail-with-cc'), 'from=rita@example.com');
    const id = await on.latest();
    expect((await on.ada.get(path(id))).body).toMatchObject({ requesterId: 'rita', watchers: ['karl'] });
    const before = await incidents();
    await on.send(bytesOf('19b-answer-of-the-cc'), 'from=karl@example.com');
    expect(await incidents()).toBe(before);
    expect(await commentsOf(id)).toMatchObject([
      { author: { id: 'karl' }, visibility: 'public', body: 'Bei mir auch, seit gestern.' },
    ]);
    expect((await karl.get(path(id))).status).toBe(200);
  });

  it.each([
    ['To: acme@mail.example, "Karl, K." <KARL@example.com>, rita@example.com', ['karl']],
    ['Cc: Nobody <nobody@example.org>, globex@mail.example', undefined],
    ['Cc: karl@example.com, Ada <ada@example.com>', ['karl', 'ada']],
  ])('field-case mail/19 %s', async (header, watchers) => {
    const lines = ['From: Rita <rita@example.com>', `Message-ID: ${newId()}`, 'Subject: Beamer', header];
    await on.send(Buffer.from(`${lines.join('\r\n')}\r\n\r\nx`), 'from=rita@example.com&to=acme@mail.example');
    expect((await on.ada.get(path(await on.latest()))).body.watchers).toEqual(watchers);
  });

  it('field-case mail/19 nobody becomes a watcher by mail that is not proved', async () => {
    await on.send(bytesOf('19a-first-mail-with-cc', undefined, true), 'from=rita@example.com&dmarc=fail');
    expect((await on.ada.get(path(await on.latest()))).body).not.toHaveProperty('watchers');
  });
});

async function resolved(id: string): Promise<void> {
  await started(id);
  const resolution = { code: 'solved_permanently', notes: 'It was mended.', category: 'email' };
  expect((await on.ada.act(path(id), 'resolve', resolution)).status).toBe(200);
  await on.world.advance('PT1H');
}

describe('field-case mail/21 an answer to what is resolved', () => {
  const answer = (id: string) => bytesOf('21-answer-to-a-resolved-incident', id, true);

  it('field-case mail/21 of its requester reopens it, with their words', async () => {
    const id = await opened();
    await resolved(id);
    await on.send(answer(id), 'from=rita@example.com');
    const { items } = (await on.ada.get(`${path(id)}/history`)).body;
    expect(items.find(({ command }: Record<string, string>) => command === 'reopen')).toMatchObject({
      actor: { type: 'human', id: 'rita' },
      reason: 'Nein, er druckt immer noch nicht!',
    });
    expect(await stateOf(id)).toBe('in_progress');
    expect(await commentsOf(id)).toMatchObject([{ author: { id: 'rita' }, body: 'Nein, er druckt immer noch nicht!' }]);
    await on.world.advance('P4D');
    expect(await stateOf(id)).toBe('in_progress');
  });

  it('field-case mail/21 of somebody who is no user reopens theirs as well', async () => {
    await on.send({ from: 'Pat <pat@example.com>', subject: 'Door' }, 'from=pat@example.com');
    const id = await on.latest();
    await resolved(id);
    const text = 'x'.repeat(3_000);
    await on.send({ from: 'Pat <pat@example.com>', subject: `Re: [${id}]`, body: text }, 'from=pat@example.com');
    expect(await stateOf(id)).toBe('in_progress');
    expect(await commentsOf(id)).toMatchObject([{ body: expect.stringContaining(text) }]);
  });

  it('field-case mail/21 of a watcher, or of its agent, is a comment', async () => {
    await on.send(bytesOf('19a-first-mail-with-cc', undefined, true), 'from=rita@example.com');
    const id = await on.latest();
    await resolved(id);
    await on.send(
      { from: 'Karl <karl@example.com>', subject: `Re: [${id}]`, body: 'Thanks.' },
      'from=karl@example.com',
    );
    expect(await stateOf(id)).toBe('resolved');
    expect(await commentsOf(id)).toMatchObject([{ author: { id: 'karl' }, body: 'Thanks.' }]);
  });
});

async function merged(survivor: string, duplicates: readonly string[]): Promise<void> {
  const body = { survivor, duplicates, reason: 'The same matter' };
  expect((await on.ada.post('/v1/incidents/merge', body)).status).toBe(200);
}

describe('field-case mail/20 an answer to an incident that was merged', () => {
  const words = 'Noch etwas: auch das Telefon geht nicht.';
  const answer = (id: string) => bytesOf('20-answer-to-a-merged-incident', id, true);
  const heard = { author: { id: 'rita' }, visibility: 'public', body: words };

  it('field-case mail/20 is a comment that the survivor has, of its requester’s own', async () => {
    const [first, second] = [await opened(), await opened()];
    await started(first);
    await on.ada.act(path(first), 'hold', { reason: 'awaiting_caller', comment: 'Which version?' });
    await merged(first, [second]);
    const before = await incidents();
    await on.send(answer(second), 'from=rita@example.com');

    expect(await incidents()).toBe(before);
    expect((await commentsOf(first)).slice(-1)).toMatchObject([{ ...heard, record: second }]);
    const { items } = (await on.rita.get(`${path(first)}/comments`)).body;
    expect(items.slice(-1)).toMatchObject([heard]);
    expect((await on.log())[0]).toMatchObject({ state: 'taken', record: { id: second } });
    // It was the caller's answer, and whoever works on it hears of it.
    expect(await stateOf(first)).toBe('in_progress');
    const [told] = (await mailTo('ada@example.com')).slice(-1);
    expect(told?.subject).toContain(first);
    expect(told?.text).toContain(words);
  });

  it('field-case mail/20 also after a chain of merges, and over the API', async () => {
    const [first, second, third] = [await opened(), await opened(), await opened()];
    await merged(second, [third]);
    await merged(first, [second]);
    const before = await incidents();
    await on.send(answer(third), 'from=rita@example.com');
    await on.world.advance('PT1S');
    const { status, body } = await on.rita.post(`${path(third)}/comments`, { body: 'And the fax.' });
    expect([status, body]).toMatchObject([201, { body: 'And the fax.', author: { id: 'rita' } }]);
    expect((await on.rita.patch(`${path(third)}/comments/${body.id}`, { body: 'And the fax machine.' })).status).toBe(
      200,
    );

    expect(await incidents()).toBe(before);
    expect(await commentsOf(first)).toMatchObject([
      { ...heard, record: third },
      { body: 'And the fax machine.', record: third },
    ]);
  });

  it('field-case mail/20 of another requester is read by agents and by nobody else', async () => {
    const karl = await on.world.as('karl', 'REQ');
    const [karls, ritas] = [await opened(karl), await opened()];
    await started(karls);
    await on.ada.act(path(karls), 'hold', { reason: 'awaiting_caller', comment: 'Which version?' });
    await merged(karls, [ritas]);
    const version = (await karl.get(path(karls))).body.version;
    const toKarl = (await mailTo('karl@example.com')).length;
    await on.send(answer(ritas), 'from=rita@example.com');

    expect((await commentsOf(karls)).slice(-1)).toMatchObject([{ ...heard, record: ritas }]);
    const read = async (client: Client, id: string) =>
      (await client.get(`${path(id)}/comments`)).body.items.map(({ body }: Record<string, string>) => body);
    expect(await read(on.rita, ritas)).toEqual([words]);
    expect(await read(karl, karls)).toEqual(['Which version?']);
    // Not Karl's answer: it waits for that, he is told nothing, and what he sees has not changed.
    expect((await karl.get(path(karls))).body).toMatchObject({ state: 'pending', version });
    expect(await mailTo('karl@example.com')).toHaveLength(toKarl);
    const [told] = (await mailTo('ada@example.com')).slice(-1);
    expect(told?.text).toContain(words);
  });

  it('field-case mail/20 takes part in the survivor: who names a duplicate of somebody else’s', async () => {
    const karl = await on.world.as('karl', 'REQ');
    const [karls, ritas] = [await opened(karl), await opened()];
    await merged(karls, [ritas]);
    await on.send(
      { from: 'Karl <karl@example.com>', subject: `Re: [${ritas}]`, body: 'Mine' },
      'from=karl@example.com',
    );
    expect((await on.log())[0]).toMatchObject({ state: 'taken', record: { id: karls } });
  });

  it('field-case mail/20 reopens a survivor that is resolved, and is a record of its own once that is over', async () => {
    const [first, second] = [await opened(), await opened()];
    await merged(first, [second]);
    await resolved(first);
    await on.send(answer(second), 'from=rita@example.com');
    expect(await stateOf(first)).toBe('in_progress');

    const resolution = { code: 'solved_permanently', notes: 'It was mended.', category: 'email' };
    await on.ada.act(path(first), 'resolve', resolution);
    await on.rita.act(path(first), 'close', {});
    await on.send(answer(second), 'from=rita@example.com');
    expect([first, second]).not.toContain(await on.latest());
    expect((await on.rita.post(`${path(second)}/comments`, { body: 'Once more' })).status).toBe(409);
  });
});

describe('field-case api/merged-requesters', () => {
  const told = async (about: string, before: number) =>
    (await mailTo('rita@example.com')).slice(before).filter(({ subject }) => subject.includes(about));

  it('field-case api/merged-requesters each hears of the merge, and once of the end, under their own number', async () => {
    const karl = await on.world.as('karl', 'REQ');
    const [karls, ritas, second] = [await opened(karl, 'Mail is down'), await opened(), await opened(on.ada, 'Of Ada')];
    const before = (await mailTo('rita@example.com')).length;
    await merged(second, [ritas]);
    await merged(karls, [second]);
    const [hint, ...more] = await told(`[${ritas}] Handled together`, before);
    expect([hint?.text, more]).toEqual([expect.stringContaining(ritas), []]);

    await on.ada.post(`${path(karls)}/comments`, { body: 'Karl, your password is reset.', visibility: 'public' });
    await resolved(karls);
    const mails = (await mailTo('rita@example.com')).slice(before);
    const [end, ...others] = await told('Resolved', before);
    expect(end).toMatchObject({ subject: `[${ritas}] Resolved: Outlook slow`, text: expect.stringContaining(ritas) });
    expect(others).toEqual([]);
    // Of Karl's she sees nothing: neither words nor number.
    for (const { subject, text } of mails)
      expect(`${subject}${text}`).not.toMatch(new RegExp(`${karls}|password|mended`));
    const toKarl = (await mailTo('karl@example.com')).filter(({ subject }) =>
      subject.startsWith(`[${karls}] Resolved`),
    );
    expect(toKarl).toHaveLength(1);
  });

  it('field-case api/merged-requesters who reported both is told once, of the one that survives', async () => {
    const [first, second] = [await opened(), await opened()];
    await merged(first, [second]);
    const before = (await mailTo('rita@example.com')).length;
    await resolved(first);
    expect((await told('Resolved', before)).map(({ subject }) => subject)).toEqual([
      `[${first}] Resolved: Outlook slow`,
    ]);
  });
});
