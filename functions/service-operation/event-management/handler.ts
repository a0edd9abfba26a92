/** The Lambda function of event management. */

import { serve } from '#shared/serve/serve';
import { eventManagement } from './process.ts';

export const handler = serve(eventManagement);
