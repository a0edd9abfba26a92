/** The Model Context Protocol over the API: tools, resources and prompts of one caller, made anew for each request. */
import {
  type GetPromptResult,
  type ListResourcesResult,
  type Tool as McpTool,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  Server,
} from '@modelcontextprotocol/server';
import type { Tool, ToolRecord } from '#shared/describe/tools/tools';
import type { Api } from './api.ts';
import { call } from './call.ts';
import { type Asker, recordsFor, toolsFor, version } from './catalogue.ts';

const PAGE = 100;
const SCHEME = 'helmdesk:';
const LIFECYCLES = 'lifecycles';
const JSON_TYPE = 'application/json';

const instructions = `Helmdesk is an IT service management system. Each tool is one operation of its API, carried out as you, with your permissions.
What writes shows what would happen until you say carryOut: true. A change names the version of the record that it is based on: read the record, and say
its version. A refusal is a problem document: its detail says what was expected, and what to do. Instants are RFC 3339 with an offset.`;

/** A tool as the protocol tells of it. */
const told = ({ name, title, description, inputSchema, method, destructive, rehearses }: Tool): McpTool => ({
  name,
  title,
  description,
  inputSchema: { ...inputSchema, type: 'object' },
  annotations: {
    title,
    readOnlyHint: method === 'GET',
    destructiveHint: method !== 'GET' && destructive,
    // The same call again is the same request: see `keyOf`.
    idempotentHint: method === 'GET' || rehearses,
    openWorldHint: false,
  },
});

/** Where a list goes on. @throws ProtocolError for what no list has said */
function pageOf<T>(
  all: readonly T[],
  cursor: string | undefined,
): { readonly page: readonly T[]; readonly next: { nextCursor?: string } } {
  const from = cursor === undefined ? 0 : Number(cursor);
  if (!Number.isSafeInteger(from) || from < 0 || from > all.length)
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'the cursor is none that a list has answered');
  const next = from + PAGE;
  return { page: all.slice(from, next), next: next < all.length ? { nextCursor: String(next) } : {} };
}

const absent = (what: string): ProtocolError => new ProtocolError(ProtocolErrorCode.InvalidParams, what);

const lifecycle = ({ type, title, purpose }: ToolRecord): ListResourcesResult['resources'][number] => ({
  uri: `${SCHEME}//${LIFECYCLES}/${type}`,
  name: `${type} lifecycle`,
  title: `Lifecycle: ${title}`,
  description: `States of records of the type ${type}, and the tools that lead from one to another. ${purpose}`,
  mimeType: JSON_TYPE,
});

/** A resource by its URI: the lifecycle of a type, or a record as the caller may see it. */
async function resource(uri: string, records: readonly ToolRecord[], api: Api): Promise<ReadResourceResult> {
  const [, place = '', name = ''] = /^helmdesk:\/\/([\w-]+)\/([\w-]+)$/.exec(uri) ?? [];
  const text = async (): Promise<string> => {
    if (place === LIFECYCLES) {
      const found = records.find(({ type }) => type === name);
      if (!found) throw absent(`there is no lifecycle of ${name}; see resources/list`);
      const { by: _, ...shown } = found;
      return JSON.stringify(shown);
    }
    if (!records.some(({ collection }) => collection === place))
      throw absent(
        `${uri.slice(0, 200)} is none of the resources here; see resources/list and resources/templates/list`,
      );
    const answer = await api({ method: 'GET', path: `/v1/${place}/${encodeURIComponent(name)}`, headers: {} });
    if (answer.status >= 400) throw absent(`${answer.status}: ${JSON.stringify(answer.body)}`);
    return JSON.stringify(answer.body);
  };
  return { contents: [{ uri, mimeType: JSON_TYPE, text: await text() }] };
}

const PROMPT = 'work-on-';

/** What somebody who works on a record would tell an agent, of this record as it stands now. */
async function prompt(record: ToolRecord, id: string, api: Api): Promise<GetPromptResult> {
  const path = `/v1/${record.collection}/${encodeURIComponent(id)}`;
  const [shown, actions] = await Promise.all(
    ['', '/actions'].map((rest) => api({ method: 'GET', path: `${path}${rest}`, headers: {} })),
  );
  if (!shown || shown.status >= 400) throw absent(`${shown?.status}: ${JSON.stringify(shown?.body)}`);
  const possible = actions && actions.status < 400 ? actions.body : { items: [] };
  const text = [
    `Work on this ${record.title.toLowerCase()} of ${record.process}. The aim: ${record.purpose}`,
    'Look first at what is known, at its comments and history, and at others like it. Say which action you propose and why; show what it would do before it is done.',
    `The record, version ${shown.etag ?? 'unknown'}: ${JSON.stringify(shown.body)}`,
    `What is possible now, and what the rest lacks: ${JSON.stringify(possible)}`,
    `The tools: ${record.actions.map(({ tool, summary, to }) => `${tool} (${summary}; ${to === 'same' ? 'the state stays' : `leads to ${to}`})`).join(', ') || 'none that acts'}.`,
  ].join('\n\n');
  return { messages: [{ role: 'user', content: { type: 'text', text } }] };
}

/** The server of one request. @param asker whose roles choose what is shown @param api reached with the caller's own credentials */
export function serverFor(asker: Asker, api: Api): Server {
  const server = new Server(
    { name: 'helmdesk', title: 'Helmdesk', version },
    { capabilities: { tools: {}, resources: {}, prompts: {} }, instructions },
  );
  server.setRequestHandler('tools/list', ({ params }) => {
    const { page, next } = pageOf(toolsFor(asker), params?.cursor);
    return { tools: page.map(told), ...next };
  });
  server.setRequestHandler('tools/call', async ({ params }) => {
    const tool = toolsFor(asker).find(({ name }) => name === params.name);
    if (!tool) throw absent(`there is no tool ${params.name.slice(0, 100)} for your roles; see tools/list`);
    return call(api, tool, params.arguments ?? {});
  });
  server.setRequestHandler('resources/list', ({ params }) => {
    const { page, next } = pageOf(recordsFor(asker), params?.cursor);
    return { resources: page.map(lifecycle), ...next };
  });
  server.setRequestHandler('resources/templates/list', ({ params }) => {
    const { page, next } = pageOf(recordsFor(asker), params?.cursor);
    const resourceTemplates = page.map(({ type, title, collection }) => ({
      uriTemplate: `${SCHEME}//${collection}/{id}`,
      name: type,
      title,
      description: `One record of the type ${type}, by its number or ULID, as far as you may see it.`,
      mimeType: JSON_TYPE,
    }));
    return { resourceTemplates, ...next };
  });
  server.setRequestHandler('resources/read', ({ params }) => resource(params.uri, recordsFor(asker), api));
  server.setRequestHandler('prompts/list', ({ params }) => {
    const { page, next } = pageOf(recordsFor(asker).filter(isWorkedOn), params?.cursor);
    const prompts = page.map(({ type, title }) => ({
      name: `${PROMPT}${type}`,
      title: `Work on: ${title}`,
      description: `Says of one record of the type ${type} where it stands, what is possible, and with which tools.`,
      arguments: [{ name: 'id', description: 'The record’s number or ULID.', required: true }],
    }));
    return { prompts, ...next };
  });
  server.setRequestHandler('prompts/get', ({ params }) => {
    const record = recordsFor(asker)
      .filter(isWorkedOn)
      .find(({ type }) => `${PROMPT}${type}` === params.name);
    if (!record) throw absent(`there is no prompt ${params.name.slice(0, 100)} for your roles; see prompts/list`);
    const id = params.arguments?.id;
    if (id === undefined) throw absent('expected id, the number or ULID of a record');
    return prompt(record, id, api);
  });
  return server;
}

const isWorkedOn = ({ actions }: ToolRecord): boolean => actions.length > 0;
