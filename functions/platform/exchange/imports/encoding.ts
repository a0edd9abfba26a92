/** What is sent has to be in the encoding of the import's mapping, and a charset beside it has to say the same. */

import { type Encoding, wrongPart } from '#shared/imports/encoding';
import { Problem } from '#shared/problems/problems';

/** @throws Problem unsupported-media-type for another charset, malformed-request for bytes that cannot be of this encoding */
export function refuseOtherEncoding(part: Uint8Array, contentType: string | undefined, encoding: Encoding): void {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
  if (charset !== undefined && charset !== encoding && !(charset === 'utf8' && encoding === 'utf-8')) {
    const message = `the import's mapping says ${encoding}, the part says ${charset.slice(0, 100)}`;
    throw new Problem('unsupported-media-type', message);
  }
  const wrong = wrongPart(part, encoding);
  if (wrong !== undefined) throw new Problem('malformed-request', wrong);
}
