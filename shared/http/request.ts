/** An API Gateway REST event as the request our handlers work on: parsed, bounded, with a verified caller. */
import { createHash } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Problem } from '#shared/http/problems';
import type { ActorType, Caller } from '#shared/tenancy/context';
import { effectiveRoles, isRole } from '#shared/tenancy/roles';
import { isTenantId, type TenantId } from '#shared/tenancy/tenant-id';

/** 1 MiB (A1). */
export const MAX_BODY_BYTES = 1_048_576;
const MAX_DEPTH = 20;

export interface Request {
  readonly id: string;
  readonly method: string;
  /** Segments after /v1, decoded. */
  readonly path: readonly string[];
  readonly query: ReadonlyMap<string, string>;
  readonly ifMatch: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly contentType: string | undefined;
  /** What the caller would like to be answered with. */
  readonly accept?: string | undefined;
  readonly rawBody: string;
  readonly caller: Caller;
}

/** The caller from the authorizer's context; nothing of the request itself is believed. @throws Problem */
export function callerOf(event: APIGatewayProxyEvent): Caller {
  const context: Record<string, unknown> = event.requestContext.authorizer ?? {};
  const value = (name: string): string => (typeof context[name] === 'string' ? context[name] : '');
  if (value('refusal') === 'not-delegated') throw new Problem('not-found', 'there is no such resource in your tenant');
  if (value('refusal') === 'suspended')
    throw new Problem('tenant-suspended', 'the tenant is suspended; its administrator can say why');
  if (value('refusal') === 'deactivated')
    throw new Problem('forbidden', 'your user is deactivated in this tenant; its administrator can say why');
  const tenant = value('tenantId');
  if (!isTenantId(tenant)) throw new Problem('unauthenticated', 'expected a request that the authorizer has let in');
  const home = value('homeTenantId');
  const roles = value('roles')
    .split(' ')
    .filter(isRole)
    .filter((role) => role !== 'SYS'); // our own automation never comes by HTTP
  return {
    tenant,
    actor: {
      type: actorType(value('actorType')),
      id: value('userId'),
      ...(isTenantId(home) && home !== tenant && { homeTenantId: home satisfies TenantId }),
    },
    roles: effectiveRoles(roles),
    client: value('clientId') || value('userId'),
  };
}

function actorType(text: string): ActorType {
  switch (text) {
    case 'robot':
    case 'machine':
    case 'msp':
      return text;
    default:
      return 'human';
  }
}

/** @throws Problem payload-too-large, unauthenticated, not-found */
export function requestOf(event: APIGatewayProxyEvent): Request {
  const caller = callerOf(event);
  const rawBody = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : (event.body ?? '');
  if (Buffer.byteLength(rawBody) > MAX_BODY_BYTES) {
    throw new Problem(
      'payload-too-large',
      `a request body may have ${MAX_BODY_BYTES} bytes; this one has ${Buffer.byteLength(rawBody)}`,
    );
  }
  const header = (name: string): string | undefined =>
    Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1] ?? undefined;
  const query = new Map<string, string>();
  for (const [name, values] of Object.entries(event.multiValueQueryStringParameters ?? {})) {
    if (values && values.length > 0) query.set(name, values.join(','));
  }
  return {
    id: event.requestContext.requestId,
    method: event.httpMethod,
    path: event.path
      .replace(/^\/v1\/?/, '')
      .split('/')
      .filter(Boolean)
      .map(decode),
    query,
    ifMatch: header('if-match'),
    idempotencyKey: idempotencyKey(header('idempotency-key')),
    contentType: header('content-type'),
    accept: header('accept'),
    rawBody,
    caller,
  };
}

/** Bytes of a path segment: names become keys of the table, which have a limit. */
const MAX_SEGMENT_BYTES = 400;

function decode(segment: string): string {
  const decoded = decoding(segment);
  if (Buffer.byteLength(decoded) <= MAX_SEGMENT_BYTES) return decoded;
  throw new Problem('not-found', `no name in a path has more than ${MAX_SEGMENT_BYTES} bytes`);
}

function decoding(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Problem('malformed-request', `expected percent-encoded UTF-8 in the path, was given ${segment}`);
  }
}

function idempotencyKey(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (given.length === 0 || given.length > 255)
    throw new Problem('malformed-request', 'an Idempotency-Key has 1 to 255 characters');
  return given;
}

/** The JSON body; an empty one is an empty object. @throws Problem unsupported-media-type, malformed-request */
export function jsonBody(request: Request, mediaTypes: readonly string[] = ['application/json']): unknown {
  if (request.rawBody === '') return {};
  const given = request.contentType?.split(';')[0]?.trim().toLowerCase();
  if (given !== undefined && !mediaTypes.includes(given)) {
    throw new Problem('unsupported-media-type', `expected Content-Type ${mediaTypes.join(' or ')}, was given ${given}`);
  }
  let body: unknown;
  try {
    body = JSON.parse(request.rawBody);
  } catch (error) {
    throw new Problem(
      'malformed-request',
      `the body is not JSON: ${error instanceof Error ? error.message : 'it cannot be parsed'}`,
    );
  }
  if (depth(body) > MAX_DEPTH)
    throw new Problem('malformed-request', `the body is nested deeper than ${MAX_DEPTH} levels`);
  if (/\\u[dD][89a-fA-F]/.test(request.rawBody) && !isWellFormed(body))
    throw new Problem(
      'malformed-request',
      'the body has half a character: a \\ud800 to \\udfff without its other half',
    );
  return body;
}

/** Whether every text in it is Unicode. Only an escape can smuggle in half a surrogate pair; it could not be stored as it is. */
function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (value === null || typeof value !== 'object') return true;
  return Object.entries(value).every(([key, child]) => key.isWellFormed() && isWellFormed(child));
}

function depth(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0;
  let deepest = 0;
  for (const child of Object.values(value)) deepest = Math.max(deepest, depth(child));
  return deepest + 1;
}

/** What identifies the request's content for idempotency: method, path and body. */
export function requestHash(request: Request): string {
  return createHash('sha256')
    .update(`${request.method} ${request.path.join('/')}\n${request.rawBody}`)
    .digest('hex');
}

/** Refuses query parameters that the operation does not know, naming those it does. @throws Problem unknown-parameter */
export function knownParameters(request: Request, known: readonly string[]): void {
  for (const name of request.query.keys()) {
    if (!known.includes(name)) {
      throw new Problem(
        'unknown-parameter',
        `unknown query parameter ${name}; known ones: ${known.join(', ') || 'none'}`,
        {
          parameter: name,
          known,
        },
      );
    }
  }
}

/** A boolean query parameter. @throws Problem unknown-parameter */
export function booleanParameter(request: Request, name: string): boolean {
  const given = request.query.get(name);
  if (given === undefined || given === 'false') return false;
  if (given === 'true') return true;
  throw new Problem('unknown-parameter', `${name} is true or false, was given ${given}`, { parameter: name });
}
