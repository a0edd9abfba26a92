/** What API Gateway answers without asking a function, in the form of every other problem (RFC 9457). */
import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type ProblemSlug, problems } from '#shared/http/problems';

interface GatewayProblem {
  readonly type: ResponseType;
  readonly slug: ProblemSlug;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const credentials = 'Send Authorization: Bearer with a token of the configured issuer, or an access key.';

const answers: readonly GatewayProblem[] = [
  {
    type: ResponseType.UNAUTHORIZED,
    slug: 'unauthenticated',
    detail: credentials,
    headers: { 'WWW-Authenticate': 'Bearer' },
  },
  { type: ResponseType.ACCESS_DENIED, slug: 'forbidden', detail: 'These credentials give no access here.' },
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
    detail: 'A request may have 10 MB; send less at once.',
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

/** Adds all of them to `api`. */
export function gatewayResponses(api: RestApi): void {
  for (const { type, slug, detail, headers } of answers) {
    const [status, title] = problems[slug];
    const fixed = { type: `urn:itsm:problem:${slug}`, title, status, detail };
    api.addGatewayResponse(type.responseType, {
      type,
      statusCode: String(status),
      responseHeaders: quoted({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers }),
      templates: { 'application/json': `${JSON.stringify(fixed).slice(0, -1)},"instance":"$context.requestId"}` },
    });
  }
}

/** API Gateway takes a static value in single quotes. */
function quoted(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));
}
