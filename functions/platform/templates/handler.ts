/** The Lambda function of templates. */

import { serve } from '#shared/process/serve';
import { templates } from './process.ts';

export const handler = serve(templates);
