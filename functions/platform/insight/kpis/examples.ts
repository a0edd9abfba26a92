/** Bodies that no schema alone gives. */
import { measures } from '#functions/measures';
import type { Examples } from '#shared/grammar/examples';

const [measured] = measures;

export const kpisExamples = {
  of: 'kpis',
  requests: { putKpiTarget: { process: measured?.process, key: measured?.kpis[0]?.key, green: 95, amber: 90 } },
} satisfies Examples;
