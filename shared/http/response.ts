/** What handlers answer, and how it becomes API Gateway's proxy result. */
import type { APIGatewayProxyResult } from 'aws-lambda';
import { Problem } from '#shared/problems/problems';
import { HorizonError } from '#shared/time/horizon';

export interface Response {
  readonly status: number;
  readonly body?: unknown;
  /** Instead of a body that becomes JSON: text, whose media type stands in the headers. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** It tells of this moment, and its ETag is that of something else: it is never answered with 304. */
  readonly momentary?: true;
}

/** The ETag of a version (A7). */
export const etag = (version: number): string => `"${version}"`;

const security = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

export function toProxyResult({ status, body, text, headers }: Response, requestId: string): APIGatewayProxyResult {
  return {
    statusCode: status,
    headers: { ...security, 'content-type': 'application/json', 'x-request-id': requestId, ...headers },
    body: text ?? (body === undefined ? '' : JSON.stringify(body)),
  };
}

/** Names of SDK errors that say: not now. */
const BUSY: ReadonlySet<string> = new Set([
  'InternalServerError',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'ThrottlingException',
  'TimeoutError',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);

/** What a service that we depend on could not do is worth another try; all else is our own fault. */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // A target or calendar of the tenant's own that cannot be met: no fault of the service.
  if (error instanceof HorizonError) return new Problem('invalid-calendar', error.message);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof Error && (BUSY.has(error.name) || ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'].includes(code))) {
    return new Problem(
      'dependency-unavailable',
      'a service that this needs could not do its part; send it again, a write with its Idempotency-Key',
    );
  }
  return new Problem('internal-error', 'the request could not be carried out; its id helps us to find out why');
}

/** The problem document of an error; anything unexpected is a 500 that says nothing of its inside. */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem = asProblem(error);
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  const current = problem.extra.currentEtag;
  if (typeof current === 'string') headers.etag = current;
  // RFC 9110, 15.5.6: a 405 says what the resource does know.
  const { allow } = problem.extra;
  if (Array.isArray(allow)) headers.allow = allow.join(', ');
  if (problem.status === 429 || problem.status === 503) headers['retry-after'] = '1';
  return { status: problem.status, body: problem.document(requestId), headers };
}
