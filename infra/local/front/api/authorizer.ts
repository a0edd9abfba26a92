/** The REQUEST authorizer of the API, asked as API Gateway asks it. */

import type { Functions } from '#infra/local/edges/functions/functions';
import { contextOf } from '#infra/local/edges/iam/context';
import { definePolicy, evaluate, type Policy } from '#infra/local/edges/iam/evaluate';
import { type ApiRequest, type ApiStage, authorizerEvent, headerOf, methodArn } from '#infra/local/front/api/event';
import type { GatewayResponseType } from '#infra/local/front/api/gateway-response';
import type { Match } from '#infra/local/front/api/routes';
import { asObject, asString, type JsonObject } from '#infra/local/machine/json';
import { authorizerOf, invokedBy, schemesOf } from '#infra/local/machine/template/api-methods';
import type { Resource } from '#infra/local/machine/template/template';

export type Authorization =
  | {
      readonly ok: true;
      /** requestContext.authorizer: the context of the answer as strings, and the principal. */
      readonly context: JsonObject;
      readonly usageIdentifierKey: string | undefined;
    }
  | { readonly ok: false; readonly response: GatewayResponseType; readonly context?: JsonObject };

export type Authorizer = (request: ApiRequest, match: Match) => Promise<Authorization>;

/** API Gateway waits no longer for an authorizer, in milliseconds. */
const PATIENCE = 29_000;

/** The authorizers of an API by their names in its description. Throws for a kind that the local API front does not have. */
export function readAuthorizers(
  api: Resource,
  stage: ApiStage,
  functions: Functions,
  mayInvoke: (roleArn: string | undefined, functionArn: string) => boolean,
): ReadonlyMap<string, Authorizer> {
  const authorizers = [...schemesOf(api)].flatMap(([name, scheme]) => {
    const described = authorizerOf(scheme);
    if (!described) return [];
    const functionArn = invokedBy(described.authorizerUri);
    if (described.type !== 'request' || functionArn === undefined || Number(described.authorizerResultTtlInSeconds) > 0)
      throw new Error(`${name}: the local API front has authorizers of type request whose answers are not cached`);
    if (!mayInvoke(asString(described.authorizerCredentials), functionArn))
      throw new Error(`${name}: its role may not invoke ${functionArn}`);
    const sources = String(described.identitySource ?? '')
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
    return [[name, authorizer] as const];
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
  const known = { ...Object.fromEntries(context.map(([name, value]) => [name, String(value)])), principalId };
  if (!decision.allowed) return { ok: false, response: 'ACCESS_DENIED', context: known };
  return {
    ok: true,
    context: known,
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
