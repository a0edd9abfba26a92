/** Idempotency keys (A7): the result is written in the command's own transaction, so there is no moment in which only one exists. */
import { createHash } from 'node:crypto';
import { Problem } from '#shared/http/problems';
import { type Request, requestHash } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { idempotencyKey, type Key } from '#shared/store/keys';
import type { Item, TransactionRefused, Write } from '#shared/store/store';
import { clock } from '#shared/time/clock';

const VALID_MS = 24 * 3600_000;

/** Where the result of a request with a key is kept: per tenant, client, person and route, so that nobody is answered with what another one was. */
export function resultKey(request: Request): Key | undefined {
  if (request.idempotencyKey === undefined) return undefined;
  const { client, actor } = request.caller;
  const route = `${request.method} ${request.path.join('/')}`;
  const hash = createHash('sha256').update(`${client}\n${actor.id}\n${route}\n${request.idempotencyKey}`).digest('hex');
  return idempotencyKey(request.caller.tenant, hash);
}

/** A machine client must send a key on every POST: it retries without a person watching. @throws Problem */
export function requireKeyOfMachines(request: Request): void {
  if (request.caller.actor.type === 'machine' && request.idempotencyKey === undefined) {
    throw new Problem(
      'idempotency-key-required',
      'send an Idempotency-Key of up to 255 characters, a fresh one for each new request',
    );
  }
}

/** The write that keeps a response for 24 hours. @param expired what stands there from an earlier use of the key */
export function resultWrite(key: Key, request: Request, response: Response, expired?: Item): Write {
  const condition = expired ? { until: Number(expired.until) } : 'absent';
  return { put: resultItem(key, request, response), condition };
}

function resultItem(key: Key, request: Request, response: Response): Item {
  const until = clock.now() + VALID_MS;
  return {
    ...key,
    requestHash: requestHash(request),
    until,
    expiresAt: Math.floor(until / 1000),
    status: response.status,
    headers: response.headers ?? {},
    body: JSON.stringify(response.body ?? null),
  };
}

/** Expired results are ignored by their instant: the table's own deletion is late. */
export function isValid(item: Item): boolean {
  return Number(item.until) > clock.now();
}

/** The kept response. @throws Problem idempotency-key-reused when the key came with another body. */
export function replay(item: Item, request: Request): Response {
  if (item.requestHash !== requestHash(request)) {
    throw new Problem(
      'idempotency-key-reused',
      'this Idempotency-Key was sent with another request; use a fresh key for a new request',
    );
  }
  return {
    status: Number(item.status),
    body: JSON.parse(String(item.body)),
    headers: { ...(item.headers as Record<string, string>), 'idempotency-replayed': 'true' },
  };
}

/**
 * What a refused transaction says about the key at `index` of its writes: the winner's response, or that it is still running.
 * Undefined when the key was not the reason.
 */
export function lostRace(error: TransactionRefused, index: number, request: Request): Response | undefined {
  const reason = error.reasons[index];
  if (reason?.failed && reason.existing) return replay(reason.existing, request);
  if (reason?.conflict) {
    throw new Problem(
      'request-in-progress',
      'a request with this Idempotency-Key is still running; send it again in a moment',
    );
  }
  return undefined;
}
