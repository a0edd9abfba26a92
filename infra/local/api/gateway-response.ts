/** What API Gateway answers without asking a function: the template's gateway responses. */
import { asObject, asString } from '#infra/local/iam/json';
import type { Deployment, Resource } from '#infra/local/template';

/** The status of each kind where the template does not say another. */
const DEFAULT_STATUS = {
  ACCESS_DENIED: 403,
  API_CONFIGURATION_ERROR: 500,
  AUTHORIZER_CONFIGURATION_ERROR: 500,
  AUTHORIZER_FAILURE: 500,
  BAD_REQUEST_BODY: 400,
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  INVALID_API_KEY: 403,
  MISSING_AUTHENTICATION_TOKEN: 403,
  QUOTA_EXCEEDED: 429,
  REQUEST_TOO_LARGE: 413,
  THROTTLED: 429,
  UNAUTHORIZED: 401,
} as const;

export type GatewayResponseType = keyof typeof DEFAULT_STATUS;

export interface GatewayResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The values of `$context.…`, by what follows `$context.`. */
export type ContextVariables = Readonly<Record<string, string | number | undefined>>;

export type GatewayResponses = (type: GatewayResponseType, context: ContextVariables) => GatewayResponse;

/** The gateway responses of the API, with DEFAULT_4XX and DEFAULT_5XX for those that the template does not have. */
export function readGatewayResponses(deployment: Deployment, api: Resource): GatewayResponses {
  const declared = new Map(
    deployment
      .ofType('AWS::ApiGateway::GatewayResponse')
      .filter(({ properties }) => properties.RestApiId === api.ref)
      .map(({ properties }) => [String(properties.ResponseType), properties]),
  );
  return (type, context) => {
    const status = DEFAULT_STATUS[type];
    const properties = declared.get(type) ?? declared.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX') ?? {};
    const template = asString(asObject(properties.ResponseTemplates)?.['application/json']);
    const parameters = Object.entries(asObject(properties.ResponseParameters) ?? {}).map(([name, value]) => [
      name.replace(/^gatewayresponse\.header\./, '').toLowerCase(),
      String(value).replace(/^'(.*)'$/s, '$1'),
    ]);
    return {
      status: Number(properties.StatusCode ?? status),
      headers: { 'content-type': 'application/json', ...Object.fromEntries(parameters) },
      body: substitute(template ?? '{"message":$context.error.messageString}', {
        'error.responseType': type,
        'error.message': type,
        'error.messageString': JSON.stringify(type),
        ...context,
      }),
    };
  };
}

/** Replaces `$context.name` by its value; what is not known becomes `-`, as in access logs. */
export function substitute(template: string, context: ContextVariables): string {
  return template.replaceAll(/\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g, (_, name: string) =>
    String(context[name] ?? '-'),
  );
}
