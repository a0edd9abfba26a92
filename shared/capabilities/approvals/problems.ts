/** Problems of what waits for people. */
import { defineProblems } from '#shared/problems/row';

export const approvalsProblems = defineProblems({
  'timeout-too-long': {
    status: 422,
    title: 'The timeout is too long',
    when: 'Waiting was to take longer than 180 days.',
    remedy: 'Choose a shorter time.',
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly approvalRounds: typeof approvalsProblems;
  }
}
