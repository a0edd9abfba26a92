/** The slice of change management: from creation to a decision by the approval workflow. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANGE } from '#test/support/change';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let chris: Client; // change manager
let ada: Client;
let vera: Client; // member of the change advisory board
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  chris = await world.as('chris', 'CHM');
  ada = await world.as('ada', 'AGT');
  vera = await world.as('vera', 'CAB');
});
afterAll(() => world.close());

/** A change in `authorize`, and the approval that it waits for. */
async function awaiting(fields: object = {}): Promise<{ change: string; approval: string }> {
  const created = await ada.post('/v1/changes', { ...CHANGE, ...fields });
  const change = `/v1/changes/${created.body.id}`;
  await ada.act(change, 'submit');
  await chris.act(change, 'complete-assessment');
  await world.settled();
  const { items } = (await vera.get(`/v1/approvals?subjectId=${created.body.id}`)).body;
  return { change, approval: `/v1/approvals/${items[0].id}` };
}

describe('a change and its approval', () => {
  it('approved by a member of the board it is scheduled, by way of the workflow', async () => {
    const { change, approval } = await awaiting();
    expect((await ada.get(change)).body.state).toBe('authorize');

    const voted = await vera.act(approval, 'decide', { decision: 'approve', comment: 'Go ahead.' });
    await world.settled();

    expect(voted.body.outcome).toBe('approved');
    expect((await ada.get(change)).body).toMatchObject({ state: 'scheduled', decision: 'Go ahead.' });
    expect((await vera.get(approval)).body.state).toBe('concluded');
  });

  it('rejected it is rejected, with the reason', async () => {
    const { change, approval } = await awaiting();

    const silent = await vera.act(approval, 'decide', { decision: 'reject' });
    await vera.act(approval, 'decide', { decision: 'reject', comment: 'Not before the audit.' });
    await world.settled();

    expect(silent.status).toBe(422);
    expect((await ada.get(change)).body).toMatchObject({ state: 'rejected', decision: 'Not before the audit.' });
  });

  it('nobody decides: the workflow times out and it is rejected, never approved', async () => {
    const { change, approval } = await awaiting();

    await world.advance('PT73H');

    expect((await vera.get(approval)).body).toMatchObject({ state: 'concluded', outcome: 'expired' });
    expect((await ada.get(change)).body.state).toBe('rejected');
  });

  it('A17.5 who asked for it has no vote', async () => {
    const created = await vera.post('/v1/changes', CHANGE);
    expect(created.status).toBe(403);
    const { approval } = await awaiting();
    const adaAsBoard = await world.as('ada', 'CAB');

    const refused = await adaAsBoard.act(approval, 'decide', { decision: 'approve' });

    expect([refused.status, refused.body.type]).toEqual([403, 'urn:itsm:problem:segregation-of-duties']);
  });

  it('needs a plan, a window in order, and something it is about', async () => {
    const { implementationPlan: _, ...incomplete } = CHANGE;
    const draft = await ada.post('/v1/changes', incomplete);
    const submitted = await ada.act(`/v1/changes/${draft.body.id}`, 'submit');
    const reversed = await ada.post('/v1/changes', { ...CHANGE, plannedEnd: '2026-06-20T19:00:00Z' });
    const { serviceId: __, ...nothing } = CHANGE;
    const about = await ada.post('/v1/changes', nothing);

    expect([submitted.status, submitted.body.type]).toEqual([422, 'urn:itsm:problem:required-field-missing']);
    expect([reversed.status, reversed.body.type]).toEqual([422, 'urn:itsm:problem:invalid-window']);
    expect(about.status).toBe(422);
  });
});
