/** What API Gateway answers without asking a function, in the form of every other problem (RFC 9457). */
import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { TOO_LARGE } from '#shared/http/body';
import { protocol } from '#shared/problems/protocol';

interface GatewayProblem {
  readonly type: ResponseType;
  readonly slug: keyof typeof protocol;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const credentials =
  'No credentials were given: send Authorization: Bearer with a token of the configured issuer, or an access key.';

const answers: readonly GatewayProblem[] = [
  {
    type: ResponseType.UNAUTHORIZED,
    slug: 'unauthenticated',
    detail: credentials,
    headers: { 'WWW-Authenticate': 'Bearer' },
  },
  // Our authorizer denies what proves nothing, and says why (ADR 35); who may do what, functions say.
  {
    type: ResponseType.ACCESS_DENIED,
    slug: 'unauthenticated',
    detail: '$context.authorizer.told',
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  },
  {
    type: ResponseType.INVALID_API_KEY,
    slug: 'forbidden',
    detail: 'The tenant has no usage plan; its provider can assign one.',
  },
  { type: ResponseType.WAF_FILTERED, slug: 'forbidden', detail: 'The firewall refused the request.' },
  // An unknown path is "missing authentication token" to API Gateway, because it might have been a signed request.
  {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    slug: 'not-found',
    detail: 'There is no such path; see /openapi.json.',
  },
  { type: ResponseType.RESOURCE_NOT_FOUND, slug: 'not-found', detail: 'There is no such path; see /openapi.json.' },
  { type: ResponseType.BAD_REQUEST_BODY, slug: 'malformed-request', detail: 'The request body cannot be read.' },
  {
    type: ResponseType.BAD_REQUEST_PARAMETERS,
    slug: 'malformed-request',
    detail: 'The request parameters cannot be read.',
  },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    slug: 'payload-too-large',
    detail: TOO_LARGE,
  },
  { type: ResponseType.UNSUPPORTED_MEDIA_TYPE, slug: 'unsupported-media-type', detail: 'Send application/json.' },
  {
    type: ResponseType.THROTTLED,
    slug: 'rate-limited',
    detail: 'Wait a second, then continue more slowly.',
    headers: { 'Retry-After': '1', RateLimit: '"tenant";r=0;t=1' },
  },
  {
    type: ResponseType.QUOTA_EXCEEDED,
    slug: 'quota-exceeded',
    detail: 'The quota of this month is used up.',
    headers: { 'Retry-After': '3600' },
  },
  {
    type: ResponseType.AUTHORIZER_FAILURE,
    slug: 'internal-error',
    detail: 'The credentials could not be checked; try again.',
  },
  {
    type: ResponseType.AUTHORIZER_CONFIGURATION_ERROR,
    slug: 'internal-error',
    detail: 'The credentials could not be checked.',
  },
  { type: ResponseType.API_CONFIGURATION_ERROR, slug: 'internal-error', detail: 'The request could not be routed.' },
  {
    type: ResponseType.INTEGRATION_FAILURE,
    slug: 'dependency-unavailable',
    detail: 'The process did not answer; try again.',
  },
  {
    type: ResponseType.INTEGRATION_TIMEOUT,
    slug: 'dependency-unavailable',
    detail: 'The process did not answer in 29 seconds.',
  },
  { type: ResponseType.DEFAULT_4XX, slug: 'malformed-request', detail: 'The request cannot be served.' },
  {
    type: ResponseType.DEFAULT_5XX,
    slug: 'internal-error',
    detail: 'Try again; if it stays, name the instance to your provider.',
  },
];

/** They are the same for everybody and tell of no tenant: a page on any host may read that its token has expired (ADR 24). */
const everywhere = {
  'Content-Type': 'application/problem+json',
  'Cache-Control': 'no-store',
  'Access-Control-Allow-Origin': '*',
};

/** All of them, as an API's description has them. */
export function gatewayResponses(): Readonly<Record<string, object>> {
  return Object.fromEntries(
    answers.map(({ type, slug, detail, headers }) => {
      const { status, title } = protocol[slug];
      const fixed = { type: `urn:itsm:problem:${slug}`, title, status, detail };
      const response = {
        statusCode: String(status),
        responseParameters: staticHeaders({ ...everywhere, ...headers }, 'gatewayresponse.header.'),
        responseTemplates: {
          'application/json': `${JSON.stringify(fixed).slice(0, -1)},"instance":"$context.requestId"}`,
        },
      };
      return [type.responseType, response];
    }),
  );
}

/** Headers as parameters of an answer: API Gateway takes a static value in single quotes. */
export function staticHeaders(headers: Readonly<Record<string, string>>, prefix: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [`${prefix}${name}`, `'${value}'`]));
}
