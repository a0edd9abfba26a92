/** The way in and out of every HTTP function: the event becomes a request, what is thrown becomes a problem document. */
import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { type Request, requestOf } from '#shared/http/request';
import { problemResponse, type Response, toProxyResult } from '#shared/http/response';

/** Answers an API Gateway event. Server errors and refusals are logged with who asked for what; nothing is ever thrown. */
export async function answerHttp(
  event: APIGatewayProxyEvent,
  logger: Logger,
  answer: (request: Request) => Promise<Response>,
): Promise<APIGatewayProxyResult> {
  const { requestId } = event.requestContext;
  try {
    return limited(toProxyResult(await answer(requestOf(event)), requestId), event);
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
    return limited(toProxyResult(response, requestId), event);
  }
}

/** Says which limit the request was counted against; what is left of it, API Gateway tells nobody. */
function limited(result: APIGatewayProxyResult, event: APIGatewayProxyEvent): APIGatewayProxyResult {
  const policy: unknown = event.requestContext.authorizer?.rateLimitPolicy;
  if (typeof policy !== 'string' || policy === '') return result;
  return { ...result, headers: { ...result.headers, 'ratelimit-policy': policy } };
}
