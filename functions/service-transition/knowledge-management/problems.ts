/** Problems of knowledge management. */
import { defineProblems } from '#shared/problems/row';

export const knowledgeManagementProblems = defineProblems({
  'pii-unreviewed': {
    status: 409,
    title: 'Personal data in it are not reviewed',
    when: 'An article was to be published in which e-mail addresses or phone numbers were found that nobody has decided upon; `proposals` has each.',
    remedy: 'Take it back to a draft, mask or keep each with `review-personal-data`, and submit it again.',
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly knowledgeManagement: typeof knowledgeManagementProblems;
  }
}
