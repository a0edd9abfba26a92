/** What rules of an article look at beside it: its base, and the article that it translates. */
import { needing, referred } from '#shared/grammar/needs';
import { knowledgeBaseView, knowledgeView } from '../contract.ts';

export const looksAt = needing({
  base: referred('base', knowledgeBaseView),
  original: referred('translationOf', knowledgeView),
});
