/** Mail that other products read wrongly, as reported by those who run them: from the bytes to the record. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { usePost } from '#test/platform/inbound-mail/mailbox';

const on = usePost('2026-11-30T08:00:00Z', [
  { id: 'rita', name: 'Rita', email: 'rita@example.com', roles: ['REQ'] },
  { id: 'ada', name: 'Ada Agent', email: 'ada@example.com', roles: ['AGT'] },
]);

/** Mails that can come in an hour, less those of one test: whose sender sends more has one record for the rest. */
const OF_AN_HOUR = 20 - 8;
let sent = 0;
beforeEach(async () => {
  if (on.sent - sent <= OF_AN_HOUR) return;
  sent = on.sent;
  await on.world.advance('PT61M');
});

const bytesOf = (name: string): Buffer => readFileSync(`test/fixtures/field-cases/mail/${name}.eml`);

/** The record that the mail became. */
async function recordOf(mail: Buffer, envelope = 'pat@example.com') {
  expect(await on.send(mail, `from=${envelope}`)).toBe(202);
  const id = await on.latest();
  const { body } = await on.ada.get(`/v1/incidents/${id}`);
  const { items } = (await on.ada.get(`/v1/incidents/${id}/attachments`)).body;
  return {
    id,
    ...body,
    files: items.map(({ fileName, mediaType }: Record<string, string>) => `${fileName} ${mediaType}`),
  };
}

/** A message of these lines, each character of which is a byte. */
let count = 0;
const message = (header: readonly string[], body: string, from = 'Pat <pat@example.com>'): Buffer =>
  Buffer.from(
    [`From: ${from}`, 'To: acme@mail.example', `Message-ID: <own-${++count}@example.com>`, ...header, '', body].join(
      '\r\n',
    ),
    'latin1',
  );
const utf8 = (text: string): string => Buffer.from(text).toString('latin1');
const typed = (type: string, body: string): Buffer => message(['Subject: x', `Content-Type: ${type}`], body);

describe('field-case mail/01 bytes that no character set is named for', () => {
  it('field-case mail/01 are windows-1252 when they are not UTF-8', async () => {
    const { description } = await recordOf(bytesOf('01-no-charset-latin1'));
    expect(description).toContain('Rød grød med fløde');
    expect(description).toContain('Østerbro');
    expect(description).not.toContain('\uFFFD');
  });
});

describe('field-case mail/02 names of character sets', () => {
  it('field-case mail/02 an unknown one does not matter to what is UTF-8', async () => {
    const { description } = await recordOf(bytesOf('02-unknown-charset-utf8'));
    expect(description).toContain('Störung am Gerät im Büro');
  });

  it.each([
    ['utf8mb4', utf8('Störung')],
    ['us-ascii', utf8('Störung')],
    ['unknown-8bit', 'St\u00F6rung'],
    ['cp850', 'St\u0094rung'],
    ['cp437', 'St\u0094rung'],
    ["'iso-8859-15'", 'St\u00F6rung'],
    ['"iso-8859-15"', 'St\u00F6rung'],
    ['windows1252', 'St\u00F6rung'],
    ['UTF-8', `${utf8('Störung')}\r\nSt\u00F6rung`],
  ])('field-case mail/02 %s', async (charset, body) => {
    const { description } = await recordOf(typed(`text/plain; charset=${charset}`, body));
    expect(description).toContain(body.includes('\n') ? 'Störung\nStörung' : 'Störung');
  });

  it('field-case mail/02 in encoded words', async () => {
    const subject = 'Subject: =?unknown-8bit?Q?St=C3=B6rung?= =?cp850?B?U3SUcnVuZw==?= =?x-none?Q?St=F6rung?=';
    expect((await recordOf(message([subject], 'x'))).title).toBe('StörungStörungStörung');
  });
});

it('field-case mail/03 HTML names its character set itself where the part does not', async () => {
  expect((await recordOf(bytesOf('03-html-meta-charset'))).description).toContain('Sørens skærm er sort');
});

it('field-case mail/04 a header may have the bytes of Latin-1, or of what the message names', async () => {
  expect((await recordOf(bytesOf('04-raw-latin1-subject'))).title).toBe('Gerät im Büro gestört');
  const cyrillic = ['Subject: \u00CF\u00F0\u00E8\u00E2\u00E5\u00F2', 'Content-Type: text/plain; charset=windows-1251'];
  expect((await recordOf(message(cyrillic, 'x'))).title).toBe('Привет');
  expect((await recordOf(message([`Subject: ${utf8('Voilà')}`], 'x'))).title).toBe('Voilà');
});

describe('field-case mail/05 a Content-Type that cannot be read', () => {
  it('field-case mail/05 without its semicolon', async () => {
    const { description } = await recordOf(bytesOf('05-content-type-not-readable'));
    expect(description).toContain('der Drucker im dritten Stock geht nicht');
  });

  it.each([
    'text',
    'text/',
    '; charset=utf-8',
    '=?utf-8?Q?text/plain?=',
    'multipart/mixed',
    'multipart/mixed; boundary=that-is-nowhere',
  ])('field-case mail/05 %s', async (type) => {
    expect((await recordOf(typed(type, utf8('Gerät gestört.')))).description).toContain('Gerät gestört.');
  });
});

it('field-case mail/06 an unknown subtype of text is text', async () => {
  expect((await recordOf(bytesOf('06-text-subtype-unknown'))).description).toContain('srv-7');
  for (const type of ['text/enriched', 'text/x-log'])
    expect((await recordOf(typed(type, 'srv-7 is down.'))).description).toContain('srv-7 is down.');
});

describe('field-case mail/07 invitations', () => {
  const told = ['Umzug der Firewall', '2026-12-03 09:00 UTC', 'Raum 7', 'Port 8443'];

  it('field-case mail/07 can be read, and are attached', async () => {
    const { description, files } = await recordOf(bytesOf('07-calendar-invitation'));
    for (const each of told) expect(description).toContain(each);
    expect(files).toEqual(['invitation.ics text/calendar']);
  });

  it('field-case mail/07 also when they are all there is, or stand beside text, or are canceled', async () => {
    const [, calendar = ''] =
      /(BEGIN:VCALENDAR.*END:VCALENDAR)/s.exec(bytesOf('07-calendar-invitation').toString()) ?? [];
    const alone = await recordOf(typed('text/calendar; method=REQUEST; charset=utf-8', calendar));
    for (const each of told) expect(alone.description).toContain(each);

    const canceled = calendar
      .replace('METHOD:REQUEST', 'METHOD:CANCEL')
      .replace('DTSTART:', 'DTSTART;TZID=Europe/Berlin:');
    const part = `--b\r\nContent-Type: text/plain\r\n\r\nLeider nicht.\r\n--b\r\nContent-Type: text/calendar\r\n\r\n${canceled}\r\n--b--`;
    const { description } = await recordOf(typed('multipart/alternative; boundary=b', part.replaceAll('000Z', '000')));
    expect(description).toContain(
      'Leider nicht.\n\nCanceled: Umzug der Firewall\nWhen: 2026-12-03 09:00 (Europe/Berlin)',
    );
  });
});

it('field-case mail/08 winmail.dat is attached', async () => {
  expect((await recordOf(bytesOf('08-winmail'))).files).toEqual(['winmail.dat application/ms-tnef']);
});

const enclosing = (type: string, fileName: string, bytes: string): Buffer =>
  typed(
    'multipart/mixed; boundary=b',
    [
      '--b',
      '',
      'See the file.',
      '--b',
      `Content-Type: ${type}`,
      `Content-Disposition: attachment; filename="${fileName}"`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(bytes, 'latin1').toString('base64'),
      '--b--',
    ].join('\r\n'),
  );

describe('field-case mail/09 bytes of no type', () => {
  it('field-case mail/09 are what name and first bytes say', async () => {
    expect((await recordOf(bytesOf('09-octet-stream-pdf'))).files).toEqual(['RECHNUNG.PDF application/pdf']);
  });

  it.each([
    [
      'application/octet-stream',
      'Brief.docx',
      'PK\u0003\u0004',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['application/octet-stream', 'trace.log', 'Connection refused', 'text/plain'],
    ['application/x-download', 'Scan 17', '%PDF-1.4', 'application/pdf'],
    ['application/octet-stream', 'winmail.dat', '\u0078\u009F\u003E\u0022', 'application/ms-tnef'],
  ])('field-case mail/09 %s %s is attached', async (type, fileName, bytes, expected) => {
    expect((await recordOf(enclosing(type, fileName, bytes))).files).toEqual([`${fileName} ${expected}`]);
  });

  it.each([
    ['application/octet-stream', 'setup.exe', 'MZ\u0090\u0000'],
    ['application/octet-stream', 'invoice.pdf', 'MZ\u0090\u0000'],
    ['application/octet-stream', 'run.bat', '%PDF-1.4\r\ndir'],
    ['application/octet-stream', 'page.txt', '<!DOCTYPE html><p>x</p>'],
    ['text/html', 'page.html', '<p>x</p>'],
  ])('field-case mail/09 %s %s is refused, and that is said', async (type, fileName, bytes) => {
    const { id, files } = await recordOf(enclosing(type, fileName, bytes));
    expect(files).toEqual([]);
    const { items } = (await on.ada.get(`/v1/incidents/${id}/comments`)).body;
    expect(items).toMatchObject([{ visibility: 'internal', body: expect.stringContaining(fileName) }]);
  });
});

describe('field-case mail/10 other names of types', () => {
  it('field-case mail/10 mean the same', async () => {
    expect((await recordOf(bytesOf('10-other-names-of-types'))).files).toEqual([
      'foto.jpg image/jpeg',
      'logs.zip application/zip',
    ]);
  });

  it.each([
    ['image/pjpeg', 'a.jpg', 'image/jpeg'],
    ['application/x-pdf', 'a.pdf', 'application/pdf'],
    ['application/x-zip', 'a.zip', 'application/zip'],
    ['text/x-log', 'a.log', 'text/plain'],
    ['text/calendar', 'a.ics', 'text/calendar'],
    ['text/x-vcard', 'a.vcf', 'text/vcard'],
    ['image/heic', 'a.heic', 'image/heic'],
    ['image/x-tiff', 'a.tif', 'image/tiff'],
    ['audio/x-wav', 'a.wav', 'audio/wav'],
  ])('field-case mail/10 %s', async (type, fileName, expected) => {
    expect((await recordOf(enclosing(type, fileName, 'bytes'))).files).toEqual([`${fileName} ${expected}`]);
  });
});

describe('field-case mail/17 and mail/18 names that need quotation marks and have none', () => {
  it.each(['field-case mail/17 17-comma-in-the-name', 'field-case mail/18 18-comma-in-an-encoded-name'])(
    '%s',
    async (name) => {
      const { requesterId } = await recordOf(bytesOf(name.split(' ').at(-1) ?? ''), 'rita@example.com');
      expect(requesterId).toBe('rita');
    },
  );

  it.each([
    'Muster; Rita <rita@example.com>',
    'IT: Rita <rita@example.com>',
    '"Muster, Rita" <rita@example.com>',
    'rita@example.com <rita@example.com>',
    'Rita (on the road, again) <rita@example.com>',
    'rita@example.com',
    '=?utf-8?Q?Muster=2C_Rita_=3Crita=40example=2Ecom=3E?=',
    '=?utf-8?Q?Muster,_Rita_<rita@example.com>?=',
    `=?utf-8?B?${Buffer.from('Müller, Rita <rita@example.com>').toString('base64')}?=`,
    '=?utf-8?Q?Muster=2C?= =?utf-8?Q?_Rita_=3Crita=40exam?= =?utf-8?Q?ple=2Ecom=3E?=',
    '=?utf-8?Q?rita=40example=2Ecom?=',
    '<=?utf-8?Q?rita=40example=2Ecom?=>',
  ])('field-case mail/18 %s', async (from) => {
    expect((await recordOf(message(['Subject: x'], 'x', from), 'rita@example.com')).requesterId).toBe('rita');
  });

  it.each([
    'Rita <rita@example.com>, Karl <karl@example.com>',
    'rita@example.com, Karl <karl@example.com>',
    'Rita <rita@example.com> <karl@example.com>',
    '=?utf-8?Q?Rita_=3Crita=40example=2Ecom=3E,_Karl_=3Ckarl=40example=2Ecom=3E?=',
    'Rita <rita@example.com>\r\nFrom: Karl <karl@example.com>',
  ])('field-case mail/17 %s has not one author', async (from) => {
    await on.send(message(['Subject: x'], 'x', from), 'from=rita@example.com');
    expect((await on.log())[0]).toMatchObject({ state: 'ignored', reason: 'no-sender' });
  });

  it.each(['Rita', '', '<>', 'undisclosed', '"rita@example.com"', '=?utf-8?Q?Rita?=', 'Rita <rita@@example.com>'])(
    'field-case mail/18 "%s" names nobody: the sender of the envelope is heard, if it is proved',
    async (from) => {
      expect((await recordOf(message(['Subject: x'], 'x', from), 'rita@example.com')).requesterId).toBe('rita');
      for (const verdict of ['spf=fail', 'dmarc=fail']) {
        await on.send(message(['Subject: x'], 'x', from), `from=rita@example.com&${verdict}`);
        expect((await on.log())[0]).toMatchObject({ state: 'ignored', reason: 'no-sender' });
      }
    },
  );

  it.each([
    ['=?utf-8?Q?Rita_=3Crita=40example=2Ecom=3E?=', 'from=eve@evil.example'],
    ['<=?utf-8?Q?rita=40example=2Ecom?=>', 'from=eve@evil.example'],
    ['=?utf-8?Q?Rita_=3Crita=40example=2Ecom=3E?=', 'from=rita@example.com&spf=fail'],
    ['=?utf-8?Q?Rita_=3Crita=40example=2Ecom=3E?=', 'from=rita@example.com&dmarc=fail'],
    ['=?utf-8?Q?Rita_=3Crita=40example=2Ecom=3E?= <eve@evil.example>', 'from=eve@evil.example'],
    ['=?utf-8?Q?Rita_=3Crita=40example=2Ecom=3E?= <eve@x@evil.example>', 'from=eve@evil.example'],
  ])('field-case mail/18 %s with %s is not Rita’s beyond doubt', async (from, query) => {
    await on.send(message(['Subject: x'], 'x', from), query);
    const [{ state, user }] = await on.log();
    expect([state, user]).toEqual(['taken', undefined]);
  });
});

it('field-case mail/22 lines of what is preformatted stay lines', async () => {
  const { description } = await recordOf(bytesOf('22-preformatted-log'));
  const lines = description.split('\n').map((line: string) => line.trim());
  expect(lines).toEqual(expect.arrayContaining(['line 1', 'line 2', 'line 3']));
  const styled = '<div style="white-space: pre-wrap">line 1\n  line 2</div><p>one\ntwo</p>';
  expect((await recordOf(typed('text/html', styled))).description).toContain('line 1\n  line 2\n\none two');
});

it('discovery P2 an answer below a quotation is not lost to format=flowed', async () => {
  const id = (await recordOf(message(['Subject: Printer'], 'x', 'Rita <rita@example.com>'), 'rita@example.com')).id;
  const text = 'Hello,\r\n\r\n> Please restart the printer.\r\n> \r\nDone, but it is still offline.\r\n';
  const header = [`Subject: Re: [${id}] Printer`, 'Content-Type: text/plain; format=flowed; delsp=yes'];
  await on.send(message(header, text, 'Rita <rita@example.com>'), 'from=rita@example.com');

  const { items } = (await on.ada.get(`/v1/incidents/${id}/comments`)).body;
  expect(items).toMatchObject([
    { visibility: 'public', body: expect.stringContaining('Done, but it is still offline.') },
  ]);
});
