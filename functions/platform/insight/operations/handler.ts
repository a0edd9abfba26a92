/** The Lambda function of operations: it tells of them and steers them; the steps are taken by the processes. */
import { serveService } from '#shared/serve/service';
import { operations } from './service.ts';

export const handler = serveService(operations);
