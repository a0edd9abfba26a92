/** The run's last line, for people and build servers alike: `N passed, N failed, N skipped`. */
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Counts tests by outcome. Whatever else makes a run red counts as one failure each, so that the line never claims 0 failed
 * on a red run: a module or suite that broke outside its tests, an unhandled error, a test that never ended.
 */
export function totals(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): Totals {
  let passed = 0;
  let skipped = 0;
  let failed = unhandledErrors.length;
  for (const module of modules) {
    if (module.errors().length > 0) failed += 1;
    for (const suite of module.children.allSuites()) if (suite.errors().length > 0) failed += 1;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed += 1;
      else if (state === 'skipped') skipped += 1;
      else failed += 1;
    }
  }
  return { passed, failed, skipped };
}

export function closingLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * A vitest reporter that prints {@link closingLine} when the process exits. Reporters finish in no order that can be relied on,
 * and the exit is the only moment after which none of them prints. A run that dies prints no line, which is a failure too.
 */
export class ClosingLine implements Reporter {
  #totals: Totals | undefined;
  readonly #more: () => number;

  /** @param more failures that no test stands for. */
  constructor(more: () => number = () => 0) {
    this.#more = more;
  }

  onInit(): void {
    process.once('exit', () => {
      if (!this.#totals) return;
      const failed = this.#totals.failed + this.#more();
      process.stdout.write(`${closingLine({ ...this.#totals, failed })}\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    this.#totals = totals(modules, unhandledErrors);
  }
}
