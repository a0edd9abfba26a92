/** Problems of attachments. */
import { defineProblems } from '#shared/problems/row';

export const attachmentsProblems = defineProblems({
  'not-downloadable': {
    status: 409,
    title: 'The attachment cannot be downloaded',
    when: 'Its upload, or the look for malware, is not over yet, or the file was found infected, wrong or gone.',
    remedy: 'Read its `state`; while that is `pending` or `scanning`, ask again in a moment.',
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly attachments: typeof attachmentsProblems;
  }
}
