/** A program of a customer's that receives webhooks on this machine and keeps what it was told. */

import { anywhere, type HttpServer, readBody } from '#infra/local/machine/http';
import { asObject } from '#infra/local/machine/json';

export interface Told {
  readonly type: unknown;
  /** The record's id. */
  readonly subject: unknown;
}

export interface Receiver {
  readonly url: string;
  readonly got: () => readonly Told[];
  readonly close: HttpServer['close'];
}

const LIMIT = 1_000_000;

export async function startReceiver(): Promise<Receiver> {
  const told: Told[] = [];
  const { url, close } = await anywhere(async (request, response) => {
    const body = await readBody(request, LIMIT);
    const { type, subject } = asObject(JSON.parse(String(body ?? '{}'))) ?? {};
    told.push({ type, subject });
    response.writeHead(204).end();
  });
  return { url, got: () => told, close };
}
