/** Problems of many commands in one request. */
import { defineProblems } from '#shared/problems/row';

export const bulkProblems = defineProblems({
  'not-attempted': {
    status: 424,
    title: 'An item before it was refused',
    when: 'An earlier item of a bulk request with `stopOnError` was refused.',
    remedy: 'Mend the refused item and send the rest again.',
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly bulk: typeof bulkProblems;
  }
}
