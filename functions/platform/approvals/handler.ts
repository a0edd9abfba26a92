/** The Lambda function of approvals. */

import { serve } from '#shared/process/serve';
import { approvals } from './process.ts';

export const handler = serve(approvals);
