/** The Lambda function of incident management. */

import { serve } from '#shared/process/serve';
import { incidentManagement } from './process.ts';

export const handler = serve(incidentManagement);
