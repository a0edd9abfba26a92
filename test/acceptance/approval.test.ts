/** Approvals as a shared part (A10), through the API: changes are approved by policies of the tenant. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANGE } from '#test/support/change';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let chris: Client; // change manager
let ada: Client; // asks for the changes
let tina: Client; // tenant administrator
let vera: Client;
let walt: Client;
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  chris = await world.as('chris', 'CHM');
  ada = await world.as('ada', 'AGT');
  tina = await world.as('tina', 'TAD');
  vera = await world.as('vera', 'CAB');
  walt = await world.as('walt', 'CAB');
});
afterAll(() => world.close());

const users = (...ids: readonly string[]) => ids.map((id) => ({ kind: 'user', id }));
const level = (mode: string, voters: readonly object[], more: object = {}) => ({ mode, voters, ...more });

/** Configuration reaches every function within ten seconds. */
const known = () => world.advance('PT11S');

async function policy(levels: readonly object[], more: object = {}): Promise<void> {
  const path = '/v1/approval-policies/change-normal';
  const etag = (await tina.get(path)).headers.get('etag');
  const body = { levels, within: 'PT72H', ...more };
  const put = await tina.put(path, body, etag ? { headers: { 'if-match': etag } } : {});
  expect([200, 201], JSON.stringify(put.body)).toContain(put.status);
  await known();
}

/** A change that waits for its approval. */
async function awaiting(): Promise<{ change: string; approval: string; uid: string; id: string }> {
  const created = await ada.post('/v1/changes', {
    ...CHANGE,
    plannedStart: '2027-06-20T20:00:00Z',
    plannedEnd: '2027-06-20T22:00:00Z',
  });
  const change = `/v1/changes/${created.body.id}`;
  await ada.act(change, 'submit');
  await chris.act(change, 'complete-assessment');
  await world.settled();
  const { items } = (await vera.get(`/v1/approvals?subjectId=${created.body.id}`)).body;
  return { change, approval: `/v1/approvals/${items[0].id}`, uid: items[0].uid, id: items[0].id };
}

const approve = { decision: 'approve' };
const reject = { decision: 'reject', comment: 'Not before the audit.' };
const stateOf = async (path: string) => {
  await world.settled();
  return (await vera.get(path)).body;
};
const namesOf = async (uid: string) => (await world.events({ uid })).map(({ name }) => name);
const once = async (uid: string, name: string) => (await world.events({ uid, name })).map(({ data }) => data);

describe('A10 calendars', () => {
  it('time is that of the approvers’ calendar', async () => {
    // Monday 07:00 UTC: the office is open from 06:00 to 16:00 UTC in summer, so six hours are left for Tuesday.
    await policy([level('any', users('vera'))], { within: 'PT15H', calendarId: 'business' });
    const { approval } = await awaiting();
    const { dueAt } = await stateOf(approval);
    expect(dueAt).toMatch(/^2026-06-16T12:00:11/);
  });
});

describe('A10 rules and levels', () => {
  it('C1.2 a quorum of 60 % of seven: four against one is approved at once; three against two when time is up', async () => {
    const seven = ['vera', 'walt', 'u3', 'u4', 'u5', 'u6', 'u7'];
    await policy([level('quorum', users(...seven), { minPercent: 60, pass: 'majority' })]);
    const [first, second] = [await awaiting(), await awaiting()];
    const vote = async (path: string, user: string, input: object) =>
      (await world.as(user, 'CAB')).act(path, 'decide', input);

    for (const user of ['vera', 'walt', 'u3', 'u4']) await vote(first.approval, user, approve);
    expect((await stateOf(first.approval)).outcome).toBe('pending');
    await vote(first.approval, 'u5', reject);
    expect((await stateOf(first.change)).state).toBe('scheduled');

    for (const user of ['vera', 'walt', 'u3']) await vote(second.approval, user, approve);
    for (const user of ['u4', 'u5']) await vote(second.approval, user, reject);
    expect((await stateOf(second.approval)).outcome).toBe('pending');
    await world.advance('PT73H');
    expect((await stateOf(second.approval)).outcome).toBe('approved');
    expect((await stateOf(second.change)).state).toBe('scheduled');
  });

  it('levels follow one another; roles mean the members of groups that hold them; a veto rejects', async () => {
    const owners = { name: 'Service owners', active: true, members: ['sven'], roles: ['SVO'] };
    await tina.put('/v1/groups/service-owners', owners);
    const board = level('quorum', users('vera', 'walt', 'u3'), { minVotes: 3, vetoRoles: ['SEC'] });
    await policy([board, level('any', [{ kind: 'role', id: 'SVO' }])]);
    const sven = await world.as('sven', 'SVO');
    const [passed, vetoed] = [await awaiting(), await awaiting()];

    const early = await sven.act(passed.approval, 'decide', approve);
    expect([early.status, early.body.type]).toEqual([403, 'urn:itsm:problem:segregation-of-duties']);
    for (const user of ['vera', 'walt', 'u3'])
      await (await world.as(user, 'CAB')).act(passed.approval, 'decide', approve);
    expect(await stateOf(passed.approval)).toMatchObject({ outcome: 'pending', level: 2, voters: [{ user: 'sven' }] });
    await sven.act(passed.approval, 'decide', approve);
    expect((await stateOf(passed.change)).state).toBe('scheduled');

    await (await world.as('u3', 'CAB SEC')).act(vetoed.approval, 'decide', reject);
    expect(await stateOf(vetoed.change)).toMatchObject({ state: 'rejected', decision: 'Not before the audit.' });
  });

  it('a vote may be changed until the round closes; abstaining decides nothing', async () => {
    await policy([level('all', users('vera', 'walt'))]);
    const { approval, change } = await awaiting();

    await vera.act(approval, 'decide', { decision: 'abstain' });
    await vera.act(approval, 'decide', approve);
    const [vote, ...others] = (await stateOf(approval)).votes;
    expect([vote.decision, others]).toEqual(['approve', []]);
    await walt.act(approval, 'decide', { decision: 'abstain' });
    expect((await stateOf(change)).state).toBe('scheduled');
    expect((await walt.act(approval, 'decide', reject)).status).toBe(409);
  });

  it('a wait of more than 180 days is refused, and so is a number of approvals that is not given', async () => {
    const put = (body: object) => tina.put('/v1/approval-policies/too-long', body);
    const levels = [level('any', users('vera'))];
    const long = await put({ levels, within: 'P181D' });
    const chained = await put({ levels, within: 'P180D', chain: users('a', 'b') });
    const vague = await put({ levels: [level('quorum', users('vera'), { pass: 'approvals' })], within: 'PT1H' });

    expect([long.status, long.body.type]).toEqual([422, 'urn:itsm:problem:timeout-too-long']);
    expect(chained.body.type).toBe('urn:itsm:problem:timeout-too-long');
    expect(vague.body.errors[0].pointer).toBe('/levels/0/approvals');
  });
});

describe('A10 time', () => {
  it('reminds at 50 % and 90 %, escalates along the chain, and expires: silence is never an approval', async () => {
    await policy([level('all', users('vera', 'walt'))], {
      within: 'PT10H',
      chain: users('erik'),
      escalateAfter: 'PT2H',
    });
    const { approval, change, uid } = await awaiting();
    await vera.act(approval, 'decide', approve);

    await world.advance('PT5H2M');
    expect(await once(uid, 'approval.reminded')).toMatchObject([{ percent: 50, voters: ['walt'] }]);
    await world.advance('PT4H');
    expect(await once(uid, 'approval.reminded')).toMatchObject([{ percent: 50 }, { percent: 90, voters: ['walt'] }]);
    await world.advance('PT1H');
    expect(await once(uid, 'approval.escalated')).toMatchObject([{ to: 'erik', voters: ['erik'] }]);
    expect((await walt.act(approval, 'decide', approve)).status).toBe(403);
    expect((await stateOf(change)).state).toBe('authorize');
    await world.advance('PT2H5M');
    expect(await stateOf(approval)).toMatchObject({ state: 'concluded', outcome: 'expired' });
    expect((await stateOf(change)).state).toBe('rejected');
  });

  it('a request for information stops the clock until its answer', async () => {
    await policy([level('any', users('vera'))], { within: 'PT10H' });
    const { approval, change, uid } = await awaiting();
    await world.advance('PT4H');

    const silent = await vera.act(approval, 'decide', { decision: 'request_info' });
    await vera.act(approval, 'decide', { decision: 'request_info', comment: 'Who is on call?' });
    expect(silent.status).toBe(422);
    await world.advance('PT48H');
    expect(await stateOf(approval)).toMatchObject({ state: 'awaiting-information', outcome: 'pending' });
    expect(await once(uid, 'approval.information_requested')).toMatchObject([
      { question: 'Who is on call?', owner: 'ada' },
    ]);

    const answered = await ada.act(approval, 'answer', { answer: 'Ned is.' });
    expect(answered.body.questions).toMatchObject([{ answer: 'Ned is.', answeredBy: 'ada' }]);
    await world.advance('PT5H50M');
    expect((await stateOf(approval)).outcome).toBe('pending');
    await world.advance('PT15M');
    expect((await stateOf(approval)).outcome).toBe('expired');
    expect((await stateOf(change)).state).toBe('rejected');
  });
});

describe('A10 who decides', () => {
  it('no eligible voter: the subject is blocked and its owner told', async () => {
    await policy([level('any', users('ada'))]);
    const { approval, change, uid } = await awaiting();

    expect(await once(uid, 'approval.no_eligible_voter')).toMatchObject([
      { missing: 0, escalated: false, owner: 'ada' },
    ]);
    expect(await stateOf(approval)).toMatchObject({ blocked: true, outcome: 'pending' });
    expect((await stateOf(change)).approvalBlocked).toBe('Nobody may vote on it.');
  });

  it('A20.11 a delegates to b: b’s single decision counts once, one vote is missing, the next in the chain decides', async () => {
    await policy([level('all', users('vera', 'walt'))], { chain: users('erik') });
    const delegated = await vera.post('/v1/approval-delegations', {
      to: 'walt',
      start: '2026-01-01T00:00:00Z',
      end: '2026-02-01T00:00:00Z',
    });
    expect([delegated.status, delegated.body.errors[0].pointer]).toEqual([422, '/end']);
    const now = Date.parse((await ada.get('/v1/changes?limit=1')).body.items[0].updatedAt);
    const at = (days: number) => new Date(now + days * 86_400_000).toISOString();
    const made = await vera.post('/v1/approval-delegations', {
      to: 'walt',
      start: at(-1),
      end: at(30),
      scope: ['change'],
    });
    expect(made.status).toBe(201);
    await known();
    const { approval, change, uid } = await awaiting();

    const own = await vera.act(approval, 'decide', approve);
    expect([own.status, own.body.detail]).toEqual([403, expect.stringContaining('delegated')]);
    await walt.act(approval, 'decide', approve);
    const seen = await stateOf(approval);
    expect(seen.votes).toMatchObject([{ by: 'walt', decision: 'approve' }]);
    expect(await once(uid, 'approval.no_eligible_voter')).toMatchObject([{ missing: 1, escalated: true }]);
    expect(seen).toMatchObject({ outcome: 'pending', escalated: true, voters: [{ user: 'erik' }] });
    const erik = await world.as('erik', 'REQ');
    expect((await erik.act(approval, 'decide', approve)).status).toBe(200);
    expect((await stateOf(change)).state).toBe('scheduled');

    // One delegation is not passed on, is its voter's to take back, and is nobody else's matter.
    const passedOn = await walt.post('/v1/approval-delegations', { to: 'erik', start: at(1), end: at(2) });
    expect([passedOn.status, passedOn.body.errors[0].pointer]).toEqual([422, '/from']);
    const path = `/v1/approval-delegations/${made.body.id}`;
    expect((await erik.get(path)).status).toBe(404);
    expect((await walt.delete(path)).status).toBe(403);
    expect((await (await world.as('gus', 'TAD', 'globex')).get(path)).status).toBe(404);
    expect(
      (await ada.post('/v1/approval-delegations', { from: 'vera', to: 'ada', start: at(1), end: at(2) })).status,
    ).toBe(403);
    expect((await vera.delete(path)).status).toBe(204);
    expect((await vera.get('/v1/approval-delegations')).body.items).toEqual([]);
    await known();
  });

  it('a deputy votes for the voter, in the voter’s list and by name', async () => {
    await policy([level('any', users('vera'))]);
    const { approval, change, id } = await awaiting();
    const now = Date.parse((await stateOf(approval)).createdAt);
    const at = (days: number) => new Date(now + days * 86_400_000).toISOString();
    const made = await tina.post('/v1/approval-delegations', { from: 'vera', to: 'dora', start: at(-1), end: at(30) });
    await known();
    const dora = await world.as('dora', 'REQ');

    const mine = await dora.get('/v1/approvals?voter=me&outcome=pending');
    expect(mine.body.items.map((item: { id: string }) => item.id)).toContain(id);
    await dora.act(approval, 'decide', approve);
    expect((await stateOf(approval)).votes).toMatchObject([{ by: 'dora', delegateOf: 'vera' }]);
    expect((await stateOf(change)).state).toBe('scheduled');
    await tina.delete(`/v1/approval-delegations/${made.body.id}`);
    await known();
  });

  it('what waits for me is sorted by when it is due; what does not is not in it, nor another tenant’s', async () => {
    await policy([level('any', users('vera', 'nina'))], { within: 'PT9H' });
    const late = await awaiting();
    await policy([level('any', users('nina'))], { within: 'PT3H' });
    const early = await awaiting();
    const nina = await world.as('nina', 'REQ');

    const list = async (who: Client) =>
      (await who.get('/v1/approvals?voter=me&outcome=pending')).body.items.map((item: { id: string }) => item.id);
    expect(await list(nina)).toEqual([early.id, late.id]);
    expect(await list(await world.as('nina', 'CAB', 'globex'))).toEqual([]);
    const seen = (await nina.get(late.approval)).body;
    expect([seen.id, seen.voters, seen.votes]).toEqual([late.id, undefined, undefined]);
    expect((await (await world.as('otto', 'REQ')).get(late.approval)).status).toBe(404);
    await nina.act(early.approval, 'decide', approve);
    expect(await list(nina)).toEqual([late.id]);
  });

  it('a decision token brings one voter’s decision, once, on what it was made for', async () => {
    await policy([level('all', users('vera', 'walt'))]);
    const { approval, id, change } = await awaiting();
    const gateway = await world.as('mail-gateway', 'INT');
    const stranger = await (await world.as('otto', 'AGT')).post('/v1/approval-tokens', { approval: id });
    const issued = await vera.post('/v1/approval-tokens', { approval: id });
    const { token } = issued.body;
    const bring = (key: string, input: object) =>
      gateway.act(approval, 'decide', { ...input, token }, { headers: { 'idempotency-key': key } });

    expect([stranger.status, issued.status, issued.body.voter]).toEqual([404, 201, 'vera']);
    const forged = await walt.act(approval, 'decide', { ...approve, token: `${token}x` });
    expect([forged.status, forged.body.type]).toEqual([422, 'urn:itsm:problem:invalid-decision-token']);
    expect((await bring('one', approve)).status).toBe(200);
    expect((await stateOf(approval)).votes).toMatchObject([{ by: 'vera', via: 'token', decision: 'approve' }]);
    const again = await bring('two', reject);
    expect([again.status, again.body.type]).toEqual([422, 'urn:itsm:problem:invalid-decision-token']);

    const walts = (await walt.post('/v1/approval-tokens', { approval: id })).body.token;
    await world.advance('PT73H');
    const late = await walt.act(approval, 'decide', { ...approve, token: walts });
    expect(late.status).toBe(409);
    expect((await stateOf(change)).state).toBe('rejected');
  });
});

describe('A20.15 a voter is deactivated', () => {
  it('A20.15 what waits for them moves to the delegate, back from the delegate, or to the chain', async () => {
    const put = (id: string, body: object, more = {}) => tina.put(`/v1/users/${id}`, { ...body, roles: ['CAB'] }, more);
    for (const name of ['nora', 'olaf']) expect((await put(name, { name })).status).toBe(201);
    const now = Date.parse((await ada.get('/v1/changes?limit=1')).body.items[0].updatedAt);
    const span = { start: new Date(now - 1000).toISOString(), end: new Date(now + 30 * 86_400_000).toISOString() };
    await tina.post('/v1/approval-delegations', { from: 'olaf', to: 'dora', ...span });
    await tina.post('/v1/approval-delegations', { from: 'petra', to: 'nora', ...span });
    const rounds: { readonly approval: string; readonly change: string; readonly uid: string }[] = [];
    for (const voters of [['nora'], ['olaf'], ['petra'], ['nora', 'walt']]) {
      await policy([level('all', users(...voters))], { chain: users('erik') });
      rounds.push(await awaiting());
    }

    for (const name of ['nora', 'olaf'])
      expect((await put(name, { name, active: false }, { headers: { 'if-match': '"1"' } })).status).toBe(200);
    await known();

    const left = rounds.map(async ({ uid }) => {
      const [{ user, voters } = {}, ...more] = await once(uid, 'approval.voter_left');
      return [user, voters, more];
    });
    expect(await Promise.all(left)).toEqual([
      ['nora', [], []],
      ['olaf', ['dora'], []],
      ['nora', ['petra'], []],
      ['nora', [], []],
    ]);
    const [alone, , , shared] = await Promise.all(rounds.map(({ approval }) => stateOf(approval)));
    expect(alone).toMatchObject({ outcome: 'pending', escalated: true, voters: [{ user: 'erik' }] });
    expect([shared.escalated, shared.voters.length]).toEqual([undefined, 2]);
    const deciding = [['erik'], ['dora'], ['petra'], ['walt', 'erik']];
    for (const [index, { approval, change }] of rounds.entries()) {
      for (const user of deciding[index] ?? [])
        expect((await (await world.as(user, 'REQ')).act(approval, 'decide', approve)).status).toBe(200);
      expect((await stateOf(change)).state).toBe('scheduled');
    }
  });
});

describe('A10 the subject changes', () => {
  it('C1.10 an approved change whose end is moved goes back to authorize; the round is superseded and voters see the difference', async () => {
    await policy([level('any', users('vera'))]);
    const { approval, change, uid } = await awaiting();
    await vera.act(approval, 'decide', approve);
    expect((await stateOf(change)).state).toBe('scheduled');
    const patch = async (body: object) => {
      const etag = (await ada.get(change)).headers.get('etag') ?? '';
      return ada.patch(change, body, { headers: { 'if-match': etag } });
    };

    expect((await patch({ tags: ['mail'] })).body.state).toBe('scheduled');
    const moved = await patch({ plannedEnd: '2027-06-23T22:00:00Z' });
    expect(moved.body).toMatchObject({ state: 'authorize', approvalRound: 2 });
    expect((await stateOf(approval)).outcome).toBe('superseded');
    const difference = [{ field: 'plannedEnd', old: '2027-06-20T22:00:00Z', new: '2027-06-23T22:00:00Z' }];
    expect(await once(uid, 'approval.superseded')).toMatchObject([{ voters: ['vera'], changes: difference }]);
    const list = `/v1/approvals?voter=vera&outcome=pending&subjectId=${(await stateOf(change)).id}`;
    const [second] = (await vera.get(list)).body.items;
    expect(second).toMatchObject({ round: 2, materialChanges: difference });

    // While it is being decided it changes again: a token for what it was brings no decision any more.
    const { token } = (await vera.post('/v1/approval-tokens', { approval: second.id })).body;
    await patch({ implementationPlan: 'Install it by hand.' });
    expect((await stateOf(`/v1/approvals/${second.id}`)).outcome).toBe('superseded');
    const [third] = (await vera.get(list)).body.items;
    expect(third.round).toBe(3);
    const stale = await vera.act(`/v1/approvals/${third.id}`, 'decide', { ...approve, token });
    expect(stale.body.type).toBe('urn:itsm:problem:invalid-decision-token');
    await vera.act(`/v1/approvals/${third.id}`, 'decide', approve);
    expect((await stateOf(change)).state).toBe('scheduled');
  });

  it('a change that is cancelled cancels its round', async () => {
    await policy([level('any', users('vera'))]);
    const { approval, change, uid } = await awaiting();

    await ada.act(change, 'cancel', { reason: 'Not needed.' });
    expect(await stateOf(approval)).toMatchObject({ state: 'concluded', outcome: 'cancelled' });
    expect((await vera.act(approval, 'decide', approve)).status).toBe(409);
    expect(await namesOf(uid)).not.toContain('approval.no_eligible_voter');
    expect((await stateOf(change)).state).toBe('canceled');
  });
});
