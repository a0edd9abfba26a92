/** What an operator of an MSP can leave behind in a client: of each kind that acts later one thing, and how it is seen whether it acts. */
import { createHash } from 'node:crypto';
import type { acting } from '#shared/tenancy/acting';
import type { Receiver } from '#test/platform/webhooks/receiver';
import { CHANGE } from '#test/support/change';
import { type Client, createClient } from '#test/support/client';
import type { World } from '#test/support/world';

/** Tried once; whether it acted. */
export type Trial = () => Promise<boolean>;

/** Where things are left behind: acme, with its own people, and olga of northwind, who may do what can be delegated. */
export interface Scene {
  readonly world: World;
  readonly receiver: Receiver;
  readonly olga: Client;
  readonly tina: Client;
  readonly ada: Client;
}

export const OLGA = 'olga@northwind';
const once = () => ({ headers: { 'idempotency-key': crypto.randomUUID() } });
const ticket = { title: 'No mail', category: 'mail', impact: 3, urgency: 3 };

let count = 0;
/** A name that nothing else here has. */
const fresh = (word: string): string => `${word}-${++count}`;

function made<T extends { readonly status: number; readonly body: unknown }>(answer: T): T {
  if (answer.status < 300) return answer;
  throw new Error(`it was not left behind: ${answer.status} ${JSON.stringify(answer.body)}`);
}

async function opened({ ada }: Scene, more: object = {}) {
  const { body } = made(await ada.post('/v1/incidents', { ...ticket, ...more }));
  return { id: String(body.id), path: `/v1/incidents/${body.id}` };
}

async function keyOf({ olga, world }: Scene, roles: readonly string[]): Promise<Client> {
  const { body } = made(await olga.post('/v1/access-keys', { name: fresh('key'), roles }));
  return createClient(world.url, { authorization: `Bearer ${body.secret}` });
}

/** Whether a new incident is told to this webhook: its bodies are told apart by what it asks for. */
function hears(scene: Scene, category: string): Trial {
  return async () => {
    const { id } = await opened(scene, { category });
    await scene.world.settled();
    return scene.receiver.accepted.some(({ event }) => event.subject === id);
  };
}

const hook = ({ receiver }: Scene, category: string) => ({
  url: receiver.url,
  events: ['incident.created'],
  scope: 'internal',
  where: [{ field: 'category', is: 'equals', value: category }],
});

/** A change that waits for the votes of these people. */
async function awaiting({ world, ada, tina }: Scene, voters: readonly string[]): Promise<string> {
  const path = '/v1/approval-policies/change-normal';
  const etag = (await tina.get(path)).headers.get('etag');
  const levels = [{ mode: 'any', voters: voters.map((id) => ({ kind: 'user', id })) }];
  made(await tina.put(path, { levels, within: 'PT72H' }, etag ? { headers: { 'if-match': etag } } : {}));
  await world.advance('PT11S');
  const { body } = made(
    await ada.post('/v1/changes', {
      ...CHANGE,
      plannedStart: '2027-06-20T20:00:00Z',
      plannedEnd: '2027-06-20T22:00:00Z',
    }),
  );
  await ada.act(`/v1/changes/${body.id}`, 'submit');
  await (await world.as('chris', 'CHM')).act(`/v1/changes/${body.id}`, 'complete-assessment');
  await world.settled();
  const { items } = (await ada.get(`/v1/approvals?subjectId=${body.id}`)).body;
  return `/v1/approvals/${items[0].id}`;
}

/** A file announced by olga, as `path`, with where to put it. */
async function announced(scene: Scene) {
  const text = fresh('What the log says');
  const { path } = await opened(scene);
  const { body } = made(
    await scene.olga.post(`${path}/attachments`, {
      fileName: 'trace.txt',
      size: Buffer.byteLength(text),
      mediaType: 'text/plain',
      sha256: createHash('sha256').update(text).digest('hex'),
      visibility: 'public',
    }),
  );
  const put = async (): Promise<void> => {
    const headers = { 'content-type': body.upload.headers['content-type'] };
    await fetch(body.upload.url, { method: 'PUT', headers, body: text });
    await scene.world.settled();
  };
  return { file: `${path}/attachments/${body.id}`, put };
}

/** Kinds whose work is under way for less than a request takes: their tests drive the steps by hand. */
export const elsewhere: Partial<Record<keyof typeof acting, string>> = {
  operation: 'test/platform/operations/revoked.test.ts',
  import: 'test/platform/operations/revoked.test.ts',
};

/** Each leaves one thing behind, by olga, and says how to try it. */
export const leave: Readonly<Record<string, (scene: Scene) => Promise<Trial>>> = {
  'access-key': async (scene) => {
    const machine = await keyOf(scene, ['AGT']);
    return async () => {
      const [reads, writes] = [await machine.get('/v1/incidents'), await machine.post('/v1/incidents', ticket, once())];
      return reads.status === 200 || writes.status === 201;
    };
  },
  webhook: async (scene) => {
    const category = fresh('category');
    made(await scene.olga.post('/v1/webhooks', hook(scene, category)));
    return hears(scene, category);
  },
  'webhook of an access-key': async (scene) => {
    const category = fresh('category');
    made(await (await keyOf(scene, ['INT', 'AGT'])).post('/v1/webhooks', hook(scene, category), once()));
    return hears(scene, category);
  },
  'approval-delegation': async (scene) => {
    const [voter, deputy] = [fresh('voter'), fresh('deputy')];
    const time = { start: '2026-06-15T00:00:00Z', end: '2026-08-01T00:00:00Z' };
    made(await scene.olga.post('/v1/approval-delegations', { from: voter, to: deputy, ...time }));
    return async () => {
      const approval = await awaiting(scene, [voter]);
      const answer = await (await scene.world.as(deputy, 'CAB')).act(approval, 'decide', { decision: 'approve' });
      const own = await (await scene.world.as(voter, 'CAB')).act(approval, 'decide', { decision: 'approve' });
      // The seat is somebody's in any case: the deputy's, or else the voter's again.
      if ((answer.status === 200) === (own.status === 200)) throw new Error(`${answer.status} and ${own.status}`);
      return answer.status === 200;
    };
  },
  'decision-token': async (scene) => {
    const approval = await awaiting(scene, [OLGA]);
    const { body } = made(await scene.olga.post('/v1/approval-tokens', { approval: approval.split('/').at(-1) }));
    const mail = await scene.world.as('mallory', 'CAB');
    return async () => (await mail.act(approval, 'decide', { decision: 'approve', token: body.token })).status === 200;
  },
  'seat of a voter': async (scene) => {
    const approval = await awaiting(scene, [OLGA]);
    return async () => (await scene.olga.act(approval, 'decide', { decision: 'approve' })).status === 200;
  },
  schedule: async (scene) => {
    const title = fresh('Check the backups');
    const hours = Array.from({ length: 24 }, (_, hour) => hour).join(',');
    const recurs = { rrule: `FREQ=DAILY;BYHOUR=${hours}`, dtstart: '2026-06-15T00:30', recordType: 'incident' };
    const values = { category: 'backup', impact: 3, urgency: 3 };
    made(await scene.olga.post('/v1/schedules', { title, ...recurs, recordValues: values }));
    const many = async () =>
      (await scene.ada.get('/v1/incidents?category=backup&limit=200')).body.items.filter(
        (each: { readonly title: string }) => each.title === title,
      ).length;
    return async () => {
      const before = await many();
      await scene.world.advance('PT1H');
      await scene.world.settled();
      return (await many()) > before;
    };
  },
  'export page': async (scene) => {
    const { headers } = made(await scene.olga.post('/v1/incidents/export', { format: 'jsonl' }));
    await scene.world.settled();
    return async () => (await scene.olga.get(`${headers.get('location')}/pages/1`)).status === 200;
  },
  upload: async (scene) => {
    const { file, put } = await announced(scene);
    return async () => {
      await put();
      return ['clean', 'unscanned'].includes((await scene.ada.get(file)).body.state);
    };
  },
  'download-link': async (scene) => {
    const { file, put } = await announced(scene);
    await put();
    const { body } = made(await scene.olga.get(`${file}/download`));
    return async () => (await fetch(body.url)).status === 200;
  },
  notification: async (scene) => {
    const { id, path } = await opened(scene, { watchers: [OLGA] });
    return async () => {
      made(await scene.ada.post(`${path}/comments`, { body: fresh('News'), visibility: 'public' }));
      await scene.world.settled();
      const { items } = (await scene.tina.get(`/v1/notification-log?record=${id}`)).body;
      return items.some(
        (each: { readonly recipient: string; readonly inApp: { readonly shown: boolean } }) =>
          each.recipient === OLGA && each.inApp.shown,
      );
    };
  },
};
