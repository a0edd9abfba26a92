/** The Lambda function of search. */
import { serveService } from '#shared/serve/service';
import { search } from './service.ts';

export const handler = serveService(search);
