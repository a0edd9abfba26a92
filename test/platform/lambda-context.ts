/** What Lambda tells a handler of its invocation. */
import type { Context } from 'aws-lambda';

export const lambda = {
  awsRequestId: 'request',
  functionName: 'test',
  memoryLimitInMB: '1024',
  getRemainingTimeInMillis: () => 29_000,
} as Context;
