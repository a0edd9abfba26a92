/** A receiver of webhooks that misbehaves as told, and notes every request in the order in which it came. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What it does with a request: answer a status, wait too long, or break the connection. */
export type Behaviour =
  | number
  | 'slow'
  | 'reset'
  | { readonly status: number; readonly headers: Record<string, string> };

export interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads events of every shape, and a wrong guess fails the test.
  readonly event: any;
  readonly answered: Behaviour;
}

export interface Receiver {
  readonly url: string;
  readonly requests: readonly Received[];
  /** Those that were accepted, in their order. */
  readonly accepted: readonly Received[];
  /** What the next requests get, one each; afterwards 204. */
  plan(...behaviours: readonly Behaviour[]): void;
  /** What every request gets from now on. */
  always(behaviour: Behaviour): void;
  clear(): void;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const requests: Received[] = [];
  let planned: Behaviour[] = [];
  let standing: Behaviour = 204;
  const held = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    read(request).then((body) => {
      const behaviour = planned.shift() ?? standing;
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      requests.push({ headers, body, event: JSON.parse(body), answered: behaviour });
      if (behaviour === 'reset') request.socket.resetAndDestroy();
      else if (behaviour === 'slow') held.add(response);
      else if (typeof behaviour === 'number') response.writeHead(behaviour).end('thanks');
      else response.writeHead(behaviour.status, behaviour.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    requests,
    get accepted() {
      return requests.filter(({ answered }) => typeof answered === 'number' && answered < 300);
    },
    plan(...behaviours) {
      planned = [...behaviours];
    },
    always(behaviour) {
      standing = behaviour;
    },
    clear: () => void requests.splice(0),
    async close() {
      for (const response of held) response.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
