/** The client of the API: typed by the description, it repeats what may be repeated, makes idempotency keys and follows pages. */
import type { Operations, Schemas } from '#generated/client-api.ts';
import { NoAnswerError, type ProblemDocument, ProblemError } from './problem.ts';
import { isPassing, type RetryPolicy, usual, waitBefore } from './retry.ts';

/** Method and path of an operation, such as `POST /v1/incidents/{id}/resolve`. */
export type OperationName = keyof Operations;
export type AnswerTo<N extends OperationName> = Operations[N]['answer'];

interface Options {
  /** For a POST; made for each request unless given. Give one to make a repetition by another process safe. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}
export type RequestFor<N extends OperationName> = Operations[N]['request'] & Options;
/** The request can be left out where nothing of it is required. */
type Given<N extends OperationName> =
  Record<string, never> extends Operations[N]['request'] ? [request?: RequestFor<N>] : [request: RequestFor<N>];

interface Page<T = unknown> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}
type NamesOf<Answer, Method extends string = string> = {
  [N in OperationName]: N extends `${Method} ${string}` ? (AnswerTo<N> extends Answer ? N : never) : never;
}[OperationName];
/** Operations that answer page by page. */
export type PagedName = NamesOf<Page, 'GET'>;
/** Operations that can tell what they would do. */
export type WriteName = Extract<OperationName, `${'POST' | 'PUT' | 'PATCH'} ${string}`>;

/** An answer: its body, and what its headers say. */
export interface Answer<T> {
  readonly body: T;
  readonly status: number;
  /** The version, to be given as `ifMatch` when the record is changed. */
  readonly etag: string | undefined;
  /** Names the request in the API's logs. */
  readonly requestId: string | undefined;
  /** Whether it is the kept answer of an earlier request with the same key. */
  readonly replayed: boolean;
}

export interface ClientOptions {
  /** Where the API is, without `/v1`. */
  readonly url: string;
  /** A token or an access key; a function is asked for each request, so that it can be renewed. */
  readonly token?: string | (() => string | Promise<string>);
  /** For an MSP's operator: the client to work for, by id or slug. */
  readonly tenant?: string;
  readonly retry?: Partial<RetryPolicy>;
  /** Milliseconds to wait for an answer; the API itself gives up after 29 seconds. */
  readonly patience?: number;
  readonly fetch?: typeof fetch;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly random?: () => number;
}

export interface HelmdeskClient {
  /** @throws ProblemError when the API refuses, NoAnswerError when none came */
  call<N extends OperationName>(name: N, ...request: Given<N>): Promise<Answer<AnswerTo<N>>>;
  /** What the request would do; nothing is stored. */
  dryRun<N extends WriteName>(name: N, ...request: Given<N>): Promise<Answer<Schemas['DryRun']>>;
  /** Every item of a list, page after page, as they are asked for. */
  pages<N extends PagedName>(name: N, ...request: Given<N>): AsyncGenerator<AnswerTo<N>['items'][number]>;
  /** An operation that is only known at run time, or newer than these types. */
  ask(name: string, request?: LooseRequest & { readonly dryRun?: boolean }): Promise<Answer<unknown>>;
  /** Every item of a list that is only known at run time. */
  each(name: string, request?: LooseRequest): AsyncGenerator<unknown>;
}

/** What any request may consist of. */
export interface LooseRequest extends Options {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly ifMatch?: string;
  readonly body?: unknown;
  readonly mediaType?: string;
}

export function createClient(options: ClientOptions): HelmdeskClient {
  const { url, token, tenant, patience = 30_000, random = Math.random } = options;
  const send = options.fetch ?? fetch;
  const sleep = options.sleep ?? ((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  const policy = { ...usual, ...options.retry };

  /** Sends a request until it is answered in a way that will not change. */
  async function answered(name: string, given: LooseRequest, dryRun: boolean): Promise<Response> {
    const [method = 'GET', template = ''] = name.split(' ');
    const target = `${url.replace(/\/+$/, '')}${pathOf(template, given)}${queryOf({ ...given.query, ...(dryRun && { dryRun }) })}`;
    // The key is made once: every repetition is the same request to the API.
    const headers = headersOf(method, given, tenant);
    for (let attempt = 1; ; attempt += 1) {
      const authorization = typeof token === 'function' ? await token() : token;
      const response = await send(target, {
        method,
        headers: { ...headers, ...(authorization !== undefined && { authorization: `Bearer ${authorization}` }) },
        signal: AbortSignal.any([AbortSignal.timeout(patience), ...(given.signal ? [given.signal] : [])]),
        ...(given.body !== undefined && { body: bodyOf(given) }),
      }).catch((cause: unknown) => {
        if (given.signal?.aborted) throw cause;
        return new NoAnswerError(`${new URL(url).origin} does not answer; is it running, and is the address right?`, {
          cause,
        });
      });
      const failed = response instanceof NoAnswerError;
      if (!failed && response.ok) return response;
      const refusal = failed ? response : await refusalOf(response, target);
      const passing = refusal instanceof ProblemError ? isPassing(refusal.status, refusal.problem.type) : failed;
      const retryAfter = failed ? null : response.headers.get('retry-after');
      const wait = passing ? waitBefore(attempt, retryAfter, policy, random) : undefined;
      if (wait === undefined) throw refusal;
      await sleep(wait);
    }
  }

  async function ask<T>(name: string, given: LooseRequest | undefined, dryRun: boolean): Promise<Answer<T>> {
    const response = await answered(name, given ?? {}, dryRun);
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    const text = await response.text();
    const body: T = isJson && text !== '' ? JSON.parse(text) : text === '' ? undefined : text;
    return {
      body,
      status: response.status,
      etag: response.headers.get('etag') ?? undefined,
      requestId: response.headers.get('x-request-id') ?? undefined,
      replayed: response.headers.get('idempotency-replayed') === 'true',
    };
  }

  async function* everyItem<T>(name: string, given: LooseRequest = {}): AsyncGenerator<T> {
    let cursor: string | null = null;
    do {
      const query: LooseRequest['query'] = { ...given.query, ...(cursor !== null && { cursor }) };
      const { body }: Answer<Page<T>> = await ask(name, { ...given, query }, false);
      yield* body.items;
      cursor = body.nextCursor;
    } while (cursor !== null);
  }

  return {
    call: (name, ...[request]) => ask(name, request, false),
    dryRun: (name, ...[request]) => ask(name, request, true),
    pages: (name, ...[request]) => everyItem(name, request),
    ask: (name, { dryRun = false, ...request } = {}) => ask(name, request, dryRun),
    each: (name, request) => everyItem(name, request),
  };
}

function pathOf(template: string, { path = {} }: LooseRequest): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(path[name] ?? '');
    if (value === '') throw new TypeError(`${template} needs ${name}`);
    return encodeURIComponent(value);
  });
}

/** Several values of a filter are joined by commas: any of them (A1). */
function queryOf(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, [value].flat().join(',')]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

function headersOf(method: string, given: LooseRequest, tenant: string | undefined): Readonly<Record<string, string>> {
  const type = given.mediaType ?? (method === 'PATCH' ? 'application/merge-patch+json' : 'application/json');
  return {
    accept: 'application/json, application/problem+json',
    ...(given.body !== undefined && { 'content-type': type }),
    ...(given.ifMatch !== undefined && { 'if-match': given.ifMatch }),
    ...(method === 'POST' && { 'idempotency-key': given.idempotencyKey ?? crypto.randomUUID() }),
    ...(tenant !== undefined && { 'itsm-tenant': tenant }),
  };
}

/** Bytes as they are, text of another media type as it is, anything else as JSON. */
const bodyOf = ({ body, mediaType }: LooseRequest): string | Uint8Array<ArrayBuffer> => {
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return mediaType !== undefined && typeof body === 'string' ? body : JSON.stringify(body);
};

/** The error that an answer other than success stands for. */
async function refusalOf(response: Response, target: string): Promise<ProblemError | NoAnswerError> {
  const text = await response.text();
  if (!response.headers.get('content-type')?.includes('application/problem+json'))
    return new NoAnswerError(`${target} answered ${response.status}, and not as this API does: ${text.slice(0, 200)}`);
  const problem: ProblemDocument = JSON.parse(text);
  return new ProblemError(problem);
}
