/** The Lambda function of configuration. */
import { serveService } from '#shared/serve/service';
import { configuration } from './service.ts';

export const handler = serveService(configuration);
