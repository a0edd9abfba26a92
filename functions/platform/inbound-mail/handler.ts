/** The Lambda function of inbound mail. */
import { serveService } from '#shared/process/service';
import { inboundMail } from './service.ts';

export const handler = serveService(inboundMail);
