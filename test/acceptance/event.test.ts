/** The slice of event management: ingest, deduplicate, open an incident through the bus. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let monitor: Client;
let ada: Client;
beforeAll(async () => {
  world = await openWorld('2026-06-15T06:00:00Z');
  monitor = await world.as('zabbix', 'INT');
  ada = await world.as('ada', 'AGT');
});
afterAll(() => world.close());

const heap = {
  source: 'zabbix',
  occurredAt: '2026-06-15T06:00:00Z',
  ciId: 'pay-api-01',
  metric: 'heap',
  severity: 'exception',
  message: 'heap > 95 %',
  serviceId: 'payments',
};
let key = 0;
const ingest = (body: unknown) =>
  monitor.post('/v1/events', body, { headers: { 'idempotency-key': `batch-${key++}` } });
const eventsOf = async (ci: string) => (await ada.get(`/v1/events?ciId=${ci}`)).body.items;
const alertsOf = async (ci: string) => (await ada.get(`/v1/alerts?ciId=${ci}`)).body.items;

describe('events', () => {
  it('D1.1 identical events are one alert and one incident', async () => {
    const answer = await ingest(Array.from({ length: 200 }, (_, i) => ({ ...heap, externalId: `heap-${i}` })));
    await world.settled();

    expect([answer.status, answer.body]).toEqual([202, { accepted: 200, rejected: [] }]);
    const alerts = await alertsOf('pay-api-01');
    expect(alerts).toHaveLength(1);
    expect(alerts[0].count).toBe(200);
    const incidents = (await ada.get('/v1/incidents?channel=monitoring&serviceId=payments')).body.items;
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ priority: 'P2', state: 'new' });
  });

  it('D1.10 the same external id delivered twice counts once', async () => {
    const event = { ...heap, ciId: 'web-01', externalId: 'twice' };
    await ingest([event]);
    await ingest([event]);
    await world.settled();

    expect((await alertsOf('web-01'))[0].count).toBe(1);
  });

  it('D1.8 an event from the future is flagged; one older than a day leads to nothing', async () => {
    const future = { ...heap, ciId: 'future-01', occurredAt: '2026-06-15T06:10:00Z', externalId: 'future' };
    const old = { ...heap, ciId: 'old-01', occurredAt: '2026-06-13T06:00:00Z', externalId: 'old' };
    await ingest([future, old]);
    await world.settled();

    expect(await eventsOf('future-01')).toMatchObject([{ clockSkew: true }]);
    expect(await eventsOf('old-01')).toMatchObject([{ stale: true }]);
    expect(await alertsOf('future-01')).toHaveLength(1);
    expect(await alertsOf('old-01')).toEqual([]);
  });

  it('what is not acceptable is named by its place, the rest is taken', async () => {
    const answer = await ingest([
      { ...heap, ciId: 'mixed-01' },
      { ...heap, severity: 'terrible' },
      { ...heap, colour: 'red' },
    ]);

    expect(answer.status).toBe(202);
    expect(answer.body.accepted).toBe(1);
    expect(answer.body.rejected.map(({ index }: { index: number }) => index)).toEqual([1, 2]);
    expect((await ingest(Array.from({ length: 501 }, () => heap))).status).toBe(413);
  });

  it('a clear clears the alert, notes it on the incident, and the alert closes when it stays quiet', async () => {
    await ingest([{ ...heap, ciId: 'db-01', serviceId: 'ledger', externalId: 'db-1' }]);
    await world.settled();
    const [incident] = (await ada.get('/v1/incidents?serviceId=ledger')).body.items;

    await ingest([{ ...heap, ciId: 'db-01', serviceId: 'ledger', severity: 'clear', externalId: 'db-2' }]);
    await world.settled();
    expect((await alertsOf('db-01'))[0].state).toBe('cleared');
    const notes = (await ada.get(`/v1/incidents/${incident.id}/comments`)).body.items;
    expect(notes.at(-1)).toMatchObject({ visibility: 'internal' });

    await world.advance('PT16M');
    expect((await alertsOf('db-01'))[0].state).toBe('closed');
  });
});
