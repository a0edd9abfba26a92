/** Problems of templates that are to be published. */
import { defineProblems } from '#shared/problems/row';

export const templatesProblems = defineProblems({
  'invalid-template': {
    status: 422,
    title: 'The template is not valid',
    when: 'A template was to be published with a field, condition, pattern, default or group that cannot be used; `errors` names each.',
    remedy: 'Mend what `errors` names in the draft, then publish it.',
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly templateRecords: typeof templatesProblems;
  }
}
