/** The way in and out of every HTTP function: the event becomes a request, what is thrown becomes a problem document. */
import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { type OriginsOf, originHeaders } from '#shared/http/origins';
import { unlessSeen } from '#shared/http/precondition';
import { type Request, requestOf } from '#shared/http/request';
import { problemResponse, type Response, toProxyResult } from '#shared/http/response';

/** What a function answers requests with. */
export interface Answering {
  readonly logger: Logger;
  readonly answer: (request: Request) => Promise<Response>;
  /** Origins of the web pages that may read the answers. */
  readonly originsOf: OriginsOf;
}

/** Answers an API Gateway event. Server errors and refusals are logged with who asked for what; nothing is ever thrown. */
export async function answerHttp(
  event: APIGatewayProxyEvent,
  { logger, answer, originsOf }: Answering,
): Promise<APIGatewayProxyResult> {
  const { requestId } = event.requestContext;
  try {
    const request = requestOf(event);
    const response = unlessSeen(request, await answer(request));
    const readable = await originHeaders(event, originsOf);
    return finished(toProxyResult(response, requestId), event, readable);
  } catch (error) {
    const response = problemResponse(error, requestId);
    const caller = event.requestContext.authorizer ?? {};
    const facts = {
      requestId,
      tenantId: caller.tenantId,
      userId: caller.userId,
      method: event.httpMethod,
      path: event.path,
      status: response.status,
    };
    if (response.status >= 500) logger.error('request failed', { ...facts, error: error as Error });
    if (response.status === 403)
      logger.warn('request refused', { ...facts, security: true, detail: (error as Error).message });
    // A page that may read answers may read refusals; where even that cannot be found out, it may not.
    const readable = await originHeaders(event, originsOf).catch(() => ({}));
    return finished(toProxyResult(response, requestId), event, readable);
  }
}

/** With the limit that the request was counted against (what is left of it, API Gateway tells nobody), and without a body for HEAD. */
function finished(
  result: APIGatewayProxyResult,
  event: APIGatewayProxyEvent,
  readable: Readonly<Record<string, string>>,
): APIGatewayProxyResult {
  const policy: unknown = event.requestContext.authorizer?.rateLimitPolicy;
  const limits = typeof policy !== 'string' || policy === '' ? {} : { 'ratelimit-policy': policy };
  const body = event.httpMethod === 'HEAD' ? '' : result.body;
  return { ...result, body, headers: { ...result.headers, ...readable, ...limits } };
}
