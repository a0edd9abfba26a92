/** Problems of lists. */
import { defineProblems } from '#shared/problems/row';

export const listsProblems = defineProblems({
  'too-many-to-sort': {
    status: 422,
    title: 'There are too many records for this order',
    when: 'A list was asked for in an order that no index has, and holds more than 2,000 records before its filters.',
    remedy:
      "Narrow it by one of `known`, such as a group's queue, or sort by `-updatedAt`, `-openedAt` or `priority,dueAt`.",
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly lists: typeof listsProblems;
  }
}
