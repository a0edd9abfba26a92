/** A running stack for one test file, without limits on the rate of requests, and a client for each person who calls it. */
import { NOW } from '#test/conformance/now';
import type { Person } from '#test/conformance/people';
import { type Client, createClient } from '#test/support/client';
import { openWorld } from '#test/support/world';

export interface ConformanceStack {
  readonly url: string;
  /** A client for the person; a machine sends a fresh Idempotency-Key with every POST, as it must. */
  as(person: Person, tenant?: string): Promise<Client>;
  /** The authorization header of the person. */
  authorization(person: Person, tenant?: string): Promise<string>;
  /** Moves the clock forward to an instant. */
  to(instant: string): Promise<void>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it, seeded, with its clock standing still. */
export async function openStack(): Promise<ConformanceStack> {
  const world = await openWorld(NOW);
  const clients = new Map<string, Promise<Client>>();
  const authorization = ({ user, role }: Person, tenant: string): Promise<string> =>
    world.authorization(user, role, tenant);
  const client = async (person: Person, tenant: string): Promise<Client> => {
    const plain = createClient(world.url, { authorization: await authorization(person, tenant) });
    return person.role === 'INT' ? withKeys(plain) : plain;
  };
  return {
    url: world.url,
    as(person, tenant = 'acme') {
      const name = `${tenant} ${person.user} ${person.role}`;
      const known = clients.get(name) ?? client(person, tenant);
      clients.set(name, known);
      return known;
    },
    authorization: (person, tenant = 'acme') => authorization(person, tenant),
    to: world.to,
    settled: world.settled,
    close: world.close,
  };
}

let keys = 0;

/** The client with a fresh Idempotency-Key on every POST that has none. */
function withKeys(client: Client): Client {
  return {
    ...client,
    post: (path, body, options) =>
      client.post(path, body, { headers: { 'idempotency-key': `conformance-${keys++}`, ...options?.headers } }),
    act: (record, action, input, options) =>
      client.act(record, action, input, {
        headers: { 'idempotency-key': `conformance-${keys++}`, ...options?.headers },
      }),
  };
}
