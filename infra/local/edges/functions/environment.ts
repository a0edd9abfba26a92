/** The environment of a function: what the template says, and what Lambda itself sets. */

import type { Credentials } from '#infra/local/edges/iam/credentials';
import { asObject } from '#infra/local/machine/json';
import { REGION } from '#infra/local/machine/template/physical';
import type { Resource } from '#infra/local/machine/template/template';

/** Where the edges answer. */
export interface Endpoints {
  readonly dynamodb: string;
  readonly sts: string;
  /** EventBridge, Step Functions, Lambda and SES. */
  readonly aws: string;
  /** The object store. */
  readonly s3: string;
  /** The issuer of tokens. */
  readonly issuer: string;
  readonly jwks: string;
}

/**
 * Nothing of the machine's own environment reaches a function, and no AWS profile of the developer's: the endpoints and
 * the function's own role are all there is. Only the issuer's address is replaced, as the port is not in the template.
 */
export function environmentOf(
  lambda: Resource,
  credentials: Credentials,
  { dynamodb, sts, aws, s3, issuer, jwks }: Endpoints,
): Record<string, string> {
  const variables = asObject(asObject(lambda.properties.Environment)?.Variables) ?? {};
  const own = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
  return {
    ...own,
    ...('OIDC_ISSUER' in own ? { OIDC_ISSUER: issuer, OIDC_JWKS_URI: jwks } : {}),
    ...('WEBHOOKS_TO_LOOPBACK' in own
      ? { WEBHOOKS_NOT_TO_PORTS: portsOf([dynamodb, sts, aws, s3, issuer]).join(' ') }
      : {}),
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: dynamodb,
    AWS_ENDPOINT_URL_STS: sts,
    AWS_ENDPOINT_URL_API_GATEWAY: aws,
    AWS_ENDPOINT_URL_EVENTBRIDGE: aws,
    AWS_ENDPOINT_URL_S3: s3,
    AWS_ENDPOINT_URL_SFN: aws,
    AWS_ENDPOINT_URL_LAMBDA: aws,
    AWS_ENDPOINT_URL_SESV2: aws,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/var/task/.aws/config',
    AWS_SHARED_CREDENTIALS_FILE: '/var/task/.aws/credentials',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: lambda.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.properties.MemorySize ?? 128),
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(lambda),
    TZ: ':UTC',
  };
}

/** The ports of addresses of our own; an address that is not known yet has none. */
export const portsOf = (urls: readonly string[]): readonly number[] =>
  urls.flatMap((url) => (URL.canParse(url) ? [Number(new URL(url).port)] : []));

/** The log group of a function: the one that its logging configuration names, or Lambda's default. */
export function logGroupOf(lambda: Resource): string {
  return String(asObject(lambda.properties.LoggingConfig)?.LogGroup ?? `/aws/lambda/${lambda.name}`);
}
