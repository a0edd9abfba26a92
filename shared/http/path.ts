/** A request's path as its segments, read alike by the way in and by the functions behind it. */
import { Problem } from '#shared/problems/problems';

/** The first segment of the queues of all record types. */
export const QUEUES = 'queues';

/** Bytes of a path segment: names become keys of the table, which have a limit. */
export const MAX_SEGMENT_BYTES = 400;

/** Segments after /v1, decoded; one slash may end the path. @throws Problem not-found, malformed-request */
export function segmentsOf(path: string): readonly string[] {
  const [root, version, ...rest] = path.replace(/\/$/, '').split('/');
  if (root !== '' || version !== 'v1' || rest.includes(''))
    throw new Problem('not-found', `there is nothing at ${path}; expected /v1/… with one slash between names`);
  return rest.map(decode);
}

/** What a request is about, such as `incidents`; a queue is about what stands in it. */
export function collectionOf([first = '', , third = '']: readonly string[]): string {
  return first === QUEUES ? third : first;
}

function decode(segment: string): string {
  const decoded = decoding(segment);
  if (Buffer.byteLength(decoded) <= MAX_SEGMENT_BYTES) return decoded;
  throw new Problem('not-found', `no name in a path has more than ${MAX_SEGMENT_BYTES} bytes`);
}

function decoding(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Problem('malformed-request', `expected percent-encoded UTF-8 in the path, was given ${segment}`);
  }
}
