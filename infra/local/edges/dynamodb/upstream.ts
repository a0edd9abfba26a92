/** Sends requests on to the engine over kept-alive connections, and waits while the engine restarts. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface UpstreamAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Upstream {
  /** Forwards one request; rejects when the connection breaks after the request was sent. */
  send(headers: Readonly<Record<string, string>>, body: string): Promise<UpstreamAnswer>;
  close(): void;
}

/** How long a request waits for an engine that does not accept connections, in milliseconds. */
const RESTART_PATIENCE = 5000;

/** A connection pool to the endpoint. */
export function createUpstream(endpoint: string): Upstream {
  const url = new URL(endpoint);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const target = { agent, hostname: url.hostname, port: url.port || 80, path: '/', method: 'POST' };

  const attempt = (headers: Readonly<Record<string, string>>, body: string): Promise<UpstreamAnswer> =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        { ...target, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.once('error', reject);
          incoming.once('end', () => {
            const [first, ...more] = chunks;
            const whole = first && more.length === 0 ? first : Buffer.concat(chunks);
            resolve({ status: incoming.statusCode ?? 500, headers: incoming.headers, body: whole });
          });
        },
      );
      outgoing.once('error', reject);
      outgoing.end(body);
    });

  return {
    async send(headers, body) {
      const deadline = performance.now() + RESTART_PATIENCE;
      for (;;) {
        try {
          return await attempt(headers, body);
        } catch (error) {
          // Nothing was sent on a refused connection, so trying again cannot do anything twice.
          const refused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
          if (!refused || performance.now() > deadline) throw error;
          await sleep(20);
        }
      }
    },
    close: () => agent.destroy(),
  };
}
