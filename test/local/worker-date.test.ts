/** The `Date` of a function worker: the local clock's present, and in everything else the Date that it was. */
import { afterEach, expect, it } from 'vitest';
import { patchDate } from '#infra/local/edges/functions/worker-date';
import { createCell, freezeCell, runCell } from '#infra/local/machine/clock/cell';

const Real = Date;
afterEach(() => {
  globalThis.Date = Real;
  Real.prototype.constructor = Real;
});

it('every way to ask for the present gives the local time', () => {
  const cell = createCell();
  freezeCell(cell, 1_000_000_000_000);
  patchDate(cell);

  expect(Date.now()).toBe(1_000_000_000_000);
  expect(new Date().toISOString()).toBe('2001-09-09T01:46:40.000Z');
  expect(Date()).toBe(new Real(1_000_000_000_000).toString());
  expect(new (class extends Date {})().getTime()).toBe(1_000_000_000_000);
});

it('running, it keeps its distance', () => {
  const cell = createCell();
  runCell(cell, 3_600_000);
  patchDate(cell);

  expect(Math.abs(Date.now() - Real.now() - 3_600_000)).toBeLessThan(10_000);
});

it('given instants stay what they are', () => {
  patchDate(createCell());

  expect(new Date('2026-03-27T10:00:00Z').toISOString()).toBe('2026-03-27T10:00:00.000Z');
  expect(new Date(2026, 0, 1) instanceof Date).toBe(true);
  expect(new Real() instanceof Date).toBe(true);
  expect(Date.UTC(2026, 0)).toBe(Real.UTC(2026, 0));
  expect(new Date(0).constructor).toBe(Date);
});
