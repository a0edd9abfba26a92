/** One call of a tool as a request to the API, and its answer as an agent reads it. */
import { createHash } from 'node:crypto';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { BODY, CARRY_OUT, type Tool } from '#shared/describe/tools/tools';
import type { Api, ApiAnswer, ApiRequest } from './api.ts';

export type Arguments = Readonly<Record<string, unknown>>;

/** Arguments that the tool does not have, or lacks. An agent that guessed a name is told, not half obeyed. */
export function faultsOf({ name, inputSchema }: Tool, given: Arguments): readonly string[] {
  const known = Object.keys(Object(inputSchema.properties));
  const must: readonly unknown[] = Array.isArray(inputSchema.required) ? inputSchema.required : [];
  const { [CARRY_OUT]: carryOut } = given;
  return [
    ...Object.keys(given)
      .filter((each) => !known.includes(each))
      .map((each) => `${name} has no argument ${each.slice(0, 100)}; it has ${known.join(', ') || 'none'}`),
    ...must.flatMap((each) => (typeof each === 'string' && given[each] === undefined ? [`expected ${each}`] : [])),
    ...(carryOut === undefined || typeof carryOut === 'boolean' ? [] : [`${CARRY_OUT} is true or false`]),
  ];
}

const textOf = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(',') : String(value));

/** An ETag is quoted; an agent that says `3` means `"3"`. */
const quoted = (version: string): string => (/^(W\/)?"/.test(version) ? version : `"${version}"`);

/**
 * The key by which the same call again is the same request. An agent that gave up waiting calls again with the same arguments: the API
 * answers it as the first time, and does nothing twice. Who means it twice says a key of their own.
 */
const keyOf = ({ name }: Tool, given: Arguments): string =>
  `mcp-${createHash('sha256')
    .update(JSON.stringify([name, given]))
    .digest('hex')
    .slice(0, 40)}`;

/** The request of a call. Values are checked by the API, which says what is wrong with them. */
export function requestOf(tool: Tool, given: Arguments): ApiRequest {
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  let path = tool.path;
  for (const { name, in: place, as } of tool.arguments) {
    const value = given[name];
    if (value === undefined || value === null) continue;
    if (place === 'path') path = path.replace(`{${as}}`, encodeURIComponent(textOf(value)));
    else if (place === 'query') query.set(as, textOf(value));
    else headers[as.toLowerCase()] = name === 'version' ? quoted(textOf(value)) : textOf(value);
  }
  if (tool.rehearses && given[CARRY_OUT] !== true) query.set('dryRun', 'true');
  const keyed = tool.arguments.some(({ name }) => name === 'idempotencyKey');
  if (keyed && headers['idempotency-key'] === undefined) headers['idempotency-key'] = keyOf(tool, given);
  const body = given[BODY] === undefined ? undefined : JSON.stringify(given[BODY]);
  if (body !== undefined && tool.mediaType !== undefined) headers['content-type'] = tool.mediaType;
  const asked = query.size > 0 ? `?${query}` : '';
  return { method: tool.method, path: `${path}${asked}`, headers, ...(body !== undefined && { body }) };
}

/** What an agent is told beside the answer itself. */
function remarks(tool: Tool, given: Arguments, { status, replayed }: ApiAnswer): Readonly<Record<string, unknown>> {
  if (replayed)
    return {
      replayed: 'the same call was answered before and did nothing again; say another idempotencyKey to do it twice',
    };
  if (status < 300 && tool.rehearses && given[CARRY_OUT] !== true)
    return { rehearsed: `nothing was stored; say ${CARRY_OUT}: true to do it` };
  return {};
}

/** A refusal is no failure of the protocol: an agent reads the problem document and can do better. */
export function resultOf(tool: Tool, given: Arguments, answer: ApiAnswer): CallToolResult {
  const structuredContent = {
    status: answer.status,
    ...(answer.etag !== undefined && { version: answer.etag }),
    ...remarks(tool, given, answer),
    ...(answer.body !== '' && { body: answer.body }),
  };
  return {
    content: [{ type: 'text', text: JSON.stringify(structuredContent) }],
    structuredContent,
    isError: answer.status >= 400,
  };
}

/** What is wrong with the arguments of a call, as its result. */
export const refusalOf = (faults: readonly string[]): CallToolResult => ({
  content: [{ type: 'text', text: faults.join('; ') }],
  isError: true,
});

/** Carries a call out. @throws Error when the API does not answer in time */
export async function call(api: Api, tool: Tool, given: Arguments): Promise<CallToolResult> {
  const faults = faultsOf(tool, given);
  if (faults.length > 0) return refusalOf(faults);
  return resultOf(tool, given, await api(requestOf(tool, given)));
}
