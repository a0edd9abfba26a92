/** What acme has, for globex to reach for: records of every type, with numbers that globex does not have, and what hangs on them. */
import { processes } from '#functions/registry';
import { type Operation, processOperations } from '#shared/describe/openapi/operations';
import { createFields } from '#shared/grammar/schemas';
import { guests, roles } from '#shared/tenancy/roles';
import { canonical } from '#test/isolation/attack';
import { CHANGE } from '#test/support/change';
import type { Client } from '#test/support/client';
import { withReferred } from '#test/support/referred';
import { shownBy } from '#test/support/shown';
import type { World } from '#test/support/world';

export interface Target {
  readonly path: string;
  readonly uid: string;
  readonly number: string;
}

export interface Victim {
  /** By collection: a record of acme whose number is taken in no other tenant. */
  readonly targets: ReadonlyMap<string, Target>;
  /** A cursor of acme's list of incidents, two a page. */
  readonly cursor: string;
  /** A request of acme with an idempotency key, and what was answered. */
  readonly keyed: { readonly key: string; readonly body: object; readonly uid: string };
  /** Everything acme's people can read of their records, in one text: it must not change. */
  snapshot(): Promise<string>;
}

/** Whatever any role allows, but for those that only read, or are no people's. */
export const everyRole = roles
  .filter((role) => !guests.has(role) && !['AUD', 'SYS', 'INT', 'REQ', 'MSP', 'PAD'].includes(role))
  .join(' ');

export const INCIDENT = { title: 'Payroll does not open', category: 'application', impact: 2, urgency: 2 };
const SIGNAL = { source: 'zabbix', occurredAt: '2026-06-15T06:59:00Z', severity: 'exception', message: 'heap > 95 %' };
const FILE = { mapping: 'servicenow-incidents', fileName: 'log.csv', bytes: 10, sha256: 'a'.repeat(64) };

/** Makes acme's records. The attacker's tenant must have fewer of each. */
export async function makeVictim(world: World): Promise<Victim> {
  const ada = await world.as('ada', 'AGT LEAD CHM TAD');
  const monitor = await world.as('zabbix', 'INT');
  const auditor = await world.as('otto', 'AUD');
  const created: string[] = [];
  for (let i = 0; i < 4; i++) created.push((await ada.post('/v1/incidents', INCIDENT)).body.id);
  const keyed = { key: 'payroll-1', body: { ...INCIDENT, title: 'Payroll prints no slips' } };
  const original = await ada.post('/v1/incidents', keyed.body, { headers: { 'idempotency-key': keyed.key } });
  const [first = '', second = ''] = created;
  await ada.put(`/v1/incidents/${first}/links`, { kind: 'parent', to: second });
  await ada.put(`/v1/incidents/${original.body.id}/links`, { kind: 'related', to: second });
  await ada.post(`/v1/incidents/${original.body.id}/comments`, { body: 'Call the bank', visibility: 'internal' });
  await ada.post(`/v1/incidents/${original.body.id}/tasks`, { title: 'Restart it' });
  for (let i = 0; i < 2; i++) {
    const change = await ada.post('/v1/changes', CHANGE);
    await ada.act(`/v1/changes/${change.body.id}`, 'submit');
    await ada.act(`/v1/changes/${change.body.id}`, 'complete-assessment');
  }
  // A question gets a task by itself.
  for (const title of ['Where is the holiday calendar?', 'Who runs payroll?'])
    await ada.post('/v1/requests', { title, infoOnly: true });
  const signals = ['pay-1', 'pay-2'].map((ciId, i) => ({ ...SIGNAL, ciId, externalId: `acme-${i}` }));
  await monitor.post('/v1/events', signals, { headers: { 'idempotency-key': 'acme-signals' } });
  const announced = await ada.post('/v1/imports', FILE);
  await world.settled();

  const collections = processes.flatMap(({ records }) => records.map(({ path }) => path));
  await makeOneOfEach(world, collections);
  const targets = new Map<string, Target>();
  for (const path of collections) {
    const { items } = (await auditor.get(`/v1/${path}?limit=200`)).body;
    const last = [...items].sort((a, b) => String(a.id).localeCompare(String(b.id))).at(-1);
    if (last) targets.set(path, { path, uid: last.uid, number: last.id });
  }
  const { uid } = original.body;
  targets.set('incidents', { path: 'incidents', uid, number: original.body.id });
  if (announced.status === 201) {
    targets.set('imports', { path: 'imports', uid: announced.body.id, number: announced.body.id });
  }
  const cursor: unknown = (await ada.get('/v1/incidents?limit=2')).body.nextCursor;
  if (typeof cursor !== 'string') throw new Error('acme’s list of incidents has one page');
  return { targets, cursor, keyed: { ...keyed, uid }, snapshot: () => snapshot(auditor, collections) };
}

/** A record in each collection that is still empty, where one can be made of the OpenAPI document's example. */
async function makeOneOfEach(world: World, collections: readonly string[]): Promise<void> {
  const shown = await shownBy(world.url);
  const anyone = await world.as('ada', everyRole);
  const creates = processes.flatMap(processOperations).filter(({ kind }) => kind === 'create');
  const make = async (named: (operation: Operation) => boolean): Promise<string> => {
    const create = creates.find(named);
    if (!create) return '';
    const { id, definition, path } = create;
    const body = await withReferred(createFields(definition), Object(shown.get(id)?.body), (type) =>
      make((each) => each.definition.type === type),
    );
    return String((await anyone.post(`/v1/${path[0]}`, body)).body.id);
  };
  for (const path of collections) {
    if ((await anyone.get(`/v1/${path}?limit=1`)).body.items?.length > 0) continue;
    for (let i = 0; i < 2; i++) await make(({ path: [collection] }) => collection === path);
  }
  await world.settled();
}

/** Every record with its history, comments, tasks and links, and whether the hash chain holds. */
async function snapshot(auditor: Client, collections: readonly string[]): Promise<string> {
  const seen: unknown[] = [];
  for (const path of collections) {
    const { items } = (await auditor.get(`/v1/${path}?limit=200&sort=updatedAt`)).body;
    for (const { uid } of items) {
      const parts = ['', '/history', '/history/verify', '/comments', '/tasks', '/links'];
      const bodies = parts.map(async (part) => (await auditor.get(`/v1/${path}/${uid}${part}`)).body);
      seen.push((await Promise.all(bodies)).map(({ instance: _, ...body }) => body));
    }
  }
  return canonical(seen);
}
