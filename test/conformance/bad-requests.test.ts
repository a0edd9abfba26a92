/** Generated bad requests to all operations: each is refused with a problem document, and nothing comes to harm. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processes, services } from '#functions/registry';
import { everyProblem } from '#shared/describe/problems';
import { definitionOf, definitions } from '#test/conformance/definitions';
import { type Bad, bad, type Plain } from '#test/conformance/mutations';
import { plainRequests } from '#test/conformance/operations';
import { auditor } from '#test/conformance/people';
import { type RawAnswer, sendRaw } from '#test/conformance/raw';
import { createBody } from '#test/conformance/sample';
import { type ConformanceStack, openStack } from '#test/conformance/stack';
import { type Strange, strange } from '#test/conformance/strange';

/** The same requests in every run; another seed gives others. */
const problems = everyProblem(processes, services);
const SEED = 20260601;
const REQUESTS = 1200;
const AT_ONCE = 8;
/** Requests with strange input. */
const STRANGE = 600;
/** So many must really have been bad. */
const REFUSED = 500;

let stack: ConformanceStack;
let requests: readonly Plain[];
let foreign: readonly string[];
beforeAll(async () => {
  stack = await openStack();
  requests = await plainRequests(stack);
  const gus = await stack.as({ user: 'gus', role: 'AGT' }, 'globex');
  const { body } = await gus.post('/v1/incidents', { title: 'Of globex', category: 'printing' });
  foreign = [body.uid, 'Of globex', 'TENANT#'];
});
afterAll(() => stack.close());

const STACK_TRACE = /\bat .+:\d+:\d+|\.m?[jt]s:\d+|node_modules|node:internal/;

function documentOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

/** What is wrong with an answer to a bad request; nothing when it is as it must be. */
function faults({ status, contentType, text }: RawAnswer, sent: string): readonly string[] {
  const found: string[] = [];
  // What the request itself said may be repeated.
  for (const secret of foreign) if (text.includes(secret) && !sent.includes(secret)) found.push(`tells of ${secret}`);
  if (status >= 200 && status < 300) return found;
  if (status < 400 || status >= 500) found.push(`status ${status}`);
  if (!contentType.startsWith('application/problem+json')) found.push(`content type ${contentType}`);
  if (STACK_TRACE.test(text)) found.push('a stack trace');
  const document = documentOf(text);
  const slug = String(document?.type).replace('urn:itsm:problem:', '');
  const known = problems[slug];
  if (!document || !known) found.push(`no problem that is known: ${text.slice(0, 200)}`);
  else if (known.status !== status || document.status !== status || document.title !== known.title)
    found.push(`not the status and title of ${slug}`);
  for (const member of ['detail', 'instance']) {
    const value = document?.[member];
    if (typeof value !== 'string' || value === '') found.push(`no ${member}`);
  }
  return found;
}

const shortened = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}… (${text.length})` : text);

/** What a body is refused with that is not one of the operation: the client cannot know better than what it was shown. */
const MISSHAPEN = [
  'malformed-request',
  'required-field-missing',
  'read-only-field',
  'unknown-field',
  'validation-failed',
];

it('every operation is called by somebody who may, with the body that its description shows: that is taken, or refused for what there is', async () => {
  const statuses = new Set<string>();
  const misshapen: string[] = [];
  for (const { operation, method, path, headers, text } of requests) {
    const target = `/${path.map((segment) => encodeURIComponent(segment)).join('/')}`;
    const answer = await sendRaw(stack.url, { method, target, headers, ...(text !== undefined && { body: text }) });
    statuses.add(String(answer.status));
    const slug = String(documentOf(answer.text)?.type).replace('urn:itsm:problem:', '');
    if (text !== undefined && (answer.status === 400 || MISSHAPEN.includes(slug)))
      misshapen.push(`${operation} ${shortened(text)} → ${answer.status} ${shortened(answer.text)}`);
  }

  expect(requests.filter(({ text }) => text !== undefined).length).toBeGreaterThan(100);
  expect([...statuses].filter((status) => status.startsWith('5'))).toEqual([]);
  expect(misshapen).toEqual([]);
});

describe('bad requests', () => {
  it(`${REQUESTS} of them are refused with a problem document or, when they happen to be good, answered`, async () => {
    const plain = fc.constantFrom(...requests).chain(bad);
    const generated: readonly Bad[] = fc.sample(plain, { numRuns: REQUESTS, seed: SEED });
    const counts = { refused: 0, good: 0 };
    const wrong: string[] = [];
    const one = async ({ operation, wrong: what, method, path, query, headers, text }: Bad): Promise<void> => {
      const target = `/${path.join('/')}${query === '' ? '' : `?${query}`}`;
      const answer = await sendRaw(stack.url, { method, target, headers, ...(text !== undefined && { body: text }) });
      if (answer.status < 300) counts.good++;
      else counts.refused++;
      const found = faults(answer, `${target} ${text} ${JSON.stringify(headers)}`);
      if (found.length > 0)
        wrong.push(
          `${operation}, ${what}: ${method} ${shortened(target)} ${shortened(JSON.stringify(text ?? ''))} → ${found.join('; ')}`,
        );
    };
    const waiting = [...generated];
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await one(next);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));

    expect(wrong).toEqual([]);
    expect(counts.refused).toBeGreaterThanOrEqual(REFUSED);
    expect(counts.good).toBeLessThan(counts.refused);
  });

  it.each(definitions)(
    'whatever of it was accepted, every $type can still be read, and its history holds',
    async ({ definition }) => {
      await stack.settled();
      const reader = await stack.as(auditor);
      const { status, body } = await reader.get(`/v1/${definition.path}?limit=200`);
      expect(status).toBe(200);
      for (const { id } of body.items) {
        const verified = await reader.get(`/v1/${definition.path}/${id}/history/verify`);
        expect([id, verified.body.valid, verified.body.brokenAt]).toEqual([id, true, undefined]);
      }
    },
  );
});

describe('strange input', () => {
  it('security 9 no field and no parameter of any operation is answered 5xx, whatever it is set to', async () => {
    const counts: Record<string, number> = {};
    const isAnswered = async ({ operation, method, target, headers, body }: Strange): Promise<void> => {
      const { status } = await sendRaw(stack.url, { method, target, headers, ...(body !== undefined && { body }) });
      counts[status] = (counts[status] ?? 0) + 1;
      if (status >= 500) throw new Error(`${operation}: ${method} ${target} ${shortened(body ?? '')} → ${status}`);
    };

    await fc.assert(fc.asyncProperty(fc.constantFrom(...requests).chain(strange), isAnswered), {
      numRuns: STRANGE,
      seed: SEED,
      endOnFailure: true,
    });

    // Enough of them get as far as being judged: the fewer, the more of a request is said by its path and query.
    expect(counts[422]).toBeGreaterThan(STRANGE / 12);
  });
});

describe('what could not be stored', () => {
  const wide = '€'.repeat(32_000);
  const incident = createBody(definitionOf('incident'));
  const change = createBody(definitionOf('change'));
  const event = createBody(definitionOf('event'));
  const manyKeys = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`key-${i}`, 'v'.repeat(1000)]));
  const people = Array.from({ length: 1000 }, (_, i) => `${i}${'€'.repeat(110)}`);

  it.each([
    ['half a surrogate pair', 'incidents', JSON.stringify({ ...incident, title: 'a\ud800b' }), 400],
    ['half a surrogate pair in a key', 'events', JSON.stringify({ ...event, attributes: { 'a\udfff': 'b' } }), 400],
    ['a number next to zero', 'events', JSON.stringify({ ...event, value: 5e-324 }), 422],
    ['a key that every object has', 'events', JSON.stringify({ ...event, attributes: { constructor: 'x' } }), 422],
    ['more attributes than an item holds', 'events', JSON.stringify({ ...event, attributes: manyKeys }), 422],
    ['more people than an item holds', 'incidents', JSON.stringify({ ...incident, affectedUsers: people }), 422],
    [
      'more text than an item holds',
      'changes',
      JSON.stringify({ ...change, description: wide, testPlan: wide, backoutPlan: wide, implementationPlan: wide }),
      422,
    ],
  ])('%s is refused', async (_, path, body, status) => {
    const client = await stack.as(path === 'events' ? { user: 'otto', role: 'OPC' } : { user: 'ada', role: 'AGT' });
    const answer = await client.post(`/v1/${path}`, body);

    expect([answer.status, answer.body.status], JSON.stringify(answer.body).slice(0, 300)).toEqual([status, status]);
  });

  it('a change whose old and new text together are more than an item holds is refused', async () => {
    const client = await stack.as({ user: 'ada', role: 'AGT' });
    const texts = { implementationPlan: wide, testPlan: wide };
    const { body, status } = await client.post('/v1/changes', { ...change, ...texts });
    expect(status).toBe(201);
    const other = { implementationPlan: `${wide.slice(1)}£`, testPlan: `${wide.slice(1)}£` };
    const answer = await client.patch(`/v1/changes/${body.id}`, other, { headers: { 'if-match': '"1"' } });

    expect([answer.status, answer.body.type]).toEqual([422, 'urn:itsm:problem:limit-exceeded']);
  });

  it('no operation takes a name of 4000 characters', async () => {
    for (const { operation, method, path, headers, body } of requests) {
      for (let index = 2; index < path.length; index++) {
        const target = `/${path.with(index, 'z'.repeat(4000)).join('/')}`;
        const text = body === undefined ? {} : { body: JSON.stringify(body) };
        const { status } = await sendRaw(stack.url, { method, target, headers, ...text });
        expect([operation, status]).toEqual([operation, 404]);
      }
    }
  });

  it.each([
    ['2026-11-29t21:00:00z', '2026-11-29T21:00:00Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z'],
    ['2026-11-29T20:00:00.1234567891+00:00', '2026-11-29T20:00:00.123Z'],
  ])('security 9, discovery P7 the instant %s is taken and kept in UTC', async (occurredAt, kept) => {
    const otto = await stack.as({ user: 'otto', role: 'OPC' });
    const { status, body } = await otto.post('/v1/events?dryRun=true', { ...event, occurredAt });
    expect([status, body.record?.occurredAt ?? body.detail]).toEqual([200, kept]);
  });

  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-14:00', '0001-01-01T00:00:00+14:00', '2026-06-30T12:00:60Z'])(
    'security 9 the instant %s is refused in bodies and queries',
    async (at) => {
      const ada = await stack.as({ user: 'ada', role: 'AGT' });
      const lea = await stack.as({ user: 'lea', role: 'LEAD' });
      const asked = encodeURIComponent(at);
      const answers = [
        await ada.post('/v1/incidents', { ...incident, openedAt: at, reason: 'By phone' }),
        await lea.post('/v1/approval-delegations', { to: 'ada', start: '2026-06-01T00:00:00Z', end: at }),
        await lea.get(`/v1/kpis/incident-management?from=2026-01-01&to=${asked}`),
        await lea.get(`/v1/reports/incidents?from=2026-01-01&to=${asked}`),
        await ada.get(`/v1/incidents?updatedAt[gte]=${asked}`),
      ];
      expect(answers.map(({ status }) => status)).toEqual([422, 422, 400, 400, 400]);
    },
  );

  it('security 9 a parameter that names something is as short as a name in a path', async () => {
    const client = await stack.as({ user: 'ada', role: 'AGT' });
    const admin = await stack.as({ user: 'tina', role: 'TAD' });
    const long = '€'.repeat(1000);
    for (const path of [`incidents/form?templateId=${long}`, `incidents?view=${long}`]) {
      const answer = await client.get(`/v1/${path}`);
      expect([path.slice(0, 20), answer.status, answer.body.type]).toEqual([
        path.slice(0, 20),
        400,
        'urn:itsm:problem:unknown-parameter',
      ]);
    }
    for (const path of [`notification-log?record=${long}`, `imports?sha256=${long}`])
      expect((await admin.get(`/v1/${path}`)).status).toBe(400);
  });

  it.each([
    ['lists', '['.repeat(50_000) + ']'.repeat(50_000)],
    ['objects', '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)],
    ['lists that never end', '['.repeat(100_000)],
  ])('security 9 %s of any depth are refused by every operation that takes JSON', async (_, body) => {
    for (const { operation, method, path, headers, body: plain } of requests) {
      if (plain === undefined) continue;
      const { status, text } = await sendRaw(stack.url, { method, target: `/${path.join('/')}`, headers, body });
      expect([operation, status, text.includes('nested deeper than 20 levels')]).toEqual([operation, 400, true]);
    }
  });

  it.each(['assignedTo', 'assignedGroup', 'requesterId', 'q', 'state'])(
    'a filter %s of any length is refused',
    async (name) => {
      const client = await stack.as({ user: 'ada', role: 'AGT' });
      for (const sort of ['priority,dueAt', '-updatedAt']) {
        const answer = await client.get(`/v1/incidents?sort=${sort}&${name}=${'y'.repeat(2500)}`);
        expect([answer.status, answer.body.type]).toEqual([400, 'urn:itsm:problem:unknown-parameter']);
      }
    },
  );
});
