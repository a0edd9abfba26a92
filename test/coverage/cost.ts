/** What all tests cost, and what each process has of it: with thirty-six processes a run must still be one that people wait for. */
import { globSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Reporter, TestModule, TestSpecification, Vitest } from 'vitest/node';
import { asksForAll, hasEveryFile } from '#test/coverage/whole-run';

/** Seconds on two cores: what is there whatever processes there are, and what each of them adds. */
export interface Bounds {
  readonly platform: number;
  readonly process: number;
  /** What one file of tests may take by itself. */
  readonly file: number;
}
export const BUDGET: Bounds = { platform: 205, process: 5, file: 40 };
/** Beyond this, a run on a build server is red: far enough off that a slow machine is not taken for a dear test. */
export const LIMIT: Bounds = { platform: 1000, process: 30, file: 300 };

/** What a whole run may take: it grows with the processes that there are, and not with what they cost. */
export const wholeOf = ({ platform, process }: Bounds, processes: number): number => platform + processes * process;
const WORKERS = 2;
const DEAREST = 12;

export interface Timed {
  /** Relative to the repository. */
  readonly file: string;
  readonly seconds: number;
  readonly tests: readonly { readonly name: string; readonly seconds: number }[];
}

export interface Process {
  readonly id: string;
  readonly folder: string;
  /** Types of its records, and the collections they stand in. */
  readonly words: readonly string[];
}

/** The processes that there are: a folder with `process.ts`, in which each record type has its own. */
function processesOfTree(): readonly Process[] {
  return globSync('functions/**/process.ts').map((path) => {
    const folder = dirname(path).replaceAll('\\', '/');
    const records = globSync(`${folder}/*/record.ts`).map((record) => basename(dirname(record)));
    return { id: basename(folder), folder, words: records.flatMap((type) => [type, `${type}s`]) };
  });
}

/** Where tests run over every definition: the name of each begins with the type that it is about. */
const DERIVED = /^test\/(conformance|isolation|docs)\//;
const OWN = /^test\/acceptance\/([\w-]+)\.test\.ts$/;

const begins = (text: string, word: string): boolean =>
  text.startsWith(word) && !/^[\w-]*\w/.test(text.slice(word.length));

/** Seconds that tests of a process take: those in its folder, its scenarios, and what runs over every record type for each of its own. */
export function secondsOf({ folder, words }: Process, files: readonly Timed[]): number {
  return files.reduce((sum, { file, seconds, tests }) => {
    if (file.startsWith(`${folder}/`)) return sum + seconds;
    const scenarios = OWN.exec(file)?.[1];
    if (scenarios !== undefined && words.includes(scenarios)) return sum + seconds;
    if (!DERIVED.test(file)) return sum;
    const about = tests.filter(({ name }) => words.some((word) => begins(name, word)));
    return sum + about.reduce((all, test) => all + test.seconds, 0);
  }, 0);
}

export interface Cost {
  readonly whole: number;
  /** By process, what it adds to a run, in seconds on two cores. */
  readonly processes: readonly (readonly [id: string, seconds: number])[];
  readonly dearest: readonly Timed[];
}

export function costOf(whole: number, files: readonly Timed[], processes: readonly Process[]): Cost {
  return {
    whole,
    processes: processes
      .map((process) => [process.id, secondsOf(process, files) / WORKERS] as const)
      .toSorted(([, a], [, b]) => b - a),
    dearest: files.toSorted((a, b) => b.seconds - a.seconds).slice(0, DEAREST),
  };
}

const meanOf = ({ processes }: Cost): number =>
  processes.reduce((sum, [, seconds]) => sum + seconds, 0) / Math.max(processes.length, 1);

/** What is beyond these bounds, one sentence each. */
export function excess(cost: Cost, bounds: Bounds): readonly string[] {
  const mean = meanOf(cost);
  const whole = wholeOf(bounds, cost.processes.length);
  return [
    ...(cost.whole > whole ? [`all tests took ${cost.whole.toFixed(0)} s, more than ${whole} s`] : []),
    ...(mean > bounds.process ? [`a process adds ${mean.toFixed(1)} s, more than ${bounds.process} s`] : []),
    ...cost.dearest.flatMap(({ file, seconds }) =>
      seconds > bounds.file ? [`${file} takes ${seconds.toFixed(0)} s, more than ${bounds.file} s`] : [],
    ),
  ];
}

const row = (name: string, seconds: number): string => `${seconds.toFixed(1).padStart(8)} s  ${name}`;

/** The table that a whole run ends with. */
export function costTable(cost: Cost): string {
  return [
    'cost of the tests, in seconds on two cores:',
    row(`all of it (budget ${wholeOf(BUDGET, cost.processes.length)} s)`, cost.whole),
    row(`each process, on average (budget ${BUDGET.process} s)`, meanOf(cost)),
    ...cost.processes.map(([id, seconds]) => row(`  ${id}`, seconds)),
    'the dearest files, each by itself:',
    ...cost.dearest.map(({ file, seconds }) => row(file, seconds)),
    ...excess(cost, BUDGET).map((sentence) => `over budget: ${sentence}`),
  ].join('\n');
}

const timed = (module: TestModule, root: string): Timed => {
  const { collectDuration, duration } = module.diagnostic();
  return {
    file: module.moduleId.slice(root.length + 1).replaceAll('\\', '/'),
    seconds: (collectDuration + duration) / 1000,
    tests: [...module.children.allTests()].map((test) => ({
      name: test.fullName,
      seconds: (test.diagnostic()?.duration ?? 0) / 1000,
    })),
  };
};

/** A vitest reporter that prints {@link costTable} after a run of all tests; beyond {@link LIMIT}, such a run on a build server is red. */
export class CostLine implements Reporter {
  /** What makes the run red. */
  readonly exceeded: string[] = [];
  #whole = false;
  #began = 0;
  #root = '';
  #table = '';

  onInit(vitest: Vitest): void {
    this.#whole = asksForAll(vitest);
    this.#root = vitest.config.root;
    process.once('exit', () => {
      if (this.#table !== '') process.stdout.write(`${this.#table}\n`);
      for (const sentence of this.exceeded) process.stdout.write(`too dear: ${sentence}\n`);
    });
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#began = performance.now();
    this.#whole &&= hasEveryFile(specifications);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (!this.#whole) return;
    const whole = (performance.now() - this.#began) / 1000;
    const cost = costOf(
      whole,
      modules.map((module) => timed(module, this.#root)),
      processesOfTree(),
    );
    this.#table = costTable(cost);
    if (process.env.CI !== 'true') return;
    this.exceeded.push(...excess(cost, LIMIT));
    if (this.exceeded.length > 0) process.exitCode = 1;
  }
}
