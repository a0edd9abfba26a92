/** The client against a running stack, and against a server that is at times too busy. */
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type HelmdeskClient } from '#shared/client/client';
import { NoAnswerError, ProblemError } from '#shared/client/problem';
import { waitBefore } from '#shared/client/retry';
import { checkAnswer } from '#test/contract/check';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ada: HelmdeskClient;

/** The real fetch; what it brings is held against the description. */
const watched: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const { pathname, search } = new URL(String(input));
  const text = await response.clone().text();
  const headers = Object.fromEntries(response.headers);
  checkAnswer({
    method: init?.method ?? 'GET',
    target: `${pathname}${search}`,
    status: response.status,
    headers,
    text,
  });
  return response;
};

const tokenOf = async (user: string, roles: string): Promise<string> =>
  (await world.authorization(user, roles)).replace('Bearer ', '');

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  ada = createClient({ url: world.url, token: () => tokenOf('ada', 'AGT LEAD'), fetch: watched });
});
afterAll(() => world.close());

async function everyOne<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const mail = { title: 'Mail is slow', serviceId: 'mail', requesterId: 'rita', impact: 2, urgency: 2 } as const;

it('creates, reads and changes a record by its versions', async () => {
  const created = await ada.call('POST /v1/incidents', { body: mail });
  const path = { id: created.body.id };

  const accepted = await ada.call('POST /v1/incidents/{id}/accept', { path, ifMatch: created.etag ?? '' });
  const stale = await ada
    .call('PATCH /v1/incidents/{id}', { path, ifMatch: created.etag ?? '', body: { title: 'Mail is down' } })
    .catch((error: unknown) => error);

  expect([created.status, created.etag, accepted.body.state, accepted.etag]).toEqual([
    201,
    '"1"',
    'in_progress',
    '"2"',
  ]);
  expect(stale).toBeInstanceOf(ProblemError);
  if (!(stale instanceof ProblemError)) throw stale;
  expect([stale.slug, stale.status, stale.is('version-mismatch')]).toEqual(['version-mismatch', 412, true]);
  expect(stale.problem.currentEtag).toBe('"2"');
});

it('a request that is repeated with its key is the same request', async () => {
  const request = { body: mail, idempotencyKey: 'once' };

  const first = await ada.call('POST /v1/incidents', request);
  const again = await ada.call('POST /v1/incidents', request);
  const other = await ada.call('POST /v1/incidents', { body: mail });

  expect([first.replayed, again.replayed, again.body.id]).toEqual([false, true, first.body.id]);
  expect(other.body.id).not.toBe(first.body.id);
});

it('a machine needs no key of its own: each POST has one', async () => {
  const machine = createClient({ url: world.url, token: await tokenOf('monitor', 'INT'), fetch: watched });

  const created = await machine.call('POST /v1/incidents', { body: { ...mail, title: 'Queue is full' } });

  expect(created.status).toBe(201);
});

it('follows pages as they are asked for, and no further', async () => {
  let requests = 0;
  const counting: typeof fetch = (input, init) => {
    requests += 1;
    return watched(input, init);
  };
  const client = createClient({ url: world.url, token: await tokenOf('ada', 'AGT LEAD'), fetch: counting });

  const ids: string[] = [];
  for await (const { id } of client.pages('GET /v1/incidents', { query: { limit: 1 } })) {
    ids.push(id);
    if (ids.length === 2) break;
  }
  const all = await everyOne(ada.pages('GET /v1/incidents', { query: { limit: 2 } }));

  expect([ids.length, new Set(ids).size, requests]).toEqual([2, 2, 2]);
  expect(all.length).toBeGreaterThan(3);
});

it('a dry run tells what would happen, and stores nothing', async () => {
  const before = await everyOne(ada.pages('GET /v1/incidents', {}));
  const told = await ada.dryRun('POST /v1/incidents', { body: mail });

  expect([told.body.dryRun, told.body.state.to]).toEqual([true, 'new']);
  expect(await everyOne(ada.pages('GET /v1/incidents', {}))).toHaveLength(before.length);
});

describe('a server that is busy', () => {
  const seen: { readonly key: string | undefined }[] = [];
  const problem = (slug: string, status: number): string =>
    JSON.stringify({ type: `urn:itsm:problem:${slug}`, title: 'Not now', status, detail: 'later', instance: 'i' });
  /** Statuses to answer with, one a request; then 200. */
  let script: [status: number, slug: string, retryAfter?: string][] = [];
  const server = createServer((request, response) => {
    seen.push({ key: request.headers['idempotency-key']?.toString() });
    const [status, slug, retryAfter] = script.shift() ?? [200, ''];
    if (status === 200) return response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    const headers = { 'content-type': 'application/problem+json', ...(retryAfter && { 'retry-after': retryAfter }) };
    return response.writeHead(status, headers).end(problem(slug, status));
  });
  const waits: number[] = [];
  let client: HelmdeskClient;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    const sleep = async (ms: number): Promise<void> => {
      waits.push(ms);
    };
    client = createClient({ url, token: 't', sleep, random: () => 0.5 });
  });
  afterAll(() => server.close());

  const asked = async (...answers: typeof script): Promise<unknown> => {
    script = answers;
    waits.length = 0;
    seen.length = 0;
    return client.ask('POST /v1/incidents', { body: {} }).catch((error: unknown) => error);
  };

  it('is asked again after as long as it says, with the same key', async () => {
    expect(await asked([429, 'rate-limited', '3'], [503, 'dependency-unavailable'])).toMatchObject({ status: 200 });
    expect(waits).toEqual([3_125, 250]);
    expect(new Set(seen.map(({ key }) => key)).size).toBe(1);
    expect(seen[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is not asked for ever, nor sooner than it says, nor when the month is over', async () => {
    expect(
      await asked(...Array.from({ length: 9 }, () => [503, 'dependency-unavailable'] as [number, string])),
    ).toMatchObject({ status: 503 });
    expect(seen).toHaveLength(5);
    expect(await asked([429, 'rate-limited', '3600'])).toMatchObject({ slug: 'rate-limited' });
    expect(await asked([429, 'quota-exceeded', '1'])).toMatchObject({ slug: 'quota-exceeded' });
    expect(seen).toHaveLength(1);
  });

  it('a refusal that stays is not repeated; a conflict that passes is', async () => {
    expect(await asked([409, 'illegal-transition'])).toMatchObject({ slug: 'illegal-transition' });
    expect(await asked([409, 'write-conflict'])).toMatchObject({ status: 200 });
  });

  it('nobody there is told as such', async () => {
    const nobody = createClient({ url: 'http://127.0.0.1:9', retry: { retries: 1 }, sleep: async () => {} });

    await expect(nobody.ask('GET /v1/incidents')).rejects.toBeInstanceOf(NoAnswerError);
  });
});

it('waits grow, never beyond the longest, and differ', () => {
  const policy = { retries: 10, base: 100, longest: 1_000 };

  expect([1, 2, 3, 4, 5].map((attempt) => waitBefore(attempt, null, policy, () => 1))).toEqual([
    100, 200, 400, 800, 1_000,
  ]);
  expect(waitBefore(3, null, policy, () => 0)).toBe(0);
  expect(waitBefore(11, null, policy, () => 1)).toBeUndefined();
});
