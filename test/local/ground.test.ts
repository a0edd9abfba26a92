/** A stack that begins where another stood: the same addresses and workers, and nothing of what the other knew. */
import { expect, it } from 'vitest';
import { openWorld } from '#test/support/world';

const INCIDENT = { title: 'Printer on fire', impact: 2, urgency: 2, category: 'hardware' };

it('answers at the same address, at its own instant, with tenants and records of its own', async () => {
  const first = await openWorld('2026-06-15T07:00:00Z');
  const before = await first.as('ada', 'AGT');
  const made = await before.post('/v1/incidents', INCIDENT);
  await first.advance('P3D');
  const acme = await first.tenantId('acme');
  await first.close();
  expect((await fetch(`${first.url}/health`)).status).toBe(503);

  const second = await openWorld('2026-06-01T07:00:00Z');
  const after = await second.as('ada', 'AGT');
  expect(second.url).toBe(first.url);
  expect(await second.tenantId('acme')).not.toBe(acme);
  expect((await after.get('/v1/incidents')).body.items).toEqual([]);
  expect((await after.get(`/v1/incidents/${made.body.uid}`)).status).toBe(404);
  const again = await after.post('/v1/incidents', INCIDENT);
  expect(again.body).toMatchObject({ id: made.body.id, createdAt: '2026-06-01T07:00:00Z' });
  expect((await second.events({ name: 'incident.created' })).map(({ uid }) => uid)).toEqual([again.body.uid]);
  await second.close();
});
