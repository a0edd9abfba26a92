/** Behind the API: events, timers and workflow tasks that name one tenant act in that tenant and nowhere else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processes, services } from '#functions/registry';
import { reaching } from '#test/isolation/attack';
import { INCIDENT, makeVictim, type Target, type Victim } from '#test/isolation/victim';
import { openWorld, type World } from '#test/support/world';

let world: World;
let victim: Victim;
let acme: string;
let globex: string;
let before: string;

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  victim = await makeVictim(world);
  await (await world.as('gus', 'AGT', 'globex')).post('/v1/incidents', INCIDENT);
  [acme, globex] = await Promise.all([world.tenantId('acme'), world.tenantId('globex')]);
  await world.settled();
  before = await victim.snapshot();
});
afterAll(() => world.close());

const targets = (): readonly Target[] => [...victim.targets.values()];

/** An event as the bus would deliver it: in globex’s name, about acme’s record. */
function forged(name: string, { uid, number }: Target, tenantId: string): object {
  return {
    eventId: `${uid}-${name}`,
    name,
    process: 'forged',
    tenantId,
    type: 'incident',
    id: number,
    uid,
    recordVersion: 1,
    at: '2026-06-15T07:00:00Z',
    actor: { type: 'system', id: 'forged' },
    command: 'forged',
    state: { to: 'resolved' },
    changed: [],
    correlationId: 'forged',
    depth: 0,
    visibility: 'internal',
    // Whatever a consumer takes from an event: ids of acme’s records, in every place that any of them looks at.
    data: {
      children: 3,
      response: 'incident',
      round: 1,
      subjectId: uid,
      subject: uid,
      step: 0,
      outcome: 'approved',
      dedupKey: 'zabbix|pay-1|-|-',
      severity: 'exception',
      occurredAt: '2026-06-15T06:59:00Z',
      title: 'forged',
      tenantId: acme,
      process: 'change-management',
    },
  };
}

const consumers = [...processes, ...services].flatMap(({ id, consumes }) =>
  consumes.map(({ source, detailType }) => ({ id, source, detailType })),
);

describe('an event of one tenant about the record of another', () => {
  it.each(consumers)(
    '$id on $detailType acts within the tenant that the event names',
    async ({ id, source, detailType }) => {
      const reached = await reaching(world, acme, async () => {
        for (const target of targets()) {
          const event = { source, 'detail-type': detailType, detail: forged(detailType, target, globex) };
          await world.invoke(id, event);
        }
      });
      expect(reached).toEqual([]);
    },
  );

  it.each(['*', '', 'acme', '../', '????????????', 'TENANT#x', 'ABCDEFGHIJKLMN'])(
    'one that names no tenant, “%s”, is refused before anything is read',
    async (tenantId) => {
      for (const { id, source, detailType } of consumers) {
        const [target] = targets();
        if (!target) throw new Error('acme has nothing');
        const asked: string[] = [];
        const unsubscribe = world.observe(({ principal, operation }) => asked.push(`${principal.arn} ${operation}`));
        await world.invoke(id, { source, 'detail-type': detailType, detail: forged(detailType, target, tenantId) });
        unsubscribe();
        expect(asked).toEqual([]);
      }
    },
  );
});

describe('timers', () => {
  it.each(processes.map(({ id, records }) => ({ id, types: records.map(({ type }) => type) })))(
    '$id does nothing to a record of acme that is said to be due in globex',
    async ({ id, types }) => {
      const timers = types.flatMap((type) => targets().map(({ uid }) => ({ tenantId: globex, type, uid })));
      const reached = await reaching(world, acme, async () => {
        await world.invoke(id, { source: 'helmdesk.clock', timers });
      });
      expect(reached).toEqual([]);
    },
  );
});

describe('all events so far', () => {
  it('name the tenant that their record belongs to', async () => {
    const events = await world.events();
    const tenantsOf = Map.groupBy(events, ({ uid }) => uid);

    expect(events.length).toBeGreaterThan(10);
    for (const [, group] of tenantsOf) expect(new Set(group.map(({ tenantId }) => tenantId)).size).toBe(1);
    for (const { uid } of targets()) {
      const named = tenantsOf.get(uid)?.map(({ tenantId }) => tenantId) ?? [];
      expect(named.filter((tenant) => tenant !== acme)).toEqual([]);
    }
  });

  it('and nothing of acme has changed', async () => {
    await world.settled();
    expect(await victim.snapshot()).toBe(before);
  });
});
