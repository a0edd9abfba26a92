/** What each function of a thread finds around it: modules, `process` with its own environment, and `console` of its own, and nothing of its neighbours'. */
import { Console } from 'node:console';
import { readFileSync } from 'node:fs';
import type http from 'node:http';
import { registerHooks } from 'node:module';
import { Writable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { mapStacks } from '#infra/local/edges/functions/stacks';

export interface Surroundings {
  /** The URL by which a function's module is imported; two functions with the same code get two modules. */
  moduleFor(input: Inhabitant): string;
}

interface Inhabitant {
  readonly name: string;
  readonly module: string;
  readonly env: Readonly<Record<string, string>>;
  readonly edges: readonly number[];
}

/** Where a function's first line finds what is its own. */
const OWN = Symbol.for('helmdesk.local.surroundings');
const PARAMETER = 'function';
/** Modules of Node that a function sees in a version of its own. */
const BUILT_IN = /^(?:node:)?(process|http)$/;
const SCHEME = 'own:';

interface Own {
  readonly process: NodeJS.Process;
  readonly console: Console;
  readonly http: typeof http;
}

/** Prepares this thread for functions. */
export function createSurroundings(options: {
  /** Told what a function writes, in pieces of any size. */
  readonly write: (name: string, text: string) => void;
  /** node:http for a function that has edges at these ports. */
  readonly httpOf: (edges: ReadonlySet<number>) => typeof http;
}): Surroundings {
  const { write, httpOf } = options;
  const own = new Map<string, Own>();
  Object.defineProperty(globalThis, OWN, { value: own });
  mapStacks((url) => {
    const name = inhabitantOf(url);
    return name === undefined ? 0 : firstLine(name).length;
  });
  registerHooks({
    resolve(specifier, context, next) {
      const [, builtIn] = BUILT_IN.exec(specifier) ?? [];
      const name = builtIn === undefined ? undefined : inhabitantOf(context.parentURL);
      if (name === undefined) return next(specifier, context);
      return { url: `${SCHEME}${builtIn}?${encodeURIComponent(name)}`, format: 'module', shortCircuit: true };
    },
    load(url, context, next) {
      if (url.startsWith(SCHEME)) {
        const [builtIn = '', name = ''] = url.slice(SCHEME.length).split('?');
        return { format: 'module', source: ownModule(builtIn, decodeURIComponent(name), own), shortCircuit: true };
      }
      const name = inhabitantOf(url);
      if (name === undefined) return next(url, context);
      const source = `${firstLine(name)}${readFileSync(fileURLToPath(url), 'utf8')}`;
      return { format: 'module', source, shortCircuit: true };
    },
  });
  return {
    moduleFor({ name, module, env, edges }) {
      const output = new Writable({
        decodeStrings: false,
        write(chunk: unknown, _, done) {
          write(name, String(chunk));
          done();
        },
      });
      own.set(name, {
        process: Object.create(process, {
          env: { value: { ...env }, enumerable: true, writable: true },
          stdout: { value: output, enumerable: true },
          stderr: { value: output, enumerable: true },
        }),
        console: new Console({ stdout: output, stderr: output }),
        http: httpOf(new Set(edges)),
      });
      return `${pathToFileURL(module).href}?${PARAMETER}=${encodeURIComponent(name)}`;
    },
  };
}

const ownOf = (name: string): string =>
  `globalThis[Symbol.for(${JSON.stringify(OWN.description)})].get(${JSON.stringify(name)})`;

/** Put before a function's code, on the same line. */
const firstLine = (name: string): string => `const{process,console}=${ownOf(name)};`;

/** The function that a module belongs to. */
function inhabitantOf(url: string | undefined): string | undefined {
  return url?.startsWith('file:') && url.includes(`?${PARAMETER}=`)
    ? (new URL(url).searchParams.get(PARAMETER) ?? undefined)
    : undefined;
}

/** The source of a built-in module with the names that it has for everybody. */
function ownModule(builtIn: string, name: string, own: ReadonlyMap<string, Own>): string {
  const value: object = Object(own.get(name))[builtIn];
  const names = Object.keys(builtIn === 'process' ? process : value).filter((each) => /^[a-z]\w*$/i.test(each));
  return `const own=${ownOf(name)}.${builtIn};export default own;export const {${names.join(',')}}=own;`;
}
