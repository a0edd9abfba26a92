/** The Lambda function of retention. */
import { serveService } from '#shared/serve/service';
import { retention } from './service.ts';

export const handler = serveService(retention);
