/** Optimistic concurrency (A7): writes on what exists name the version they saw. */
import { Problem } from '#shared/http/problems';
import { etag } from '#shared/http/response';

/** @throws Problem precondition-required when If-Match is missing, or `*`: that names no version that anybody saw. */
export function requireIfMatch(given: string | undefined): string {
  if (given !== undefined && given !== '' && given !== '*') return given;
  throw new Problem('precondition-required', 'send If-Match with the ETag of the version you saw');
}

/** @throws Problem version-mismatch */
export function matchVersion(given: string, version: number): void {
  const current = etag(version);
  const candidates = given.split(',').map((part) => part.trim().replace(/^W\//, ''));
  if (candidates.includes(current)) return;
  throw new Problem(
    'version-mismatch',
    `the record is at version ${current}, If-Match names ${given}; read it again and decide anew`,
    {
      currentEtag: current,
    },
  );
}
