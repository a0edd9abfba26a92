/** `request` of node:http for functions: what is for one of our edges goes to the runner as a message, since both are one process; all else over HTTP. */
import { EventEmitter } from 'node:events';
import http from 'node:http';
import { Readable } from 'node:stream';
import type { Call, Called } from '#infra/local/edges/functions/protocol';

export interface DirectHttp {
  /** node:http, but for `request`. @param edges ports of this machine that the runner answers at */
  moduleFor(edges: ReadonlySet<number>): typeof http;
  /** What the runner has answered. */
  settle(called: Called): void;
}

/** @param send gives a request to the runner, which answers to {@link DirectHttp.settle} */
export function createDirectHttp(send: (call: Call) => void): DirectHttp {
  const waiting = new Map<number, DirectRequest>();
  let next = 0;
  const ask = (request: DirectRequest, body: string | Uint8Array): void => {
    const call = next++;
    waiting.set(call, request);
    const { port, method = 'GET', path: url = '/', headers = {} } = request.options;
    send({ call, port: Number(port), method, url: String(url), headers: received(headers), body });
  };
  return {
    moduleFor(edges) {
      const request = (options: unknown, ...rest: readonly unknown[]): unknown => {
        const [callback] = rest;
        return isForEdge(options, edges) && (callback === undefined || isListener(callback))
          ? new DirectRequest(options, callback, ask)
          : Reflect.apply(http.request, http, [options, ...rest]);
      };
      return { ...http, request: request as typeof http.request };
    },
    settle(called) {
      const request = waiting.get(called.called);
      waiting.delete(called.called);
      request?.settle(called);
    },
  };
}

type Listener = (response: Readable) => void;

const isListener = (value: unknown): value is Listener => typeof value === 'function';

function isForEdge(options: unknown, edges: ReadonlySet<number>): options is http.RequestOptions {
  if (typeof options !== 'object' || options === null || options instanceof URL) return false;
  const { host, port, protocol }: http.RequestOptions = options;
  return host === '127.0.0.1' && edges.has(Number(port)) && (protocol ?? 'http:') === 'http:';
}

/** Headers as a server has them. */
function received(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** What a client asks of its connection; there is none that could break, or be idle too long. */
const socket = Object.assign(new EventEmitter(), {
  connecting: false,
  setKeepAlive: () => {},
  setTimeout: () => {},
  destroy: () => {},
});
socket.setMaxListeners(0);

/** As much of node:http's ClientRequest as AWS's clients use. */
class DirectRequest extends EventEmitter {
  readonly options: http.RequestOptions;
  readonly socket = socket;
  readonly #ask: (request: DirectRequest, body: string | Uint8Array) => void;
  readonly #parts: Buffer[] = [];
  #over = false;

  constructor(
    options: http.RequestOptions,
    callback: Listener | undefined,
    ask: (request: DirectRequest, body: string | Uint8Array) => void,
  ) {
    super();
    this.options = options;
    this.#ask = ask;
    if (callback) this.once('response', callback);
  }

  write(part: string | Uint8Array): true {
    this.#parts.push(Buffer.from(part));
    return true;
  }

  end(part: string | Uint8Array = ''): this {
    // A message takes along all of the memory that a view is of.
    const only = typeof part === 'string' ? part : Uint8Array.from(part);
    this.#ask(
      this,
      this.#parts.length === 0 ? only : Uint8Array.from(Buffer.concat([...this.#parts, Buffer.from(part)])),
    );
    return this;
  }

  setTimeout(): this {
    return this;
  }

  /** What is answered from now on is for nobody. */
  destroy(error?: Error): this {
    if (this.#over) return this;
    this.#over = true;
    if (error) this.emit('error', error);
    this.emit('close');
    return this;
  }

  settle(called: Called): void {
    if (this.#over) return;
    if ('failure' in called) {
      this.destroy(new Error(called.failure));
      return;
    }
    this.#over = true;
    this.emit('response', new DirectResponse(called));
    this.emit('close');
  }
}

/** As much of node:http's IncomingMessage as AWS's clients use. */
class DirectResponse extends Readable {
  readonly statusCode: number;
  readonly statusMessage = '';
  readonly headers: Readonly<Record<string, string>>;
  readonly complete = true;

  constructor({ status, headers, body }: Exclude<Called, { readonly failure: string }>) {
    super({ read: () => {} });
    this.statusCode = status;
    this.headers = headers;
    if (body.length > 0) this.push(body, 'utf8');
    this.push(null);
  }
}
