/** What is asked of a build to be measured, over its API alone: the desk's everyday work on a thousand incidents, sixteen clients at once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, connect } from '#test/bench/against/connection';
import { cpuSecondsOf, memoryOf } from '#test/bench/family';
import type { Progress } from '#test/bench/section';

/** A build that runs: where it answers, and the process that it is. */
export interface Running {
  readonly url: string;
  readonly pid: number;
}

/** One kind of work: how much of it was done in which time, and the CPU of all the build's processes meanwhile. */
export interface Measured {
  readonly name: string;
  readonly count: number;
  readonly seconds: number;
  /** In seconds; absent where the system does not tell it. */
  readonly cpu?: number;
}

export interface Measures {
  readonly work: readonly Measured[];
  /** Bytes, once all has come to rest. */
  readonly memory: number;
}

export const CLIENTS = 16;
const INCIDENTS = 1000;
/** Of what only reads; half of it while much is under way. */
const READS = 600;
const WARM_UP = 48;
/** No kind of work is measured for longer, in milliseconds: a crowded machine does fewer of them. */
const PATIENCE_MS = 90_000;
const QUIET_MS = 1500;

const QUEUES = ['service-desk', 'network', 'applications', 'hardware'].map((name) => `against-${name}`);
const AGENTS = Array.from({ length: 8 }, (_, index) => `agent-${index + 1}`);
const OPEN = 'state=new,assigned,in_progress,pending';
const PAGE = 50;
const SENTENCES = [
  'It began this morning after the maintenance window.',
  'Colleagues in the same room see the same.',
  'Starting it again did not help.',
  'The message speaks of a timeout after thirty seconds.',
  'What worked around it the last time does so no longer.',
  'Please call back before noon.',
];

const queueOf = (index: number): string => QUEUES[index % QUEUES.length] ?? '';
const text = (index: number, sentences: number): string =>
  Array.from({ length: sentences }, (_, i) => SENTENCES[(index + i * (1 + (index % 5))) % SENTENCES.length]).join(' ');

/** Measures all of it on a build that has just been started on an empty folder. @throws Error for an answer that is wrong */
export async function measureLoad(build: Running, progress: Progress): Promise<Measures> {
  await prepare(build);
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, async (_, index) =>
      connect(build.url, await tokenOf(build, AGENTS[index % AGENTS.length] ?? '', ['AGT', 'LEAD'])),
    ),
  );
  const work: Measured[] = [];
  const desk = deskOf();
  const measure = async (name: string, count: number, task: Task): Promise<void> => {
    progress(name);
    const { done, seconds, cpu } = await timed(build.pid, () => repeat(clients, count, task));
    work.push({ name, count: done, seconds, ...(cpu === undefined ? {} : { cpu }) });
  };
  const warm = async (task: Task): Promise<void> => void (await repeat(clients, WARM_UP, task));
  const rest = () => settled(build);

  for (const task of [desk.create, desk.get, desk.assign, desk.resolve, desk.comment]) await warm(task);
  await rest();
  const caused = await timed(build.pid, async () => {
    await measure('create', INCIDENTS, desk.create);
    await measure('get, creates being digested', READS / 2, desk.get);
    await measure('list, creates being digested', READS / 2, desk.list);
    await rest();
  });
  // The reads meanwhile are the same in both builds, and counted with what they fall into.
  if (caused.cpu !== undefined)
    work.push({ name: 'all that the creates caused', count: INCIDENTS, seconds: caused.seconds, cpu: caused.cpu });
  await warm(desk.list);
  await measure('get', READS, desk.get);
  await measure('list newest 50 open of a service', READS, desk.list);
  await measure('comment', READS, desk.comment);
  await rest();
  await measure('assign', Math.min(READS / 2, desk.left.fresh()), desk.assign);
  await rest();
  await measure('resolve', desk.left.assigned(), desk.resolve);
  await rest();
  const memory = memoryOf(build.pid);
  for (const client of clients) client.close();
  return { work, memory };
}

type Task = (client: Connection, index: number) => Promise<void>;

/** The tasks, which share what has been created, and how many incidents are left to be assigned and resolved. */
function deskOf(): Record<'create' | 'get' | 'list' | 'assign' | 'resolve' | 'comment', Task> & {
  readonly left: Readonly<Record<'fresh' | 'assigned', () => number>>;
} {
  const all: string[] = [];
  const fresh: string[] = [];
  const assigned: string[] = [];
  let created = 0;
  /** Two requests, as a client does it: what the record is, then the action on that version. */
  const act = async (client: Connection, id: string, verb: string, bodyOf: (record: Reply) => object) => {
    const { body, headers } = await client.send('GET', `/v1/incidents/${id}`);
    await client.send('POST', `/v1/incidents/${id}/${verb}`, bodyOf(body), { 'if-match': String(headers.etag) });
  };
  return {
    left: { fresh: () => fresh.length, assigned: () => assigned.length },
    async create(client) {
      const index = created++;
      const { body } = await client.send('POST', '/v1/incidents', {
        title: `Printer ${index} prints blank pages`,
        description: text(index, 12),
        requesterId: `caller-${index % 50}`,
        impact: 1 + (index % 3),
        urgency: 1 + (index % 2),
        category: 'against',
        serviceId: queueOf(index),
      });
      all.push(body.id);
      fresh.push(body.id);
    },
    async get(client, index) {
      const id = all[(index * 7919) % all.length];
      const { body } = await client.send('GET', `/v1/incidents/${id}`);
      if (body.id !== id) throw new Error(`${id} was asked for and ${body.id} answered`);
    },
    async list(client, index) {
      const path = `/v1/incidents?serviceId=${queueOf(index)}&${OPEN}&sort=-openedAt&limit=${PAGE}`;
      const { body } = await client.send('GET', path);
      if (body.items.length !== PAGE) throw new Error(`a list of ${PAGE} has ${body.items.length}`);
    },
    async assign(client, index) {
      const id = fresh.shift();
      if (id === undefined) throw new Error('there are too few incidents to assign');
      const user = AGENTS[index % AGENTS.length];
      await act(client, id, 'assign', ({ serviceId }) => ({ group: serviceId, user }));
      assigned.push(id);
    },
    async resolve(client) {
      const id = assigned.shift();
      if (id === undefined) throw new Error('there are too few incidents to resolve');
      await act(client, id, 'resolve', ({ priority, openedAt }) => ({
        ...{
          code: 'solved_permanently',
          notes: 'Solved, and the caller told.',
          category: 'against',
          breachReason: 'Load.',
        },
        ...(priority === 'P1' || priority === 'P2' ? { restoredAt: openedAt } : {}),
      }));
    },
    async comment(client, index) {
      const id = all[(index * 7919) % all.length];
      await client.send('POST', `/v1/incidents/${id}/comments`, { body: text(index, 5), visibility: 'internal' });
    },
  };
}

/** What an action's body is made of. */
interface Reply {
  readonly serviceId: string;
  readonly priority: string;
  readonly openedAt: string;
}

/** The clients take turns until it is done so often, or long enough. */
async function repeat(clients: readonly Connection[], count: number, task: Task): Promise<number> {
  const until = performance.now() + PATIENCE_MS;
  let begun = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (begun < count && performance.now() < until) await task(client, begun++);
    }),
  );
  return begun;
}

async function timed<T>(
  pid: number,
  work: () => Promise<T>,
): Promise<{ readonly done: T; readonly seconds: number; readonly cpu: number | undefined }> {
  const [before, began] = [cpuSecondsOf(pid), performance.now()];
  const done = await work();
  const [after, seconds] = [cpuSecondsOf(pid), (performance.now() - began) / 1000];
  return { done, seconds, cpu: before === undefined || after === undefined ? undefined : after - before };
}

async function tokenOf({ url }: Running, user: string, roles: readonly string[]): Promise<string> {
  const anybody = connect(url);
  try {
    return (await anybody.send('POST', '/_local/token', { tenant: 'acme', user, roles })).body.token;
  } finally {
    anybody.close();
  }
}

async function prepare(build: Running): Promise<void> {
  const administrator = connect(build.url, await tokenOf(build, 'tina', ['TAD']));
  for (const queue of QUEUES) {
    const group = { name: queue, active: true, members: AGENTS, lead: AGENTS[0] };
    await administrator.send('PUT', `/v1/groups/${queue}`, group);
  }
  administrator.close();
  await settled(build);
}

/** Waits until no event has come for a while. */
async function settled({ url }: Running): Promise<void> {
  const anybody = connect(url);
  let last = 0;
  let since = performance.now();
  while (performance.now() - since < QUIET_MS) {
    const { items } = (await anybody.send('GET', `/_local/events?after=${last}&limit=10000`)).body;
    if (items.length > 0) {
      last = items.at(-1).seq;
      since = performance.now();
    }
    await sleep(100);
  }
  anybody.close();
}
