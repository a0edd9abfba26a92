/** The Lambda function of approvals. */

import { serve } from '#shared/serve/serve';
import { approvals } from './process.ts';

export const handler = serve(approvals);
