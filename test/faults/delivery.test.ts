/** What the bus and the workflow promise no better than "at least once", and what becomes of it: each effect happens, once. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJournal } from '#infra/local/machine/journal';
import { taskTokenKey } from '#shared/capabilities/workflow/keys';
import { documentKey } from '#shared/tenancy/keys';
import { type Runner, startRunner } from '#test/faults/runner';
import { tenantOf, withEngine } from '#test/faults/table';
import { CHANGE } from '#test/support/change';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

const heap = {
  source: 'zabbix',
  occurredAt: '2026-06-15T07:00:00Z',
  metric: 'heap',
  severity: 'exception',
  message: 'heap > 95 %',
};
let sent = 0;
async function ingest(monitor: Client, events: readonly object[]): Promise<void> {
  const headers = { 'idempotency-key': `delivery-${sent++}` };
  const { status, body } = await monitor.post('/v1/events', events, { headers });
  if (status !== 202 || body.rejected.length > 0)
    throw new Error(`ingesting answered ${status}: ${JSON.stringify(body)}`);
}

describe('a stream that is delivered again from its beginning', () => {
  const directory = mkdtempSync(join(tmpdir(), 'helmdesk-faults-'));
  let runner: Runner;
  beforeAll(async () => {
    runner = await startRunner({ directory });
  });
  afterAll(async () => {
    await runner.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('puts every event on the bus twice, and has no further effect', async () => {
    const now = new Date().toISOString();
    const events = Array.from({ length: 12 }, (_, i) => ({
      ...heap,
      occurredAt: now,
      ciId: `ci-${i % 3}`,
      serviceId: `service-${i % 3}`,
      externalId: `again-${i}`,
    }));
    await ingest(await runner.as('zabbix', 'INT'), events);
    await runner.settled();
    const before = { state: await effects(runner), events: await runner.events() };

    await runner.stop();
    const journal = openJournal(directory);
    journal.sql('DELETE FROM checkpoints').run();
    journal.close();
    runner = await startRunner({ directory });
    await runner.settled();

    const after = await runner.events();
    const times = Map.groupBy(after, ({ detail }) => detail.eventId);
    expect(before.events.filter(({ detail }) => (times.get(detail.eventId)?.length ?? 0) < 2)).toEqual([]);
    expect(times.size).toBe(new Set(before.events.map(({ detail }) => detail.eventId)).size);
    expect(await effects(runner)).toEqual(before.state);
    expect(before.state.alerts).toHaveLength(3);
    expect(before.state.incidents).toHaveLength(3);
  });

  /** What consumers have made of the events. */
  async function effects(of: Runner) {
    const ada = await of.as('ada', 'AGT');
    const records = async (path: string) =>
      (await ada.get(path)).body.items.map(({ id, version, count }: Record<string, unknown>) => ({
        id,
        version,
        count,
      }));
    return { alerts: await records('/v1/alerts'), incidents: await records('/v1/incidents?channel=monitoring') };
  }
});

describe('on a stack whose table is tampered with', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld('2026-06-15T07:00:00Z');
  });
  afterAll(() => world.close());

  it('a consumer that fails leaves a dead letter, and redrive brings its effect back, once', async () => {
    const monitor = await world.as('zabbix', 'INT');
    const ada = await world.as('ada', 'AGT');
    const incidents = async () => (await ada.get('/v1/incidents?channel=monitoring&serviceId=ledger')).body.items;
    // Event management has read the configuration; incident management has to read it again, and will not find it.
    await world.advance('PT1M');
    await ada.get('/v1/alerts');
    const putBack = await withoutProfile();

    await ingest(monitor, [{ ...heap, ciId: 'db-01', serviceId: 'ledger', externalId: 'dead' }]);
    await world.advance('PT10M');
    const letters = await tool('GET', '/_local/dead-letters');
    await putBack();
    // Others that read the configuration fail with it, and leave letters of their own.
    const ofIncidents = letters.items.filter((letter) => /incident-management$/.test(Object(letter).function));
    expect(ofIncidents).toMatchObject([{ queue: 'helmdesk-local-dead-letters' }]);
    expect(await incidents()).toHaveLength(0);

    await tool('POST', '/_local/dead-letters/redrive', {});
    await world.settled();

    expect(await incidents()).toHaveLength(1);
    expect((await tool('GET', '/_local/dead-letters')).items).toEqual([]);
  });

  it('an approval whose callback to the workflow is lost is concluded from the table', async () => {
    const ada = await world.as('ada', 'AGT');
    const vera = await world.as('vera', 'CAB');
    const { change, approval, uid } = await awaiting();
    await withEngine(world.stack.backend.engine.endpoint, async (store) =>
      store.delete(taskTokenKey(await tenantOf(store, 'acme'), 'approval', uid)),
    );
    await vera.act(approval, 'decide', { decision: 'approve', comment: 'Go ahead.' });
    await world.settled();
    expect((await ada.get(change)).body.state).toBe('authorize');

    await world.advance('PT10M');
    expect((await ada.get(change)).body.state).toBe('scheduled');

    await world.advance('PT73H');
    const concluded = (await world.events({ name: 'approval.concluded', uid })).length;
    expect([(await ada.get(change)).body.state, concluded]).toEqual(['scheduled', 1]);
  });

  /** Takes the tenant's profile away, without which nothing can be decided; the result puts it back. */
  async function withoutProfile(): Promise<() => Promise<void>> {
    const { endpoint } = world.stack.backend.engine;
    return withEngine(endpoint, async (store) => {
      const key = documentKey(await tenantOf(store, 'acme'), 'own', 'tenant', 'tenant');
      const profile = await store.get(key);
      if (!profile) throw new Error('acme has no profile');
      await store.delete(key);
      return () => withEngine(endpoint, (again) => again.put(profile));
    });
  }

  /** A change that waits for its approval. */
  async function awaiting(): Promise<{ change: string; approval: string; uid: string }> {
    const ada = await world.as('ada', 'AGT');
    const chris = await world.as('chris', 'CHM');
    const vera = await world.as('vera', 'CAB');
    const created = await ada.post('/v1/changes', CHANGE);
    const change = `/v1/changes/${created.body.id}`;
    await ada.act(change, 'submit');
    await chris.act(change, 'complete-assessment');
    await world.settled();
    const [round] = (await vera.get(`/v1/approvals?subjectId=${created.body.id}`)).body.items;
    return { change, approval: `/v1/approvals/${round.id}`, uid: String(round.uid) };
  }

  async function tool(method: 'GET' | 'POST', path: string, body?: object) {
    const response = await fetch(`${world.url}${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    return (await response.json()) as { readonly items: readonly unknown[] };
  }
});
