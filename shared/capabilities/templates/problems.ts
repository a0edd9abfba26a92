/** Problems of what templates and settings ask of a record. */
import { defineProblems } from '#shared/problems/row';

export const templatesProblems = defineProblems({
  'unknown-tag': {
    status: 422,
    title: 'The tag is not in the tenant’s vocabulary',
    when: 'The tenant keeps a vocabulary of tags, and a new tag of the record is not in it.',
    remedy: "Use a tag of the vocabulary, or ask the tenant's administrator to add it to the settings.",
  },
  'expression-too-costly': {
    status: 422,
    title: 'A condition or pattern of the template takes too many steps',
    when: "The conditions or patterns of the record's template could not be worked out within their bound.",
    remedy:
      'Ask whoever keeps the template to make the condition simpler, or to give the fields with patterns a smaller `maxLength`.',
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly templates: typeof templatesProblems;
  }
}
