/** The Lambda function of request fulfilment. */
import { serve } from '#shared/serve/serve';
import { requestFulfilment } from './process.ts';

export const handler = serve(requestFulfilment);
