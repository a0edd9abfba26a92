/** What is seen on the deployed stacks: tenants onboarded, an incident logged, and its history, events and search after it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';
import { run } from '#infra/emulator/child';
import { settings } from '#infra/emulator/deploy';
import type { Issuer } from '#infra/emulator/issuer';
import type { Emulator } from '#infra/emulator/ministack';
import { type Receiver, startReceiver } from '#infra/emulator/receiver';
import { namesOf } from '#infra/names';
import { createClient, type HelmdeskClient } from '#shared/client/client';

/** The deployment, and who may come in. */
export interface Scene {
  readonly api: string;
  readonly emulator: Emulator;
  readonly issuer: Issuer;
  readonly folder: string;
  /** Told of each thing as it is seen. */
  readonly seen: (what: string) => void;
}

/** How long what follows a write is waited for: the emulator looks for changes of the table every few seconds. */
const PATIENCE_MS = 90_000;

/** What the authorizer names for whom has no key of its own (see lacks.ts). */
const usageKey = namesOf(settings.stage).usageKey('standard');
const verified = z.object({ valid: z.boolean() });
const hits = z.object({ items: z.array(z.object({ id: z.string() })) });

/** @throws Error that says what was expected, when it does not come */
export async function tell(scene: Scene): Promise<void> {
  const { api, seen } = scene;
  const as = caller(scene);
  const { body: health } = await createClient({ url: api }).call('GET /health');
  seen(`GET /health: version ${health.version}, ${health.status}`);
  await onboardMsp(scene);
  seen('npm run onboard:msp made the MSP northwind');
  const olga = await as('northwind', 'olga', 'MSP');
  const { body: acme } = await olga.call('POST /v1/tenants', {
    body: { slug: 'acme', name: 'Acme', zone: 'Europe/Berlin' },
  });
  seen(`its operator onboarded the client ${acme.slug}`);

  const receiver = await startReceiver();
  try {
    await follow(await as('acme', 'ada', 'AGT'), await as('acme', 'tina', 'TAD'), receiver, seen);
  } finally {
    await receiver.close();
  }
  await refuse(scene);
}

async function follow(
  agent: HelmdeskClient,
  admin: HelmdeskClient,
  receiver: Receiver,
  seen: Scene['seen'],
): Promise<void> {
  await admin.call('POST /v1/webhooks', { body: { url: receiver.url, events: ['incident.*'] } });
  const { body: incident } = await agent.call('POST /v1/incidents', {
    body: { title: 'The quasar printer jams', serviceId: 'print', impact: 2, urgency: 2 },
  });
  const path = { id: incident.id };
  seen(`an agent's token logged ${incident.id}, ${incident.priority}`);

  const { body: history } = await agent.call('GET /v1/incidents/{id}/history', { path });
  const { body: proof } = await agent.call('GET /v1/incidents/{id}/history/verify', { path });
  const { valid } = verified.parse(proof);
  if (history.items.length === 0 || !valid)
    throw new Error(`expected a history that verifies, and got ${JSON.stringify({ history, proof })}`);
  seen(`its history has ${history.items.length} entry and verifies`);

  const event = await eventually('the event incident.created at a webhook', async () =>
    receiver.got().find(({ type, subject }) => type === 'incident.created' && subject === incident.id),
  );
  seen(`table → stream → bus → webhook: ${event.type} of ${event.subject}`);
  await eventually(`${incident.id} in the search for its words`, async () => {
    const { body } = await agent.call('GET /v1/search', { query: { q: 'quasar' } });
    return hits.parse(body).items.find(({ id }) => id === incident.id);
  });
  seen('table → stream → bus → search: it is found by a word of its title');
}

/** What must not be: that anybody comes in without a token, or with what is none. */
async function refuse({ api, seen }: Scene): Promise<void> {
  for (const [who, credential] of [
    ['without a token', {}],
    ['with half a token', { authorization: 'Bearer half' }],
  ] as const) {
    const { status } = await fetch(`${api}/v1/incidents`, { headers: { 'x-api-key': usageKey, ...credential } });
    if (status !== 401 && status !== 403) throw new Error(`expected a refusal ${who}, and was answered ${status}`);
    seen(`${who} it answers ${status}`);
  }
}

/** By the script that an admin would use, of the deployment that this configuration names. */
async function onboardMsp({ emulator, folder }: Scene): Promise<void> {
  const config = join(folder, 'deploy.config.json');
  writeFileSync(config, JSON.stringify(settings));
  const args = ['--import', './infra/needs-node.mjs', 'infra/onboard-msp.ts', '-c', `config=${config}`];
  const msp = ['--slug', 'northwind', '--name', 'Northwind MSP', '--zone', 'Europe/Berlin'];
  await run({
    command: process.execPath,
    args: [...args, ...msp],
    env: emulator.env,
    log: join(folder, 'onboard.log'),
  });
}

/** Makes clients of the API with real tokens, and with the key that the authorizer would name (see lacks.ts). */
function caller({ api, issuer }: Scene) {
  const withKey: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('x-api-key', usageKey);
    return fetch(input, { ...init, headers });
  };
  return async (tenant: string, user: string, role: string): Promise<HelmdeskClient> =>
    createClient({ url: api, token: await issuer.token({ tenant, user, roles: [role] }), fetch: withKey });
}

async function eventually<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > until)
      throw new Error(`expected ${what} within ${PATIENCE_MS / 1000} s, and it did not come`);
    await setTimeout(500);
  }
}
