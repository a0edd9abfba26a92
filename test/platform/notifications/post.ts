/** A world whose people have addresses, languages and zones, and the mail that reaches them. */

import { afterAll, beforeAll, beforeEach } from 'vitest';
import { userKey } from '#shared/tenancy/keys';
import { tenantOf, withEngine } from '#test/faults/table';
import type { Client } from '#test/support/client';
import { openWorld, type SentMail, type World } from '#test/support/world';

const people = [
  {
    id: 'rita',
    name: 'Rita Requester',
    email: 'rita@acme.example',
    locale: 'de-AT',
    zone: 'Europe/Vienna',
    roles: ['REQ'],
  },
  { id: 'will', name: 'Will Watcher', email: 'will@acme.example', locale: 'fr', zone: 'Europe/Paris', roles: ['REQ'] },
  { id: 'ada', name: 'Ada Agent', email: 'ada@acme.example', locale: 'en', zone: 'America/New_York', roles: ['AGT'] },
  { id: 'bob', name: 'Bob Agent', email: 'bob@acme.example', locale: 'en', zone: 'Europe/Berlin', roles: ['AGT'] },
  {
    id: 'lea',
    name: 'Lea Lead',
    email: 'lea@acme.example',
    locale: 'en',
    zone: 'Europe/Berlin',
    roles: ['AGT', 'LEAD'],
  },
  { id: 'vera', name: 'Vera Voter', email: 'vera@acme.example', locale: 'en', zone: 'Europe/Berlin', roles: ['CAB'] },
  { id: 'otto', name: 'Otto Owner', email: 'otto@acme.example', locale: 'en', zone: 'Europe/Berlin', roles: ['SVO'] },
  { id: 'gone', name: 'Gone', email: 'gone@acme.example', roles: ['REQ'], active: false },
];

export interface Post {
  readonly world: World;
  readonly ada: Client;
  readonly rita: Client;
  readonly tina: Client;
  /** Mail since the test began, oldest first. */
  mail(to?: string): Promise<readonly SentMail[]>;
  opened(more?: object): Promise<{ readonly id: string; readonly uid: string; readonly path: string }>;
  /** The log about a record: what became of each recipient, newest first. */
  // biome-ignore lint/suspicious/noExplicitAny: as in an answer's body, a wrong guess fails the test.
  log(record: string): Promise<readonly any[]>;
}

/** @param at when the world stands still */
export function usePost(at = '2026-06-15T07:00:00Z'): Post {
  let world: World;
  let clients: Readonly<Record<'ada' | 'rita' | 'tina', Client>>;
  let before = 0;
  beforeAll(async () => {
    world = await openWorld(at);
    await withEngine(world.stack.backend.engine.endpoint, async (store) => {
      const tenant = await tenantOf(store, 'acme');
      for (const person of people) {
        const user = { active: true, ...person };
        await store.put({ ...userKey(tenant, person.id), user, version: 1, updatedAt: at });
      }
    });
    clients = {
      ada: await world.as('ada', 'AGT'),
      rita: await world.as('rita', 'REQ'),
      tina: await world.as('tina', 'TAD'),
    };
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    before = (await world.outbox()).length;
  });
  return {
    get world() {
      return world;
    },
    get ada() {
      return clients.ada;
    },
    get rita() {
      return clients.rita;
    },
    get tina() {
      return clients.tina;
    },
    mail: async (to) => (await world.outbox()).slice(before).filter((mail) => to === undefined || mail.to.includes(to)),
    async opened(more = {}) {
      const incident = {
        title: 'Mail is down',
        requesterId: 'rita',
        impact: 3,
        urgency: 2,
        serviceId: 'mail',
        category: 'email',
        ...more,
      };
      const { body } = await clients.ada.post('/v1/incidents', incident);
      return { id: String(body.id), uid: String(body.uid), path: `/v1/incidents/${body.id}` };
    },
    async log(record) {
      await world.settled();
      return (await clients.tina.get(`/v1/notification-log?record=${record}`)).body.items;
    },
  };
}
