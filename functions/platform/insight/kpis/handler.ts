/** The Lambda function of the KPI service. */
import { serveService } from '#shared/serve/service';
import { kpis } from './service.ts';

export const handler = serveService(kpis);
