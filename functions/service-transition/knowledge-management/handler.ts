/** The Lambda function of knowledge management. */

import { serve } from '#shared/serve/serve';
import { knowledgeManagement } from './process.ts';

export const handler = serve(knowledgeManagement);
