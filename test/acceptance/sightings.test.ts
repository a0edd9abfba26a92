/** How long it is kept that somebody reported something, by the time to live of the table as it is deployed. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deleteExpiredItems } from '#infra/local/edges/dynamodb/time-to-live';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ina: Client; // an incident manager
beforeAll(async () => {
  world = await openWorld('2026-06-12T15:00:00Z'); // a Friday
  ina = await world.as('ina', 'INM');
});
afterAll(() => world.close());

async function report(user: string, serviceId: string): Promise<string> {
  const reporter = await world.as(user, 'REQ');
  const created = await reporter.post('/v1/incidents', { title: 'It does not work', serviceId });
  expect(created.status).toBe(201);
  return created.body.uid;
}

async function candidates(serviceId: string) {
  await world.settled();
  return (await ina.get(`/v1/major-incidents?serviceId=${serviceId}`)).body.items;
}

/** The reports that are kept of a service, in their order. */
async function keptOf(serviceId: string): Promise<readonly string[]> {
  await world.settled();
  const topics = (await world.items()).filter((item) => item.pk.includes('#sighting#'));
  const names = topics.filter((item) => JSON.stringify(item).includes(serviceId)).flatMap(Object.keys);
  return names.filter((name) => /^[0-9A-Z]{26}$/.test(name)).sort();
}

/** What the table does by itself at an instant, at the latest. */
async function expired(instant: string): Promise<void> {
  const { deployment, engine } = world.stack.backend;
  for (const { properties } of deployment.ofType('AWS::DynamoDB::Table'))
    await deleteExpiredItems(engine.endpoint, properties, Date.parse(instant));
}

it('D2.3 a candidate of Friday that is rejected on Monday leaves the reports of Monday', async () => {
  for (const user of ['u1', 'u2', 'u3', 'u4', 'u5']) await report(user, 'vpn');
  const [friday] = await candidates('vpn');
  await world.to('2026-06-15T08:00:00Z');
  for (const user of ['u6', 'u7', 'u8', 'u9']) await report(user, 'vpn');
  await world.settled();

  const { body } = await ina.act(`/v1/major-incidents/${friday.id}`, 'reject', { reason: 'It was their line.' });
  await world.settled();
  await expired('2026-06-15T08:00:00Z');
  await report('u10', 'vpn');

  expect(body.state).toBe('rejected');
  expect((await candidates('vpn')).map(({ incidents }: { incidents: string[] }) => incidents.length)).toEqual([5, 5]);
});

it('D2.3 an event that is delivered again days later does not end the sightings of its topic', async () => {
  const first = await report('u1', 'mail');
  const [event] = await world.events({ name: 'incident.created', uid: first });
  await world.to('2026-06-18T08:00:00Z');
  const later = await report('u2', 'mail');
  await world.settled();

  const again = { source: 'itsm.incident-management', 'detail-type': 'incident.created', detail: event };
  expect((await world.invoke('incident-management', again)).ok).toBe(true);
  await expired('2026-06-18T08:00:00Z');

  expect(await keptOf('mail')).toEqual([later]);
});

it('D2 a sighting that counts no more goes with a report after two days, with the topic when there is none', async () => {
  await world.to('2026-06-22T08:00:00Z');
  const monday = await report('u1', 'crm');
  await world.to('2026-06-23T20:00:00Z');
  const tuesday = await report('u2', 'crm');
  expect(await keptOf('crm')).toEqual([monday, tuesday]);
  await world.to('2026-06-24T09:00:00Z');
  const wednesday = await report('u3', 'crm');
  expect(await keptOf('crm')).toEqual([tuesday, wednesday]);

  await expired('2026-06-26T08:59:00Z');
  expect(await keptOf('crm')).toEqual([tuesday, wednesday]);
  await expired('2026-06-26T09:01:00Z');
  expect(await keptOf('crm')).toEqual([]);
});
