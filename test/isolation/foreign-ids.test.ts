/** Every operation of every process and service is tried by globex with what belongs to acme: it answers as if it were not there. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processes, services } from '#functions/registry';
import { processOperations } from '#shared/describe/openapi/operations';
import {
  NOBODYS_NUMBER,
  NOBODYS_OTHER_UID,
  NOBODYS_UID,
  type Outcome,
  outcomeOf,
  reaching,
  type Sent,
} from '#test/isolation/attack';
import { everyRole, INCIDENT, makeVictim, type Victim } from '#test/isolation/victim';
import type { Client } from '#test/support/client';
import { type ShownOperations, shownBy } from '#test/support/shown';
import { openWorld, type World } from '#test/support/world';

let world: World;
let victim: Victim;
let gus: Client;
let acme: string;
let shown: ShownOperations;
let before: string;
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  victim = await makeVictim(world);
  gus = await world.as('gus', everyRole, 'globex');
  await gus.post('/v1/incidents', INCIDENT); // whatever a function remembers of globex, it remembers now
  await world.settled();
  acme = await world.tenantId('acme');
  shown = await shownBy(world.url);
  before = await victim.snapshot();
});
afterAll(() => world.close());

const operations = [...processes.flatMap(processOperations), ...services.flatMap((service) => service.operations)].map(
  ({ id, method, path }) => ({ id, method, path }),
);
const addressing = operations.filter(({ path }) => path[1]?.startsWith('{'));

/** The operation with a record's id in its path; what else is in it is what the description shows, which acme's record has. */
function request({ id, method, path }: (typeof operations)[number], reference: string): Sent {
  const [collection = '', , ...rest] = path;
  const inside = shown.get(id)?.parameters ?? {};
  const segments = [collection, reference, ...rest.map((segment) => inside[segment.slice(1, -1)] ?? segment)];
  const headers = { 'if-match': '"1"' };
  const body = shown.get(id)?.body ?? {};
  return { method, path: `/v1/${segments.join('/')}`, headers, ...(method === 'GET' ? {} : { body }) };
}

it('acme has a record of every type to reach for', () => {
  const paths = processes.flatMap(({ records }) => records.map(({ path }) => path));

  expect(paths.filter((path) => !victim.targets.has(path))).toEqual([]);
});

describe('A20.4 what is another tenant’s is as absent as what is nobody’s', () => {
  it.each(addressing)('$id', async (operation) => {
    const [collection = ''] = operation.path;
    const target = victim.targets.get(collection);
    const prefix = target?.number.replace(/\d+$/, '') ?? '';
    const tenant = 'z'.repeat(acme.length);
    const pairs: [string, string][] = [
      [target?.uid ?? acme, target ? NOBODYS_UID : tenant],
      [target?.number ?? 'acme', target ? `${prefix}${NOBODYS_NUMBER}`.slice(0, target.number.length) : 'nobody'],
    ];
    // Every operation finds its record in one way: how an id is spelt is tried on the record itself.
    if (operation.path.length === 2)
      pairs.push([(target?.uid ?? acme).toLowerCase(), (target ? NOBODYS_UID : tenant).toLowerCase()]);
    const attempt = (reference: string): Promise<Outcome> =>
      outcomeOf(world, gus, request(operation, reference), [reference, reference.toUpperCase()]);

    // What a function reads once for all requests of a tenant, it reads now.
    await attempt(NOBODYS_OTHER_UID);
    const outcomes: [Outcome, Outcome][] = [];
    const reached = await reaching(world, acme, async () => {
      for (const [foreign, absent] of pairs) outcomes.push([await attempt(foreign), await attempt(absent)]);
    });

    for (const [foreign, absent] of outcomes) expect(foreign).toEqual(absent);
    if (target) for (const [{ status }] of outcomes) expect([400, 403, 404, 422]).toContain(status);
    expect(reached).toEqual([]);
  });

  it('nothing of acme has changed, and its hash chains hold', async () => {
    await world.settled();

    expect(await victim.snapshot()).toBe(before);
    expect(before).not.toMatch(/"valid":false/);
  });

  it('lists of globex hold nothing of acme', async () => {
    const uids = [...victim.targets.values()].map(({ uid }) => uid);
    for (const { method, path } of operations.filter((each) => each.method === 'GET' && each.path.length === 1)) {
      const answer = await outcomeOf(world, gus, { method, path: `/v1/${path[0]}` }, []);
      for (const uid of uids) expect(answer.body).not.toContain(uid);
      // Globex may name a document of its own as it likes, even by acme's id: an attack above did just that.
      expect(answer.body.replaceAll(`"id":"${acme}"`, '')).not.toContain(acme);
    }
  });
});
