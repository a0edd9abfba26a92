/** Lambda's Invoke, as functions call it to reach each other. */
import { randomUUID } from 'node:crypto';
import type { AwsCaller } from '#infra/local/edges/aws/caller';
import { AwsError } from '#infra/local/edges/aws/error';
import { parse, type RestAnswer, type RestRequest, type RestService } from '#infra/local/edges/aws/server';
import type { AsyncInvocations } from '#infra/local/edges/functions/async-invocations';
import type { Functions } from '#infra/local/edges/functions/functions';
import type { Journal } from '#infra/local/machine/journal';
import { arn } from '#infra/local/machine/template/physical';

const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** The service behind /2015-03-31/functions/<name>/invocations. */
export function createLambdaEdge(options: {
  readonly functions: Functions;
  readonly journal: Journal;
  readonly invocations: AsyncInvocations;
}): RestService {
  return (request, caller) => {
    const [, name] = PATH.exec(request.path) ?? [];
    return name === undefined || request.method !== 'POST'
      ? undefined
      : invoke(decodeURIComponent(name), request, caller, options);
  };
}

async function invoke(
  name: string,
  { headers, body }: RestRequest,
  caller: AwsCaller,
  { functions, journal, invocations }: Parameters<typeof createLambdaEdge>[0],
): Promise<RestAnswer> {
  const lambda = functions.find(name);
  // Permission is asked for before existence, so that nobody learns what there is.
  caller.require('lambda:InvokeFunction', lambda?.arn ?? arn('lambda', `function:${name}`));
  if (!lambda) throw new AwsError('ResourceNotFoundException', `Function not found: ${name}`, 404);
  const payload = body.length === 0 ? '{}' : JSON.stringify(jsonOf(body));

  switch (headers['x-amz-invocation-type'] ?? 'RequestResponse') {
    case 'DryRun':
      return { status: 204, body: '' };
    case 'Event': {
      journal.transaction(() =>
        invocations.enqueue([{ function: lambda.name, payload, origin: caller.principal.arn }]),
      );
      invocations.start();
      return { status: 202, body: '' };
    }
    default: {
      const outcome = await functions.invoke(lambda.name, payload);
      const version = { 'x-amz-executed-version': '$LATEST', 'x-amzn-requestid': randomUUID() };
      if (outcome.ok) return { status: 200, headers: version, body: outcome.payload };
      return {
        status: 200,
        headers: { ...version, 'x-amz-function-error': 'Unhandled' },
        body: JSON.stringify(outcome.error),
      };
    }
  }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return parse(body);
  }
}
