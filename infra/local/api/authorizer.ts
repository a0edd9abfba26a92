/** The REQUEST authorizer of the API, asked as API Gateway asks it. */
import { type ApiRequest, type ApiStage, authorizerEvent, headerOf, methodArn } from '#infra/local/api/event';
import type { GatewayResponseType } from '#infra/local/api/gateway-response';
import type { Match } from '#infra/local/api/routes';
import type { Functions } from '#infra/local/functions';
import { contextOf } from '#infra/local/iam/context';
import { definePolicy, evaluate, type Policy } from '#infra/local/iam/evaluate';
import { asObject, asString, type JsonObject } from '#infra/local/iam/json';
import { invokePermissions } from '#infra/local/permissions';
import type { Deployment } from '#infra/local/template';
import { arn } from '#infra/local/template/physical';

export type Authorization =
  | {
      readonly ok: true;
      /** requestContext.authorizer: the context of the answer as strings, and the principal. */
      readonly context: JsonObject;
      readonly usageIdentifierKey: string | undefined;
    }
  | { readonly ok: false; readonly response: GatewayResponseType };

export type Authorizer = (request: ApiRequest, match: Match) => Promise<Authorization>;

/** API Gateway waits no longer for an authorizer, in milliseconds. */
const PATIENCE = 29_000;

/** The authorizers of the API by their Ref. Throws for a kind that the local API front does not have. */
export function readAuthorizers(
  deployment: Deployment,
  stage: ApiStage,
  functions: Functions,
): ReadonlyMap<string, Authorizer> {
  const permissions = invokePermissions(deployment);
  const authorizers = deployment.ofType('AWS::ApiGateway::Authorizer').map(({ name, ref, properties }) => {
    const functionArn = /functions\/(arn:.+)\/invocations$/.exec(String(properties.AuthorizerUri))?.[1];
    if (
      properties.Type !== 'REQUEST' ||
      functionArn === undefined ||
      Number(properties.AuthorizerResultTtlInSeconds) > 0
    ) {
      throw new Error(`${name}: the local API front has REQUEST authorizers whose answers are not cached`);
    }
    permissions.require(
      'apigateway.amazonaws.com',
      functionArn,
      arn('execute-api', `${stage.apiId}/authorizers/${ref}`),
    );
    const sources = String(properties.IdentitySource ?? '')
      .split(',')
      .filter((source) => source.startsWith('method.request.header.'))
      .map((source) => source.slice('method.request.header.'.length));
    const authorizer: Authorizer = async (request, match) => {
      if (sources.some((source) => !headerOf(request, source))) return { ok: false, response: 'UNAUTHORIZED' };
      const event = JSON.stringify(authorizerEvent(request, match, stage));
      const outcome = await functions.invoke(functionArn, event, PATIENCE);
      // "Unauthorized", and nothing else, is how an authorizer says 401.
      if (!outcome.ok) {
        const unauthorized = outcome.error.errorMessage === 'Unauthorized';
        return { ok: false, response: unauthorized ? 'UNAUTHORIZED' : 'AUTHORIZER_FAILURE' };
      }
      return judge(asObject(JSON.parse(outcome.payload)), methodArn(request, stage));
    };
    return [ref, authorizer] as const;
  });
  return new Map(authorizers);
}

function judge(answer: JsonObject | undefined, resource: string): Authorization {
  const document = asObject(answer?.policyDocument);
  const principalId = asString(answer?.principalId);
  const context = Object.entries(asObject(answer?.context) ?? {});
  // The context takes strings, numbers and booleans; anything else spoils the whole answer.
  if (!document || principalId === undefined || context.some(([, value]) => typeof value === 'object')) {
    return { ok: false, response: 'AUTHORIZER_CONFIGURATION_ERROR' };
  }
  const decision = evaluate([policyOf(document)], { action: 'execute-api:Invoke', resource, context: NO_CONTEXT });
  if (!decision.allowed) return { ok: false, response: 'ACCESS_DENIED' };
  return {
    ok: true,
    context: { ...Object.fromEntries(context.map(([name, value]) => [name, String(value)])), principalId },
    usageIdentifierKey: asString(answer?.usageIdentifierKey),
  };
}

const NO_CONTEXT = contextOf({});
const policies = new Map<string, Policy>();

/** Authorizers give the same few policies again and again. */
function policyOf(document: JsonObject): Policy {
  const text = JSON.stringify(document);
  const policy = policies.get(text) ?? definePolicy('authorizer', document);
  if (policies.size >= 1000) policies.clear();
  policies.set(text, policy);
  return policy;
}
