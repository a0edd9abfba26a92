/** DynamoDB as the functions reach it locally: every request is authorised with the caller's policies, then forwarded. */
import { randomUUID } from 'node:crypto';
import {
  consumedCapacityOf,
  createObservers,
  type Observation,
  type Observers,
} from '#infra/local/edges/dynamodb/observation';
import {
  type AuthorizationRequest,
  contextEntries,
  deriveRequests,
  type TableLocation,
} from '#infra/local/edges/dynamodb/request';
import { createUpstream, type Upstream, type UpstreamAnswer } from '#infra/local/edges/dynamodb/upstream';
import type { CredentialRegistry } from '#infra/local/edges/iam/credentials';
import { authorize, type Principal } from '#infra/local/edges/iam/principal';
import { receivedRequest } from '#infra/local/edges/iam/signature';
import { isDiskFull } from '#infra/local/machine/disk-full';
import { anywhere, type EdgeListen, type EdgeRequest, type EdgeResponse } from '#infra/local/machine/http';
import { asObject, type JsonObject } from '#infra/local/machine/json';

export interface DynamoDbProxyOptions {
  /** URL of the engine. */
  readonly upstream: string;
  readonly credentials: CredentialRegistry;
  /** Where the tables are, and which attributes are their keys. */
  readonly location: TableLocation;
  readonly now: () => number;
  /** By default on a free port. */
  readonly listen?: EdgeListen;
  /** Told that the engine has no room left, once until it has written again. */
  readonly onFull?: () => void;
}

export interface DynamoDbProxy {
  /** For AWS_ENDPOINT_URL_DYNAMODB and AWS_ENDPOINT_URL_DYNAMODB_STREAMS. */
  readonly url: string;
  readonly subscribe: Observers['subscribe'];
  close(): Promise<void>;
}

/** Starts the proxy. */
export async function startDynamoDbProxy(options: DynamoDbProxyOptions): Promise<DynamoDbProxy> {
  const upstream = createUpstream(options.upstream);
  const observers = createObservers();
  const { listen = anywhere, onFull = () => {} } = options;
  const sayOnce = onceWhileFull(onFull);
  const server = await listen((request, response) =>
    answer(request, { ...options, upstream, observers }).then(
      (result) => {
        sayOnce(result);
        reply(response, result);
      },
      (error: unknown) => reply(response, failure(500, 'InternalServerError', String(error))),
    ),
  );
  return {
    url: server.url,
    subscribe: observers.subscribe,
    async close() {
      await server.close();
      upstream.close();
    },
  };
}

/** Tells of the first answer that says so, and again only after another write has been answered. */
function onceWhileFull(onFull: () => void): (answer: UpstreamAnswer) => void {
  let said = false;
  return ({ status, body }) => {
    const full = status === 500 && isDiskFull(new Error(body.toString('utf8')));
    if (full && !said) onFull();
    if (full) said = true;
    else if (status === 200 && body.length <= EMPTY.length) said = false;
  };
}

/** What a write is answered, when nothing else was asked for. */
const EMPTY = '{}';

interface Wiring extends Omit<DynamoDbProxyOptions, 'upstream'> {
  readonly upstream: Upstream;
  readonly observers: Observers;
}

async function answer(request: EdgeRequest, wiring: Wiring): Promise<UpstreamAnswer> {
  const started = performance.now();
  const text = await read(request);
  const identity = wiring.credentials.identify(receivedRequest(request, text));
  if (!identity.ok) return failure(400, identity.code, identity.message);
  const target = String(request.headers['x-amz-target'] ?? '');
  const body = parse(text);
  if (!body) return failure(400, 'SerializationException', 'The request body is not a JSON object');

  const { principal } = identity;
  const requests = deriveRequests(target, body, wiring.location);
  const reason = whyDenied(principal, requests, wiring.location.region);
  const { result, consumedCapacity } =
    reason === undefined
      ? await forward(request, target, body, wiring)
      : { result: failure(400, 'AccessDeniedException', reason), consumedCapacity: undefined };
  wiring.observers.emit({
    at: wiring.now(),
    principal,
    operation: target.slice(target.indexOf('.') + 1),
    body,
    requests,
    allowed: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    status: result.status,
    requestBytes: text.length,
    responseBytes: result.body.length,
    durationMs: performance.now() - started,
    ...(consumedCapacity ? { consumedCapacity } : {}),
  } satisfies Observation);
  return result;
}

/** The message of AWS for the first of the requests that is not allowed; undefined when all are. */
function whyDenied(
  principal: Principal,
  requests: readonly AuthorizationRequest[],
  region: string,
): string | undefined {
  for (const derived of requests) {
    const { action, resource } = derived;
    const context = { ...contextEntries(derived), 'aws:RequestedRegion': region };
    const decision = authorize(principal, { action, resource, context });
    if (!decision.allowed) {
      return `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${decision.reason}`;
    }
  }
  return undefined;
}

/** Forwards what was evaluated, written anew, so that the engine cannot read the request in another way. */
async function forward(
  request: EdgeRequest,
  target: string,
  body: JsonObject,
  { upstream, observers }: Wiring,
): Promise<{ result: UpstreamAnswer; consumedCapacity?: Observation['consumedCapacity'] }> {
  const ask = observers.wantCapacity && CAPACITY_OPERATIONS.has(target) && body.ReturnConsumedCapacity !== 'INDEXES';
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': target,
    authorization: String(request.headers.authorization),
    'x-amz-date': String(request.headers['x-amz-date'] ?? ''),
  };
  const sent = JSON.stringify(ask ? { ...body, ReturnConsumedCapacity: 'INDEXES' } : body);
  const result = await upstream.send(headers, sent);
  if (!observers.wantCapacity || result.status !== 200) return { result };

  const answered = parse(result.body.toString('utf8')) ?? {};
  const consumedCapacity = consumedCapacityOf(answered);
  const asked = body.ReturnConsumedCapacity !== undefined && body.ReturnConsumedCapacity !== 'NONE';
  if (!ask || asked) return { result, consumedCapacity };
  const { ConsumedCapacity: _, ...rest } = answered;
  return { result: json(200, rest), consumedCapacity };
}

const CAPACITY_OPERATIONS: ReadonlySet<string> = new Set(
  [
    'GetItem',
    'PutItem',
    'UpdateItem',
    'DeleteItem',
    'Query',
    'Scan',
    'BatchGetItem',
    'BatchWriteItem',
    'TransactGetItems',
    'TransactWriteItems',
  ].map((operation) => `DynamoDB_20120810.${operation}`),
);

async function read(request: EdgeRequest): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** An error in the shape of the JSON protocol: DynamoDB's own type prefix, 400 for the caller's errors. */
function failure(status: number, type: string, message: string): UpstreamAnswer {
  return json(status, { __type: `com.amazon.coral.service#${type}`, Message: message });
}

function json(status: number, body: JsonObject): UpstreamAnswer {
  return { status, headers: { 'x-amzn-requestid': randomUUID() }, body: Buffer.from(JSON.stringify(body)) };
}

function reply(response: EdgeResponse, { status, headers, body }: UpstreamAnswer): void {
  const kept: Record<string, string> = {};
  for (const name of ['x-amzn-requestid', 'x-amz-crc32']) {
    const value = headers[name];
    if (typeof value === 'string') kept[name] = value;
  }
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'content-length': body.length, ...kept });
  response.end(body);
}
