/** The Lambda function of change management. */

import { serve } from '#shared/process/serve';
import { changeManagement } from './process.ts';

export const handler = serve(changeManagement);
