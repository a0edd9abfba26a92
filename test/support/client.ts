/** A caller of the HTTP API in tests: a person or a machine of one tenant, with the ETag of what it saw last. */
import { checkAnswer } from '#test/contract/check';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; tests assert on what they expect of it. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers of every shape, and a wrong guess fails the test.
  readonly body: any;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Client {
  get(path: string, options?: CallOptions): Promise<Answer>;
  post(path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  put(path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  patch(path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  delete(path: string, options?: CallOptions): Promise<Answer>;
  /** Reads the record, then calls the action with the ETag it has just seen. */
  act(record: string, action: string, input?: unknown, options?: CallOptions): Promise<Answer>;
}

/** @param url base of the API; `headers` go with every request. */
export function createClient(url: string, headers: Readonly<Record<string, string>>): Client {
  async function call(method: string, path: string, body: unknown, options: CallOptions = {}): Promise<Answer> {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': type }), ...options.headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    checkAnswer({ method, target: path, status: response.status, headers: Object.fromEntries(response.headers), text });
    const json = /[/+]json/.test(response.headers.get('content-type') ?? '') && text !== '';
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  }
  return {
    get: (path, options) => call('GET', path, undefined, options),
    post: (path, body, options) => call('POST', path, body ?? {}, options),
    put: (path, body, options) => call('PUT', path, body ?? {}, options),
    patch: (path, body, options) => call('PATCH', path, body ?? {}, options),
    delete: (path, options) => call('DELETE', path, undefined, options),
    async act(record, action, input, options) {
      const seen = await call('GET', record, undefined);
      const etag = seen.headers.get('etag') ?? '';
      return call('POST', `${record}/${action}`, input ?? {}, {
        ...options,
        headers: { 'if-match': etag, ...options?.headers },
      });
    },
  };
}
