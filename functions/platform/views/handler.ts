/** The Lambda function of views. */
import { serveService } from '#shared/process/service';
import { views } from './service.ts';

export const handler = serveService(views);
