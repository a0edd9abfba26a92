/** Work that is under way stops with its maker's grant: before the next batch, with what is done done and reported. */

import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { BusEvent } from '#shared/events/envelope';
import { operationPk } from '#shared/jobs/keys';
import { EVENT } from '#shared/store/keys';
import { documentKey } from '#shared/tenancy/keys';
import { log, usual } from '#test/imports/imported';
import { sent } from '#test/platform/imports/file';
import { lambda } from '#test/platform/lambda-context';
import { acme, incidentCount, openStage, type Stage } from '#test/platform/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** What an MSP may do in acme, as granting a delegation writes it there; and somebody who was deactivated there. */
const delegation = documentKey(acme, 'own', 'delegation', 'northwind');
const granted = { ...delegation, kind: 'delegation', id: 'northwind', version: 1, body: { roles: ['AGT', 'TAD'] } };
const inactive = documentKey(acme, 'own', 'inactive-user', 'arno');
const marked = { ...inactive, kind: 'inactive-user', id: 'arno', version: 1, body: {} };

/** What functions know of the tenant is a few seconds old: this is after that. */
async function tenSecondsLater(work: () => Promise<void>): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 });
  await work();
}
afterEach(() => void vi.useRealTimers());

/** Delivers every step that was asked for. */
async function drive(id: string): Promise<void> {
  const items = await (await stage.store(acme)).queryAll({ pk: operationPk(acme, id), begins: EVENT });
  const asked = items.flatMap((item) => (item.entry as { readonly events: readonly BusEvent['detail'][] }).events);
  for (const detail of asked.filter(({ name }) => name === 'operation.progressed'))
    await stage.handlers.incidents({ source: 'itsm.incident-management', 'detail-type': detail.name, detail }, lambda);
}

const ada = { roles: 'AGT' } as const;
const ask = async () =>
  String(
    (await stage.ask('POST /v1/incidents', { ...ada, body: { title: 'A printer jams', category: 'printing' } })).body
      .id,
  );
const kinds = [
  ['a bulk operation', 'bulk'],
  ['an export', 'export'],
] as const;

/** Begins it as this person; small bulk requests are answered at once, so it is one of more than a hundred. */
async function begun(verb: 'bulk' | 'export', user: string): Promise<{ readonly id: string; readonly record: string }> {
  const record = await ask();
  const nobodys = Array.from({ length: 100 }, (_, i) => ({ id: `INC9${String(i).padStart(6, '0')}` }));
  const items = [{ id: record }, ...nobodys];
  const bulk = { command: 'comment', body: { body: 'Too late', visibility: 'public' }, items };
  const body = verb === 'bulk' ? bulk : { format: 'jsonl' };
  const answer = await stage.ask(`POST /v1/incidents/${verb}`, { roles: 'AGT TAD', user, body });
  expect([answer.status, answer.body.detail]).toEqual([202, undefined]);
  return { id: answer.body.id, record };
}

test.each(kinds)(
  'field-report 1 %s of an operator does nothing more once the delegation has ended, and says why',
  async (_, verb) => {
    const store = await stage.store(acme);
    await store.put(granted);
    await tenSecondsLater(async () => {
      const { id, record } = await begun(verb, 'olga@northwind');
      await store.delete(delegation);
      await tenSecondsLater(() => drive(id));
      const read = await stage.ask(`GET /v1/operations/${id}`);
      expect(read.body).toMatchObject({ state: 'canceled', progress: { done: 0 } });
      expect(read.body.problem.detail).toContain('delegation');
      expect((await stage.ask(`GET /v1/incidents/${record}/comments`, ada)).body.items).toEqual([]);
    });
  },
);

test.each(kinds)(
  'field-report 1 %s goes on while its maker is there, and not when they were deactivated',
  async (_, verb) => {
    const store = await stage.store(acme);
    const { id } = await begun(verb, 'arno');
    await drive(id);
    expect((await stage.ask(`GET /v1/operations/${id}`)).body.state).toBe('finished');

    const { id: other } = await begun(verb, 'arno');
    await store.put(marked);
    await tenSecondsLater(() => drive(other));
    const { body } = await stage.ask(`GET /v1/operations/${other}`);
    expect(body.state).toBe('canceled');
    expect(body.problem.detail).toContain('deactivated');
    await store.delete(inactive);
  },
);

test('field-report 1 an import of an operator imports nothing more once the delegation has ended', async () => {
  const store = await stage.store(acme);
  await store.put(granted);
  await tenSecondsLater(async () => {
    const olga = { roles: 'MSP TAD', user: 'olga@northwind' };
    const id = await sent(stage, log(usual), {}, olga);
    expect((await stage.ask(`POST /v1/imports/${id}/start`, olga)).status).toBe(202);
    const before = await incidentCount(stage);
    await store.delete(delegation);
    await tenSecondsLater(async () => void (await stage.drive(id)));
    expect((await stage.ask(`GET /v1/imports/${id}`)).body.state).toBe('canceled');
    expect(await incidentCount(stage)).toBe(before);
  });
});
