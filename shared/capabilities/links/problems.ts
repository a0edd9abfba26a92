/** Problems of links between records; a merge is one, and what it ties no link undoes. */
import { defineProblems } from '#shared/problems/row';

export const linksProblems = defineProblems({
  'link-not-allowed': {
    status: 422,
    title: 'These records cannot be linked this way',
    when: 'The kind of link does not fit the types of the records, or a record was to be linked to itself.',
    remedy: 'Use a kind that fits; link a child to its parent with `parent`.',
  },
  'nesting-too-deep': {
    status: 409,
    title: 'A child cannot have children',
    when: 'The parent is a child itself, or the child has children.',
    remedy: 'Link to the topmost parent.',
  },
  'merge-refused': {
    status: 409,
    title: 'These records cannot be merged, or no longer be separated',
    when: 'One of them is closed or merged already, they are not equally confidential, the duplicate has children, or the merge is more than 7 days old.',
    remedy: 'Read what `detail` names; choose another survivor, or link the records.',
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly links: typeof linksProblems;
  }
}
