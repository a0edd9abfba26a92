/** The Lambda function of the view across clients. */
import { serveService } from '#shared/serve/service';
import { msp } from './service.ts';

export const handler = serveService(msp);
