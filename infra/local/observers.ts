/** Where the runner's own words go: problems to the console, what functions write to a file each. */
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

export interface Observers {
  /** Something that a person should know of. */
  problem(message: string): void;
  /** What a function wrote, in pieces of any size. */
  functionLog(name: string, text: string): void;
  /** One line of the access log. */
  access(line: string): void;
  close(): Promise<void>;
}

/** Logs below `<directory>/logs`; quiet, nothing goes to the console. */
export function createObservers(directory: string, quiet: boolean): Observers {
  const folder = join(directory, 'logs');
  mkdirSync(folder, { recursive: true });
  const streams = new Map<string, WriteStream>();
  const streamOf = (name: string): WriteStream => {
    const stream = streams.get(name) ?? createWriteStream(join(folder, `${name}.log`), { flags: 'a' });
    streams.set(name, stream);
    return stream;
  };
  return {
    problem(message) {
      streamOf('runner').write(`${message}\n`);
      if (!quiet) console.error(message);
    },
    functionLog(name, text) {
      streamOf(name).write(text);
      if (!quiet && text.includes('"level":"ERROR"')) console.error(`${name}: ${text.trimEnd()}`);
    },
    access: (line) => void streamOf('access').write(`${line}\n`),
    async close() {
      await Promise.all([...streams.values()].map((stream) => new Promise((resolve) => stream.end(resolve))));
    },
  };
}
