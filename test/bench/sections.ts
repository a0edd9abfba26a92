/** The sections of the benchmark, in the order in which they run. */
import { bulkSection } from '#test/bench/bulk';
import { bundleSection } from '#test/bench/bundle';
import { callsSection } from '#test/bench/calls';
import { codeSection } from '#test/bench/code';
import { httpSection } from '#test/bench/http';
import { importSection } from '#test/bench/import';
import type { Section } from '#test/bench/section';
import { startSection } from '#test/bench/start';
import { timersSection } from '#test/bench/timers';

export const sections: readonly Section[] = [
  callsSection,
  bundleSection,
  codeSection,
  httpSection,
  timersSection,
  importSection,
  bulkSection,
  startSection,
];
