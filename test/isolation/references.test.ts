/** What is named inside a request: links, parents, cursors, idempotency keys, tasks, fields that refer to records. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkKinds } from '#shared/grammar/directory';
import { NOBODYS_NUMBER, NOBODYS_UID, outcomeOf, reaching } from '#test/isolation/attack';
import { INCIDENT, makeVictim, type Target, type Victim } from '#test/isolation/victim';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let victim: Victim;
let gus: Client;
let acme: string;
let own: string;
let before: string;

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  victim = await makeVictim(world);
  gus = await world.as('gus', 'AGT LEAD CHM TAD', 'globex');
  own = `/v1/incidents/${(await gus.post('/v1/incidents', INCIDENT)).body.id}`;
  acme = await world.tenantId('acme');
  await world.settled();
  before = await victim.snapshot();
});
afterAll(() => world.close());

function target(collection: string): Target {
  const found = victim.targets.get(collection);
  if (!found) throw new Error(`acme has no ${collection}`);
  return found;
}

const nobodys = (number: string): string => `${number.replace(/\d+$/, '')}${NOBODYS_NUMBER}`;

describe('A20.4 a reference to what is another tenant’s is as wrong as one to what is nobody’s', () => {
  const kinds = Object.keys(linkKinds);
  it.each(kinds)('link %s', async (kind) => {
    const reached = await reaching(world, acme, async () => {
      for (const { number, uid } of victim.targets.values()) {
        const link = (to: string) =>
          outcomeOf(world, gus, { method: 'PUT', path: `${own}/links`, body: { kind, to } }, [to]);

        const foreign = await link(number);
        expect(foreign).toEqual(await link(nobodys(number)));
        expect(foreign.status).toBe(422);
        expect(await link(uid)).toEqual(await link(NOBODYS_UID));
      }
    });
    expect(reached).toEqual([]);
    expect((await gus.get(`${own}/links`)).body.items).toEqual([]);
  });

  it.each(['incidents', 'changes', 'approvals'])('removal of a link to one of %s', async (collection) => {
    const { number, uid } = target(collection);
    const unlink = (to: string) =>
      outcomeOf(world, gus, { method: 'DELETE', path: `${own}/links/related/${to}` }, [to]);

    expect(await unlink(number)).toEqual(await unlink(nobodys(number)));
    expect(await unlink(uid)).toEqual(await unlink(NOBODYS_UID));
    expect((await unlink(uid)).status).toBe(404);
  });

  it('a task number that the other tenant’s record has', async () => {
    const start = (task: string) =>
      outcomeOf(world, gus, { method: 'POST', path: `${own}/tasks/${task}/start`, body: {} }, [task, '1', '9']);

    expect(await start('1')).toEqual(await start('9'));
    expect((await start('1')).status).toBe(404);
  });

  it('the other tenant’s cursor is as invalid as one that was made up', async () => {
    const list = (cursor: string) =>
      outcomeOf(world, gus, { method: 'GET', path: `/v1/incidents?limit=2&cursor=${cursor}` }, [cursor]);
    const madeUp = Buffer.alloc(Buffer.from(victim.cursor, 'base64url').length, 7).toString('base64url');
    const reached = await reaching(world, acme, async () => {
      const foreign = await list(victim.cursor);

      expect(foreign).toEqual(await list(madeUp));
      expect(foreign.status).toBe(400);
      expect(foreign.body).toContain('invalid-cursor');
    });
    expect(reached).toEqual([]);
  });

  it('the other tenant’s idempotency key gets no answer of theirs, and neither tells that it is taken', async () => {
    const headers = { 'idempotency-key': victim.keyed.key };
    const ada = await world.as('ada', 'AGT LEAD CHM TAD', 'globex'); // the same person’s name, in the other tenant
    const reached = await reaching(world, acme, async () => {
      const same = await ada.post('/v1/incidents', victim.keyed.body, { headers });
      const other = await gus.post('/v1/incidents', INCIDENT, { headers });

      expect([same.status, other.status]).toEqual([201, 201]);
      expect(same.headers.get('idempotency-replayed')).toBeNull();
      expect(same.body.uid).not.toBe(victim.keyed.uid);
    });
    expect(reached).toEqual([]);
  });

  it('a field that names a record of theirs shows nothing of it and ties nothing to it', async () => {
    const { uid, number } = target('changes');
    const reached = await reaching(world, acme, async () => {
      const incident = await gus.post('/v1/incidents', { ...INCIDENT, changeId: uid, causedByChange: number });

      expect([201, 422]).toContain(incident.status);
      const read = JSON.stringify((await gus.get(`/v1/incidents/${incident.body.id}`)).body);
      expect(read).not.toContain('Upgrade the mail server');
      expect((await gus.get(`/v1/incidents?changeId=${uid}`)).body.items.length).toBeLessThanOrEqual(1);
    });
    expect(reached).toEqual([]);
  });

  it.each([
    ['a key', (tenant: string, { uid }: Target) => `TENANT#${tenant}#incident#${uid}`],
    ['a key that leaves its own', (tenant: string, { uid }: Target) => `x#../../TENANT#${tenant}#incident#${uid}`],
    ['a ulid with a key behind it', (tenant: string, { uid }: Target) => `${uid}#RECORD#${tenant}`],
    ['a number with a tenant before it', (tenant: string, { number }: Target) => `${tenant}#${number}`],
    ['a path upwards', (tenant: string, { uid }: Target) => `../${tenant}/incidents/${uid}`],
    ['a wildcard', () => '*'],
    ['an empty key', () => '%00'],
  ])('%s in the place of an id', async (_name, make) => {
    const reference = encodeURIComponent(make(acme, target('incidents')));
    const reached = await reaching(world, acme, async () => {
      const answer = await gus.get(`/v1/incidents/${reference}`);

      expect([400, 404]).toContain(answer.status);
    });
    expect(reached).toEqual([]);
  });

  it('and after all that nothing of acme has changed', async () => {
    await world.settled();
    expect(await victim.snapshot()).toBe(before);
  });
});
