/** Optimistic concurrency (A7): writes on what exists name the version they saw. */

import type { Request } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';

/** An ETag as every answer has it, a version in quotes, or several. */
const QUOTED = /^\s*"\d+"\s*(,\s*"\d+"\s*)*$/;

/** @throws Problem malformed-request for what names no version that anybody saw: `*`, a weak tag, one without quotes or without a number in them */
function refuseOther(given: string): void {
  if (QUOTED.test(given)) return;
  const shown = given.slice(0, 100);
  throw new Problem(
    'malformed-request',
    `If-Match is a version in quotes, as the ETag has it, such as "3"; was given ${shown}`,
  );
}

/** @throws Problem precondition-required when If-Match is missing, malformed-request when it names no version */
export function requireIfMatch(given: string | undefined): string {
  if (given === undefined || given === '')
    throw new Problem('precondition-required', 'send If-Match with the ETag of the version you saw');
  refuseOther(given);
  return given;
}

/** @throws Problem version-mismatch, malformed-request */
export function matchVersion(given: string, version: number): void {
  const current = etag(version);
  refuseOther(given);
  if (given.split(',').some((part) => part.trim() === current)) return;
  throw new Problem(
    'version-mismatch',
    `the record is at version ${current}, If-Match names ${given}; read it again and decide anew`,
    {
      currentEtag: current,
    },
  );
}

/**
 * The answer to a reader who has this version already (RFC 9110, 13.1.2): 304 and no body. The ETag names what a requester could see of a
 * record; what it says of the present moment, such as how much of a clock is used up, follows from that and the time.
 */
export function unlessSeen({ method, ifNoneMatch }: Request, response: Response): Response {
  const current = response.headers?.etag;
  if (method !== 'GET' || response.status !== 200 || current === undefined || response.momentary) return response;
  const known = (ifNoneMatch ?? '').split(',').map((part) => part.trim().replace(/^W\//, ''));
  if (!known.includes(current) && !known.includes('*')) return response;
  return { status: 304, headers: { etag: current } };
}
