/** What becomes of webhooks when the receiver misbehaves, and what can be done by hand. */

import { describe, expect, it } from 'vitest';
import { listeningKey } from '#shared/events/keys';
import { isSilent, listens, noteSilence } from '#shared/events/reach';
import { tenantOf, withEngine } from '#test/faults/table';
import { useHooks } from '#test/platform/webhooks/hooks';
import { verify } from '#test/platform/webhooks/verify';

const on = useHooks();

describe('a receiver that misbehaves', () => {
  it('gets every event, once accepted, in the order of the record: slow, broken, resetting', async () => {
    const { path } = await on.hook({ recordTypes: ['incident'], timeoutSeconds: 1 });
    on.receiver.plan('slow', 500, 'reset', { status: 302, headers: { location: 'http://127.0.0.1:1/' } });
    const { path: record, uid } = await on.opened();
    await on.ada.act(record, 'assign', { group: 'service-desk' });
    await on.ada.act(record, 'accept');
    await on.ada.post(`${record}/comments`, { body: 'On my way.', visibility: 'public' });
    await on.world.settled();
    expect(on.types()).toEqual([]);
    await on.world.advance('PT5H');

    const order = (await on.world.events({ uid })).map(({ eventId }) => eventId).sort();
    const ids = on.receiver.accepted.map(({ headers }) => headers['webhook-id']);
    expect([...ids].sort()).toEqual(order);
    expect(on.types()).toEqual([
      'incident.created',
      'incident.assigned',
      'incident.state_changed',
      'incident.started',
      'incident.state_changed',
      'incident.commented',
    ]);
    const [first] = (await on.deliveries(path)).toReversed();
    expect(first).toMatchObject({
      event: 'incident.created',
      state: 'delivered',
      attempts: [
        { error: 'no answer within 1 s' },
        { status: 500 },
        { error: expect.stringContaining('ECONNRESET') },
        { status: 302 },
        { status: 204 },
      ],
    });
    // Waits grow: one minute, five, thirty, two hours, each up to a tenth longer.
    const at = first.attempts.map((attempt: { at: string }) => Date.parse(attempt.at) / 60_000);
    const waits = at.slice(1).map((minute: number, i: number) => minute - at[i]);
    for (const [i, least] of [1, 5, 30, 120].entries()) {
      expect(waits[i]).toBeGreaterThanOrEqual(least);
      expect(waits[i]).toBeLessThanOrEqual(least * 1.1 + 1);
    }
  });

  it('delays the events of the record it refused, not those of others', async () => {
    await on.hook({ events: ['incident.created', 'incident.assigned'] });
    on.receiver.plan(500);
    const stuck = await on.opened();
    await on.world.settled();
    const other = await on.opened();
    await on.ada.act(stuck.path, 'assign', { group: 'service-desk' });
    await on.world.settled();

    expect(on.receiver.accepted.map(({ event }) => event.subject)).toEqual([other.id]);
    await on.world.advance('PT2M');
    expect(on.receiver.accepted.map(({ event }) => `${event.subject} ${event.type}`)).toEqual([
      `${other.id} incident.created`,
      `${stuck.id} incident.created`,
      `${stuck.id} incident.assigned`,
    ]);
  });

  it('is asked once by an event that the bus brings twice or late', async () => {
    await on.hook({ events: ['incident.created', 'incident.assigned'] });
    const { path, uid } = await on.opened();
    await on.ada.act(path, 'assign', { group: 'service-desk' });
    await on.world.settled();
    const [created] = await on.world.events({ name: 'incident.created', uid });
    const again = { source: 'itsm.incident-management', 'detail-type': 'incident.created', detail: created };
    await Promise.all([on.world.invoke('webhooks', again), on.world.invoke('webhooks', again)]);

    expect(on.types()).toEqual(['incident.created', 'incident.assigned']);
  });

  it('waits as long as it asks for with Retry-After', async () => {
    await on.hook({ events: ['incident.created'] });
    on.receiver.plan({ status: 429, headers: { 'retry-after': '3600' } });
    await on.opened();
    await on.world.settled();
    await on.world.advance('PT59M');
    expect(on.receiver.requests).toHaveLength(1);
    await on.world.advance('PT2M');
    expect(on.receiver.requests).toHaveLength(2);
  });

  it('is disabled when it has failed for three days, which is told; enabled, it gets what has waited, in order', async () => {
    const { path } = await on.hook({ events: ['incident.created', 'incident.assigned', 'incident.started'] });
    on.receiver.always(503);
    const { path: record } = await on.opened();
    await on.ada.act(record, 'assign', { group: 'service-desk' });
    await on.world.settled();
    await on.world.advance('P4D');

    const [told] = await on.world.events({ name: 'webhook.disabled', uid: path.split('/').at(-1) ?? '' });
    expect(told?.data).toMatchObject({ reason: 'failing', owner: 'tina' });
    expect((await on.tina.get('/v1/notifications?unread=true')).body.items).toMatchObject([
      { event: 'webhook.disabled' },
    ]);
    expect((await on.tina.get(path)).body).toMatchObject({ state: 'disabled', disabledReason: 'failing' });
    const before = on.receiver.requests.length;
    await on.ada.act(record, 'accept');
    await on.world.settled();
    await on.world.advance('P1D');
    expect(on.receiver.requests).toHaveLength(before);

    on.receiver.always(204);
    expect((await on.tina.post(`${path}/enable`)).body.state).toBe('active');
    await on.world.settled();
    expect(on.types()).toEqual(['incident.created', 'incident.assigned', 'incident.started']);
  });

  it('is disabled at once when it says that it is gone', async () => {
    const { path } = await on.hook({ events: ['incident.created'] });
    on.receiver.always(410);
    await on.opened();
    await on.world.settled();

    expect((await on.tina.get(path)).body).toMatchObject({ state: 'disabled', disabledReason: 'gone' });
    await on.world.advance('P1D');
    expect(on.receiver.requests).toHaveLength(1);
  });
});

describe('by hand', () => {
  it('a test call answers its outcome, and is tried once', async () => {
    const { path, secret } = await on.hook();
    const now = on.world.stack.clock.now();
    const good = await on.tina.post(`${path}/test`);
    on.receiver.always(500);
    const bad = await on.tina.post(`${path}/test`);
    await on.world.advance('PT10M');

    expect(good.body).toMatchObject({ event: 'webhook.test', state: 'delivered', attempts: [{ status: 204 }] });
    expect(bad.body).toMatchObject({ state: 'failed', attempts: [{ status: 500, answer: 'thanks' }] });
    expect(on.receiver.requests).toHaveLength(2);
    const [first] = on.receiver.requests;
    if (first) await verify(first, secret, now);
  });

  it('a replay sends again what was sent since an instant, in order and under the same ids', async () => {
    const { path } = await on.hook({ events: ['incident.*'] });
    const { path: record } = await on.opened();
    await on.ada.act(record, 'assign', { group: 'service-desk' });
    await on.world.settled();
    const log = await on.deliveries(path);
    const since = log.at(-1).attempts[0].at;
    on.receiver.clear();

    const asked = await on.tina.post(`${path}/replay`, { from: since });
    await on.world.settled();

    expect(asked).toMatchObject({ status: 202, body: { state: 'running' } });
    expect(on.types()).toEqual(['incident.created', 'incident.assigned', 'incident.state_changed']);
    expect(on.receiver.accepted.map(({ headers }) => headers['webhook-id'])).toEqual(
      log.toReversed().map(({ eventId }: { eventId: string }) => eventId),
    );
    expect((await on.tina.get(asked.headers.get('location') ?? '')).body).toMatchObject({
      state: 'finished',
      sent: 3,
      failed: 0,
    });

    // From the last delivery on; replays themselves are not replayed.
    on.receiver.clear();
    await on.tina.post(`${path}/replay`, { from: log[0].id, to: log[0].id });
    await on.world.settled();
    expect(on.types()).toEqual(['incident.state_changed']);
  });

  it('the log is paged, filtered by state, and each entry can be read', async () => {
    const { path } = await on.hook({ events: ['incident.created'] });
    on.receiver.plan(204, 500, 204);
    for (let i = 0; i < 3; i++) {
      await on.opened();
      await on.world.settled();
    }
    const page = (await on.tina.get(`${path}/deliveries?limit=2`)).body;
    const rest = (await on.tina.get(`${path}/deliveries?limit=2&cursor=${page.nextCursor}`)).body;

    expect([page.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 1, null]);
    expect(
      (await on.deliveries(path, '?state=retrying')).map(({ attempts }: { attempts: object[] }) => attempts.length),
    ).toEqual([1]);
    expect((await on.tina.get(`${path}/deliveries?state=lost`)).status).toBe(400);
    expect((await on.tina.get(`${path}/deliveries/${page.items[0].id}`)).body).toEqual(page.items[0]);
    expect((await on.tina.get(`${path}/deliveries/01J00000000000000000000000`)).status).toBe(404);
  });

  it('changes need the version that was seen, and a filter is taken away with null', async () => {
    const { path } = await on.hook({ events: ['incident.created'] });
    const change = (etag: string) =>
      on.tina.patch(path, { events: null, timeoutSeconds: 3 }, { headers: { 'if-match': etag } });

    expect((await on.tina.patch(path, { timeoutSeconds: 3 })).status).toBe(428);
    expect((await change('"9"')).status).toBe(412);
    const answer = await change('"1"');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ version: 2, timeoutSeconds: 3 });
    expect(answer.body).not.toHaveProperty('events');
  });
});

describe('a tenant without webhooks', () => {
  const own = () => on.world.stack.backend.functions;
  /** How often the function of webhooks was invoked meanwhile. */
  const invoked = async (work: () => Promise<unknown>): Promise<number> => {
    let times = 0;
    const end = own().subscribe(({ functionName }) => {
      if (functionName.endsWith('-webhooks')) times++;
    });
    await work();
    await on.world.settled();
    end();
    return times;
  };

  it('has no event brought to webhooks once they found nobody, and a new one hears the very next', async () => {
    await on.world.settled();
    await on.world.advance('PT2M');
    await on.opened();
    await on.world.settled();
    expect(await invoked(() => on.opened())).toBe(0);

    await on.hook({ events: ['incident.created'] });
    expect(await invoked(() => on.opened())).toBeGreaterThan(0);
    expect(on.types()).toEqual(['incident.created']);
  });

  it('is looked at again after a quarter of an hour, for one that was made by an older build', async () => {
    await on.world.settled();
    await on.world.advance('PT2M');
    await on.opened();
    await on.world.settled();
    expect(await invoked(() => on.opened())).toBe(0);
    await on.world.advance('PT16M');
    expect(await invoked(() => on.opened())).toBeGreaterThan(0);
  });

  it('is not said to have none while one comes to listen', async () => {
    const { endpoint } = on.world.stack.backend.engine;
    await withEngine(endpoint, async (store) => {
      const tenant = await tenantOf(store, 'globex');
      const now = Date.parse('2026-06-15T07:00:00Z');
      const silent = async () => isSilent(await store.get(listeningKey(tenant)), now);
      const anybody = async () => {
        await store.transact([listens(tenant, 'made-meanwhile')]);
        return true;
      };

      await noteSilence({ store, tenant }, anybody, 'first', now);
      expect(await silent()).toBe(false);
      await noteSilence({ store, tenant }, async () => false, 'second', now);
      expect(await silent()).toBe(false);
      await noteSilence({ store, tenant }, async () => true, 'third', now);
      expect(await silent()).toBe(true);
      await noteSilence({ store, tenant }, anybody, 'fourth', now);
      expect(await silent()).toBe(false);
    });
  });
});
