/** What is told at the end: what the emulator lacks, and which resources were therefore not deployed as they are written. */
import { type Lack, lackedAtRunTime, lacks } from '#infra/emulator/lacks';
import type { Trimmed } from '#infra/emulator/trim';

/** Lines for the terminal. `learnt` are lacks that this release has no more. */
export function reportOf(
  version: string,
  trimmed: readonly (Trimmed & { readonly stack: string })[],
  learnt: readonly Lack[],
): string {
  const rows = lacks.map((lack) => {
    const ids = trimmed.filter((each) => each.lack === lack).map(({ stack, id }) => `${stack}/${id}`);
    return [`  - ${lack.what}: ${lack.instead}`, ...ids.map((id) => `      ${id}`)].join('\n');
  });
  const besides = lackedAtRunTime.map(({ what, instead }) => `  - ${what}: ${instead}`);
  const news = learnt.map(({ what }) => `It has learnt ${what}: take the row out of infra/emulator/lacks.ts.`);
  return [`What MiniStack ${version} lacks, and nothing else was changed:`, ...rows, ...besides, ...news].join('\n');
}
