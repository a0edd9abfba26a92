/** The Model Context Protocol, as its official client speaks it with the running stack. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import document from '#generated/tools.json' with { type: 'json' };
import { openWorld, type World } from '#test/support/world';

let world: World;
const clients: Client[] = [];
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await world.close();
});

interface Acting {
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tenant?: string;
  readonly revision?: string;
}

/** An agent that acts for somebody. */
async function agentOf(user: string, roles: string, { query = '', headers = {}, tenant, revision }: Acting = {}) {
  const authorization = await world.authorization(user, roles, tenant);
  const mode = revision === undefined ? 'auto' : { pin: revision };
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  const requestInit = { headers: { authorization, ...headers } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${world.url}/mcp${query}`), { requestInit }));
  clients.push(client);
  return client;
}

/** Names of the tools of somebody, page after page. */
async function toolsOf(client: Client): Promise<readonly string[]> {
  return (await client.listTools()).tools.map(({ name }) => name);
}

/** What a tool answers. */
async function use(client: Client, name: string, args: Readonly<Record<string, unknown>> = {}) {
  const { structuredContent, content, isError } = await client.callTool({ name, arguments: { ...args } });
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API answers; tests say what they expect of it
  const said: any = structuredContent ?? {};
  return { ...said, isError: isError === true, text: String(Object(content[0]).text) };
}

const printer = { title: 'Nobody can print', requesterId: 'rita', serviceId: 'print', impact: 2, urgency: 2 };

describe('the protocol', () => {
  it.each([
    ['the current revision', 'auto', '2026-07-28'],
    ['the one before, with a handshake', 'legacy', '2025-11-25'],
  ] as const)('is spoken in %s', async (_, mode, revision) => {
    const authorization = await world.authorization('ada', 'AGT');
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
    clients.push(client);
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${world.url}/mcp`), { requestInit: { headers: { authorization } } }),
    );
    expect([client.getServerVersion()?.name, client.getNegotiatedProtocolVersion()]).toEqual(['helmdesk', revision]);
    expect(client.getInstructions()).toContain('carryOut');
    expect((await toolsOf(client)).length).toBeGreaterThan(100);
  });

  it('is for those whom the API lets in', async () => {
    const ask = (headers: Readonly<Record<string, string>>, query = '') =>
      fetch(`${world.url}/mcp${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
      });
    const authorization = await world.authorization('ada', 'AGT');

    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: 'Bearer nonsense' })).status).toBe(401);
    expect((await ask({ authorization })).status).toBe(200);
    const other = await ask({ authorization }, '?toolset=all');
    expect([other.status, Object(await other.json()).type]).toEqual([400, 'urn:itsm:problem:unknown-parameter']);
    const unknown = await ask({ authorization }, '?only=incidents,nothings');
    expect([unknown.status, Object(await unknown.json()).detail]).toEqual([400, expect.stringContaining('nothings')]);
  });
});

describe('tools', () => {
  it('are the operations with which the caller’s roles get anywhere', async () => {
    const [agent, requester, auditor] = await Promise.all([
      agentOf('ada', 'AGT').then(toolsOf),
      agentOf('rita', 'REQ').then(toolsOf),
      agentOf('aura', 'AUD').then(toolsOf),
    ]);
    expect(agent).toContain('resolveIncident');
    expect(agent).not.toContain('createTenant');
    expect(requester).toContain('createIncident');
    expect(requester).not.toContain('resolveIncident');
    const writes = document.tools.filter(({ method }) => method !== 'GET').map(({ name }) => name);
    expect(auditor.filter((name) => writes.includes(name))).toEqual([]);
    expect(auditor).toContain('getIncident');
  });

  it('are those of some collections where the address says so', async () => {
    const few = await agentOf('ada', 'AGT', { query: '?only=incidents' });
    const names = await toolsOf(few);
    expect(names).toContain('resolveIncident');
    expect(names).not.toContain('createChange');
    expect((await few.listPrompts()).prompts.map(({ name }) => name)).toEqual(['work-on-incident']);
  });

  it('say what only reads, what ends something, and what they take', async () => {
    const { tools } = await (await agentOf('ada', 'AGT', { query: '?only=incidents' })).listTools();
    const hints = (wanted: string) => tools.find(({ name }) => name === wanted)?.annotations;
    expect(hints('getIncident')).toMatchObject({ readOnlyHint: true, destructiveHint: false });
    expect(hints('createIncident')).toMatchObject({ readOnlyHint: false, destructiveHint: false });
    expect(hints('closeIncident')).toMatchObject({ readOnlyHint: false, destructiveHint: true });
    for (const { inputSchema } of tools) expect(inputSchema.additionalProperties).toBe(false);
    const resolve = tools.find(({ name }) => name === 'resolveIncident')?.inputSchema;
    expect(resolve?.required).toEqual(['id', 'version', 'body']);
  });

  it('name whatever stands in their address, each name once', () => {
    const names = document.tools.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { path, inputSchema, arguments: given } of document.tools) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(given.filter((each) => each.in === 'path').map(({ as }) => as)).toEqual(inPath);
      expect(JSON.stringify(inputSchema)).not.toContain('$ref');
      expect(new Set(given.map(({ name }) => name)).size).toBe(given.length);
    }
  });
});

describe('a call', () => {
  it('shows what would happen, does it when told so, and once', async () => {
    const ada = await agentOf('ada', 'AGT');
    const count = async () => (await use(ada, 'listIncidents', { serviceId: ['print'] })).body.items.length;
    const before = await count();

    const shown = await use(ada, 'createIncident', { body: printer });
    expect([shown.status, shown.rehearsed]).toEqual([200, expect.stringContaining('carryOut')]);
    expect(await count()).toBe(before);

    const made = await use(ada, 'createIncident', { body: printer, carryOut: true });
    expect([made.status, made.version, made.body.title]).toEqual([201, '"1"', printer.title]);
    const again = await use(ada, 'createIncident', { body: printer, carryOut: true });
    expect([again.body.id, again.replayed]).toEqual([made.body.id, expect.stringContaining('idempotencyKey')]);
    const meant = await use(ada, 'createIncident', { body: printer, carryOut: true, idempotencyKey: 'once more' });
    expect(meant.body.id).not.toBe(made.body.id);
    expect(await count()).toBe(before + 2);
  });

  it('names the version that it is based on; another’s change in between is told', async () => {
    const ada = await agentOf('ada', 'AGT');
    const { body, version } = await use(ada, 'createIncident', {
      body: { ...printer, title: 'Paper jam' },
      carryOut: true,
    });
    const assign = (given: object) =>
      use(ada, 'assignIncident', { id: body.id, body: { group: 'service-desk' }, ...given });

    expect(await assign({ carryOut: true })).toMatchObject({ isError: true, text: 'expected version' });
    expect(await assign({ version, carryOut: true })).toMatchObject({ isError: false, status: 200, version: '"2"' });
    const late = await assign({ version: '1', carryOut: true, idempotencyKey: 'late' });
    expect([late.isError, late.status, late.body.type]).toEqual([true, 412, 'urn:itsm:problem:version-mismatch']);
  });

  it('discovery S9 with an argument or a field that there is not is refused, and changes nothing', async () => {
    const ada = await agentOf('ada', 'AGT');
    const { body, version } = await use(ada, 'createIncident', {
      body: { ...printer, title: 'No toner' },
      carryOut: true,
    });
    const base = { id: body.id, version, body: { group: 'service-desk' }, carryOut: true };

    const argument = await use(ada, 'assignIncident', { ...base, group: 'service-desk' });
    expect([argument.isError, argument.text]).toEqual([
      true,
      expect.stringContaining('assignIncident has no argument group'),
    ]);
    const field = await use(ada, 'assignIncident', { ...base, body: { group: 'service-desk', urgently: true } });
    expect([field.isError, field.status]).toEqual([true, 422]);
    expect(JSON.stringify(field.body)).toContain('urgently');
    const instant = await use(ada, 'getIncident', { id: body.id, asOf: '2026-06-15T09:00:00+02:00' });
    expect([instant.isError, instant.body.state]).toEqual([false, 'new']);
    expect((await use(ada, 'getIncident', { id: body.id })).body.version).toBe(1);
    await expect(use(ada, 'forgetEverything')).rejects.toThrow(/no tool/);
  });

  it('is its caller’s: another tenant’s records are absent, a client’s are an operator’s who says which', async () => {
    const ada = await agentOf('ada', 'AGT');
    const { body } = await use(ada, 'createIncident', { body: { ...printer, title: 'Scanner' }, carryOut: true });
    const gus = await agentOf('gus', 'AGT', { tenant: 'globex' });
    const olga = await agentOf('olga', 'AGT MSP', { tenant: 'northwind' });

    expect(await use(gus, 'getIncident', { id: body.uid })).toMatchObject({ isError: true, status: 404 });
    expect(await use(olga, 'getIncident', { id: body.uid })).toMatchObject({ isError: true, status: 404 });
    expect(await use(olga, 'getIncident', { id: body.uid, tenant: 'acme' })).toMatchObject({ status: 200 });
    const rita = await agentOf('rita', 'REQ');
    await expect(use(rita, 'assignIncident', { id: body.id, version: '1', body: {} })).rejects.toThrow(
      /for your roles/,
    );
  });
});

describe('resources and prompts', () => {
  it('are the lifecycles of what the caller may see, and records by their number', async () => {
    const ada = await agentOf('ada', 'AGT');
    const { resources } = await ada.listResources();
    expect(resources.map(({ uri }) => uri)).toContain('helmdesk://lifecycles/incident');
    const { resourceTemplates } = await ada.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toContain('helmdesk://incidents/{id}');

    const read = async (uri: string) => JSON.parse(String(Object((await ada.readResource({ uri })).contents[0]).text));
    const lifecycle = await read('helmdesk://lifecycles/incident');
    expect(lifecycle.states).toMatchObject({ new: 'open', closed: expect.any(String) });
    expect(lifecycle.actions.map(({ tool }: { readonly tool: string }) => tool)).toContain('resolveIncident');
    const { body } = await use(ada, 'createIncident', { body: { ...printer, title: 'Fax' }, carryOut: true });
    expect(await read(`helmdesk://incidents/${body.id}`)).toMatchObject({ uid: body.uid, title: 'Fax' });
    await expect(read('helmdesk://incidents/INC9999999')).rejects.toThrow(/404/);
    await expect(read('file:///etc/hostname')).rejects.toThrow(/none of the resources/);
  });

  it('a prompt says where a record stands, what is possible, and with which tools', async () => {
    const ada = await agentOf('ada', 'AGT');
    const { body } = await use(ada, 'createIncident', { body: { ...printer, title: 'Plotter' }, carryOut: true });
    const { messages } = await ada.getPrompt({ name: 'work-on-incident', arguments: { id: body.id } });
    const text = String(Object(messages[0]?.content).text);
    for (const part of [body.uid, 'Plotter', 'assignIncident', 'version "1"']) expect(text).toContain(part);
    await expect(ada.getPrompt({ name: 'work-on-incident', arguments: {} })).rejects.toThrow(/expected id/);
    await expect(ada.getPrompt({ name: 'work-on-nothing', arguments: { id: 'x' } })).rejects.toThrow(/no prompt/);
  });
});
