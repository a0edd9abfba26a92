/** What a stack leaves standing for another that begins in its place: addresses, credentials, threads of functions with what they have loaded. */

import type { Thread } from '#infra/local/edges/functions/thread';
import { type CredentialRegistry, createCredentialRegistry } from '#infra/local/edges/iam/credentials';
import { createCell, readerOf } from '#infra/local/machine/clock/cell';
import { answerDirectly, type DirectAnswer, type DirectMessage } from '#infra/local/machine/direct';
import {
  type EdgeHandler,
  type EdgeListen,
  type HttpHandler,
  type HttpServer,
  type Listen,
  listen,
  sendJson,
} from '#infra/local/machine/http';

/** The servers of a stack. */
export type Address = 'api' | 'dynamodb' | 'sts' | 'aws' | 's3';

/**
 * One stack at a time stands on it. What functions remember by tenant does no harm to the next stack, whose tenants have other ids; functions
 * that remember more are not kept (see `createFunctions`).
 */
export interface Ground {
  /** Listens where the server of this name has listened before; closing it leaves the address answering 503 until the next. */
  at(name: Address, port?: number): Listen;
  /** The same for an edge, which functions also ask without HTTP. */
  edge(name: Address): EdgeListen;
  /** Has the edge at a port answer. Rejects for a port that there is no edge at. */
  ask(port: number, message: DirectMessage): Promise<DirectAnswer>;
  /** The memory that functions read the time from. */
  readonly cell: SharedArrayBuffer;
  readonly credentials: CredentialRegistry;
  /** Threads of functions that wait for their next stack, by assembly and name. */
  readonly threads: Map<string, Thread>;
  /** Where the issuer of tokens keeps its key; a stack's own data directory when not given. */
  readonly directory?: string;
  end(): Promise<void>;
}

/** What an address answers while no stack does. */
export const starting: EdgeHandler = async (_, response) =>
  sendJson(response, 503, { message: 'starting' }, { 'retry-after': '1' });

/** Ground for stacks of one process, one after the other; between them it keeps no process alive. @param options.directory of the issuer's key */
export function createGround({ directory }: { readonly directory?: string } = {}): Ground {
  const cell = createCell();
  const servers = new Map<Address, { readonly server: HttpServer; handle: HttpHandler }>();
  const threads = new Map<string, Thread>();
  const open = async (name: Address, port: number) => {
    const known = servers.get(name);
    if (known) return known;
    const server = await listen(port, (request, response) => place.handle(request, response));
    const place = { server, handle: starting };
    servers.set(name, place);
    return place;
  };
  const edges = new Map<number, EdgeHandler>();
  const at: Ground['at'] =
    (name, port = 0) =>
    async (handler) => {
      const place = await open(name, port);
      place.handle = handler;
      place.server.keepAlive(true);
      return {
        ...place.server,
        async close() {
          place.handle = starting;
          place.server.keepAlive(false);
        },
      };
    };
  return {
    at,
    edge: (name) => async (handler) => {
      const server = await at(name)(handler);
      edges.set(server.port, handler);
      return {
        ...server,
        async close() {
          edges.set(server.port, starting);
          await server.close();
        },
      };
    },
    async ask(port, message) {
      const handler = edges.get(port);
      if (!handler) throw new Error(`there is no edge at port ${port}`);
      return answerDirectly(handler, message);
    },
    cell,
    credentials: createCredentialRegistry({ now: readerOf(cell, Date.now) }),
    threads,
    ...(directory !== undefined && { directory }),
    async end() {
      await Promise.all([...threads.values()].map((thread) => thread.stop()));
      await Promise.all([...servers.values()].map(({ server }) => server.close()));
    },
  };
}
