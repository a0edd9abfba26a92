/** The sections of the benchmark, in the order in which they run. */
import { bulkSection } from '#test/bench/bulk';
import { bundleSection } from '#test/bench/bundle';
import { callsSection } from '#test/bench/calls';
import { causedSection } from '#test/bench/caused';
import { codeSection } from '#test/bench/code';
import { costSection } from '#test/bench/cost';
import { httpSection } from '#test/bench/http';
import { importSection } from '#test/bench/import';
import { searchSection } from '#test/bench/search';
import type { Section } from '#test/bench/section';
import { soakSection } from '#test/bench/soak';
import { startSection } from '#test/bench/start';
import { timersSection } from '#test/bench/timers';
import { unitsSection } from '#test/bench/units';

export const sections: readonly Section[] = [
  callsSection,
  causedSection,
  unitsSection,
  costSection,
  bundleSection,
  codeSection,
  httpSection,
  timersSection,
  importSection,
  bulkSection,
  startSection,
  searchSection,
  soakSection,
];
