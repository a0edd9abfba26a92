/** The Lambda function of tenants. */
import { serveService } from '#shared/serve/service';
import { tenants } from './service.ts';

export const handler = serveService(tenants);
