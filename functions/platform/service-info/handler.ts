/** What the service is, for anyone: health, the OpenAPI description, a page that shows it, and one of errors. Knows no tenant. */
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import openApi from '#generated/openapi.json' with { type: 'json' };
import { problemResponse, type Response, toProxyResult } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import { tzdataVersion } from '#shared/time/zone';
import { errorsPage, errorsPolicy } from './errors-page.ts';
import { contentSecurityPolicy, page } from './page.ts';
import { tableAnswers } from './table.ts';

/** Long enough to spare repeated reads, short enough for a deployment to be seen. */
const cached = { 'cache-control': 'public, max-age=60' } as const;

/** It is the same for everybody: pages on other hosts may read it, too. */
const anywhere = { 'access-control-allow-origin': '*' } as const;

let description: string | undefined;

/** Compact text, made once: the description is a few hundred kilobytes. */
function descriptionText(): string {
  description ??= JSON.stringify(openApi);
  return description;
}

/**
 * Whether the service can do its work, in which version, and by which time-zone data clocks are reckoned; 503 when what it depends on does
 * not answer.
 */
async function health(): Promise<Answer> {
  const table = (await tableAnswers()) ? 'up' : 'down';
  const { version } = openApi.info;
  const body = JSON.stringify({ status: table, version, timeZones: tzdataVersion(), dependencies: { table } });
  const headers = { 'content-type': 'application/json', ...anywhere };
  return table === 'up' ? { body, headers } : { status: 503, body, headers: { ...headers, 'retry-after': '5' } };
}

interface Answer {
  readonly status?: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const pageWith = (body: string, policy: string): Answer => ({
  body,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    ...cached,
  },
});

async function answer(path: string): Promise<Answer> {
  switch (path) {
    case '/health':
      return health();
    case '/openapi.json':
      return { body: descriptionText(), headers: { 'content-type': 'application/json', ...cached, ...anywhere } };
    case '/docs':
      return pageWith(page, contentSecurityPolicy);
    case '/errors':
      return pageWith(errorsPage, errorsPolicy);
    default:
      throw new Problem(
        'not-found',
        `there is nothing at ${path}; known paths: /health, /openapi.json, /docs, /errors`,
      );
  }
}

/** Whoever opens the address in a browser is led to the page; the address that AWS gives has the stage in its path. */
const toDocs = ({ requestContext: { path = '/' } }: APIGatewayProxyEvent): Response => ({
  status: 302,
  text: '',
  headers: { location: `${path.replace(/\/$/, '')}/docs` },
});

const KNOWN: readonly string[] = ['GET', 'HEAD'];

/** Answers GET, and HEAD without the body, on the public paths. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const { requestId } = event.requestContext;
  try {
    if (!KNOWN.includes(event.httpMethod))
      throw new Problem('method-not-allowed', `expected GET, was asked ${event.httpMethod}`, { allow: KNOWN });
    if (event.path === '/') return toProxyResult(toDocs(event), requestId);
    const { status = 200, body, headers } = await answer(event.path);
    const result = toProxyResult({ status, headers }, requestId);
    return { ...result, body: event.httpMethod === 'HEAD' ? '' : body };
  } catch (error) {
    return toProxyResult(problemResponse(error, requestId), requestId);
  }
}
