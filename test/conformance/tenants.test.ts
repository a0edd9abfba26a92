/** Records of another tenant are as absent as records that never were, whatever is asked about them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '#test/conformance/definitions';
import { auditor, type Person } from '#test/conformance/people';
import { actorOf, newRecord, type Walked } from '#test/conformance/records';
import { inputOf } from '#test/conformance/sample';
import { type ConformanceStack, openStack } from '#test/conformance/stack';
import type { Answer } from '#test/support/client';

let stack: ConformanceStack;
beforeAll(async () => {
  stack = await openStack();
});
afterAll(() => stack.close());

/** As absent as this one, which is nobody's. */
const NOBODYS = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const agent: Person = { user: 'ada', role: 'AGT' };

/** An answer without what differs between any two requests. */
function shape({ status, body }: Answer, reference: string): unknown {
  const { instance: _, ...rest } = body;
  return [status, JSON.parse(JSON.stringify(rest).replaceAll(reference, '<reference>'))];
}

describe.each(definitions)('$type of another tenant', ({ type, definition }) => {
  const collection = `/v1/${definition.path}`;
  const alive = Object.keys(definition.actions).length > 0;
  let foreign: Walked;
  beforeAll(async () => {
    foreign = await newRecord(stack, type);
    await newRecord(stack, type);
  });

  it('cannot be told from one that never was', async () => {
    const [actor = agent] = Object.values(definition.actions).flatMap(({ by }) => actorOf(by) ?? []);
    const headers = { 'if-match': '"1"' };
    for (const person of [auditor, actor]) {
      const client = await stack.as(person, 'globex');
      const ask = (reference: string): readonly Promise<Answer>[] => {
        const path = `${collection}/${reference}`;
        return [
          ...['', '/history', '/history/verify', '/links'].map((tail) => client.get(`${path}${tail}`)),
          ...(alive ? ['/actions', '/comments', '/tasks'].map((tail) => client.get(`${path}${tail}`)) : []),
          client.get(`${path}?asOf=2026-06-01T09:00:00Z`),
          client.patch(path, { title: 'Taken over' }, { headers }),
          client.post(`${path}/comments`, { body: 'Hello', visibility: 'public' }),
          client.post(`${path}/tasks`, { title: 'Do it' }),
          client.put(`${path}/links`, { kind: 'related', to: `${definition.prefix}0000001` }),
          ...Object.keys(definition.actions).map((name) =>
            client.post(`${path}/${name}`, inputOf(definition, name), { headers }),
          ),
        ];
      };
      for (const [reference, nobodys] of [
        [String(foreign.record.uid), NOBODYS],
        [String(foreign.record.id), `${definition.prefix}0999999`],
      ] as const) {
        const [theirs, none] = await Promise.all([Promise.all(ask(reference)), Promise.all(ask(nobodys))]);
        for (const { status } of theirs) expect([404, 405]).toContain(status);
        expect(theirs.map((answer) => shape(answer, reference))).toEqual(none.map((answer) => shape(answer, nobodys)));
        for (const answer of theirs) expect(JSON.stringify(answer.body)).not.toContain('acme');
      }
    }
  });

  it('is in none of the lists, and its cursor leads nowhere', async () => {
    const client = await stack.as(auditor, 'globex');
    const own = await (await stack.as(auditor)).get(`${collection}?limit=1`);
    const listed = await client.get(`${collection}?limit=200`);
    const continued = await client.get(`${collection}?limit=1&cursor=${encodeURIComponent(own.body.nextCursor)}`);

    expect(own.body.nextCursor).toEqual(expect.any(String));
    expect(listed.body).toEqual({ items: [], nextCursor: null });
    expect([continued.status, continued.body.type]).toEqual([400, 'urn:itsm:problem:invalid-cursor']);
  });

  it('is no target of a link', async () => {
    // Not globex, which has no records in these tests.
    const client = await stack.as(agent, 'northwind');
    const { body } = await client.post('/v1/incidents', { title: 'Ours', category: 'printing' });
    const link = (to: string) => client.put(`/v1/incidents/${body.id}/links`, { kind: 'related', to });
    // Numbers are each tenant's own: the same number may be a record of ours.
    const number = `${definition.prefix}${String(Number(String(foreign.record.id).slice(-7)) + 500_000).padStart(7, '0')}`;
    const [byUid, byNumber] = [await link(String(foreign.record.uid)), await link(number)];

    expect(shape(byUid, String(foreign.record.uid))).toEqual(shape(await link(NOBODYS), NOBODYS));
    expect([byUid.status, byNumber.status]).toEqual([422, 422]);
  });

  it('comments, history and version are untouched by what others tried', async () => {
    const client = await stack.as(auditor);
    const { body } = await client.get(foreign.path);

    expect(body).toMatchObject({ version: foreign.record.version, title: foreign.record.title });
    expect((await client.get(`${foreign.path}/history/verify`)).body).toMatchObject({ valid: true });
  });
});
