/** The Lambda function of approval delegations. */
import { serveService } from '#shared/process/service';
import { approvalDelegations } from './service.ts';

export const handler = serveService(approvalDelegations);
