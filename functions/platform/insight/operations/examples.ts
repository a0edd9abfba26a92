/** Parameters that no schema alone gives. */
import type { Examples } from '#shared/grammar/examples';

export const operationsExamples = {
  of: 'operations',
  parameters: { readOperationPage: { number: '1' } },
} satisfies Examples;
