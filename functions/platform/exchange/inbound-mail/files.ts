/** Which files of a mail are taken along, by the rules of every attachment (A5); what is refused is said. */
import { createHash } from 'node:crypto';
import { MAX_BYTES, NOT_IN_FILE_NAMES } from '#shared/capabilities/attachments/attachment';
import type { MailFile } from '#shared/capabilities/mail/received';
import { newUlid } from '#shared/ids/ulid';
import { oneLine } from '#shared/text/readable';
import type { Enclosure } from './body.ts';
import { mediaTypeOf } from './media-type.ts';

/** More files than this are more than one transaction takes. */
const MAX_FILES = 20;

export interface Accepted {
  readonly file: Omit<MailFile, 'etag'>;
  readonly bytes: Uint8Array;
}

/** In the order in which they stand in the mail, which their ids keep. @param now epoch milliseconds */
export function sorted(
  enclosures: readonly Enclosure[],
  now: number,
): { readonly accepted: readonly Accepted[]; readonly missing: readonly string[] } {
  const accepted: Accepted[] = [];
  const missing: string[] = [];
  for (const [at, { fileName: given, mediaType: said, bytes }] of enclosures.entries()) {
    const fileName = fileNameOf(given, at);
    const { length: size } = bytes;
    const mediaType = mediaTypeOf(said, fileName, bytes);
    const refusal = mediaType === undefined ? unknownType(said) : refusalOf(size, accepted.length);
    if (mediaType === undefined || refusal !== undefined) missing.push(`${fileName}: ${refusal}`);
    else {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      accepted.push({ file: { id: newUlid(now + at), fileName, mediaType, size, sha256 }, bytes });
    }
  }
  return { accepted, missing: missing.slice(0, 100) };
}

const unknownType = (said: string): string => `files of the type ${oneLine(said, 80) || 'unknown'} are not attached`;

function refusalOf(size: number, before: number): string | undefined {
  if (size === 0) return 'it is empty';
  if (size > MAX_BYTES) return `it has ${size} bytes; an attachment has at most ${MAX_BYTES}`;
  return before >= MAX_FILES ? `of one mail at most ${MAX_FILES} files are attached` : undefined;
}

function fileNameOf(given: string | undefined, at: number): string {
  const forbidden = new RegExp(NOT_IN_FILE_NAMES, 'gu');
  return oneLine((given ?? '').replace(forbidden, ' '), 200) || `attachment-${at + 1}`;
}
