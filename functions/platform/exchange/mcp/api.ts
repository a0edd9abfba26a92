/** The API as the caller meets it: every request of a tool goes in by the front door, with the caller's own credentials, and is limited, checked and noted as any other. */
import { FRONT_HOST } from '#shared/http/front';

export interface ApiRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly etag: string | undefined;
  /** Whether an earlier request with the same key was answered so. */
  readonly replayed: boolean;
  readonly body: unknown;
}

export type Api = (request: ApiRequest) => Promise<ApiAnswer>;

/** API Gateway gives this function 29 seconds: what takes longer than most of them is answered while there is time to say so. */
const PATIENCE_MS = 25_000;

/** A laptop has no certificate. */
const schemeOf = (host: string): string => (/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host) ? 'http' : 'https');

/** JSON where it is JSON, text elsewhere. */
function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @param headers those of the request that an agent sent, with names in lower case; the front says in one of them where it answers */
export function apiFor(headers: Readonly<Record<string, string | undefined>>): Api {
  const host = headers[FRONT_HOST] ?? '';
  const carried = ['authorization', 'itsm-tenant', 'accept-language'].flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return async ({ method, path, headers: own, body }) => {
    const response = await fetch(`${schemeOf(host)}://${host}${path}`, {
      method,
      headers: { ...Object.fromEntries(carried), accept: 'application/json', ...own },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return {
      status: response.status,
      etag: response.headers.get('etag') ?? undefined,
      replayed: response.headers.get('idempotency-replayed') === 'true',
      body: read(await response.text()),
    };
  };
}
