/** Rounds of approval through the running stack: a release waits for one, another is under way beside it, and each does what it says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemblyWith } from '#test/grammar/fixtures/assembly';
import { approvalsOfGates, gates } from '#test/grammar/fixtures/release-gates/process';
import { openRelease, type Round } from '#test/grammar/gates';
import { openWorld, type World } from '#test/support/world';

const VOTERS = { rolf: 'REL', chris: 'CHM', sven: 'SVO', tara: 'TSM' } as const;
const approve = { decision: 'approve' };
const reject = { decision: 'reject', comment: 'Not before the audit.' };

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-09-14T07:00:00Z', { assembly: await assemblyWith(gates, approvalsOfGates) });
  const tina = await world.as('tina', 'TAD');
  const users = (...ids: readonly string[]) => ids.map((id) => ({ kind: 'user', id }));
  const four = users(...Object.keys(VOTERS));
  const policies = {
    'go-no-go': { levels: [{ mode: 'all', voters: four }], within: 'PT48H' },
    'go-no-go-high': {
      levels: [{ mode: 'quorum', minPercent: 60, pass: 'majority', vetoRoles: ['SEC'], voters: four }],
      within: 'PT48H',
    },
    'life-exit': { levels: [{ mode: 'all', voters: [{ kind: 'subject', id: 'owners' }] }], within: 'PT24H' },
  };
  for (const [id, body] of Object.entries(policies))
    expect((await tina.put(`/v1/approval-policies/${id}`, body)).status).toBe(201);
  await tina.put('/v1/groups/builders', { name: 'Builders', active: true, members: ['tara', 'dora'], roles: ['DEV'] });
  await world.advance('PT11S');
});
afterAll(() => world.close());

const vote = async ({ path }: Round, user: string, input: object = approve, roles: string = 'SVO') =>
  (await world.as(user, roles)).act(path, 'decide', input);

/** A release that waits for its go/no-go, with the round. */
async function submitted(fields: object = {}) {
  const release = await openRelease(world, fields);
  expect((await release.act('submit')).status).toBe(200);
  const [round] = await release.rounds('goNoGo');
  if (!round) throw new Error('no round was opened');
  return { release, round };
}

/** The same, with the round on its exit from early life beside. */
async function both(fields: object = {}) {
  const { release, round } = await submitted(fields);
  expect((await release.act('request-life-exit')).status).toBe(200);
  const [exit] = await release.rounds('lifeExit');
  if (!exit) throw new Error('no second round was opened');
  return { release, round, exit };
}

const approvalOf = async ({ path }: Round) => {
  await world.settled();
  return (await (await world.as('cora', 'CAB')).get(path)).body;
};
const names = async (uid: string) => (await world.events({ uid })).map(({ name }) => name);

describe('a record with two rounds', () => {
  it('waits for one while the other is under way, and each has its name, its policy and its voters', async () => {
    const { release, round, exit } = await both();

    expect(await release.read()).toMatchObject({
      ...{ state: 'awaiting-go', goNoGoRound: 1, goNoGoOutcome: 'pending' },
      ...{ lifeExitRound: 1, lifeExitOutcome: 'pending' },
    });
    expect(await approvalOf(round)).toMatchObject({
      ...{ title: `Go/no-go of ${release.id}, round 1`, purpose: 'goNoGo', subjectType: 'release' },
      // Of the four, one holds the role of those who build.
      voters: [{ user: 'rolf' }, { user: 'chris' }, { user: 'sven' }],
    });
    expect(await approvalOf(exit)).toMatchObject({ purpose: 'lifeExit', voters: [{ user: 'olga' }] });
    expect((await release.delete()).body.type).toBe('urn:itsm:problem:in-use');
    expect((await release.act('request-life-exit')).status).toBe(409);
  });

  it('concludes both at once, each with its own effect and none lost', async () => {
    const { release, round, exit } = await both();
    for (const user of ['rolf', 'chris']) await vote(round, user);
    await Promise.all([vote(round, 'sven'), vote(exit, 'olga')]);

    expect(await release.read()).toMatchObject({
      ...{ state: 'live', goNoGoOutcome: 'approved', goNoGo: round.uid },
      ...{ lifeExitOutcome: 'approved', lifeExit: exit.uid, handedOver: true },
    });
    expect(await names(release.uid)).toEqual(
      expect.arrayContaining(['release.go_no_go_approved', 'release.life_exit_approved']),
    );
  });

  it('follows each outcome once, however often it is told, and none of a round that is over', async () => {
    const { release, round } = await submitted();
    for (const user of ['rolf', 'chris', 'sven']) await vote(round, user);
    await world.settled();
    await release.act('repackage', { package: 'a2' });
    const [told] = await world.events({ uid: round.uid, name: 'approval.concluded' });
    const before = await release.read();
    const again = (detail: object) =>
      world.invoke('release-gates', { source: 'itsm.approvals', 'detail-type': 'approval.concluded', detail });

    expect(told).toMatchObject({ data: { purpose: 'goNoGo', round: 1, outcome: 'approved' } });
    expect(before).toMatchObject({ state: 'awaiting-go', goNoGoRound: 2, goNoGoOutcome: 'pending' });
    expect(await again({ ...told })).toMatchObject({ ok: true });
    expect(await again({ ...told, eventId: `${told?.eventId.slice(0, -1)}Z` })).toMatchObject({ ok: true });
    expect(await release.read()).toEqual(before);
  });
});

describe('who decides', () => {
  it('C4.5 unanimous means that the first rejection closes the round at once', async () => {
    const { release, round } = await submitted();
    await vote(round, 'rolf', reject);

    expect(await release.read()).toMatchObject({
      state: 'void',
      goNoGoOutcome: 'rejected',
      goNoGoComment: reject.comment,
    });
  });

  it('the record’s situation chooses the policy; a quorum is met, and a veto rejects whatever the others say', async () => {
    const [passed, vetoed] = [await submitted({ risk: 'high' }), await submitted({ risk: 'high' })];
    await vote(passed.round, 'rolf');
    expect((await passed.release.read()).state).toBe('awaiting-go');
    await vote(passed.round, 'chris');
    expect((await passed.release.read()).state).toBe('live');

    await vote(vetoed.round, 'rolf', reject, 'REL SEC');
    expect((await vetoed.release.read()).state).toBe('void');
  });

  it('who asked for it, built it, or holds a role that is kept apart has no vote', async () => {
    const { round } = await submitted({ builtBy: 'chris' });

    for (const user of ['chris', 'tara', 'rita']) {
      const refused = await vote(round, user);
      expect([user, refused.status, refused.body.type]).toEqual([user, 403, 'urn:itsm:problem:segregation-of-duties']);
    }
    expect((await vote(round, 'rolf')).status).toBe(200);
  });

  it('nobody is asked about what is trivial: it is approved at once', async () => {
    const release = await openRelease(world, { risk: 'trivial' });
    await release.act('submit');

    expect(await release.read()).toMatchObject({ state: 'live', goNoGoRound: 1, goNoGoOutcome: 'approved' });
    expect(await release.rounds('goNoGo')).toEqual([]);
  });

  it('a record that nobody may vote on says why it waits', async () => {
    const { release } = await both({ owners: [] });

    expect(await release.read()).toMatchObject({
      lifeExitOutcome: 'pending',
      lifeExitBlocked: 'Nobody may vote on it.',
    });
    expect((await release.read()).goNoGoBlocked).toBeUndefined();
  });
});

describe('what is decided upon', () => {
  it('changes: its round is superseded, by PATCH and by command, and only its own', async () => {
    const { release, round, exit } = await both();
    await release.patch({ package: 'a2' });
    const [, second] = await release.rounds('goNoGo');
    await release.act('repackage', { package: 'a3' });
    const [, , third] = await release.rounds('goNoGo');
    if (!second || !third) throw new Error('no further round was opened');

    expect(await approvalOf(round)).toMatchObject({ outcome: 'superseded' });
    expect(await approvalOf(second)).toMatchObject({
      outcome: 'superseded',
      materialChanges: [{ field: 'package', old: 'a1', new: 'a2' }],
    });
    expect(await approvalOf(third)).toMatchObject({
      ...{ outcome: 'pending', round: 3 },
      materialChanges: [{ field: 'package', old: 'a2', new: 'a3' }],
    });
    expect((await vote(round, 'rolf')).status).toBe(409);
    expect(await approvalOf(exit)).toMatchObject({ outcome: 'pending', round: 1 });

    await release.patch({ note: 'Two incidents so far' });
    expect(await approvalOf(exit)).toMatchObject({ outcome: 'superseded' });
    expect(await release.read()).toMatchObject({ goNoGoRound: 3, lifeExitRound: 2 });
  });

  it('changes after it was approved: it is decided anew where the approval still holds', async () => {
    const { release, round } = await submitted();
    for (const user of ['rolf', 'chris', 'sven']) await vote(round, user);
    expect((await release.read()).state).toBe('live');
    await release.patch({ package: 'b1' });

    expect(await approvalOf(round)).toMatchObject({ outcome: 'superseded' });
    expect(await release.read()).toMatchObject({ state: 'awaiting-go', goNoGoRound: 2, goNoGoOutcome: 'pending' });
    expect((await release.read()).goNoGo).toBeUndefined();
  });

  it('is needed no more: taken back by command, by leaving the state that waits, and by the end of the record', async () => {
    const { release, round, exit } = await both();
    expect((await release.act('withdraw-life-exit')).status).toBe(200);
    expect(await approvalOf(exit)).toMatchObject({ outcome: 'cancelled' });
    expect((await release.act('withdraw-life-exit')).status).toBe(409);
    await release.act('replan');
    expect(await approvalOf(round)).toMatchObject({ outcome: 'cancelled' });
    expect(await release.read()).toMatchObject({
      ...{ state: 'planned', goNoGoOutcome: 'cancelled', lifeExitOutcome: 'cancelled' },
    });

    const ended = await both();
    await ended.release.act('cancel');
    expect(await approvalOf(ended.round)).toMatchObject({ outcome: 'cancelled' });
    expect(await approvalOf(ended.exit)).toMatchObject({ outcome: 'cancelled' });
    expect((await ended.release.read()).state).toBe('canceled');
  });
});

it('nobody decides in time: one is a rejection, the other has an end of its own, and neither is ever an approval', async () => {
  const { release } = await both();
  await world.advance('PT25H');
  expect(await release.read()).toMatchObject({
    state: 'awaiting-go',
    goNoGoOutcome: 'pending',
    lifeExitOutcome: 'expired',
  });
  await world.advance('PT24H');

  expect(await release.read()).toMatchObject({
    state: 'void',
    goNoGoOutcome: 'rejected',
    goNoGoComment: 'Nobody decided in time.',
  });
  expect(await names(release.uid)).toEqual(
    expect.arrayContaining(['release.life_exit_expired', 'release.go_no_go_rejected']),
  );
});

it('a policy that the tenant does not have is asked for before anything happens', async () => {
  const tina = await world.as('tina', 'TAD');
  const etag = (await tina.get('/v1/approval-policies/life-exit')).headers.get('etag') ?? '';
  await tina.delete('/v1/approval-policies/life-exit', { headers: { 'if-match': etag } });
  await world.advance('PT11S');
  const { release } = await submitted();
  const refused = await release.act('request-life-exit');

  expect([refused.status, refused.body.type]).toEqual([409, 'urn:itsm:problem:guard-failed']);
  expect(refused.body.detail).toContain('life-exit');
  expect((await release.read()).lifeExitRound).toBeUndefined();
});

it('policies that the specification decides by are there from the start, and a tenant’s own takes their place', async () => {
  const tina = await world.as('tina', 'TAD');
  const path = '/v1/approval-policies/catalogue-item';
  const given = await tina.get(path);
  const listed = (await tina.get('/v1/approval-policies')).body.items.map(({ id }: { readonly id: string }) => id);
  const own = { levels: [{ mode: 'any', voters: [{ kind: 'user', id: 'vera' }] }], within: 'P1D' };
  const put = await tina.put(path, own, { headers: { 'if-match': given.headers.get('etag') ?? '' } });

  expect([given.status, given.body.body.levels]).toEqual([
    200,
    [{ mode: 'any', voters: [{ kind: 'role', id: 'SVO' }] }],
  ]);
  expect(listed).toEqual(expect.arrayContaining(['architecture-board', 'design-package', 'risk-acceptance-executive']));
  expect([put.status, put.body.detail]).toEqual([201, undefined]);
  expect((await tina.get(path)).body).toMatchObject({ body: own, origin: 'own' });
});
