/** The Lambda function of search. */
import { serveService } from '#shared/process/service';
import { search } from './service.ts';

export const handler = serveService(search);
