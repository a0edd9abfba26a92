/** Deletes expired items, which dynoxide's server does not do; by the given clock, so that a moved clock expires them too. */
import { callDynamoDb, DynamoDbError } from '#infra/local/edges/dynamodb/control';
import { asArray, asObject, type JsonObject } from '#infra/local/machine/json';
import { toSeconds } from '#shared/time/clock';

/**
 * Deletes the items of the table whose time-to-live attribute lies before `now` (milliseconds), as AWS does within days
 * of the instant. Reads the whole table: call it rarely. Returns how many items it deleted.
 * @param properties of the AWS::DynamoDB::Table, with intrinsics resolved
 */
export async function deleteExpiredItems(endpoint: string, properties: JsonObject, now: number): Promise<number> {
  const timeToLive = asObject(properties.TimeToLiveSpecification);
  const { TableName } = properties;
  if (timeToLive?.Enabled !== true) return 0;
  const keys = asArray(properties.KeySchema).map((key) => String(asObject(key)?.AttributeName));
  const expiry = {
    ExpressionAttributeNames: { '#ttl': timeToLive.AttributeName },
    ExpressionAttributeValues: { ':now': { N: String(toSeconds(now)) } },
  };
  let deleted = 0;
  let ExclusiveStartKey: unknown;
  do {
    const page = await callDynamoDb(endpoint, 'Scan', {
      TableName,
      FilterExpression: '#ttl < :now',
      ...expiry,
      ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
    });
    for (const item of asArray(page.Items)) {
      const Key = Object.fromEntries(keys.map((key) => [key, asObject(item)?.[key]]));
      const request = { TableName, Key, ConditionExpression: '#ttl < :now', ...expiry };
      if (await deleteUnlessRenewed(endpoint, request)) deleted += 1;
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return deleted;
}

async function deleteUnlessRenewed(endpoint: string, request: JsonObject): Promise<boolean> {
  try {
    await callDynamoDb(endpoint, 'DeleteItem', request);
    return true;
  } catch (error) {
    if (error instanceof DynamoDbError && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
