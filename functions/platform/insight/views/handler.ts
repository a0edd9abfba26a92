/** The Lambda function of views. */
import { serveService } from '#shared/serve/service';
import { views } from './service.ts';

export const handler = serveService(views);
