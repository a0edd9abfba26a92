/** Problems of new records. */
import { defineProblems } from '#shared/problems/row';

export const recordsProblems = defineProblems({
  'opened-at-in-future': {
    status: 422,
    title: 'A record cannot be opened in the future',
    when: '`openedAt` lies ahead.',
    remedy: 'Leave it out, or correct it; check the clock of the machine that sends it.',
  },
  'opened-at-too-old': {
    status: 422,
    title: 'A record cannot be opened that long ago',
    when: '`openedAt` lies more than 72 hours back.',
    remedy: 'Leave it out and write the time into the description; older history comes in by an import.',
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly records: typeof recordsProblems;
  }
}
