/** Control-plane calls to a DynamoDB endpoint in its own JSON protocol, since templates already speak its shapes. */
import { asObject, asString, type JsonObject } from '#infra/local/machine/json';

/** An error answer of the endpoint; `name` is DynamoDB's, such as ResourceNotFoundException. */
export class DynamoDbError extends Error {
  constructor(operation: string, body: JsonObject) {
    super(`${operation}: ${asString(body.message) ?? asString(body.Message) ?? JSON.stringify(body)}`);
    this.name = (asString(body.__type) ?? 'UnknownError').replace(/^.*#/, '');
  }
}

/** Engines that run locally want an Authorization header, and none of them verifies it. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20250101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local';

/** Performs one operation; throws DynamoDbError for an error answer. */
export async function callDynamoDb(endpoint: string, operation: string, body: JsonObject): Promise<JsonObject> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      authorization: AUTHORIZATION,
      'x-amz-date': new Date().toISOString().replace(/[-:]|\.\d+/g, ''),
    },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new DynamoDbError(operation, asObject(answer) ?? {});
  return asObject(answer) ?? {};
}
