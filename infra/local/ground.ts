/** What a stack leaves standing for another that begins in its place: addresses, credentials, function workers with what they have loaded. */
import { createCell, readerOf } from '#infra/local/clock/cell';
import type { Instance } from '#infra/local/functions/instance';
import { type HttpHandler, type HttpServer, type Listen, listen, sendJson } from '#infra/local/http';
import { type CredentialRegistry, createCredentialRegistry } from '#infra/local/iam/credentials';

/** The servers of a stack. */
export type Address = 'api' | 'dynamodb' | 'sts' | 'aws' | 's3';

/**
 * One stack at a time stands on it. What functions remember by tenant does no harm to the next stack, whose tenants have other ids; functions
 * that remember more are not kept (see `createFunctions`).
 */
export interface Ground {
  /** Listens where the server of this name has listened before; closing it leaves the address answering 503 until the next. */
  at(name: Address, port?: number): Listen;
  /** The memory that function workers read the time from. */
  readonly cell: SharedArrayBuffer;
  readonly credentials: CredentialRegistry;
  /** Function workers that wait for their next stack, by assembly and function. */
  readonly workers: Map<string, Instance>;
  /** Where the issuer of tokens keeps its key; a stack's own data directory when not given. */
  readonly directory?: string;
  end(): Promise<void>;
}

/** What an address answers while no stack does. */
export const starting: HttpHandler = async (_, response) =>
  sendJson(response, 503, { message: 'starting' }, { 'retry-after': '1' });

/** Ground for stacks of one process, one after the other; between them it keeps no process alive. @param options.directory of the issuer's key */
export function createGround({ directory }: { readonly directory?: string } = {}): Ground {
  const cell = createCell();
  const servers = new Map<Address, { readonly server: HttpServer; handle: HttpHandler }>();
  const workers = new Map<string, Instance>();
  const open = async (name: Address, port: number) => {
    const known = servers.get(name);
    if (known) return known;
    const server = await listen(port, (request, response) => place.handle(request, response));
    const place = { server, handle: starting };
    servers.set(name, place);
    return place;
  };
  return {
    at:
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
      },
    cell,
    credentials: createCredentialRegistry({ now: readerOf(cell, Date.now) }),
    workers,
    ...(directory !== undefined && { directory }),
    async end() {
      await Promise.all([...workers.values()].map((worker) => worker.stop()));
      await Promise.all([...servers.values()].map(({ server }) => server.close()));
    },
  };
}
