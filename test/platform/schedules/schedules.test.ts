/** Schedules: records that recur, through the API of a running stack whose clock is moved. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let lea: Client;
let ada: Client;
beforeAll(async () => {
  world = await openWorld('2026-03-27T06:00:00Z');
  [lea, ada] = await Promise.all([world.as('lea', 'LEAD'), world.as('ada', 'AGT')]);
});
afterAll(() => world.close());

const slug = ({ body }: Answer): string => String(body.type).replace('urn:itsm:problem:', '');
const pointers = ({ body }: Answer): readonly string[] =>
  (body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer);
const daily = (more: object = {}) => ({
  title: 'Check the backups',
  recordType: 'incident',
  recordValues: { category: 'backup', impact: 3, urgency: 3 },
  rrule: 'FREQ=DAILY',
  dtstart: '2026-03-27T09:00',
  ...more,
});

async function scheduled(
  more: object = {},
): Promise<{ readonly path: string; readonly id: string; readonly body: Answer['body'] }> {
  const { status, body } = await lea.post('/v1/schedules', daily(more));
  expect([status, body.detail]).toEqual([201, undefined]);
  return { path: `/v1/schedules/${body.id}`, id: body.id, body };
}

/** Incidents that a schedule made, oldest first, as the instants at which they were due. */
async function madeBy(id: string): Promise<readonly string[]> {
  await world.settled();
  const { body } = await ada.get('/v1/incidents?channel=system&limit=200&sort=updatedAt');
  return body.items
    .map(({ externalId }: { externalId?: string }) => externalId ?? '')
    .filter((name: string) => name.startsWith(`${id}@`))
    .map((name: string) => name.slice(id.length + 1))
    .sort();
}

describe('occurrences', () => {
  it('are made at the same wall time over a clock change, each once, with the values of the schedule', async () => {
    const { id, path, body } = await scheduled({ rrule: 'FREQ=DAILY;COUNT=4' });
    expect([body.zone, body.nextAt]).toEqual(['Europe/Berlin', '2026-03-27T08:00:00Z']);

    await world.to('2026-03-31T12:00:00Z');

    const wanted = ['2026-03-27T08:00:00Z', '2026-03-28T08:00:00Z', '2026-03-29T07:00:00Z', '2026-03-30T07:00:00Z'];
    expect(body.upcoming).toEqual(wanted);
    expect(await madeBy(id)).toEqual(wanted);
    const ended = await lea.get(path);
    expect(ended.body).toMatchObject({ state: 'ended', madeCount: 4, lastAt: wanted[3] });
    expect(ended.body).not.toHaveProperty('nextAt');
    const { body: one } = await ada.get(`/v1/incidents?externalId=${encodeURIComponent(`${id}@${wanted[0]}`)}`);
    expect(one.items).toMatchObject([
      { title: 'Check the backups', category: 'backup', priority: 'P5', channel: 'system' },
    ]);
  });

  it('a doubled event and a doubled tick make nothing twice', async () => {
    const { id, body } = await scheduled({ rrule: 'FREQ=DAILY;COUNT=1', dtstart: '2026-04-01T09:00' });
    await world.to('2026-04-01T08:00:00Z');
    expect(await madeBy(id)).toHaveLength(1);

    const [occurred] = await world.events({ name: 'schedule.occurred', uid: body.uid });
    const again = { source: 'itsm.schedules', 'detail-type': 'schedule.occurred', detail: occurred };
    await Promise.all([1, 2, 3].map(() => world.invoke('incident-management', again)));
    const timers = [{ tenantId: await world.tenantId('acme'), type: 'schedule', uid: body.uid }];
    await Promise.all([1, 2].map(() => world.invoke('schedules', { source: 'helmdesk.clock', timers })));

    expect(await madeBy(id)).toHaveLength(1);
  });

  it('closed days move or drop them', async () => {
    // Good Friday is 3 April and Easter Monday 6 April; both are closed in the tenant's calendar.
    const first = async (roll: string): Promise<string> => {
      const rule = { rrule: 'FREQ=YEARLY', dtstart: '2026-04-03T09:00', calendarId: 'business', roll };
      return (await lea.post('/v1/schedules?dryRun=true', daily(rule))).body.record.upcoming[0];
    };

    expect(await first('following')).toBe('2026-04-07T07:00:00Z');
    expect(await first('preceding')).toBe('2026-04-02T07:00:00Z');
    expect(await first('skip')).toMatch(/^2028-04-03/);
    expect((await lea.get('/v1/schedules?q=Easter')).body.items).toEqual([]);
  });

  it('use the template as a person’s request would: its defaults, fields and tasks', async () => {
    const petra = await world.as('petra', 'PRO');
    const { body } = await petra.post('/v1/templates', {
      title: 'Restore test',
      recordType: 'incident',
      defaults: { category: 'backup' },
      fields: [{ key: 'site', type: 'string', default: 'berlin-1' }],
      tasks: [{ title: 'Restore one file', mandatory: true }],
    });
    await petra.act(`/v1/templates/${body.id}`, 'publish');
    const { id } = await scheduled({
      rrule: 'FREQ=DAILY;COUNT=1',
      dtstart: '2026-04-02T09:00',
      recordTemplateId: body.id,
      recordValues: {},
    });
    await world.to('2026-04-02T08:00:00Z');
    const [at] = await madeBy(id);

    const made = (await ada.get(`/v1/incidents?externalId=${encodeURIComponent(`${id}@${at}`)}`)).body.items[0];
    expect(made).toMatchObject({
      templateId: body.id,
      category: 'backup',
      customFields: { site: 'berlin-1' },
      openTasks: 1,
    });
  });

  it('a record that cannot be made disturbs neither the schedule nor others', async () => {
    const { id, path } = await scheduled({
      rrule: 'FREQ=DAILY;COUNT=2',
      dtstart: '2026-04-04T09:00',
      recordValues: { impact: 77 },
    });
    const good = await scheduled({ rrule: 'FREQ=DAILY;COUNT=2', dtstart: '2026-04-04T09:00' });
    await world.to('2026-04-05T08:00:00Z');

    expect(await madeBy(id)).toEqual([]);
    expect(await madeBy(good.id)).toHaveLength(2);
    expect((await lea.get(path)).body).toMatchObject({ state: 'ended', madeCount: 2 });
  });
});

describe('pausing', () => {
  it('while it is paused nothing is made, and nothing is made up for', async () => {
    const { path, body } = await scheduled({ dtstart: '2026-04-10T09:00' });
    await lea.act(path, 'pause', { reason: 'The outage' });
    await world.to('2026-04-13T12:00:00Z');
    expect((await lea.get(path)).body).not.toHaveProperty('nextAt');
    const resumed = await lea.act(path, 'resume');

    expect(resumed.body.nextAt).toBe('2026-04-14T07:00:00Z');
    await world.to('2026-04-14T08:00:00Z');
    expect(await madeBy(body.id)).toEqual(['2026-04-14T07:00:00Z']);
    const ended = await lea.act(path, 'end', { reason: 'Done' });
    await world.to('2026-04-16T08:00:00Z');
    expect(ended.body.state).toBe('ended');
    expect(await madeBy(body.id)).toHaveLength(1);
    expect((await lea.patch(path, { title: 'Again' }, { headers: { 'if-match': '"1"' } })).status).toBe(412);
  });
});

describe('what is refused', () => {
  it.each([
    [{ rrule: 'FREQ=HOURLY' }, '/rrule'],
    [{ rrule: 'FREQ=DAILY;BYHOUR=9;BYMINUTE=0,10' }, '/rrule'],
    [{ rrule: 'FREQ=DAILY;UNTIL=20200101' }, '/rrule'],
    [{ zone: 'Europe/Atlantis' }, '/zone'],
    [{ dtstart: '2026-02-30T09:00' }, '/dtstart'],
    [{ dtstart: '2026-03-27 09:00' }, '/dtstart'],
    [{ exdates: ['2026-02-30'] }, '/exdates'],
    [{ roll: 'skip' }, '/calendarId'],
    [{ roll: 'skip', calendarId: 'nobodys' }, '/calendarId'],
    [{ recordType: 'incidnet' }, '/recordType'],
    [{ recordType: 'approval' }, '/recordType'],
    [{ missed: 'all' }, '/missed'],
  ])('%o', async (more, pointer) => {
    const answer = await lea.post('/v1/schedules', daily(more));

    expect([answer.status, pointers(answer)]).toEqual([422, [pointer]]);
  });

  it('requesters and agents schedule nothing; another tenant’s is absent', async () => {
    const { path } = await scheduled();
    for (const roles of ['REQ', 'AGT', 'AUD'])
      expect([roles, (await (await world.as('someone', roles)).post('/v1/schedules', daily())).status]).toEqual([
        roles,
        403,
      ]);
    const gus = await world.as('gus', 'LEAD', 'globex');
    expect(slug(await gus.get(path))).toBe('not-found');
    await lea.act(path, 'end', { reason: 'Only for this test' });
  });
});
