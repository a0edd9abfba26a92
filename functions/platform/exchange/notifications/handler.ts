/** The Lambda function of notifications. */
import { serveService } from '#shared/serve/service';
import { notifications } from './service.ts';

export const handler = serveService(notifications);
