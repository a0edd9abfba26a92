/** References on a specimen: what they name is there when it is stated, and stays while it is named, whoever is at it at once. */

import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '#infra/local/machine/json';
import { facilities } from '#shared/capabilities/references/specimen';
import type { Call } from '#test/bench/api-event';
import { type Answer, openWorkbench, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';

const TAD = { user: 'tina', roles: 'TAD' };
const ROUNDS = 20;
let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench(served(facilities));
}, 120_000);
afterAll(() => bench.stop());

const post = (path: string, body: object, more: Partial<Call> = {}): Promise<Answer> =>
  bench.call({ method: 'POST', path: `/v1/${path}`, body, ...more });
const get = (path: string): Promise<Answer> => bench.call({ method: 'GET', path: `/v1/${path}` });
const idOf = ({ status, body }: Answer): string => {
  expect([status, body.detail]).toEqual([201, undefined]);
  return String(body.id);
};
const siteCalled = async (title: string): Promise<string> => idOf(await post('sites', { title }));
const cabinetOn = (site: string, more: object = {}): Promise<Answer> =>
  post('cabinets', { title: 'Cabinet', site, ...more });
const change = (
  path: string,
  method: Call['method'],
  version: unknown,
  body: unknown,
  by: Call['by'] = TAD,
): Promise<Answer> =>
  bench.call({
    ...{ method, path: `/v1/${path}`, by },
    ...(body !== undefined && { body }),
    headers: { 'if-match': `"${version}"` },
  });
const remove = (path: string, version: unknown): Promise<Answer> => change(path, 'DELETE', version, undefined);
const slugOf = ({ body }: Answer): string => String(body.type).split(':').at(-1) ?? '';

describe('what is stated', () => {
  it('is kept as the number, whether it was given as ULID or in lower case', async () => {
    const made = await post('sites', { title: 'Berlin' });
    const id = idOf(made);
    for (const given of [id, id.toLowerCase(), String(made.body.uid)])
      expect((await cabinetOn(given)).body.site).toBe(id);
  });

  it('is refused when no such record is there, naming each field, and nothing is written', async () => {
    const answer = await cabinetOn('SIT0009999', { incident: 'INC0009999' });

    expect([answer.status, slugOf(answer)]).toEqual([422, 'unknown-reference']);
    expect((answer.body.errors as JsonObject[]).map(({ pointer }) => pointer)).toEqual(['/site', '/incident']);
    expect(answer.body.detail).toContain('there is no site SIT0009999 that you may refer to');
  });

  it('is refused of another type, of another tenant, deleted, or not to be seen', async () => {
    const id = await siteCalled('Bonn');
    const cabinet = idOf(await cabinetOn(id));
    expect((await cabinetOn(cabinet)).status).toBe(422);
    const foreign = await bench.neighbour({
      method: 'POST',
      path: '/v1/cabinets',
      body: { title: 'Theirs', site: id },
    });
    expect(foreign.status).toBe(422);
    const gone = await siteCalled('Gone');
    expect((await remove(`sites/${gone}`, 1)).status).toBe(204);
    expect((await cabinetOn(gone)).status).toBe(422);
    // A requester has no part in the site.
    const asked = { method: 'POST', path: '/v1/cabinets', body: { title: 'Mine', site: id } } as const;
    expect((await bench.call({ ...asked, by: { user: 'rudi', roles: 'REQ' } })).status).toBe(422);
  });

  it('is looked up in a PATCH and in the input of an action as well', async () => {
    const [from, to] = [await siteCalled('From'), await siteCalled('To')];
    const id = idOf(await cabinetOn(from));
    const patch = (site: string, version: number) => change(`cabinets/${id}`, 'PATCH', version, { site });
    expect((await patch('SIT0009999', 1)).status).toBe(422);
    expect((await change(`cabinets/${id}/move`, 'POST', 1, { site: 'SIT0009999' }, undefined)).status).not.toBe(200);
    const moved = await bench.call({
      ...{ method: 'POST', path: `/v1/cabinets/${id}/move`, body: { site: to.toLowerCase() } },
      headers: { 'if-match': '"1"' },
    });
    expect([moved.status, moved.body.site]).toEqual([200, to]);
    expect((await patch(from.toLowerCase(), 2)).body.site).toBe(from);
  });

  it('is a record of another process, by what all know of its type', async () => {
    const site = await siteCalled('Kiel');
    const number = 'INC0000042';
    const uid = '01JZZZZZZZZZZZZZZZZZZZZZ42';
    const record = {
      uid,
      id: number,
      type: 'incident',
      version: 3,
      state: 'open',
      title: 'Elsewhere',
      createdBy: 'eve',
    };
    await bench.put(marshall({ pk: `TENANT#workbench0000#number#incident`, sk: number, uid }) as JsonObject);
    await bench.put(
      marshall({
        pk: `TENANT#workbench0000#incident#${uid}`,
        sk: 'RECORD',
        sequence: 3,
        hash: 'h',
        record,
      }) as JsonObject,
    );
    expect((await cabinetOn(site, { incident: number.toLowerCase() })).body.incident).toBe(number);
    expect((await cabinetOn(site, { incident: 'INC0000043' })).status).toBe(422);
  });

  it('is any word where it says so, until there is a process with such records', async () => {
    const answer = await cabinetOn(await siteCalled('Ulm'), { service: 'mail-outbound' });
    expect([answer.status, answer.body.service]).toEqual([201, 'mail-outbound']);
  });

  it('is pinned to the version that it had, or to one that is named', async () => {
    const id = await siteCalled('Jena');
    expect((await cabinetOn(id, { plan: id })).body.plan).toBe(`${id}@v1`);
    expect((await change(`sites/${id}`, 'PATCH', 1, { title: 'Jena Süd' })).status).toBe(200);
    expect((await cabinetOn(id, { plan: id })).body.plan).toBe(`${id}@v2`);
    expect((await cabinetOn(id, { plan: `${id}@v1` })).body.plan).toBe(`${id}@v1`);
    for (const plan of [`${id}@v3`, `${id}@v0`]) expect((await cabinetOn(id, { plan })).status).toBe(422);
    expect((await cabinetOn(`${id}@v1`)).status).toBe(422);
  });
});

describe('what is named', () => {
  it('is not deleted while it is named, naming who does; a reference that only keeps does not hold it', async () => {
    const [id, other] = [await siteCalled('Held'), await siteCalled('Other')];
    const cabinet = idOf(await cabinetOn(id, { plan: other }));
    const refused = await remove(`sites/${id}`, 1);
    expect([refused.status, slugOf(refused), refused.body.references]).toEqual([409, 'in-use', [cabinet]]);
    expect((await remove(`sites/${other}`, 1)).status).toBe(204);

    const again = await siteCalled('Again');
    expect((await change(`cabinets/${cabinet}`, 'PATCH', 1, { site: again })).status).toBe(200);
    expect((await remove(`sites/${id}`, 1)).status).toBe(204);
    expect((await remove(`sites/${again}`, 1)).status).toBe(409);
  });

  it('is free when what names it is deleted, and holds what comes back from coming back to nothing', async () => {
    const id = await siteCalled('Short');
    const cabinet = idOf(await cabinetOn(id));
    expect((await remove(`cabinets/${cabinet}`, 1)).status).toBe(204);
    const restore = (version: number) => change(`cabinets/${cabinet}/restore`, 'POST', version, {});
    expect((await restore(2)).status).toBe(200);
    expect((await remove(`sites/${id}`, 1)).status).toBe(409);
    expect((await remove(`cabinets/${cabinet}`, 3)).status).toBe(204);
    expect((await remove(`sites/${id}`, 1)).status).toBe(204);
    const back = await restore(4);
    expect([back.status, slugOf(back)]).toEqual([422, 'unknown-reference']);
  });

  it(`is never both deleted and named, in ${ROUNDS} rounds of both at once`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await siteCalled(`Round ${round}`);
      const [named, again, gone] = await Promise.all([cabinetOn(id), cabinetOn(id), remove(`sites/${id}`, 1)]);
      const made = [named, again].filter(({ status }) => status === 201).length;
      expect([named.status, again.status].every((status) => [201, 422].includes(status))).toBe(true);
      expect([made === 0, gone.status], `round ${round}`).toEqual(gone.status === 204 ? [true, 204] : [false, 409]);
      expect((await get(`sites/${id}`)).status).toBe(gone.status === 204 ? 404 : 200);
    }
  });
});
