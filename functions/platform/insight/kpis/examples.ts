/** Bodies that no schema alone gives. */
import { measures } from '#functions/measures';
import type { Examples } from '#shared/grammar/examples';

const [measured] = measures;
const key = measured?.kpis[0]?.key;
const figures = { process: measured?.process };

export const kpisExamples = {
  of: 'kpis',
  requests: { putKpiTarget: { ...figures, key, green: 95, amber: 90 } },
  parameters: {
    readKpis: figures,
    verifyKpis: figures,
    listKpiRecords: { ...figures, key },
    readKpiTrend: { ...figures, key },
  },
} satisfies Examples;
