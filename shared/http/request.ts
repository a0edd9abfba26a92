/** An API Gateway REST event as the request our handlers work on: parsed, bounded, with a verified caller. */
import { createHash } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { bytesOf, textOf } from '#shared/http/body';
import { isDeeper } from '#shared/http/depth';
import { MAX_SEGMENT_BYTES, segmentsOf } from '#shared/http/path';
import { repeatedKey } from '#shared/http/repeated-keys';
import { isTenantId, type TenantId } from '#shared/ids/tenant-id';
import { Problem } from '#shared/problems/problems';
import type { ActorType, Caller } from '#shared/tenancy/context';
import type { Maker } from '#shared/tenancy/grant';
import { effectiveRoles, isRole } from '#shared/tenancy/roles';

const MAX_DEPTH = 20;

export interface Request {
  readonly id: string;
  readonly method: string;
  /** Segments after /v1, decoded. */
  readonly path: readonly string[];
  readonly query: ReadonlyMap<string, string>;
  readonly ifMatch: string | undefined;
  /** The version that a reader has already. */
  readonly ifNoneMatch?: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly contentType: string | undefined;
  /** What the caller would like to be answered with. */
  readonly accept?: string | undefined;
  readonly rawBody: string;
  /** The body of a request that sends a file (text/csv), as it was sent: its reader knows the encoding. `rawBody` is empty then. */
  readonly file?: Uint8Array;
  readonly caller: Caller;
}

/** The caller from the authorizer's context; nothing of the request itself is believed. @throws Problem */
export function callerOf(event: APIGatewayProxyEvent): Caller {
  const context: Record<string, unknown> = event.requestContext.authorizer ?? {};
  const value = (name: string): string => (typeof context[name] === 'string' ? context[name] : '');
  if (value('refusal') === 'not-delegated') throw new Problem('not-found', 'there is no such resource in your tenant');
  if (value('refusal') === 'no-operator')
    throw new Problem(
      'not-found',
      'there is no such resource in your tenant; expected the role MSP to work for a client',
    );
  if (value('refusal') === 'suspended')
    throw new Problem('tenant-suspended', 'the tenant is suspended; its administrator can say why');
  if (value('refusal') === 'deactivated')
    throw new Problem('forbidden', 'your user is deactivated in this tenant; its administrator can say why');
  const tenant = value('tenantId');
  if (!isTenantId(tenant)) throw new Problem('unauthenticated', 'expected a request that the authorizer has let in');
  const home = value('homeTenantId');
  if (value('readsOnly') === 'true' && !['GET', 'HEAD'].includes(event.httpMethod))
    throw new Problem('forbidden', 'an auditor reads and changes nothing, in clients too');
  const scope = value('scope');
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
    ...(scope !== '' && { scope: scope.split(' ') }),
    ...(value('readsOnly') === 'true' && { readsOnly: true }),
    ...(value('madeBy') !== '' && { madeBy: JSON.parse(value('madeBy')) satisfies Maker }),
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
  const bytes = bytesOf(event);
  const header = (name: string): string | undefined =>
    Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1] ?? undefined;
  const sendsFile = mediaTypeOf(header('content-type')) === 'text/csv' && bytes.byteLength > 0;
  const query = new Map<string, string>();
  for (const [name, values] of Object.entries(event.multiValueQueryStringParameters ?? {})) {
    if (values && values.length > 0) query.set(name, values.join(','));
  }
  return {
    id: event.requestContext.requestId,
    // A HEAD is a GET whose answer keeps its body to itself (see `answerHttp`).
    method: event.httpMethod === 'HEAD' ? 'GET' : event.httpMethod,
    path: segmentsOf(event.path),
    query,
    ifMatch: header('if-match'),
    ifNoneMatch: header('if-none-match'),
    idempotencyKey: idempotencyKey(header('idempotency-key')),
    contentType: header('content-type'),
    accept: header('accept'),
    rawBody: sendsFile ? '' : textOf(bytes),
    ...(sendsFile && { file: bytes }),
    caller,
  };
}

function idempotencyKey(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (given.length === 0 || given.length > 255)
    throw new Problem('malformed-request', 'an Idempotency-Key has 1 to 255 characters');
  return given;
}

/** The media type without its parameters, in lower case. */
export function mediaTypeOf(contentType: string | undefined): string | undefined {
  return contentType?.split(';')[0]?.trim().toLowerCase();
}

/** The JSON body; an empty one is an empty object. @throws Problem unsupported-media-type, malformed-request */
export function jsonBody(request: Request, mediaTypes: readonly string[] = ['application/json']): unknown {
  if (request.rawBody === '' && request.file === undefined) return {};
  const given = mediaTypeOf(request.contentType);
  if (given !== undefined && !mediaTypes.includes(given)) {
    throw new Problem('unsupported-media-type', `expected Content-Type ${mediaTypes.join(' or ')}, was given ${given}`);
  }
  refuseCharset(request.contentType);
  if (isDeeper(request.rawBody, MAX_DEPTH))
    throw new Problem('malformed-request', `the body is nested deeper than ${MAX_DEPTH} levels`);
  let body: unknown;
  try {
    body = JSON.parse(request.rawBody);
  } catch (error) {
    throw new Problem(
      'malformed-request',
      `the body is not JSON: ${error instanceof Error ? error.message : 'it cannot be parsed'}`,
    );
  }
  const repeated = repeatedKey(request.rawBody);
  if (repeated !== undefined)
    throw new Problem(
      'malformed-request',
      `the body names ${repeated.slice(0, MAX_SHOWN)} twice in one object; say it once`,
    );
  if (/\\u[dD][89a-fA-F]/.test(request.rawBody) && !isWellFormed(body))
    throw new Problem(
      'malformed-request',
      'the body has half a character: a \\ud800 to \\udfff without its other half',
    );
  return body;
}

/** Characters of a name that somebody made up, in a message. */
const MAX_SHOWN = 200;

/** JSON is UTF-8 (RFC 8259). @throws Problem unsupported-media-type */
export function refuseCharset(contentType: string | undefined): void {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType ?? '')?.[1];
  if (charset === undefined || /^utf-?8$/i.test(charset)) return;
  throw new Problem('unsupported-media-type', `expected the charset utf-8, was given ${charset.slice(0, MAX_SHOWN)}`);
}

/** Whether every text in it is Unicode. Only an escape can smuggle in half a surrogate pair; it could not be stored as it is. */
function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (value === null || typeof value !== 'object') return true;
  return Object.entries(value).every(([key, child]) => key.isWellFormed() && isWellFormed(child));
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

/** A query parameter that names something: as long as a name in a path, because it becomes a key of the table as well. @throws Problem unknown-parameter */
export function nameParameter(request: Request, name: string): string | undefined {
  const given = request.query.get(name);
  if (given === undefined || Buffer.byteLength(given) <= MAX_SEGMENT_BYTES) return given;
  throw new Problem('unknown-parameter', `no ${name} has more than ${MAX_SEGMENT_BYTES} bytes`, { parameter: name });
}

/** A boolean query parameter. @throws Problem unknown-parameter */
export function booleanParameter(request: Request, name: string): boolean {
  const given = request.query.get(name);
  if (given === undefined || given === 'false') return false;
  if (given === 'true') return true;
  throw new Problem('unknown-parameter', `${name} is true or false, was given ${given}`, { parameter: name });
}
