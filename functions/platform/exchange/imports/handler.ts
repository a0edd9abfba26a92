/** The Lambda function of imports. */
import { serveService } from '#shared/serve/service';
import { imports } from './service.ts';

export const handler = serveService(imports);
