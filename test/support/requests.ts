/** What tests of request fulfilment share: people with managers, models that are published, orders and their tasks. */
import type { Client } from '#test/support/client';
import type { World } from '#test/support/world';

export interface Task {
  readonly id: string;
  readonly key: string;
  readonly state: string;
  readonly attempt: number;
  readonly title: string;
  readonly compensates?: boolean;
}

/** One step that the service desk does. */
export const BY_HAND = [{ key: 'deliver', title: 'Deliver it', kind: 'task', group: 'service-desk' }] as const;

export const euros = (amount: number) => ({ amount: amount * 100, currency: 'EUR' });

/** People and clients of acme who order, approve and fulfil. */
export async function openShop(world: World) {
  const [paula, ada, lea] = [
    await world.as('paula', 'PRO SVO'),
    await world.as('ada', 'AGT'),
    await world.as('lea', 'LEAD'),
  ];
  const [rita, robot] = [await world.as('rita', 'REQ'), await world.as('connector', 'INT')];
  const auditor = await world.as('otto', 'AUD');
  const tina = await world.as('tina', 'TAD');
  const person = (id: string, more: object = {}) =>
    tina.put(`/v1/users/${id}`, { name: id, roles: ['REQ'], active: true, ...more });
  await person('boris');
  await person('maria', { manager: 'boris' });
  await person('rita', { manager: 'maria', department: 'finance', costCentre: 'finance', employment: 'employee' });
  await person('carl', { manager: 'maria', employment: 'contractor' });

  const { body: settings } = await tina.get('/v1/settings');
  await tina.put('/v1/settings', { ...settings.body, costCentres: { finance: 'fiona' } });
  // Functions read their configuration again.
  await world.advance('PT10S');

  const model = async (fields: object = {}): Promise<string> => {
    const created = await paula.post('/v1/request-models', { title: 'Laptop', steps: BY_HAND, ...fields });
    if (created.status !== 201) throw new Error(JSON.stringify(created.body));
    const path = `/v1/request-models/${created.body.id}`;
    const published = await paula.act(path, 'publish');
    if (published.status !== 200) throw new Error(JSON.stringify(published.body));
    return created.body.id;
  };
  const order = (items: readonly object[], more: object = {}, by: Client = rita) =>
    by.post(
      '/v1/requests',
      { title: 'New equipment', items, ...more },
      { headers: { 'idempotency-key': crypto.randomUUID() } },
    );
  const read = async (id: string) => {
    await world.settled();
    return (await auditor.get(`/v1/requests/${id}`)).body;
  };
  const tasks = async (id: string): Promise<readonly Task[]> => {
    await world.settled();
    const { items } = (await auditor.get(`/v1/requests/${id}/tasks`)).body;
    return items;
  };
  return {
    ...{ paula, ada, lea, rita, robot, tina, auditor, person, model, order, read, tasks },
    /** An order that is accepted, by its number. */
    async ordered(items: readonly object[], more: object = {}, by: Client = rita): Promise<string> {
      const created = await order(items, more, by);
      if (created.status !== 201) throw new Error(JSON.stringify(created.body));
      await world.settled();
      return created.body.id;
    },
    /** The keys of its steps that have an open task, with their items. */
    open: async (id: string): Promise<readonly string[]> =>
      (await tasks(id))
        .filter(({ state }) => state === 'open')
        .map(({ key, compensates }) => (compensates ? `-${key}` : key)),
    /** Does something about the open task of a step. */
    async task(id: string, key: string, verb: string, input: object = {}, by: Client = ada) {
      const found = (await tasks(id)).find((each) => each.key === key && each.state === 'open');
      if (!found) throw new Error(`${id} has no open task of ${key}`);
      const answer = await by.act(`/v1/request-tasks/${found.id}`, verb, input, {
        headers: { 'idempotency-key': crypto.randomUUID() },
      });
      await world.settled();
      return answer;
    },
    /** The rounds of approval of a request. */
    async rounds(id: string) {
      await world.settled();
      const { items } = (await auditor.get(`/v1/approvals?subjectId=${id}`)).body;
      return items as readonly {
        readonly id: string;
        readonly voters: readonly { readonly user: string }[];
        readonly outcome: string;
      }[];
    },
    /** Somebody decides on the round that is open. */
    async decide(id: string, user: string, decision: 'approve' | 'reject' = 'approve') {
      const [round] = await this.rounds(id);
      const voter = await world.as(user, 'REQ');
      const answer = await voter.act(`/v1/approvals/${round?.id}`, 'decide', { decision, comment: 'As discussed.' });
      await world.settled();
      return answer;
    },
  };
}

export type Shop = Awaited<ReturnType<typeof openShop>>;
