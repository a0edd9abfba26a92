/** Objects as files: what is acknowledged is in the file system, whole, or it is not there. */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { S3Error } from '#infra/local/edges/objects/error';

export interface StoredFile {
  readonly bytes: Buffer;
  /** With its quotes: the MD5 of the bytes, as S3 makes it for an object put at once. */
  readonly etag: string;
  readonly contentType: string;
}

/** A name of more bytes is refused by the file system; ours are half as long. */
const MAX_NAME = 255;

/** The files of the buckets below `directory`. */
export function objectFiles(directory: string) {
  let written = 0;
  const pathOf = (bucket: string, key: string): string => {
    const name = encodeURIComponent(key);
    if (key === '' || name.length > MAX_NAME) throw new S3Error('KeyTooLongError', 'the key is empty or too long', 400);
    return join(directory, bucket, `${name}.object`);
  };
  return {
    async read(bucket: string, key: string): Promise<StoredFile | undefined> {
      const file = await readFile(pathOf(bucket, key)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (!file) return undefined;
      const line = file.indexOf(10);
      const bytes = file.subarray(line + 1);
      return { bytes, etag: etagOf(bytes), contentType: file.subarray(0, line).toString('utf8') };
    },
    /** Beside its place first, then moved there in one step. */
    async write(bucket: string, key: string, bytes: Buffer, contentType: string): Promise<string> {
      const path = pathOf(bucket, key);
      await mkdir(join(directory, bucket), { recursive: true });
      const unfinished = `${path}.${process.pid}.${++written}`;
      const file = await open(unfinished, 'w');
      try {
        await file.write(`${contentType.replaceAll('\n', ' ')}\n`);
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, path);
      return etagOf(bytes);
    },
    delete: (bucket: string, key: string): Promise<void> => rm(pathOf(bucket, key), { force: true }),
  };
}

const etagOf = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`;
