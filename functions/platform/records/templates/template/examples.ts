/** Example values of the template, where no declaration tells them. */
import type { Examples } from '#shared/grammar/examples';

export const templateExamples = {
  of: 'template',
  values: { title: 'A printer does not work', recordType: 'incident' },
  inputs: { publish: { notes: 'It asks for the floor.' } },
} satisfies Examples;
