/** `?expand=` on specimens: what references name is answered beside them, as far as the reader may see it, in one batch of the table. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '#infra/local/machine/json';
import { facilities } from '#shared/capabilities/references/specimen';
import type { Call } from '#test/bench/api-event';
import { type Answer, openWorkbench, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';

type By = Call['by'];
const EVE: By = { user: 'eve', roles: 'AGT' };
const TAD: By = { user: 'tina', roles: 'TAD' };
const RUDI: By = { user: 'rudi', roles: 'REQ' };
let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench(served(facilities));
}, 120_000);
afterAll(() => bench.stop());

const get = (path: string, by: By = EVE, more: Partial<Call> = {}): Promise<Answer> =>
  bench.call({ method: 'GET', path: `/v1/${path}`, by, ...more });
async function made(path: string, body: object): Promise<JsonObject & { readonly id: string }> {
  const answer = await bench.call({ method: 'POST', path: `/v1/${path}`, body });
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  return answer.body as JsonObject & { readonly id: string };
}
const change = (method: Call['method'], path: string, version: number, body?: object): Promise<Answer> =>
  bench.call({
    ...{ method, path: `/v1/${path}`, by: TAD, headers: { 'if-match': `"${version}"` } },
    ...(body && { body }),
  });
const site = (title: string, more: object = {}) => made('sites', { title, ...more });
const cabinet = (fields: object) => made('cabinets', { title: 'Cabinet', ...fields });
const expandedOf = ({ body }: Answer) => body.expanded as Readonly<Record<string, JsonObject & JsonObject[]>>;
const slugOf = ({ body }: Answer) => String(body.type).split(':').at(-1);

describe('a record that is read with expand', () => {
  it('keeps its references as they are, and has beside what is to be seen of each record', async () => {
    const [berlin, bonn] = [await site('Berlin'), await site('Bonn')];
    const { id } = await cabinet({ site: berlin.id, plan: bonn.id, near: [bonn.id, berlin.id] });

    const answer = await get(`cabinets/${id}?expand=site,plan,near`);

    expect([answer.body.site, answer.body.plan, answer.body.near]).toEqual([
      berlin.id,
      `${bonn.id}@v1`,
      [bonn.id, berlin.id],
    ]);
    const { uid, createdAt: at } = berlin;
    const seen = { id: berlin.id, uid, type: 'site', version: 1, state: 'active', title: 'Berlin' };
    expect(expandedOf(answer).site).toEqual({ ...seen, openedAt: at, updatedAt: at });
    expect(expandedOf(answer).plan).toMatchObject({ id: bonn.id, title: 'Bonn' });
    expect(expandedOf(answer).near?.map(({ title }) => title)).toEqual(['Bonn', 'Berlin']);
    expect((await get(`cabinets/${id}`)).body.expanded).toBeUndefined();
  });

  it('has none where nothing is named, and of one field alone with the field', async () => {
    const { id } = await cabinet({ site: (await site('Kiel')).id });

    expect(expandedOf(await get(`cabinets/${id}?expand=plan,incident`))).toEqual({});
    const { body } = await get(`cabinets/${id}?fields=title&expand=site`);
    expect(Object.keys(body).sort()).toEqual(['expanded', 'id', 'site', 'title', 'uid', 'version']);
  });

  it('is not told to be as it was: another record may have changed', async () => {
    const kiel = await site('Kiel');
    const { id } = await cabinet({ site: kiel.id });
    const known = { headers: { 'if-none-match': '"1"' } };
    expect((await get(`cabinets/${id}`, EVE, known)).status).toBe(304);
    expect((await change('PATCH', `sites/${kiel.id}`, 1, { title: 'Kiel Süd' })).status).toBe(200);
    const answer = await get(`cabinets/${id}?expand=site`, EVE, known);
    expect([answer.status, expandedOf(answer).site?.title]).toEqual([200, 'Kiel Süd']);
  });

  it('has nothing of what its reader may not see, of what is deleted, and of words that are no records', async () => {
    const [open, secret, gone] = [await site('Open'), await site('Secret'), await site('Gone')];
    const fields = { site: open.id, near: [secret.id, gone.id, open.id, 'somewhere'], service: 'mail', plan: gone.id };
    const { id } = await cabinet({ ...fields, requesterId: 'rudi' });
    expect((await change('PATCH', `sites/${secret.id}`, 1, { confidential: true })).status).toBe(200);
    expect((await change('DELETE', `sites/${gone.id}`, 1)).status).toBe(204);

    const path = `cabinets/${id}?expand=site,near,plan,service`;
    const [agent, requester] = [await get(path), await get(path, RUDI)];

    expect(expandedOf(agent).near?.map(({ title }) => title)).toEqual(['Open']);
    expect([expandedOf(agent).plan, expandedOf(agent).service]).toEqual([undefined, undefined]);
    expect(agent.body.near).toEqual([gone.id, open.id, 'somewhere']);
    // Whoever asked for the cabinet has no part in the site.
    expect([requester.status, requester.body.site, expandedOf(requester)]).toEqual([200, open.id, {}]);
    expect(agent.text + requester.text).not.toContain('Secret');
    expect(agent.text).not.toContain(secret.id);
  });

  it('is refused with fields that name no records, with hidden ones of a requester, and together with asOf', async () => {
    const { id } = await cabinet({ site: (await site('Ulm')).id, requesterId: 'rudi' });
    const refused = await get(`cabinets/${id}?expand=title`);
    expect([refused.status, slugOf(refused)]).toEqual([400, 'unknown-parameter']);
    expect(refused.body.known).toEqual(['parentId', 'site', 'plan', 'incident', 'service', 'near']);
    expect((await get(`cabinets/${id}?expand=parentId`)).status).toBe(200);
    const hidden = await get(`cabinets/${id}?expand=parentId`, RUDI);
    expect([hidden.status, JSON.stringify(hidden.body.known)]).toEqual([400, expect.not.stringContaining('parentId')]);
    expect((await get(`cabinets/${id}?expand=site&asOf=2026-01-01T00:00:00Z`)).status).toBe(400);
    expect((await get('cabinets?expand=somewhere')).status).toBe(400);
    expect((await get(`cabinets/${id}?expand=`)).status).toBe(400);
  });

  it('is another tenant’s only with records of theirs, of the same number as they may be', async () => {
    const theirs = await bench.neighbour({ method: 'POST', path: '/v1/sites', body: { title: 'Theirs' } });
    const number = String(theirs.body.id);
    const ours = await get(`sites/${number}`);
    const body = { title: 'Cabinet', site: number };
    const { id } = (await bench.neighbour({ method: 'POST', path: '/v1/cabinets', body })).body;
    const answer = await bench.neighbour({ method: 'GET', path: `/v1/cabinets/${id}?expand=site` });
    expect(ours.body.title).not.toBe('Theirs');
    expect(expandedOf(answer).site?.title).toBe('Theirs');
  });
});

describe('a list with expand', () => {
  it('reads what its records name in one batch, and up to a hundred of them', async () => {
    const sites: string[] = [];
    for (let at = 0; at < 12; at++) sites.push((await site(`Site ${at}`)).id);
    for (const id of sites.slice(0, 6)) await cabinet({ site: id, near: sites, tags: ['many'] });
    const list = 'cabinets?tag=many&expand=site,near';

    await get(list);
    const calls = async (path: string) => (await bench.observed(() => get(path))).flatMap(({ operation }) => operation);
    const [plain, expanded] = [await calls('cabinets?tag=many'), await calls(list)];

    expect(expanded.filter((each) => each === 'BatchGetItem').length).toBe(
      plain.filter((each) => each === 'BatchGetItem').length + 1,
    );
    const items = (await get(list)).body.items as readonly JsonObject[];
    expect(items).toHaveLength(6);
    for (const { site: own, expanded: seen } of items)
      expect(seen).toMatchObject({ site: { id: own }, near: sites.map((id) => ({ id })) });
  });
});
