/** The Lambda function of attachments. */
import { serveService } from '#shared/process/service';
import { attachments } from './service.ts';

export const handler = serveService(attachments);
