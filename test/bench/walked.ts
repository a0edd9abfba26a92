/**
 * A request to a function in a process of its own, with every call that leads up from a room of `shared/` to a higher one (see walk.test): every
 * function of ours says when it is entered, and the stack who called it, after an `await` as well.
 */
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FLOORS, roomOf } from '#test/architecture/rules/rooms';
import { parse, walk } from '#test/architecture/source';
import { root } from '#test/architecture/tree';
import { lambda } from '#test/platform/lambda-context';

/** What is written to the output. */
export interface Walked {
  readonly status: number;
  /** `shared/engine/decide → shared/capabilities/tasks/capability settle`, each once. */
  readonly up: readonly string[];
}

const OURS = pathToFileURL(`${root}/`).href;
const isOurs = (url: string): boolean => /^(?:shared|functions)\//.test(moduleOf(url));
const moduleOf = (url: string): string => (url.startsWith(OURS) ? url.slice(OURS.length).replace(/\.ts$/, '') : '');

const FUNCTIONS: readonly string[] = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];
const ENTER = '__enter';

/** The module with a call at the beginning of every function. Lines stay where they are. */
function instrumented(text: string): string {
  const code = stripTypeScriptTypes(text);
  const inserts = [...walk(parse(code))].flatMap(({ type, body }): readonly (readonly [number, string])[] => {
    if (!FUNCTIONS.includes(type)) return [];
    const [node] = walk(body);
    if (!node) return [];
    const { type: kind, start, end } = node;
    if (kind === 'BlockStatement') return [[start + 1, `${ENTER}();`]];
    return [
      [start, `(${ENTER}(),`],
      [Number(end), ')'],
    ];
  });
  return inserts
    .toSorted(([a], [b]) => b - a)
    .reduce((done, [at, more]) => done.slice(0, at) + more + done.slice(at), code);
}

registerHooks({
  load(url, context, next) {
    if (!isOurs(url) || !url.endsWith('.ts')) return next(url, context);
    return { format: 'module', source: instrumented(readFileSync(fileURLToPath(url), 'utf8')), shortCircuit: true };
  },
});

const floorOf = (module: string): number => FLOORS.findIndex((rooms) => rooms.includes(roomOf(module) ?? ''));

/** Whether one module of `shared/` stands above another. */
const isAbove = (upper: string, lower: string): boolean => floorOf(upper) > floorOf(lower);

const up = new Set<string>();
let isWalking = false;
Error.stackTraceLimit = 12;

function sitesOfCall(): readonly NodeJS.CallSite[] {
  const usual = Error.prepareStackTrace;
  let found: readonly NodeJS.CallSite[] = [];
  Error.prepareStackTrace = (_, sites) => {
    found = sites;
    return '';
  };
  const at: { readonly stack?: string } = {};
  Error.captureStackTrace(at, enter);
  void at.stack;
  Error.prepareStackTrace = usual;
  return found;
}

/** Called by every function of ours as it begins. */
function enter(): void {
  if (!isWalking) return;
  const [callee, ...others] = sitesOfCall();
  // Between the two there may be functions of the language, such as `map`.
  const caller = others.find((site) => site.getFileName()?.startsWith('file:'));
  const [upper, lower] = [callee, caller].map((site) => moduleOf(site?.getFileName() ?? ''));
  if (!upper || !lower || floorOf(upper) < 0 || floorOf(lower) < 0 || !isAbove(upper, lower)) return;
  up.add(`${lower} → ${upper} ${callee?.getFunctionName() ?? `line ${callee?.getLineNumber()}`}`);
}

Object.assign(globalThis, { [ENTER]: enter });

const { handler } = await import('#functions/service-operation/incident-management/handler');
const event = JSON.parse(process.argv[2] ?? '');
// Configuration is loaded once for many requests.
await handler(event, lambda);
isWalking = true;
const answer = await handler(event, lambda);
isWalking = false;
const walked: Walked = {
  status: answer && 'statusCode' in answer ? answer.statusCode : 0,
  up: [...up].sort(),
};
process.stdout.write(JSON.stringify(walked));
