/** Example values of the knowledge base, where no declaration tells them. */
import type { Examples } from '#shared/grammar/examples';

export const knowledgeBaseExamples = {
  of: 'knowledge-base',
  values: { title: 'Help for everybody', publishPolicy: 'review', audience: 'public' },
} satisfies Examples;
