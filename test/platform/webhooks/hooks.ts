/** Webhooks to one receiver, for the tests of a file: each is gone after its test. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { webhookFaults } from '#test/contract/webhook';
import { openReceiver, type Receiver } from '#test/platform/webhooks/receiver';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

export const incident = {
  title: 'The mail server is down',
  requesterId: 'rita',
  impact: 2,
  urgency: 2,
  serviceId: 'mail',
  category: 'email',
};

export interface Hooks {
  readonly world: World;
  readonly receiver: Receiver;
  /** An administrator and an agent. */
  readonly tina: Client;
  readonly ada: Client;
  /** Makes a webhook to the receiver. */
  hook(body?: object, by?: Client): Promise<{ readonly path: string; readonly secret: string }>;
  /** Has a webhook that was made otherwise deleted with the others. */
  forget(path: string): void;
  opened(more?: object): Promise<{ readonly id: string; readonly uid: string; readonly path: string }>;
  /** The types of what was accepted, in its order. */
  types(): readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: as in an answer's body, a wrong guess fails the test.
  deliveries(path: string, query?: string): Promise<any>;
}

/** A world with a receiver for the file that calls it; what it returns may be used in tests only. */
export function useHooks(): Hooks {
  let world: World;
  let receiver: Receiver;
  let tina: Client;
  let ada: Client;
  let made: string[] = [];
  beforeAll(async () => {
    world = await openWorld('2026-06-15T07:00:00Z');
    receiver = await openReceiver();
    tina = await world.as('tina', 'TAD');
    ada = await world.as('ada', 'AGT');
  });
  afterAll(async () => {
    await world.close();
    await receiver.close();
  });
  beforeEach(() => {
    receiver.always(204);
    receiver.plan();
    receiver.clear();
  });
  afterEach(async () => {
    // Whatever a test had sent is what the description tells integrators.
    expect(receiver.requests.flatMap(webhookFaults)).toEqual([]);
    for (const path of made) {
      const { headers } = await tina.get(path);
      await tina.delete(path, { headers: { 'if-match': headers.get('etag') ?? '' } });
    }
    made = [];
  });
  return {
    get world() {
      return world;
    },
    get receiver() {
      return receiver;
    },
    get tina() {
      return tina;
    },
    get ada() {
      return ada;
    },
    async hook(body = {}, by = tina) {
      const answer = await by.post('/v1/webhooks', { url: receiver.url, ...body });
      expect(answer.status).toBe(201);
      const path = `/v1/webhooks/${answer.body.id}`;
      made.push(path);
      return { path, secret: String(answer.body.secret) };
    },
    forget: (path) => void made.push(path),
    async opened(more = {}) {
      const { body } = await ada.post('/v1/incidents', { ...incident, ...more });
      return { id: String(body.id), uid: String(body.uid), path: `/v1/incidents/${body.id}` };
    },
    types: () => receiver.accepted.map(({ event }) => event.type),
    deliveries: async (path, query = '') => (await tina.get(`${path}/deliveries${query}`)).body.items,
  };
}
