/** The Lambda function of approval delegations. */
import { serveService } from '#shared/serve/service';
import { approvalDelegations } from './service.ts';

export const handler = serveService(approvalDelegations);
