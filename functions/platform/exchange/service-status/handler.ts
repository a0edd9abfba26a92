/** A tenant's service status, for anybody and without a login: as JSON and as a page. */
import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { problemResponse, type Response, toProxyResult } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import { wishedLanguages } from '#shared/text/languages';
import { clock, toInstant } from '#shared/time/clock';
import { contentSecurityPolicy, missingPage, type Page, pageOf } from './page.ts';
import { ABSENT_MS, FRESH_MS, publicItems } from './public-items.ts';
import { statusOf } from './status.ts';

const logger = new Logger({ serviceName: 'service-status' });

/** The representation depends on the reader's languages; anybody on the way may keep it for as long as it is fresh. */
const cached = (ageMs: number) => ({
  'cache-control': `public, max-age=${Math.max(1, Math.ceil((FRESH_MS - ageMs) / 1000))}`,
  vary: 'Accept-Language',
});

/** What is in no other answer: its style is the only thing that the page may load. */
const secured = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'no-referrer',
} as const;

const html = (status: number, { language, html: text }: Page, ageMs: number): Response => ({
  status,
  text,
  headers: { ...secured, ...cached(ageMs), 'content-language': language },
});

/** GET /status/{slug} */
async function page(slug: string, wished: readonly string[]): Promise<Response> {
  const found = await publicItems(slug);
  if (!found) return html(404, missingPage(wished), FRESH_MS - ABSENT_MS);
  const { page: set, notices, at } = found;
  const reading = [...wished, set.language];
  const status = statusOf(set, notices, wished, at);
  return html(200, pageOf(status, reading, toInstant(at)), clock.now() - at);
}

/** GET /v1/service-status?tenant= */
async function json(slug: string | undefined, wished: readonly string[]): Promise<Response> {
  if (slug === undefined)
    throw new Problem('unknown-parameter', 'say with ?tenant= whose status is meant, by its slug such as acme');
  const found = await publicItems(slug);
  if (!found) throw new Problem('not-found', `there is no status page of ${slug.slice(0, 40)}`);
  const { page: set, notices, at } = found;
  const body = { tenant: slug, asOf: toInstant(at), ...statusOf(set, notices, wished, at) };
  // Whoever wants to show it on a page of their own may.
  return { status: 200, body, headers: { ...cached(clock.now() - at), 'access-control-allow-origin': '*' } };
}

/** Answers GET, and HEAD without the body, on the two public routes. What fails is a problem, and says nothing of its inside. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const { requestId } = event.requestContext;
  const accepted = Object.entries(event.headers ?? {}).find(([name]) => name.toLowerCase() === 'accept-language')?.[1];
  const wished = wishedLanguages(accepted);
  try {
    const slug = event.pathParameters?.slug;
    const answer =
      slug === undefined ? await json(event.queryStringParameters?.tenant, wished) : await page(slug, wished);
    const result = toProxyResult(answer, requestId);
    return event.httpMethod === 'HEAD' ? { ...result, body: '' } : result;
  } catch (error) {
    const response = problemResponse(error, requestId);
    if (response.status >= 500) logger.error('request failed', { requestId, error: error as Error });
    return toProxyResult(response, requestId);
  }
}
