/** Incident monitoring, closure and evaluation: the stuck sweep, what requesters think of it, what deserves a problem (D2). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let kim: Client; // a requester
let ada: Client; // an agent of the service desk
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z'); // Monday 09:00 in Berlin
  kim = await world.as('kim', 'REQ');
  ada = await world.as('ada', 'AGT');
});
afterAll(() => world.close());

const resolution = { code: 'solved_permanently', notes: 'Restarted the mail server.', category: 'mail' };

async function opened(fields: object = {}): Promise<{ readonly path: string; readonly uid: string }> {
  // An agent logs it for the requester: problems and known errors are not the requester's to name.
  const about = { title: 'Mail is slow', category: 'mail', requesterId: 'kim', ...fields };
  const { body } = await ada.post('/v1/incidents', about);
  const path = `/v1/incidents/${body.id}`;
  await ada.act(path, 'assign', { group: 'service-desk' });
  return { path, uid: body.uid };
}

async function resolved(
  fields: object = {},
  code = resolution.code,
): Promise<{ readonly path: string; readonly uid: string }> {
  const incident = await opened(fields);
  await ada.act(incident.path, 'resolve', { ...resolution, code });
  return incident;
}

it('D2 stuck: nothing happens to a P1 for 30 minutes, a P2 for 4 hours, a P3 for 2 business days: its lead hears of it, once', async () => {
  const p1 = await opened({ impact: 1, urgency: 1 });
  const p2 = await opened({ impact: 1, urgency: 2 });
  const p3 = await opened({ impact: 2, urgency: 2 });

  await world.advance('PT29M');
  const { version } = (await kim.get(p1.path)).body;
  await world.advance('PT1M');
  const seen = await kim.get(p1.path);
  await world.to('2026-06-17T07:00:00Z');

  const told = (await world.events({ name: 'incident.stalled' })).filter(({ uid }) =>
    [p1, p2, p3].some((each) => each.uid === uid),
  );
  expect(told.map(({ uid, at, data }) => [uid, at, data.to])).toEqual([
    [p1.uid, '2026-06-15T07:30:00Z', 'lea'],
    [p2.uid, '2026-06-15T11:00:00Z', 'lea'],
    [p3.uid, '2026-06-17T07:00:00Z', 'lea'],
  ]);
  // A requester sees nothing of it.
  expect(seen.body.version).toBe(version);
  expect(seen.body.stalledAt).toBeUndefined();
});

it('D2 stuck: a note for colleagues is work, and the time begins anew', async () => {
  await world.to('2026-06-22T07:00:00Z');
  const { path, uid } = await opened({ impact: 1, urgency: 1 });
  await world.advance('PT20M');
  await ada.post(`${path}/comments`, { body: 'Looking at the store.', visibility: 'internal' });

  await world.advance('PT29M');
  expect(await world.events({ name: 'incident.stalled', uid })).toEqual([]);
  await world.advance('PT1M');

  expect((await world.events({ name: 'incident.stalled', uid })).map(({ at }) => at)).toEqual(['2026-06-22T07:50:00Z']);
});

it('D2 rating: once, by the requester, after it was resolved; 2 and less is a complaint', async () => {
  const open = await opened();
  const { path, uid } = await resolved();
  const early = await kim.act(open.path, 'rate', { score: 5 });
  const agent = await ada.act(path, 'rate', { score: 5 });
  const none = await kim.act(path, 'rate', { score: 6 });

  const rated = await kim.act(path, 'rate', { score: 2, comment: 'It took a day.' });
  const again = await kim.act(path, 'rate', { score: 5 });

  expect(rated.body).toMatchObject({ state: 'resolved', csat: 2, csatComment: 'It took a day.' });
  expect([early.status, early.body.type]).toEqual([409, 'urn:itsm:problem:illegal-transition']);
  expect(agent.status).toBe(403);
  expect(none.status).toBe(422);
  expect([again.status, again.body.type]).toEqual([409, 'urn:itsm:problem:guard-failed']);
  expect(await world.events({ name: 'incident.complaint_raised', uid })).toHaveLength(1);
  expect(await world.events({ name: 'incident.satisfaction_asked', uid })).toHaveLength(1);
});

it('D2 rating: a good one is no complaint, and a closed incident can be rated too', async () => {
  const { path, uid } = await resolved();
  expect((await kim.act(path, 'close', { comment: 'Thank you.' })).body.state).toBe('closed');

  const rated = await kim.act(path, 'rate', { score: 3 });

  expect(rated.body).toMatchObject({ state: 'closed', csat: 3 });
  expect(await world.events({ name: 'incident.complaint_raised', uid })).toEqual([]);
});

it('D2 rating: the figures tell the mean of the scores and how many of those who were asked answered, and facts made anew say the same', async () => {
  await world.to('2026-07-06T07:00:00Z');
  const pro = await world.as('paul', 'PRO');
  const [good, poor, silent] = [await resolved(), await resolved(), await resolved()];
  await kim.act(good.path, 'rate', { score: 5 });
  await kim.act(silent.path, 'close', { comment: 'Thank you.' });
  const unanswered = await opened();
  await ada.act(unanswered.path, 'accept');
  await ada.act(unanswered.path, 'hold', { reason: 'awaiting_caller', comment: 'Which folder?' });
  await world.to('2026-07-31T07:00:00Z');
  await kim.act(poor.path, 'rate', { score: 2 });

  const july = 'from=2026-07-01&to=2026-08-01';
  const { items } = (await pro.get(`/v1/kpis/incident-management?${july}`)).body;
  const figure = (key: string) => items.find((each: { key: string }) => each.key === key);
  const anew = (await pro.get(`/v1/kpis/incident-management/verification?${july}`)).body;

  expect((await ada.get(unanswered.path)).body.resolution).toMatchObject({ code: 'no_response' });
  expect(figure('csat-mean')).toMatchObject({ value: 3.5, numerator: 7, denominator: 2 });
  expect(figure('csat-response-rate')).toMatchObject({ numerator: 2, denominator: 3 });
  expect(anew).toMatchObject({ records: 4, differences: [] });
});

it('D2 a workaround without a problem or known error is a candidate for a problem', async () => {
  const suggested = async (fields: object, code?: string) =>
    (await world.events({ name: 'incident.problem_suggested', uid: (await resolved(fields, code)).uid })).length;

  expect(await suggested({}, 'solved_workaround')).toBe(1);
  expect(await suggested({ problemId: 'PRB0000001' }, 'solved_workaround')).toBe(0);
  expect(await suggested({})).toBe(0);
});

it('D2 filters: those of a major incident, of a known error, of a problem', async () => {
  await opened({ knownErrorId: 'KER0000007' });
  const known = await ada.get('/v1/incidents?knownErrorId=KER0000007');
  const none = await ada.get('/v1/incidents?major=MIN0000009');

  expect(known.body.items).toHaveLength(1);
  expect(none.body.items).toEqual([]);
});
