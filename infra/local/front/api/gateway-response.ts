/** What API Gateway answers without asking a function: the gateway responses of its description. */
import { staticHeaders } from '#infra/local/front/api/static-headers';
import { asObject, asString } from '#infra/local/machine/json';
import type { Resource } from '#infra/local/machine/template/template';

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
export function readGatewayResponses({ properties: { Body } }: Resource): GatewayResponses {
  const declared = asObject(asObject(Body)?.['x-amazon-apigateway-gateway-responses']) ?? {};
  return (type, context) => {
    const status = DEFAULT_STATUS[type];
    const response = asObject(declared[type] ?? declared[status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX']) ?? {};
    const template = asString(asObject(response.responseTemplates)?.['application/json']);
    return {
      status: Number(response.statusCode ?? status),
      headers: { 'content-type': 'application/json', ...staticHeaders(response.responseParameters) },
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
