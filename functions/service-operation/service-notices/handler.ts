/** The Lambda function of service notices. */

import { serve } from '#shared/serve/serve';
import { serviceNotices } from './process.ts';

export const handler = serve(serviceNotices);
