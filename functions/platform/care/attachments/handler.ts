/** The Lambda function of attachments. */
import { serveService } from '#shared/serve/service';
import { attachments } from './service.ts';

export const handler = serveService(attachments);
