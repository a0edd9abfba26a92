/** Bodies that no schema alone gives. */
import type { Examples } from '#shared/grammar/examples';

export const clocksExamples = {
  of: 'clocks',
  requests: {
    putPriorityMatrix: [
      ['P1', 'P2', 'P3'],
      ['P2', 'P3', 'P4'],
      ['P3', 'P4', 'P4'],
    ],
    putServiceLevelDefinition: {
      name: 'Mail is resolved',
      metric: 'resolution',
      appliesTo: { serviceId: 'mail' },
      targetByPriority: { P1: 'PT4H', P2: 'PT8H', P3: 'P1D' },
      calendarId: 'business',
      pauseOn: ['awaiting_caller'],
      warnAt: [50, 75, 90],
    },
  },
} satisfies Examples;
