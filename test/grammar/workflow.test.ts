/** A workflow through the running stack: the record says where it is, the machine follows, and nothing is lost that somebody lost. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asObject } from '#infra/local/machine/json';
import { accessGrants } from '#shared/capabilities/list-reactions/specimen';
import { taskTokenKey } from '#shared/capabilities/workflow/keys';
import { releases } from '#shared/capabilities/workflow/specimen';
import { tenantId } from '#shared/ids/tenant-id';
import { withEngine } from '#test/faults/table';
import { assemblyWith } from '#test/grammar/fixtures/assembly';
import { openRelease } from '#test/grammar/release';
import { openWorld, type World } from '#test/support/world';

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-09-14T07:00:00Z', { assembly: await assemblyWith(releases, accessGrants) });
});
afterAll(() => world.close());

const open = (fields: object = {}) => openRelease(world, { waves: ['10', '30', '60'], soakSeconds: 1800, ...fields });

/** One that has begun. */
async function begun(fields: object = {}) {
  const release = await open(fields);
  await release.act('start-deployment');
  await world.settled();
  return release;
}

const executions = (uid: string) => {
  const { workflows } = world.stack.backend;
  return workflows.store.list().filter(({ name }) => name.includes(uid));
};

describe('a release goes through its environments in order', () => {
  it('each with its gate, its window, its agent’s signs of life and its soak', async () => {
    const release = await begun({ opensAt: '2026-09-14T08:00:00Z' });
    expect(await release.place()).toBe('goNoGo test');
    await release.act('accept', { environment: 'live' });
    expect(await release.place()).toBe('goNoGo test');
    await release.act('accept', { environment: 'test' });
    expect(await release.place()).toBe('window test');
    await world.advance('PT1H');
    expect(await release.place()).toBe('agent test all');

    await world.advance('PT9M');
    expect(await release.report('progress', 'test/all')).toBe(200);
    await world.advance('PT9M');
    expect(await release.place()).toBe('agent test all');
    expect(await release.report('done', 'live/10')).toBe(409);
    expect(await release.report('done', 'test/all')).toBe(200);
    expect(await release.place()).toBe('soak test all');
    await world.advance('PT30M');
    expect(await release.place()).toBe('goNoGo live');

    await release.act('accept');
    for (const wave of ['10', '30', '60']) {
      expect(await release.place()).toBe(`agent live ${wave}`);
      await release.report('done', `live/${wave}`);
      await world.settled();
      await world.advance('PT30M');
    }
    expect(await release.read()).toMatchObject({
      state: 'early_life_support',
      deployed: ['test/all', 'live/10', 'live/30', 'live/60'],
      workflow: { phase: 'succeeded', failures: [] },
    });
    const [execution] = executions(release.uid);
    expect(execution).toMatchObject({ status: 'SUCCEEDED' });
    // Whatever a machine holds is some ids and where it goes next: Step Functions takes 256 KiB.
    expect(Math.max(execution?.input.length ?? 0, execution?.output?.length ?? 0)).toBeLessThan(1024);
    const tasks = world.stack.backend.workflows.store.tasks(execution?.arn ?? '');
    expect(Math.max(...tasks.map(({ result }) => (result?.ok ? result.output.length : 0)))).toBeLessThan(1024);
    // Four waves, two gates, a window and an end; a task is some five events of a history of 25,000.
    expect(tasks.length).toBeLessThan(60);
  });

  it('C4.2 what was deployed is rolled back, the latest first, when a verification fails, and the next wave never starts', async () => {
    const release = await begun({ broken: ['live/30'], soakSeconds: 0 });
    await release.through(['test/all', 'live/10', 'live/30']);

    expect(await release.read()).toMatchObject({
      state: 'rolled_back',
      deployed: ['test/all', 'live/10', 'live/30'],
      rolledBack: ['live/30', 'live/10', 'test/all'],
      workflow: { phase: 'undone', failures: [{ step: 'verify', because: 'live/30 does not do what it should' }] },
    });
    expect(executions(release.uid)).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  it('C4.6 an agent silent for ten minutes has failed; a quarter of an hour without an answer later it is rolled back', async () => {
    const release = await begun();
    await release.act('accept');
    expect(await release.place()).toBe('agent test all');
    await world.advance('PT10M');
    expect(await release.place()).toBe('ask test all');
    await release.act('retry');
    expect(await release.place()).toBe('agent test all');
    await world.advance('PT10M');
    await world.advance('PT14M');
    expect(await release.place()).toBe('ask test all');
    await world.advance('PT1M');
    expect(await release.read()).toMatchObject({ state: 'rolled_back', rolledBack: ['test/all', 'test/all'] });
  });

  it('a roll-back by hand does not wait for a soak, nor a pause for the machine', async () => {
    const release = await begun();
    await release.act('accept');
    expect(await release.place()).toBe('agent test all');
    await release.act('pause');
    expect(await release.report('done', 'test/all')).toBe(200);
    await world.advance('PT1H');
    expect(await release.place()).toBe('verify test all');
    await release.act('resume');
    expect(await release.place()).toBe('soak test all');
    await release.act('roll-back');
    expect(await release.read()).toMatchObject({ state: 'rolled_back', rolledBack: ['test/all'] });
  });

  it('one that is given up is over, and its machine with it', async () => {
    const release = await begun();
    await release.act('cancel');
    expect(await release.place()).toBe('stopped');
    expect(executions(release.uid)).toMatchObject([{ status: 'SUCCEEDED' }]);
  });
});

describe('what is lost', () => {
  it('a callback whose token is gone is taken up from the table, by another execution, and nothing is done twice', async () => {
    const release = await begun({ soakSeconds: 0 });
    const acme = tenantId(await world.tenantId('acme'));
    await withEngine(world.stack.backend.engine.endpoint, (store) =>
      store.delete(taskTokenKey(acme, 'release', release.uid)),
    );
    await release.act('accept');
    expect(await release.place()).toBe('start test all');

    await world.advance('PT11M');
    expect(await release.place()).toBe('agent test all');
    expect((await release.read()).workflow.execution).toBe(2);

    await release.through(['test/all', 'live/10', 'live/30', 'live/60']);
    await world.advance('P3D');
    expect((await release.read()).state).toBe('early_life_support');
    expect((await release.commands()).filter((command) => command === 'start-wave')).toHaveLength(4);
    expect(executions(release.uid).map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  it('a machine that was stopped is followed by another', async () => {
    const release = await begun({ soakSeconds: 600 });
    await release.act('accept');
    expect(await release.place()).toBe('agent test all');
    const [execution] = executions(release.uid);
    world.stack.backend.workflows.abort(execution?.arn ?? '');
    await release.report('done', 'test/all');
    await world.advance('PT10M');
    await world.advance('PT12M');
    expect(await release.place()).toBe('goNoGo live');
  });

  it('what is asked twice is done once', async () => {
    const release = await begun();
    const ask = async (task: string, more: object = {}) => {
      const { deployment, functions } = world.stack.backend;
      const [table] = deployment.ofType('AWS::DynamoDB::Table');
      const subject = { tenantId: await world.tenantId('acme'), process: 'releases', type: 'release', id: release.uid };
      const payload = JSON.stringify({ task, ...subject, execution: 1, ...more });
      const outcome = await functions.invoke(`${table?.name}-workflow-task`, payload);
      return outcome.ok ? asObject(JSON.parse(outcome.payload)) : outcome;
    };
    await release.act('accept');
    await world.settled();
    const before = await release.commands();
    expect([await ask('proceed'), await ask('proceed')]).toMatchObject([{ to: 'agent' }, { to: 'agent' }]);
    expect(await release.commands()).toEqual(before);
    expect(await ask('proceed', { execution: 0 })).toMatchObject({ to: 'end' });
    await ask('renew', { execution: 0 });
    expect((await release.read()).workflow.execution).toBe(1);
    await ask('renew');
    expect((await release.read()).workflow.execution).toBe(2);
    expect(executions(release.uid).map(({ status }) => status)).toContain('RUNNING');
    await release.report('done', 'test/all');
    expect(await release.place()).toBe('soak test all');
  });
});
