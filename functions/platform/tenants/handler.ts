/** The Lambda function of tenants. */
import { serveService } from '#shared/process/service';
import { tenants } from './service.ts';

export const handler = serveService(tenants);
