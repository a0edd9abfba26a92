/** Which operations of the description a test run has exercised: each process leaves notes, the reporter adds them up. */
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, TestSpecification, Vitest } from 'vitest/node';
import { generatedDirectory } from '#infra/generated/current';
import { asksForAll, hasEveryFile } from '#test/coverage/whole-run';

const FOLDER = join('.build', 'contract');

const noted = new Set<string>();

/** Notes, once in a process, that an operation was answered with a status. */
export function noteAnswer(operation: string, status: number): void {
  const note = `${operation} ${status}`;
  if (noted.has(note)) return;
  noted.add(note);
  mkdirSync(FOLDER, { recursive: true });
  appendFileSync(join(FOLDER, `${process.pid}.txt`), `${note}\n`);
}

function readNotes(): readonly string[] {
  try {
    return [...new Set(readdirSync(FOLDER).flatMap((file) => readFileSync(join(FOLDER, file), 'utf8').split('\n')))];
  } catch {
    return [];
  }
}

/** Those that no test called. */
export function missing(described: readonly string[], notes: readonly string[]): readonly string[] {
  const called = new Set(notes.map((note) => note.split(' ')[0]));
  return described.filter((id) => !called.has(id)).sort();
}

/** One line about a run: what was called, what of it succeeded at least once, and what was never called, if it is to be `named`. */
export function contractLine(described: readonly string[], notes: readonly string[], named: boolean): string {
  const never = missing(described, notes);
  const succeeded = described.filter((id) => notes.some((note) => note.startsWith(`${id} 2`)));
  const answers = notes.filter((note) => /^\w+ \d+$/.test(note)).length;
  const line = `contract: ${described.length - never.length} of ${described.length} operations called, ${succeeded.length} with success; ${answers} answers of different kinds as the description says`;
  return named && never.length > 0 ? `${line}; never called: ${never.join(', ')}` : line;
}

/** Ids of what can be called. What webhooks send is described too; their receivers judge it (test/contract/webhook.ts). */
function describedIds(): readonly string[] {
  const { paths } = JSON.parse(readFileSync(join(generatedDirectory, 'openapi.json'), 'utf8'));
  return [...JSON.stringify(paths).matchAll(/"operationId":"(\w+)"/g)].map(([, id = '']) => id);
}

/**
 * A vitest reporter that prints {@link contractLine} when the process exits. After a run of all test files, an operation that
 * none of them exercised makes the run red. Put it before the closing line.
 */
export class ContractLine implements Reporter {
  /** What a run of everything left unexercised; empty for a run of less. */
  readonly missing: string[] = [];
  #whole = false;

  onInit(vitest: Vitest): void {
    rmSync(FOLDER, { recursive: true, force: true });
    this.#whole = asksForAll(vitest);
    process.once('exit', () => {
      const notes = readNotes();
      if (notes.length > 0) process.stdout.write(`${contractLine(describedIds(), notes, this.#whole)}\n`);
    });
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#whole &&= hasEveryFile(specifications);
  }

  onTestRunEnd(): void {
    if (!this.#whole) return;
    this.missing.push(...missing(describedIds(), readNotes()));
    if (this.missing.length > 0) process.exitCode = 1;
  }
}
