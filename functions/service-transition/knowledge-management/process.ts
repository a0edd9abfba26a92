/** Knowledge management (ITIL service transition): gather, analyse, store and share what is known, so that nothing is found out twice. */
import { approvalEvents } from '#functions/platform/records/approvals/contract';
import { outcomesOf } from '#shared/capabilities/approvals/follow';
import { defineProcess } from '#shared/grammar/process-definition';
import { knowledge } from './knowledge/knowledge.ts';
import { rounds } from './knowledge/rounds.ts';
import { knowledgeBase } from './knowledge-base/knowledge-base.ts';
import { knowledgeManagementProblems } from './problems.ts';

export const knowledgeManagement = defineProcess({
  id: 'knowledge-management',
  stage: 'service-transition',
  title: 'Knowledge management',
  purpose: 'Gather, analyse, store and share what is known, so that nothing has to be found out twice.',
  records: [knowledge, knowledgeBase],
  problems: knowledgeManagementProblems,
  consumes: [...outcomesOf(approvalEvents, knowledge, rounds)],
});
