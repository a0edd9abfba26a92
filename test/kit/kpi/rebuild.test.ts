/** A19: facts written as commands happen equal those made anew from history, on a thousand incidents of every fate. */
import { beforeAll, describe, expect, it } from 'vitest';
import { incidentFact } from '#functions/service-operation/incident-management/incident/fact';
import { incidentFields } from '#functions/service-operation/incident-management/incident/fact-fields';
import { incident } from '#functions/service-operation/incident-management/incident/incident';
import { standingFacts } from '#shared/capabilities/facts/facts';
import { rebuiltRecord } from '#shared/capabilities/facts/rebuild';
import { firstCause, writesOf } from '#shared/engine/commit';
import { decideAction, decideCreate, decidePatch } from '#shared/engine/decide';
import type { HistoryEntry } from '#shared/engine/history';
import type { Stored } from '#shared/engine/items';
import type { Plan } from '#shared/engine/plan';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { tenantId } from '#shared/ids/tenant-id';
import { computeKpis } from '#shared/kit/kpi/compute';
import { factSchema } from '#shared/kit/kpi/fact';
import type { Item } from '#shared/store/store';
import { type Configuration, compileConfiguration, effectiveDocuments } from '#shared/tenancy/configuration';
import { effectiveRoles, type Role } from '#shared/tenancy/roles';
import { measuredBy } from '#test/kit/kpi/facts';

const TENANT = tenantId('rebuild00000');
const RECORDS = 1000;
const HOUR = 3_600_000;
const definition: AnyRecordDefinition = incident;
const schema = factSchema(incidentFields);

const document = (kind: string, id: string, body: unknown): Item => ({
  pk: 'configuration',
  sk: `own#${kind}#${id}`,
  ...{ kind, id, version: 1, body },
});
const config: Configuration = compileConfiguration(
  effectiveDocuments(
    [
      document('tenant', 'tenant', { slug: 'x', name: 'X', zone: 'Europe/Berlin', kind: 'client', cursorKey: 'key' }),
      document('group', 'service-desk', { name: 'Service desk', active: true, members: ['ada'] }),
      document('group', 'network', { name: 'Network', active: true, members: ['ada'] }),
    ],
    'Europe/Berlin',
  ),
  new Map(),
);

const circumstances = (now: number, role: Role = 'AGT') => ({
  caller: {
    tenant: TENANT,
    actor: { type: 'human' as const, id: 'ada' },
    roles: effectiveRoles([role]),
    client: 'ada',
  },
  config,
  now,
  openChildren: [],
});

/** Numbers that look random and are the same every time. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

interface Log {
  readonly table: Map<string, Item>;
  readonly records: Map<string, Stored>;
  /** Rows that a write would have changed. */
  overwritten: number;
}

function perform(log: Log, plan: Plan, now: number): void {
  const stored = log.records.get(plan.after.uid);
  const committed = writesOf({
    process: 'incident-management',
    definition,
    caller: circumstances(now).caller,
    config,
    cause: firstCause('request'),
    now,
    plan,
    ...(stored && { stored }),
  });
  for (const write of committed.writes) {
    if (!('put' in write)) continue;
    const key = `${write.put.pk} ${write.put.sk}`;
    if (write.put.pk.includes('#fact#') && log.table.has(key)) log.overwritten += 1;
    log.table.set(key, write.put);
  }
  log.records.set(plan.after.uid, committed.stored);
}

/** Lives of incidents over four months: resolved, closed, reopened in another month, cancelled, corrected, left open. */
function live(log: Log, index: number, random: () => number): void {
  const uid = `01${String(index).padStart(24, '0')}`;
  // Nobody writes on the second: facts count whole seconds all the same.
  let now = Date.parse('2026-01-05T08:00:00.345Z') + Math.floor(random() * 100 * 24) * HOUR;
  const values = {
    title: 'Nobody on floor 3 can print',
    requesterId: 'rita',
    impact: 1 + Math.floor(random() * 3),
    urgency: 1 + Math.floor(random() * 3),
    serviceId: random() < 0.5 ? 'print' : 'mail',
    category: random() < 0.5 ? 'printing' : 'network',
    categoryConfirmed: true,
  };
  perform(
    log,
    decideCreate(definition, values, { uid, id: `INC${String(index).padStart(7, '0')}` }, circumstances(now)),
    now,
  );
  const act = (name: string, input: Readonly<Record<string, unknown>>, role: Role = 'AGT'): void => {
    now += Math.ceil(random() * 30) * HOUR;
    const record = log.records.get(uid)?.record;
    if (record) perform(log, decideAction(definition, name, record, input, circumstances(now, role)), now);
  };
  const resolve = () =>
    act('resolve', {
      code: 'solved_permanently',
      notes: 'The print queue was restarted.',
      breachReason: 'It took long.',
      restoredAt: new Date(now).toISOString(),
    });
  act('assign', { group: random() < 0.5 ? 'network' : 'service-desk' });
  if (random() < 0.3) act('assign', { group: 'service-desk' });
  if (random() < 0.1) {
    act('cancel', { reason: 'Not needed.' });
    return;
  }
  if (random() < 0.1) return;
  if (random() < 0.7) act('start-work', {});
  resolve();
  if (random() < 0.3) {
    act('reopen', { reason: 'It is back.' });
    now += random() < 0.5 ? 40 * 24 * HOUR : 0;
    if (random() < 0.8) resolve();
  }
  if (log.records.get(uid)?.record.state !== 'resolved') return;
  if (random() < 0.3) {
    const record = log.records.get(uid)?.record;
    if (record) perform(log, decidePatch(definition, record, { category: 'hardware' }, circumstances(now)), now);
  }
  if (random() < 0.8) act('close', {}, 'LEAD');
}

const log: Log = { table: new Map(), records: new Map(), overwritten: 0 };
const factRows = () => [...log.table.values()].filter(({ pk }) => pk.includes('#fact#'));

function standing(): ReadonlyMap<string, unknown> {
  const months = Map.groupBy(factRows(), ({ pk }) => pk);
  const rows = [...months.values()].flatMap(standingFacts);
  return new Map(rows.map(({ sk, fact }) => [String(sk.split('#')[1]), fact]));
}

function rebuilt(): ReadonlyMap<string, unknown> {
  const histories = Map.groupBy(
    [...log.table.values()].filter(({ sk }) => sk.startsWith('EVENT#')),
    ({ pk }) => pk.slice(pk.lastIndexOf('#') + 1),
  );
  return new Map(
    [...log.records].flatMap(([uid, { record }]) => {
      const entries = (histories.get(uid) ?? []).map(({ entry }) => entry as HistoryEntry);
      const found = rebuiltRecord(incidentFact, record, entries);
      return found ? [[uid, incidentFact.of(found.record as never, config)] as const] : [];
    }),
  );
}

beforeAll(() => {
  const random = numbersFrom(20_260_601);
  for (let index = 1; index <= RECORDS; index++) live(log, index, random);
});

describe('A19 facts of a thousand incidents', () => {
  it('differ nowhere from those made anew from history', () => {
    const [kept, anew] = [standing(), rebuilt()];
    expect(log.records.size).toBe(RECORDS);
    expect(anew.size).toBeGreaterThan(700);
    const differences = [...new Set([...kept.keys(), ...anew.keys()])].filter(
      (uid) =>
        JSON.stringify(schema.safeParse(kept.get(uid)).data) !== JSON.stringify(schema.safeParse(anew.get(uid)).data),
    );
    expect(differences).toEqual([]);
  });

  it('give the same figures, group by group', () => {
    const period = {
      from: '2026-01-01T00:00:00Z',
      to: '2026-06-01T00:00:00Z',
      groupBy: ['priority', 'group', 'serviceId'],
    };
    const figures = (facts: ReadonlyMap<string, unknown>) => {
      const inOrder = [...facts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => schema.parse(fact));
      return computeKpis(measuredBy(inOrder), period);
    };
    const incremental = figures(standing());
    expect(incremental.ok && incremental.figures.length).toBeGreaterThan(100);
    expect(incremental).toEqual(figures(rebuilt()));
  });

  it('are never overwritten: a correction and a reopening leave rows of their own', () => {
    expect(log.overwritten).toBe(0);
    expect(factRows().length).toBeGreaterThan(standing().size);
    expect(factRows().some(({ withdrawn }) => withdrawn === true)).toBe(true);
  });
});
