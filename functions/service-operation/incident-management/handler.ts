/** The Lambda function of incident management. */

import { serve } from '#shared/serve/serve';
import { incidentManagement } from './process.ts';

export const handler = serve(incidentManagement);
