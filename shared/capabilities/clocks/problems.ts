/** Problems of service levels and priorities. */
import { defineProblems } from '#shared/problems/row';

export const clocksProblems = defineProblems({
  'ola-exceeds-sla': {
    status: 422,
    title: 'An operational level target exceeds the service level target',
    when: "A group's own target is longer than what was promised to the customer.",
    remedy: 'Shorten the operational target, or lengthen the promise.',
  },
  'matrix-not-monotone': {
    status: 422,
    title: 'The priority matrix is not monotone',
    when: 'A higher impact or urgency would give a lower priority.',
    remedy: 'Order the matrix so that more impact or urgency never lowers the priority.',
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly clocks: typeof clocksProblems;
  }
}
