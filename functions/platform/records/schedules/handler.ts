/** The Lambda function of schedules. */

import { serve } from '#shared/serve/serve';
import { schedules } from './process.ts';

export const handler = serve(schedules);
