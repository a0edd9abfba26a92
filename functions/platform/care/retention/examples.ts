/** Bodies that no schema alone gives. */
import type { Examples } from '#shared/grammar/examples';

export const retentionExamples = {
  of: 'retention',
  parameters: { readPurgeCertificate: { number: 'INC0000001' } },
  requests: {
    beginErasure: { person: 'rita', reason: 'Asked for on 1 June 2026' },
    putRetention: {
      operational: 'P3Y',
      change: 'P7Y',
      release: 'P7Y',
      access: 'P3Y',
      audit: 'P10Y',
      'raw-event': 'P90D',
      prediction: 'P1Y',
      quarantine: 'P30D',
    },
  },
} satisfies Examples;
