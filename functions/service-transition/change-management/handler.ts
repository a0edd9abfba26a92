/** The Lambda function of change management. */

import { serve } from '#shared/serve/serve';
import { changeManagement } from './process.ts';

export const handler = serve(changeManagement);
