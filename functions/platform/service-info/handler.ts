/** What the service is, for anyone: health, the OpenAPI description, and a page that shows it. Knows no tenant and reads no table. */
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { Problem } from '#shared/http/problems';
import { problemResponse, toProxyResult } from '#shared/http/response';
import openApi from '../../../docs/openapi.json' with { type: 'json' };
import { contentSecurityPolicy, page } from './page.ts';

/** Long enough to spare repeated reads, short enough for a deployment to be seen. */
const cached = { 'cache-control': 'public, max-age=60' } as const;

let description: string | undefined;

/** Compact text, made once: the description is a few hundred kilobytes. */
function descriptionText(): string {
  description ??= JSON.stringify(openApi);
  return description;
}

/**
 * The function behind health has no rights on the table, so it names no dependency: it says that the API is reached and in which
 * version. What each dependency does is on the dashboard.
 */
function health(): string {
  return JSON.stringify({ status: 'up', version: openApi.info.version, dependencies: {} });
}

function answer(
  path: string,
): Pick<APIGatewayProxyResult, 'body'> & { readonly headers: Readonly<Record<string, string>> } {
  switch (path) {
    case '/health':
      return { body: health(), headers: { 'content-type': 'application/json' } };
    case '/openapi.json':
      return { body: descriptionText(), headers: { 'content-type': 'application/json', ...cached } };
    case '/docs':
      return {
        body: page,
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': contentSecurityPolicy,
          'referrer-policy': 'no-referrer',
          ...cached,
        },
      };
    default:
      throw new Problem('not-found', `there is nothing at ${path}; known paths: /health, /openapi.json, /docs`);
  }
}

/** Answers GET on the three public paths. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const { requestId } = event.requestContext;
  try {
    if (event.httpMethod !== 'GET')
      throw new Problem('method-not-allowed', `expected GET, was asked ${event.httpMethod}`);
    const { body, headers } = answer(event.path);
    const result = toProxyResult({ status: 200, headers }, requestId);
    return { ...result, body };
  } catch (error) {
    return toProxyResult(problemResponse(error, requestId), requestId);
  }
}
