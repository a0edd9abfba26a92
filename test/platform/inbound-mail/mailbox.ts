/** A world whose people have addresses, and the mail that they send. */
import fc from 'fast-check';
import { afterAll, beforeAll } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

const staff = [
  { id: 'rita', name: 'Rita Requester', email: 'Rita@acme-corp.example', roles: ['REQ'] },
  { id: 'will', name: 'Will Watcher', email: 'will@acme-corp.example', roles: ['REQ'] },
  { id: 'sven', name: 'Sven Stranger', email: 'sven@acme-corp.example', roles: ['REQ'] },
  { id: 'ada', name: 'Ada Agent', email: 'ada@acme-corp.example', roles: ['AGT'] },
];

export interface Message {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly id?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Post {
  readonly world: World;
  readonly ada: Client;
  readonly rita: Client;
  readonly tina: Client;
  /** How many mails were sent so far. */
  readonly sent: number;
  /** Sends a mail and waits for what comes of it. @param query of /_local/mail, such as `dmarc=fail` */
  send(message: Message | Buffer, query?: string): Promise<number>;
  /** The log of mail, newest first. */
  // biome-ignore lint/suspicious/noExplicitAny: as in an answer's body, a wrong guess fails the test.
  log(client?: Client): Promise<readonly any[]>;
  /** The record that the latest mail went to. */
  latest(): Promise<string>;
  /** Changes settings of acme. */
  set(settings: object): Promise<void>;
}

let count = 0;

export function raw({ from, to, subject, id, headers = {}, body }: Message): string {
  const all = {
    From: from ?? 'Rita Requester <rita@acme-corp.example>',
    To: to ?? 'acme@mail.example',
    Subject: subject ?? 'The printer is on fire',
    'Message-ID': id ?? `<${++count}@acme-corp.example>`,
    Date: 'Mon, 15 Jun 2026 07:00:00 +0000',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n\r\n${body ?? 'Smoke everywhere.'}\r\n`;
}

/** @param people users of acme beside those that there always are */
export function usePost(
  at = '2026-06-15T07:00:00Z',
  people: readonly {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly roles: string[];
  }[] = staff,
): Post {
  let world: World;
  let sent = 0;
  let clients: Readonly<Record<'ada' | 'rita' | 'tina', Client>>;
  beforeAll(async () => {
    world = await openWorld(at);
    clients = {
      ada: await world.as('ada', 'AGT'),
      rita: await world.as('rita', 'REQ'),
      tina: await world.as('tina', 'TAD'),
    };
    for (const { id, ...person } of people) await clients.tina.put(`/v1/users/${id}`, person);
    await world.settled();
  });
  afterAll(() => world.close());
  const log = async (client = clients.tina) => {
    await world.settled();
    return (await client.get('/v1/mail-log')).body.items;
  };
  return {
    get world() {
      return world;
    },
    get ada() {
      return clients.ada;
    },
    get rita() {
      return clients.rita;
    },
    get tina() {
      return clients.tina;
    },
    log,
    get sent() {
      return sent;
    },
    async send(message, query = '') {
      await world.advance('PT1S'); // so that the log and comments have an order
      sent += 1;
      const body = Buffer.isBuffer(message) ? message : raw(message);
      const { status } = await fetch(`${world.url}/_local/mail?${query}`, {
        method: 'POST',
        body: new Uint8Array(Buffer.from(body)),
      });
      await world.settled();
      return status;
    },
    async latest() {
      const [{ record }] = await log();
      return String(record?.id);
    },
    async set(settings) {
      const { body, headers } = await clients.tina.get('/v1/settings');
      const known = { 'if-match': headers.get('etag') ?? '"0"' };
      const { status } = await clients.tina.put('/v1/settings', { ...body.body, ...settings }, { headers: known });
      if (status >= 300) throw new Error(`settings: ${status}`);
      await world.advance('PT11S');
    },
  };
}

const headers = [
  'From',
  'Subject',
  'Content-Type',
  'Message-ID',
  'References',
  'Content-Disposition',
  'DKIM-Signature',
];
/** No mail at all, and messages whose every header may hold anything. */
export const anyBytes: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 2000 }).map((given) => Buffer.from(given)),
  fc
    .tuple(
      fc.array(fc.tuple(fc.constantFrom(...headers), fc.string({ unit: 'binary' })), { maxLength: 6 }),
      fc.string({ unit: 'binary' }),
    )
    .map(([lines, body]) =>
      Buffer.from(`${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body}`),
    ),
);
