/** A running stack for one test file, without limits on the rate of requests, and a client for each person who calls it. */
import { startStack } from '#infra/local/start';
import { NOW } from '#test/conformance/now';
import type { Person } from '#test/conformance/people';
import { type Client, createClient } from '#test/support/client';

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
  const stack = await startStack({ memory: true, quiet: true, frozenAt: NOW, seeded: true, throttle: false });
  const clients = new Map<string, Promise<Client>>();
  const authorization = async ({ user, role }: Person, tenant: string): Promise<string> =>
    `Bearer ${await stack.token(tenant, user, [role])}`;
  const client = async (person: Person, tenant: string): Promise<Client> => {
    const plain = createClient(stack.url, { authorization: await authorization(person, tenant) });
    return person.role === 'INT' ? withKeys(plain) : plain;
  };
  return {
    url: stack.url,
    as(person, tenant = 'acme') {
      const name = `${tenant} ${person.user} ${person.role}`;
      const known = clients.get(name) ?? client(person, tenant);
      clients.set(name, known);
      return known;
    },
    authorization: (person, tenant = 'acme') => authorization(person, tenant),
    to: (instant) => stack.clock.to(instant),
    settled: stack.settled,
    close: stack.stop,
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
