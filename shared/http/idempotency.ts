/** Idempotency keys (A7): the result is written in the command's own transaction, so there is no moment in which only one exists. */

import { createHash } from 'node:crypto';
import { idempotencyKey } from '#shared/http/keys';
import { type Request, requestHash } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { Problem, type ProblemSlug } from '#shared/problems/problems';
import { attempt, LOST, type Lost, type Outcome } from '#shared/store/attempt';
import type { Key } from '#shared/store/keys';
import type { Item, Store, Write } from '#shared/store/store';
import { clock, toSeconds } from '#shared/time/clock';

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
function resultWrite(key: Key, request: Request, response: Response, expired?: Item): Write {
  const condition = expired ? { until: Number(expired.until) } : 'absent';
  return { put: resultItem(key, request, response), condition };
}

function resultItem(key: Key, request: Request, response: Response): Item {
  const until = clock.now() + VALID_MS;
  return {
    ...key,
    requestHash: requestHash(request),
    until,
    expiresAt: toSeconds(until),
    status: response.status,
    headers: response.headers ?? {},
    body: JSON.stringify(response.body ?? null),
  };
}

/** Expired results are ignored by their instant: the table's own deletion is late. */
const isValid = (item: Item): boolean => Number(item.until) > clock.now();

/** What a request with a key was answered before: the answer that it gets again, or what stands under its key and counts no more. */
export interface Before {
  readonly replayed?: Response;
  readonly expired?: Item;
}

/** @param kept what stands under the request's key @throws Problem idempotency-key-reused when the key came with another body */
export function before(kept: Item | undefined, request: Request): Before {
  if (!kept) return {};
  return isValid(kept) ? { replayed: replay(kept, request) } : { expired: kept };
}

/** Looks for what a request was answered before; one without a key never was. @throws Problem idempotency-key-reused */
export async function answeredBefore(store: Store, request: Request): Promise<Before> {
  const key = resultKey(request);
  return before(key && (await store.get(key)), request);
}

/** The kept response. @throws Problem idempotency-key-reused when the key came with another body. */
function replay(item: Item, request: Request): Response {
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

/** A request's answer, and where it is kept if the request has a key. */
export interface Answered {
  readonly request: Request;
  readonly response: Response;
  /** What stands under its key from an earlier use. */
  readonly expired?: Item | undefined;
}

/** The write that makes a request with a key happen once. */
export function onceOf({ request, response, expired }: Answered): Write | undefined {
  const key = resultKey(request);
  return key && resultWrite(key, request, response, expired);
}

/**
 * Writes what a request asks for, together with its answer, which it gets again when it is sent again.
 * @returns the answer, or that of whoever sent the same before; lost when what it rests on has changed
 * @throws Problem duplicate, request-in-progress, idempotency-key-reused
 */
export async function answerOnce(store: Store, writes: readonly Write[], answered: Answered): Promise<Response | Lost> {
  return answerTo(await attempt(store, writes, onceOf(answered)), answered);
}

/** What a request is answered with, by what became of its writes. @throws Problem as {@link answerOnce} does */
export function answerTo(outcome: Outcome, { request, response }: Answered): Response | Lost {
  switch (outcome.is) {
    case 'written':
      return response;
    case 'known':
      return replay(outcome.existing, request);
    case 'pending':
      throw new Problem(
        'request-in-progress',
        'a request with this Idempotency-Key is still running; send it again in a moment',
      );
    case 'taken': // no race that another attempt would win
      throw duplicateOf(outcome.existing);
    case 'changed':
      return LOST;
  }
}

/** Another record holds what only one may hold: an open record's key, or values that are to differ in all (`unique`). */
export function duplicateOf({ uid, unique, refusal }: Item): Problem {
  if (!Array.isArray(unique))
    return new Problem('duplicate', 'an open record for the same thing exists already', { uid });
  const detail = `there is another one with the same ${unique.join(' and ')}`;
  return new Problem(refusal as ProblemSlug, detail, { uid, fields: unique });
}
