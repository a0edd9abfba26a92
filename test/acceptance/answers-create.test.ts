/** What a new record may say, and who may say it: bad input gets a clear answer (the field report's and the security report's rows). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let kim: Client; // a requester
let ada: Client; // an agent
beforeAll(async () => {
  world = await openWorld('2026-11-30T09:00:00Z');
  kim = await world.as('kim', 'REQ');
  ada = await world.as('ada', 'AGT');
});
afterAll(() => world.close());

const fresh = { title: 'Mail is slow', category: 'mail' };
const slug = ({ body }: Answer): string => String(body.type).replace('urn:itsm:problem:', '');
const pointers = ({ body }: Answer): readonly string[] =>
  (body.errors ?? []).map(({ pointer }: { readonly pointer: string }) => pointer).sort();

/** Every field that is an agent's to state, or by which something is measured. */
const AGENTS = {
  ...{
    categoryConfirmed: true,
    priorityConfirmed: true,
    securityFlag: true,
    affectedUsers: ['bob'],
    watchers: ['bob'],
  },
  ...{ startedAt: '2026-11-30T08:00:00Z', restoredAt: '2026-11-30T08:30:00Z', workaroundApplied: true },
  ...{ supplierTicket: 'S-1', externalId: 'x-1', problemId: 'PRB1', knownErrorId: 'KE1' },
  ...{ changeId: 'CHG1', causedByChange: 'CHG1' },
};

describe('what a requester states', () => {
  it('field-report 10 what is the agents’ is refused, each field by its name, and taken from an agent', async () => {
    for (const [name, value] of Object.entries(AGENTS)) {
      const answer = await kim.post('/v1/incidents?dryRun=true', { ...fresh, [name]: value });
      expect([name, answer.status, slug(answer), pointers(answer)]).toEqual([
        ...[name, 422, 'read-only-field'],
        [`/${name}`],
      ]);
    }
    const both = await kim.post('/v1/incidents', { ...fresh, ...AGENTS });
    const { problemId: _, knownErrorId: __, changeId: ___, causedByChange: ____, ...own } = AGENTS;
    const byAgent = await ada.post('/v1/incidents', { ...fresh, ...own });

    expect(pointers(both)).toEqual(
      Object.keys(AGENTS)
        .map((name) => `/${name}`)
        .sort(),
    );
    expect([byAgent.status, byAgent.body.securityFlag, byAgent.body.supplierTicket]).toEqual([201, true, 'S-1']);
  });

  it('field-report 10 monitoring and our own automation are no channels of a requester', async () => {
    for (const channel of ['system', 'monitoring']) {
      const answer = await kim.post('/v1/incidents', { ...fresh, channel });
      expect([channel, answer.status, pointers(answer)]).toEqual([channel, 422, ['/channel']]);
      expect(answer.body.detail).toContain('portal');
    }
    expect((await kim.post('/v1/incidents?dryRun=true', { ...fresh, channel: 'chat' })).status).toBe(200);
  });

  it('field-report 10 a copy that a requester makes leaves out what agents stated of it', async () => {
    const { body } = await kim.post('/v1/incidents', fresh);
    const seen = await ada.get(`/v1/incidents/${body.id}`);
    await ada.patch(
      `/v1/incidents/${body.id}`,
      { workaroundApplied: true, symptoms: 'It takes minutes.' },
      { headers: { 'if-match': seen.headers.get('etag') ?? '' } },
    );

    const copy = await kim.post(`/v1/incidents/${body.id}/clone`, {});
    const wanting = await kim.post(`/v1/incidents/${body.id}/clone`, { securityFlag: true });

    expect([copy.status, copy.body.symptoms, copy.body.workaroundApplied]).toEqual([
      201,
      'It takes minutes.',
      undefined,
    ]);
    expect([wanting.status, slug(wanting), pointers(wanting)]).toEqual([422, 'read-only-field', ['/securityFlag']]);
  });

  it('field-report 37 what rules write is called read-only when a record is made, too', async () => {
    for (const name of ['priority', 'state', 'level', 'assignedGroup', 'id']) {
      const answer = await ada.post('/v1/incidents', { ...fresh, [name]: 'P1' });
      expect([name, answer.status, slug(answer), pointers(answer)]).toEqual([
        ...[name, 422, 'read-only-field'],
        [`/${name}`],
      ]);
    }
  });
});

const numberOf = ({ body }: Answer): number => Number(String(body.id).slice(3));

describe('numbers', () => {
  it('field-report 17 a dry run and a refusal use up none, and a dry run shows none', async () => {
    const first = await ada.post('/v1/incidents', fresh);
    const tried = await ada.post('/v1/incidents?dryRun=true', fresh);
    await ada.post('/v1/incidents?dryRun=true', fresh);
    const refused = [
      await ada.post('/v1/incidents', { title: 'About nothing' }),
      await ada.post('/v1/incidents', { ...fresh, impact: 9 }),
      await ada.post('/v1/incidents', { ...fresh, restoredAt: '2031-01-01T00:00:00Z' }),
      await ada.post('/v1/incidents/INC0000001/clone', { title: '' }),
    ];
    const key = { headers: { 'idempotency-key': 'once' } };
    const second = await ada.post('/v1/incidents', fresh, key);
    await ada.post('/v1/incidents', fresh, key);
    const third = await ada.post('/v1/incidents', fresh);

    expect(refused.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
    expect([tried.status, tried.body.record.id]).toEqual([200, 'INC0000000']);
    expect(numberOf(second)).toBe(numberOf(first) + 1);
    expect(numberOf(third)).toBe(numberOf(first) + 2);
  });

  it('field-report 17 one that was taken and could not be written is the next record’s', async () => {
    const monitor = await world.as('zabbix', 'INT');
    const heap = {
      source: 'zabbix',
      occurredAt: '2026-11-30T08:59:00Z',
      ciId: 'db-1',
      metric: 'heap',
      severity: 'info',
    };
    let sent = 0;
    const ingest = (body: unknown) =>
      monitor.post('/v1/events', body, { headers: { 'idempotency-key': `numbers ${++sent}` } });
    const batch = (ids: readonly string[]) =>
      ingest(ids.map((externalId) => ({ ...heap, message: 'full', externalId })));
    await batch(['a', 'b']);
    const again = await batch(['b', 'a']);
    await batch(['a', 'c', 'b', 'd']);
    const taken = new Set<string>();

    for (let i = 0; i < 3; i++) taken.add((await ingest({ ...heap, message: 'full' })).body.id);

    expect([again.status, again.body]).toEqual([202, { accepted: 2, rejected: [] }]);
    // Four events have four of the first seven numbers, whichever came first: these have the other three.
    expect([...taken].filter((id) => id >= 'EVT0000003' && id <= 'EVT0000007')).toHaveLength(3);
  });

  it('field-report 17 many at once, refused ones among them, have numbers of their own', async () => {
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) => ada.post('/v1/incidents', i % 3 === 0 ? { ...fresh, impact: 9 } : fresh)),
    );
    const ids = answers.filter(({ status }) => status === 201).map(numberOf);

    expect(ids).toHaveLength(16);
    expect(new Set(ids).size).toBe(16);
  });
});
