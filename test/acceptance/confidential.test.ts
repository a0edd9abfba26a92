/** What stands beside a confidential record asks the same question as the record: comments, links, majors, figures and files. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcomeOf } from '#test/isolation/attack';
import { CHANGE } from '#test/support/change';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ada: Client; // an agent who is trusted with nothing
let sam: Client; // the security officer
let ina: Client; // an incident manager
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  ada = await world.as('ada', 'AGT');
  sam = await world.as('sam', 'SEC AGT');
  ina = await world.as('ina', 'INM');
});
afterAll(() => world.close());

const path = (id: string): string => `/v1/incidents/${id}`;
const hidden = { title: 'Salaries are readable', category: 'salary', confidential: true };

async function logged(fields: object = {}, by: Client = sam): Promise<string> {
  const created = await by.post('/v1/incidents', { title: 'Mail is down', category: 'email', ...fields });
  expect(created.status).toBe(201);
  return created.body.id;
}

const merge = (survivor: string, duplicate: string): Promise<Answer> =>
  sam.post('/v1/incidents/merge', { survivor, duplicates: [duplicate], reason: 'The same matter' });

const said = (id: string): Promise<Answer> =>
  sam.post(`${path(id)}/comments`, { body: `On ${id}`, visibility: 'internal' });

describe('a confidential record', () => {
  it('is read as often as one that is not there, by ulid and by a number that was met before, and answered the same', async () => {
    const { body } = await sam.post('/v1/incidents', { title: 'Pay', category: 'salary', confidential: true });
    const [absent, none] = [`${body.uid.slice(0, -6)}ZZZZZZ`, 'INC0999999'];
    const asked = (id: string) => outcomeOf(world, ada, { method: 'GET', path: path(id), headers: {} }, [id]);
    await asked(body.id);

    const [byUlid, missing] = [await asked(body.uid), await asked(absent)];
    const [byNumber, unknown] = [await asked(body.id), await asked(none)];

    expect(byUlid.status).toBe(404);
    expect(byUlid).toEqual(missing);
    expect(byNumber).toEqual(unknown);
  });
});

describe('what is carried by a merge', () => {
  it.each([
    ['both were confidential, and the survivor no longer is', true],
    ['a security officer merges it into an open survivor', false],
  ])('security 3 comments of a confidential duplicate stay unread on its survivor: %s', async (_, confidential) => {
    const survivor = await logged({ confidential });
    const duplicate = await logged(hidden);
    const open = await logged({ confidential });
    for (const id of [survivor, duplicate, open]) await said(id);
    expect([(await merge(survivor, duplicate)).status, (await merge(survivor, open)).status]).toEqual([200, 200]);
    if (confidential)
      for (const id of [survivor, open]) {
        const { headers } = await sam.get(path(id));
        const etag = headers.get('etag') ?? '';
        await sam.patch(path(id), { confidential: false }, { headers: { 'if-match': etag } });
      }

    const seen = (await ada.get(`${path(survivor)}/comments`)).body;
    const all = (await sam.get(`${path(survivor)}/comments`)).body;

    expect((await ada.get(path(duplicate))).status).toBe(404);
    expect([seen.total, all.total]).toEqual([confidential ? 1 : 2, 3]);
    expect(JSON.stringify(seen)).not.toContain(duplicate);
    expect(JSON.stringify((await ada.get(`${path(survivor)}/links`)).body)).not.toContain(duplicate);
  });

  it('security 3 how a confidential survivor stands is told to those who reported the duplicate, and to nobody else', async () => {
    const rita = await world.as('rita', 'REQ');
    const duplicate = await logged({}, rita);
    const survivor = await logged(hidden);
    await merge(survivor, duplicate);

    expect((await rita.get(path(duplicate))).body.mergedInto).toMatchObject({ id: survivor, state: 'new' });
    expect((await ada.get(path(duplicate))).body.mergedInto).not.toHaveProperty('state');
  });
});

describe('what names other records', () => {
  it('security 11 links and possible duplicates leave out what became confidential; unlinking it is not found', async () => {
    const [one, other] = [await logged(), await logged()];
    await sam.put(`${path(one)}/links`, { kind: 'related', to: other });
    const { uid } = (await sam.get(path(other))).body;
    const { headers } = await sam.get(path(other));
    await sam.patch(path(other), { confidential: true }, { headers: { 'if-match': headers.get('etag') ?? '' } });

    expect((await ada.get(`${path(one)}/links`)).body.items).toEqual([]);
    expect((await sam.get(`${path(one)}/links`)).body.items).toMatchObject([{ id: other }]);
    const [known, absent] = [
      await ada.delete(`${path(one)}/links/related/${other}`),
      await ada.delete(`${path(one)}/links/related/INC9999999`),
    ];
    expect([known.status, absent.status]).toEqual([404, 404]);
    expect(known.body.detail.replace(other, '')).toBe(absent.body.detail.replace('INC9999999', ''));
    await world.settled();
    const listed = await ada.get('/v1/incidents?limit=200');
    for (const answer of [await ada.get(path(one)), listed, await ada.get(`${path(one)}/history`)])
      expect(JSON.stringify(answer.body)).not.toContain(uid);
  });

  it('security 11 a major incident and its history do not name the confidential incidents that it was noticed by', async () => {
    const [open, secret] = [await logged(), await logged(hidden)];
    const { body: major } = await sam.post('/v1/major-incidents', { title: 'All of it', incidents: [open, secret] });
    const { uid } = (await sam.get(path(secret))).body;
    const at = `/v1/major-incidents/${major.id}`;
    const declared = await ina.act(at, 'declare', { severity: 'SEV1', criteria: 'All of it' });
    await world.settled();

    expect((await sam.get(at)).body.incidents).toEqual([open, secret]);
    expect((await ada.get(at)).body.incidents).toEqual([open]);
    expect(declared.body.incidents).toEqual([open]);
    const asOf = declared.body.declaredAt;
    for (const place of [
      at,
      `${at}/history`,
      `${at}/links`,
      `${at}/timeline`,
      `${at}?asOf=${asOf}`,
      '/v1/major-incidents',
    ]) {
      const text = JSON.stringify((await ada.get(place)).body);
      expect([place, text.includes(secret), text.includes(uid)]).toEqual([place, false, false]);
    }
    const notices = await ada.get(`/v1/service-notices?majorIncident=${major.uid}`);
    expect(JSON.stringify(notices.body)).not.toContain(uid);
  });

  it('security 11 what is expanded is what its reader may see: of another process, of another tenant, on a list and in a queue', async () => {
    const change = async (fields: object) => {
      const { status, body } = await sam.post('/v1/changes', { ...CHANGE, title: 'New switch', ...fields });
      expect([status, body.detail]).toEqual([201, undefined]);
      return body.id;
    };
    const [open, secret] = [await change({}), await change({ title: 'Wage server', confidential: true })];
    const [plain, held] = [await logged({ changeId: open }), await logged({ changeId: secret, causedByChange: open })];
    const at = '?expand=changeId,causedByChange,major,parentId';

    expect((await ada.get(`${path(plain)}${at}`)).body.expanded).toEqual({
      changeId: expect.objectContaining({ id: open, type: 'change', state: 'new', title: 'New switch' }),
    });
    const shown = (await sam.get(`${path(held)}${at}`)).body;
    expect([shown.changeId, shown.expanded.changeId.title]).toEqual([secret, 'Wage server']);
    const hiding = await ada.get(`${path(held)}${at}`);
    expect([hiding.body.changeId, Object.keys(hiding.body.expanded)]).toEqual([undefined, ['causedByChange']]);
    const rita = await world.as('rita', 'REQ');
    const own = (await rita.post('/v1/incidents', { title: 'Mail is down', category: 'email' })).body;
    const { headers } = await ada.get(path(own.id));
    await ada.patch(path(own.id), { changeId: open }, { headers: { 'if-match': headers.get('etag') ?? '' } });
    const asked = (await rita.get(`${path(own.id)}?expand=changeId`)).body;
    expect([asked.changeId, asked.expanded]).toEqual([open, {}]);
    for (const list of ['/v1/incidents', '/v1/queues/unassigned/incidents']) {
      const { body } = await ada.get(`${list}${at}&limit=200`);
      const of = (id: string) => body.items.find((item: { id: string }) => item.id === id)?.expanded;
      expect([list, of(plain)?.changeId?.id, of(held)?.changeId]).toEqual([list, open, undefined]);
      expect(JSON.stringify(body)).not.toContain('Wage server');
    }
    const [there, foreign] = [await world.as('gil', 'AGT', 'globex'), await world.as('sam', 'SEC AGT', 'globex')];
    const { body: theirs } = await foreign.post('/v1/incidents', {
      ...{ title: 'Mail is down', category: 'email', changeId: open },
    });
    expect((await there.get(`/v1/incidents/${theirs.id}?expand=changeId`)).body.expanded).toEqual({});
  });

  it('security 11 a child says nothing of a parent or major incident that its reader may not know of', async () => {
    const child = await logged();
    const { body: major } = await sam.post('/v1/major-incidents', { title: 'Quiet', confidential: true });
    const at = `/v1/major-incidents/${major.id}`;
    await (await world.as('sam', 'SEC INM')).act(at, 'declare', { severity: 'SEV1', criteria: 'All of it' });
    expect((await sam.act(path(child), 'link-major', { majorIncident: major.id })).status).toBe(200);

    const { body } = await ada.get(path(child));
    expect([body.major, body.parentId]).toEqual([undefined, undefined]);
    const history = await ada.get(`${path(child)}/history`);
    const [joined] = history.body.items.filter(({ command }: { command: string }) => command === 'link-major');
    expect(joined.changes).toContainEqual(expect.objectContaining({ field: 'major', old: null, new: null }));
    expect(JSON.stringify([body, history.body])).not.toContain(major.id);
  });

  it('security 11 confidential reports propose no open major incident, and a critical one a confidential one', async () => {
    for (const user of ['u1', 'u2', 'u3', 'u4', 'u5'])
      await logged({ ...hidden, category: 'leak', title: 'Leak' }, await world.as(user, 'REQ'));
    await world.settled();
    expect((await sam.get('/v1/major-incidents?category=leak')).body.items).toEqual([]);

    const tina = await world.as('tina', 'TAD');
    const { body: settings } = await tina.get('/v1/settings');
    await tina.put('/v1/settings', { ...settings.body, criticalServices: ['vault'] });
    await world.advance('PT1M');
    await logged({ ...hidden, serviceId: 'vault', impact: 1, urgency: 1 });
    await world.settled();

    const [candidate] = (await sam.get('/v1/major-incidents?serviceId=vault')).body.items;
    expect(candidate).toMatchObject({ confidential: true, trigger: 'critical_service' });
    expect((await ada.get('/v1/major-incidents?serviceId=vault')).body.items).toEqual([]);
  });
});

describe('key figures', () => {
  const period = 'from=2026-06-01&to=2026-07-01';

  it('security 11 records behind a figure leave out what is confidential, whatever is filtered by', async () => {
    const [open, secret] = [await logged({ category: 'printer' }), await logged({ ...hidden, category: 'payslips' })];
    for (const roles of ['PRO', 'SVO']) {
      const reader = await world.as(`reader-${roles}`, roles);
      for (const query of ['', '&category=payslips', '&category=other', '&priority=P4', '&priority=P3', '&state=new']) {
        const { body } = await reader.get(`/v1/kpis/incident-management/opened/records?${period}${query}`);
        expect([query, JSON.stringify(body.items).includes(secret)]).toEqual([query, false]);
      }
      const { body } = await reader.get(`/v1/kpis/incident-management/opened/records?${period}&category=printer`);
      expect(body.items).toEqual([{ id: open, counted: true }]);
    }
    const audrey = await world.as('audrey', 'AUD');
    const { body } = await audrey.get(`/v1/kpis/incident-management/opened/records?${period}&category=payslips`);
    expect(body.items).toEqual([{ id: secret, counted: true }]);
  });

  it('security 11 groups tell nothing of confidential records, which are summed as other; the totals count them', async () => {
    const opened = async (reader: Client, groupBy: string): Promise<readonly (readonly [string, number])[]> => {
      const { body } = await reader.get(`/v1/reports/incidents?${period}&groupBy=${groupBy}`);
      const figures = await reader.get(`/v1/kpis/incident-management?${period}&groupBy=${groupBy}`);
      const lines = body.items.map((line: { group: object; figures: { opened: { value: number } } }) => [
        JSON.stringify(line.group),
        line.figures.opened.value,
      ]);
      const same = figures.body.items
        .filter(({ key }: { key: string }) => key === 'opened')
        .map((figure: { group: object; value: number }) => [JSON.stringify(figure.group), figure.value]);
      expect(same).toEqual(lines);
      return lines;
    };
    const sum = (lines: readonly (readonly [string, number])[]): number =>
      lines.reduce((all, [, each]) => all + each, 0);
    const hiddenOnes = (await sam.get('/v1/incidents?limit=200')).body.items.filter(
      (incident: { confidential?: boolean; state: string }) => incident.confidential && incident.state === 'new',
    ).length;

    const [seen, all] = [await opened(ada, 'category'), await opened(sam, 'category')];

    expect(JSON.stringify(all)).toContain('payslips');
    expect(JSON.stringify(seen)).not.toMatch(/payslips|salary|leak/);
    expect(seen).toContainEqual(['{"category":"other"}', hiddenOnes]);
    expect(sum(seen)).toBe(sum(all));
    expect(sum(await opened(ada, 'priority,serviceId,state'))).toBe(sum(all));
  });
});
