/** The Lambda function of templates. */

import { serve } from '#shared/serve/serve';
import { templates } from './process.ts';

export const handler = serve(templates);
