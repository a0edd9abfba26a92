/** Similar incidents, possible duplicates and what solved the like (D2), through the running stack. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ada: Client;
let rita: Client;
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  ada = await world.as('ada', 'AGT');
  rita = await world.as('rita', 'REQ');
});
afterAll(() => world.close());

const outage = 'Outlook cannot connect to the mail server';
async function reported(by: Client, title: string, serviceId = 'mail'): Promise<string> {
  return (await by.post('/v1/incidents', { title, serviceId, category: 'email' })).body.id;
}
const idsOf = (items: readonly { readonly id: string }[]): readonly string[] => items.map(({ id }) => id);

describe('D2 possible duplicates', () => {
  it('are of the same requester and service, at least 0.85 alike and opened within 24 hours', async () => {
    const old = await reported(rita, outage);
    await world.advance('PT25H');
    const first = await reported(rita, outage);
    const otherService = await reported(rita, outage, 'vpn');
    const otherPerson = await reported(await world.as('rolf', 'REQ'), outage);
    const unlike = await reported(rita, 'The calendar shows the wrong time zone');
    await world.advance('PT23H');
    const again = await reported(rita, 'Outlook can not connect to mail server!');

    const { body } = await ada.get(`/v1/incidents/${again}/suggestions`);
    expect(idsOf(body.duplicates)).toEqual([first]);
    expect(body.duplicates[0]).toMatchObject({ duplicate: true, title: outage, state: 'new' });
    expect(body.duplicates[0].similarity).toBeGreaterThanOrEqual(0.85);
    const similar = (await ada.get(`/v1/incidents/${again}/similar`)).body.items;
    expect([...idsOf(similar)].sort()).toEqual([old, first, otherService, otherPerson].sort());
    expect(idsOf(similar)).not.toContain(unlike);
    const scores = similar.map(({ similarity }: { readonly similarity: number }) => similarity);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('are none any more once they are merged', async () => {
    const [first, again] = [await reported(rita, 'VPN drops', 'vpn'), await reported(rita, 'VPN drops', 'vpn')];
    expect(idsOf((await ada.get(`/v1/incidents/${first}/suggestions`)).body.duplicates)).toEqual([again]);
    await ada.post('/v1/incidents/merge', { survivor: first, duplicates: [again], reason: 'Sent twice' });

    expect((await ada.get(`/v1/incidents/${first}/suggestions`)).body.duplicates).toEqual([]);
  });
});

describe('D2 the hint', () => {
  it('stands on the newer record soon after it was made, for agents and for its requester, and changes nothing else', async () => {
    const title = 'Badge reader at the west door is dead';
    const first = await reported(rita, title, 'doors');
    await world.advance('PT1S');
    const report = { title, serviceId: 'doors', category: 'x', requesterId: 'rita', watchers: ['wim'] };
    const again = (await ada.post('/v1/incidents', report)).body;
    const others = [
      await reported(await world.as('rolf', 'REQ'), title, 'doors'),
      await reported(rita, title, 'gates'),
    ];
    await world.settled();

    const seen = await ada.get(`/v1/incidents/${again.id}`);
    expect(seen.body.possibleDuplicates).toMatchObject([{ id: first, similarity: 1 }]);
    expect([seen.body.version, seen.headers.get('etag')]).toEqual([1, '"1"']);
    for (const id of [first, ...others])
      expect((await ada.get(`/v1/incidents/${id}`)).body.possibleDuplicates).toBeUndefined();
    const hint = async (by: Client) => (await by.get(`/v1/incidents/${again.id}`)).body.possibleDuplicates;
    expect(await hint(rita)).toMatchObject([{ id: first }]);
    expect(await hint(await world.as('wim', 'REQ'))).toBeUndefined();
    expect((await rita.get(`/v1/incidents/${again.id}/history`)).body.items).toHaveLength(1);
    const suspected = await world.events({ name: 'incident.duplicates_suspected', uid: again.uid });
    expect(suspected.map(({ data }) => data.duplicates)).toEqual([[first]]);

    const [created] = await world.events({ name: 'incident.created', uid: again.uid });
    const delivery = { source: 'itsm.incident-management', 'detail-type': 'incident.created', detail: created };
    expect(await world.invoke('incident-management', delivery)).toMatchObject({ ok: true });
    const history = (await ada.get(`/v1/incidents/${again.id}/history`)).body.items;
    expect(history.map(({ command }: { readonly command: string }) => command)).toEqual([
      'create',
      'suspect-duplicates',
    ]);
  });

  it('does not name what is confidential', async () => {
    const secret = { title: 'My badge shows another name', serviceId: 'doors', confidential: true };
    expect((await rita.post('/v1/incidents', secret)).status).toBe(201);
    await world.advance('PT1S');
    const again = await reported(rita, secret.title, 'doors');
    await world.settled();

    expect((await ada.get(`/v1/incidents/${again}`)).body.possibleDuplicates).toBeUndefined();
  });

  it('is not given for a copy made on purpose, nor to another tenant', async () => {
    const first = await reported(rita, 'The projector in room 4 flickers', 'rooms');
    const copy = (await ada.post(`/v1/incidents/${first}/clone`, {})).body.id;
    const gus = await world.as('gus', 'AGT', 'globex');
    const foreign = { title: 'The projector in room 4 flickers', serviceId: 'rooms', requesterId: 'rita' };
    const there = (await gus.post('/v1/incidents', foreign)).body.id;
    await world.settled();

    expect((await ada.get(`/v1/incidents/${copy}`)).body.possibleDuplicates).toBeUndefined();
    expect((await gus.get(`/v1/incidents/${there}`)).body.possibleDuplicates).toBeUndefined();
  });
});

describe('D2 suggestions', () => {
  it('tell what solved the like, and show a requester only what is theirs', async () => {
    const solved = await reported(await world.as('rosa', 'REQ'), 'Scanner of floor 2 sends empty pages', 'print');
    await ada.act(`/v1/incidents/${solved}`, 'assign', { group: 'service-desk' });
    const notes = 'The glass was cleaned and the feeder reseated.';
    await ada.act(`/v1/incidents/${solved}`, 'resolve', { code: 'solved_permanently', notes });
    const mine = await reported(rita, 'Scanner on floor 2 sends empty pages', 'print');

    const { body } = await ada.get(`/v1/incidents/${mine}/suggestions`);
    expect(body.solutions).toMatchObject([{ id: solved, solution: { code: 'solved_permanently', notes } }]);
    expect((await rita.get(`/v1/incidents/${mine}/suggestions`)).body.solutions).toEqual([]);
    expect((await rita.get(`/v1/incidents/${mine}/similar`)).body.items).toEqual([]);
    expect((await rita.get(`/v1/incidents/${solved}/similar`)).status).toBe(404);
    const gus = await world.as('gus', 'AGT', 'globex');
    expect((await gus.get(`/v1/incidents/${mine}/similar`)).status).toBe(404);
  });
});
