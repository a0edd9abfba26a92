/** Problems of decisions by link. */
import { defineProblems } from '#shared/problems/row';

export const approvalsProblems = defineProblems({
  'invalid-decision-token': {
    status: 422,
    title: 'The decision token is not valid',
    when: 'It was made for another round or level, its time is up, the subject has changed, or it was used.',
    remedy: 'Sign in and decide there.',
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly approvals: typeof approvalsProblems;
  }
}
