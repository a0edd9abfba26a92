/** The present, in memory that the runner shares with its threads of functions. */

/** Two 64-bit cells: the frozen instant or -1, and how far the local clock is ahead of the machine's, in milliseconds. */
const FROZEN = 0;
const OFFSET = 1;
const RUNNING = -1n;

/** Memory for one clock, running with the machine's. */
export function createCell(): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(16);
  Atomics.store(new BigInt64Array(buffer), FROZEN, RUNNING);
  return buffer;
}

/** A reader of the local time in epoch milliseconds. `real` is the machine's clock, taken before anyone replaces it. */
export function readerOf(buffer: SharedArrayBuffer, real: () => number): () => number {
  const cells = new BigInt64Array(buffer);
  return () => {
    const frozen = Atomics.load(cells, FROZEN);
    return frozen === RUNNING ? real() + Number(Atomics.load(cells, OFFSET)) : Number(frozen);
  };
}

/** Stops time at the instant. */
export function freezeCell(buffer: SharedArrayBuffer, at: number): void {
  Atomics.store(new BigInt64Array(buffer), FROZEN, BigInt(at));
}

/** Lets time run, this far ahead of the machine's clock. */
export function runCell(buffer: SharedArrayBuffer, offset: number): void {
  const cells = new BigInt64Array(buffer);
  Atomics.store(cells, OFFSET, BigInt(offset));
  Atomics.store(cells, FROZEN, RUNNING);
}
