/** Which web pages may read answers (CORS): those whose origins the tenant lists. Calls bear a token, never a cookie (ADR 24). */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { isTenantId, type TenantId } from '#shared/ids/tenant-id';

/** Headers of answers that a page may read beside those that it always may. */
const EXPOSED = 'Allow, ETag, Link, Location, RateLimit-Policy, Retry-After, X-Request-Id, Idempotency-Replayed';

/** Methods and headers that a page may send, as the preflight says; the gateway answers it, and names no tenant. */
export const PREFLIGHT: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers':
    'Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Itsm-Tenant',
  'Access-Control-Max-Age': '600',
};

/** Origins by tenant. */
export type OriginsOf = (tenant: TenantId) => Promise<readonly string[]>;

/** What the answer to a request says to a browser: nothing, unless the tenant lists the page's origin. */
export async function originHeaders(
  event: APIGatewayProxyEvent,
  originsOf: OriginsOf,
): Promise<Readonly<Record<string, string>>> {
  const origin = Object.entries(event.headers ?? {}).find(([name]) => name.toLowerCase() === 'origin')?.[1];
  const tenant: unknown = event.requestContext.authorizer?.tenantId;
  if (origin === undefined || typeof tenant !== 'string' || !isTenantId(tenant)) return {};
  if (!(await originsOf(tenant)).includes(origin)) return { vary: 'Origin' };
  return { 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED, vary: 'Origin' };
}

/** Whether a text is the origin of a page as browsers send it; on one's own machine also without TLS. */
export function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.origin !== text) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname));
}
