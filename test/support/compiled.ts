/** Modules are compiled once for all processes of all test runs, not once a process: that is a third of what tests cost. */
import { resolve } from 'node:path';

/** Before the first test; workers and the processes that tests start inherit it. */
export function setup(): void {
  process.env.NODE_COMPILE_CACHE ??= resolve('.build/compiled');
}
