/** One request of an attacker: what it answered, and what it made the system ask of DynamoDB. */
import { services } from '#functions/registry';
import type { Observation } from '#infra/local/edges/dynamodb/observation';
import { isObject } from '#infra/local/machine/json';
import { everyEvent } from '#shared/serve/service';
import type { Answer, Client } from '#test/support/client';
import type { World } from '#test/support/world';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Outcome {
  readonly status: number;
  /** The body with every identifier that the attacker named, and the request's own id, put in brackets. */
  readonly body: string;
  /** Headers that say anything. */
  readonly headers: Readonly<Record<string, string>>;
  /** Operations on items, in order: what the answer's time is made of. */
  readonly calls: readonly string[];
}

/** A well-formed ulid and a number that nobody has. */
export const NOBODYS_UID = '01J0000000000000000000000Z';
export const NOBODYS_NUMBER = '8888888';
/** Also nobody's; for comparing one absence with another. */
export const NOBODYS_OTHER_UID = '01J0000000000000000000001Z';

const TELLING = ['content-type', 'etag', 'location', 'retry-after', 'idempotency-replayed', 'allow', 'link'];

/** Services that hear every event: what they do follows the answer and is no part of it. */
const listeners = services.filter(({ consumes }) => consumes.some(({ source }) => source === everyEvent.source));

/** Whether a session is that of a listener to which the path does not belong. */
function overhears(sessionName: string, path: string): boolean {
  return listeners.some(
    ({ id, operations }) =>
      sessionName.startsWith(`${id}-`) && !operations.some((operation) => path.startsWith(`/v1/${operation.path[0]}`)),
  );
}

/** Sends a request as the client and watches it; nothing else is under way. */
export async function outcomeOf(
  world: World,
  client: Client,
  { method, path, body, headers = {} }: Sent,
  named: readonly string[],
): Promise<Outcome> {
  await world.settled();
  const calls: string[] = [];
  const unsubscribe = world.observe(({ principal, operation }: Observation) => {
    const { roleName, sessionName } = principal;
    if (roleName.endsWith('-tenant') && !overhears(sessionName, path)) calls.push(operation);
  });
  const answer = await send(client, { method, path, body, headers });
  unsubscribe();
  return {
    status: answer.status,
    body: bracketed(anyRequest(canonical(answer.body)), [...named, String(answer.body?.instance ?? '')]),
    headers: Object.fromEntries(TELLING.flatMap((name) => [[name, bracketed(answer.headers.get(name) ?? '', named)]])),
    calls,
  };
}

/** JSON with members in one order: those of a map come from DynamoDB in any. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** Ids of requests, which a history tells beside what they did, differ with every request. */
const anyRequest = (text: string): string => text.replaceAll(/"requestId":"[^"]*"/g, '"requestId":"<request>"');

const bracketed = (text: string, named: readonly string[]): string =>
  named
    .filter((name) => name !== '')
    .sort((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(name, '<named>'), text);

/** Any method with or without a body. */
export function send(client: Client, { method, path, body, headers = {} }: Sent): Promise<Answer> {
  const options = { headers };
  switch (method) {
    case 'GET':
      return client.get(path, options);
    case 'DELETE':
      return client.delete(path, options);
    case 'PUT':
      return client.put(path, body, options);
    case 'PATCH':
      return client.patch(path, body, options);
    default:
      return client.post(path, body, options);
  }
}

/** The requests that reached an item of the tenant while `run` was under way; it ends when everything it set off has ended. */
export async function reaching(world: World, tenantId: string, run: () => Promise<void>): Promise<readonly string[]> {
  await world.settled();
  const reached: string[] = [];
  const unsubscribe = world.observe(({ principal, operation, requests }) => {
    const keys = requests.flatMap(({ leadingKeys }) => leadingKeys ?? []);
    if (principal.tags.tenantId === tenantId || keys.some((key) => key.startsWith(`TENANT#${tenantId}#`)))
      reached.push(`${principal.roleName} ${operation} ${keys.join(' ')}`);
  });
  await run();
  await world.settled();
  unsubscribe();
  return reached;
}
