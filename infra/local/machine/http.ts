/** The HTTP servers of the runner: start on a port, read bodies up to a limit, answer JSON, close without waiting. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';

export interface HttpServer {
  readonly port: number;
  readonly url: string;
  /** Whether it keeps the process alive; it does unless told otherwise. */
  keepAlive(yes: boolean): void;
  close(): Promise<void>;
}

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Has a handler answer at an address. */
export type Listen = (handler: HttpHandler) => Promise<HttpServer>;

/** What the edges read of a request, and how they answer: functions ask them without HTTP as well. */
export interface EdgeRequest extends AsyncIterable<Buffer> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface EdgeResponse {
  readonly headersSent: boolean;
  writeHead(status: number, headers?: OutgoingHttpHeaders): Pick<EdgeResponse, 'end'>;
  end(body?: string | Buffer): unknown;
}

export type EdgeHandler = (request: EdgeRequest, response: EdgeResponse) => Promise<void>;

/** Has an edge answer at an address. */
export type EdgeListen = (handler: EdgeHandler) => Promise<HttpServer>;

/** Listens on 127.0.0.1; port 0 is a free one. What the handler throws becomes a 500 if nothing has been answered yet. */
export async function listen(port: number, handler: HttpHandler): Promise<HttpServer> {
  const server = createServer((request, response) => {
    handler(request, response).catch((error: unknown) => {
      if (!response.headersSent) sendJson(response, 500, { message: String(error) });
      else response.destroy();
    });
  });
  // Longer than clients keep idle connections, so that they never race a close.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const actual = portOf(server);
  return {
    port: actual,
    url: `http://127.0.0.1:${actual}`,
    keepAlive: (yes) => void (yes ? server.ref() : server.unref()),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** On a free port. */
export const anywhere: Listen = (handler) => listen(0, handler);

/** The body, or undefined when it is larger than `limit` bytes; the rest of it is then read and thrown away. */
export async function readBody(request: AsyncIterable<Buffer>, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size <= limit ? Buffer.concat(chunks, size) : undefined;
}

/** Answers JSON. */
export function sendJson(
  response: Pick<EdgeResponse, 'writeHead'>,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers })
    .end(text);
}
