/** The Lambda function of inbound mail. */
import { serveService } from '#shared/serve/service';
import { inboundMail } from './service.ts';

export const handler = serveService(inboundMail);
