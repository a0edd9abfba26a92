/** Where the runner's own words go: problems to the console, what functions write to a file each. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type LogFile, openLogFile } from '#infra/local/machine/log-file';

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
  const files = new Map<string, LogFile>();
  const say = (message: string): void => {
    if (!quiet) console.error(message);
  };
  const fileOf = (name: string): LogFile => {
    const file = files.get(name) ?? openLogFile(join(folder, `${name}.log`), say);
    files.set(name, file);
    return file;
  };
  return {
    problem(message) {
      fileOf('runner').write(`${message}\n`);
      say(message);
    },
    functionLog(name, text) {
      fileOf(name).write(text);
      if (!quiet && text.includes('"level":"ERROR"')) console.error(`${name}: ${text.trimEnd()}`);
    },
    access: (line) => void fileOf('access').write(`${line}\n`),
    async close() {
      await Promise.all([...files.values()].map((file) => file.close()));
    },
  };
}
