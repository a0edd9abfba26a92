/** The Lambda function of webhooks. */
import { serveService } from '#shared/serve/service';
import { webhooks } from './service.ts';

export const handler = serveService(webhooks);
