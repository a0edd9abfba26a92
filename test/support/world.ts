/** A running local stack for one test file, seeded as `npm start` seeds it but for its routing, with its clock standing still until it is moved. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callDynamoDb } from '#infra/local/edges/dynamodb/control';
import type { Subscriber } from '#infra/local/edges/dynamodb/observation';
import { createGround, type Ground } from '#infra/local/ground';
import { asObject, asString } from '#infra/local/machine/json';
import { startStack } from '#infra/local/start';
import type { Item } from '#shared/store/item';
import { slugKey } from '#shared/tenancy/keys';
import { straysIn } from '#test/isolation/items';
import { watchIsolation } from '#test/isolation/watch';
import { type Client, createClient } from '#test/support/client';
import { itemsIn } from '#test/support/table';

export interface BusEvent {
  readonly name: string;
  readonly uid: string;
  readonly id: string;
  readonly tenantId: string;
  readonly eventId: string;
  readonly at: string;
  readonly recordVersion: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Mail as SES was asked to send it. */
export interface SentMail {
  readonly id: string;
  readonly messageId: string;
  readonly to: readonly string[];
  readonly from: string;
  readonly at: string;
  readonly subject: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
}

export interface World {
  readonly url: string;
  readonly stack: Awaited<ReturnType<typeof startStack>>;
  /** A person of a tenant (acme unless said) with roles. */
  as(user: string, roles: string, tenant?: string, headers?: Readonly<Record<string, string>>): Promise<Client>;
  /** The header with which such a person calls. */
  authorization(user: string, roles: string, tenant?: string): Promise<string>;
  /** Where the local issuer keeps its key, for tokens that it would not issue. */
  readonly issuerKey: string;
  /** A tenant's id by its slug. */
  tenantId(slug: string): Promise<string>;
  /** Everything that stands in the table. */
  items(): Promise<readonly Item[]>;
  /** Sees every request to DynamoDB until the function returned is called. */
  observe(subscriber: Subscriber): () => void;
  /** Invokes a process function with any event, and waits; what it throws is an outcome. */
  invoke(id: string, event: object): Promise<{ readonly ok: boolean }>;
  /** Moves the clock to an instant, letting everything due on the way happen. */
  to(instant: string): Promise<void>;
  advance(duration: string): Promise<void>;
  /** Waits until nothing asynchronous is under way. */
  settled(): Promise<void>;
  /** Events on the bus so far, oldest first. */
  events(filter?: { readonly name?: string; readonly uid?: string }): Promise<readonly BusEvent[]>;
  /** Mail that was sent so far, oldest first. */
  outbox(): Promise<readonly SentMail[]>;
  /** @throws Error when something in this world was not isolated by tenant: see docs/isolation.md. */
  close(): Promise<void>;
}

const GROUND = Symbol.for('helmdesk.test.ground');

/** The files that one process runs use it one after the other, also those that load this module anew. */
function groundOfProcess(): Ground {
  const ground: Ground =
    Reflect.get(globalThis, GROUND) ?? createGround({ directory: mkdtempSync(join(tmpdir(), 'ground-')) });
  Reflect.set(globalThis, GROUND, ground);
  return ground;
}

export interface WorldOptions {
  /** The milliseconds that usage plans count by; they do not limit when it is absent. */
  readonly throttle?: () => number;
  /** Whether new work goes to groups by itself, as in the stack of `npm start`. */
  readonly routed?: boolean;
  /** The directory of another cloud assembly than that of the registry. */
  readonly assembly?: string;
}

/** @param at the instant at which the world stands still */
export async function openWorld(at: string, { throttle, routed = false, assembly }: WorldOptions = {}): Promise<World> {
  const ground = groundOfProcess();
  const stack = await startStack({
    ...{ memory: true, quiet: true, frozenAt: at, seeded: routed ? 'routed' : true, ground },
    throttle: throttle ?? false,
    ...(assembly !== undefined && { assembly }),
  });
  const { url } = stack;
  const { deployment, engine, functions } = stack.backend;
  const [table] = deployment.ofType('AWS::DynamoDB::Table');
  if (!table) throw new Error('the templates hold no table');
  const watch = watchIsolation({
    deployment,
    observe: stack.observe,
    observeObjects: stack.backend.objects.subscribe,
  });
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const tokens = new Map<string, string>();
  const token = async (tenant: string, user: string, roles: string): Promise<string> => {
    const name = `${tenant} ${user} ${roles}`;
    const known = tokens.get(name);
    if (known) return known;
    const issued = (await post('/_local/token', { tenant, user, roles: roles.split(' ') })) as {
      readonly token: string;
    };
    tokens.set(name, issued.token);
    return issued.token;
  };
  return {
    url,
    stack,
    async as(user, roles, tenant = 'acme', headers = {}) {
      return createClient(url, { ...headers, authorization: `Bearer ${await token(tenant, user, roles)}` });
    },
    authorization: async (user, roles, tenant = 'acme') => `Bearer ${await token(tenant, user, roles)}`,
    issuerKey: join(ground.directory ?? stack.dataDir, 'identity.json'),
    async tenantId(slug) {
      const { pk, sk } = slugKey(slug);
      const request = { TableName: table.name, Key: { pk: { S: pk }, sk: { S: sk } } };
      const { Item: item } = await callDynamoDb(engine.endpoint, 'GetItem', request);
      const id = asString(asObject(asObject(item)?.tenantId)?.S);
      if (id === undefined) throw new Error(`there is no tenant ${slug}`);
      return id;
    },
    items: () => itemsIn(engine.endpoint, table.name),
    observe: stack.observe,
    invoke: (id, event) => functions.invoke(`${table.name}-${id}`, JSON.stringify(event)),
    async to(instant) {
      await post('/_local/clock', { to: instant });
    },
    async advance(duration) {
      await post('/_local/clock', { advance: duration });
    },
    settled: () => stack.settled(),
    async events({ name, uid } = {}) {
      await stack.settled();
      const response = await fetch(`${url}/_local/events?limit=100000`);
      const { items } = (await response.json()) as { readonly items: readonly { readonly detail: BusEvent }[] };
      return items
        .map(({ detail }) => detail)
        .filter((event) => (name === undefined || event.name === name) && (uid === undefined || event.uid === uid));
    },
    async outbox() {
      await stack.settled();
      const response = await fetch(`${url}/_local/outbox`);
      return ((await response.json()) as { readonly items: readonly SentMail[] }).items;
    },
    async close() {
      await stack.settled();
      const strays = straysIn(await itemsIn(engine.endpoint, table.name));
      await stack.stop();
      watch.end(strays);
    },
  };
}
