/** The Lambda function of the Model Context Protocol: touches no table, and can do what its caller can. */
import { Logger } from '@aws-lambda-powertools/logger';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { bytesOf, textOf } from '#shared/http/body';
import { callerOf } from '#shared/http/request';
import { problemResponse, toProxyResult } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import { apiFor } from './api.ts';
import { type Asker, unknownAmong } from './catalogue.ts';
import { serverFor } from './server.ts';

const logger = new Logger({ serviceName: 'mcp' });

/** @throws Problem unknown-parameter, and as the caller is refused */
function askerOf(event: APIGatewayProxyEvent): Asker {
  // What the API refuses it refuses for each tool; who is nobody's caller is told at the door.
  const { roles } = callerOf({ ...event, httpMethod: 'GET' });
  const { only, ...others } = event.queryStringParameters ?? {};
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw new Problem('unknown-parameter', `unknown query parameter ${unknown.slice(0, 100)}; known ones: only`, {
      parameter: unknown,
      known: ['only'],
    });
  const wanted = only === undefined || only === '' ? [] : only.split(',');
  const [missing] = unknownAmong(wanted);
  if (missing !== undefined)
    throw new Problem(
      'unknown-parameter',
      `only names collections such as incidents, was given ${missing.slice(0, 100)}`,
      {
        parameter: 'only',
      },
    );
  return { roles, only: wanted };
}

/** Answers one message of the protocol, or refuses it as the API does. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const { requestId } = event.requestContext;
  try {
    const headers = Object.fromEntries(
      Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const asker = askerOf(event);
    const mcp = createMcpHandler(() => serverFor(asker, apiFor(headers)), {
      responseMode: 'json',
      onerror: (error) => logger.warn('message refused', { requestId, error }),
    });
    const body = textOf(bytesOf(event));
    const request = new Request('https://helmdesk.invalid/mcp', {
      method: event.httpMethod,
      headers: new Headers(
        Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
      ...(body !== '' && { body }),
    });
    const response = await mcp.fetch(request);
    const told = Object.fromEntries(response.headers);
    return toProxyResult({ status: response.status, text: await response.text(), headers: told }, requestId);
  } catch (error) {
    if (!(error instanceof Problem)) logger.error('request failed', { requestId, error: error as Error });
    return toProxyResult(problemResponse(error, requestId), requestId);
  }
}
