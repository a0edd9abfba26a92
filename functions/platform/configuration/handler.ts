/** The Lambda function of configuration. */
import { serveService } from '#shared/process/service';
import { configuration } from './service.ts';

export const handler = serveService(configuration);
