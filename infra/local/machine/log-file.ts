/** A file that lines are added to, and that never ends the runner: what cannot be written is dropped, and that is said once. */
import { createWriteStream, type WriteStream } from 'node:fs';

export interface LogFile {
  write(text: string): void;
  /** Resolves when everything that can be written is. */
  close(): Promise<void>;
}

/** A file that could not be written is tried again after so many milliseconds. */
const PAUSE = 5000;

/** @param onProblem told when writing begins to fail, and not again until it has worked in between */
export function openLogFile(path: string, onProblem: (message: string) => void): LogFile {
  let stream: WriteStream | undefined;
  let failedAt: number | undefined;

  const open = (): WriteStream => {
    const opened = createWriteStream(path, { flags: 'a' });
    opened.once('error', (error) => {
      if (failedAt === undefined) onProblem(`${path} cannot be written (${error.message}): its lines are dropped`);
      failedAt = performance.now();
      stream = undefined;
    });
    return opened;
  };

  return {
    write(text) {
      if (failedAt !== undefined && performance.now() - failedAt < PAUSE) return;
      stream ??= open();
      stream.write(text, (error) => {
        if (!error) failedAt = undefined;
      });
    },
    close: () =>
      new Promise((resolve) => {
        if (!stream) resolve();
        else stream.once('close', resolve).end();
      }),
  };
}
