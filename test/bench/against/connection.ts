/** One client of a build under load: a person of a tenant, on a connection of their own that stays open. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: builds of any age answer; what is expected of an answer is checked where it is used.
  readonly body: any;
}

export interface Connection {
  /** @throws Error for an answer that is no success, and for none */
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  close(): void;
}

/** @param url base of the API */
export function connect(url: string, token?: string): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { hostname, port } = new URL(url);
  return {
    send: (method, path, body, headers = {}) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? undefined : JSON.stringify(body);
        const sent = {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(text === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          ...headers,
        };
        const outgoing = request({ agent, hostname, port, method, path, headers: sent }, (incoming) => {
          let answered = '';
          incoming.setEncoding('utf8').on('data', (part: string) => {
            answered += part;
          });
          incoming.once('error', reject).once('end', () => {
            const { statusCode: status = 0 } = incoming;
            if (status >= 300) reject(new Error(`${method} ${path} answered ${status}: ${answered.slice(0, 300)}`));
            else
              resolve({ status, headers: incoming.headers, body: answered === '' ? undefined : JSON.parse(answered) });
          });
        });
        outgoing.once('error', reject).end(text);
      }),
    close: () => agent.destroy(),
  };
}
