/** How an approval comes about and is concluded, and values that no declaration tells. */
import type { Examples } from '#shared/grammar/examples';

export const approvalExamples = {
  of: 'approval',
  values: { levels: [{ mode: 'any', voters: [{ kind: 'user', id: 'vera' }] }] },
  inputs: { answer: { answer: 'The update was tested on two machines for a week.' } },
  origin: {
    type: 'change',
    body: { changeType: 'emergency' },
    actions: ['submit'],
    find: 'approvals?subjectId={id}',
  },
  automatic: { conclude: 'by itself' },
  passing: ['decided'],
} satisfies Examples;
