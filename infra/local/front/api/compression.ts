/** Compression between API Gateway and its clients: bodies arrive unpacked at functions, large answers leave packed. */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

/** The body as it was before compression; undefined when it cannot be unpacked, or not within the limit. */
export async function decompressed(
  body: Buffer,
  encoding: string | undefined,
  limit: number,
): Promise<Buffer | undefined> {
  if (encoding === undefined || encoding === 'identity') return body;
  if (encoding !== 'gzip') return undefined;
  try {
    return await promisify(gunzip)(body, { maxOutputLength: limit });
  } catch {
    return undefined;
  }
}

/** Whether the client takes gzip. */
export const takesGzip = (accepted: string | undefined): boolean => /\bgzip\b/.test(accepted ?? '');

/** Packs for speed rather than size, as it is for one machine. */
export const compressed = (body: Buffer): Promise<Buffer> => promisify(gzip)(body, { level: 1 });
