/** Everything that stands in a table, past the policies, unpacked: for tests that look for what must not be there. */
import { callDynamoDb } from '#infra/local/edges/dynamodb/control';
import { asArray, asObject, type JsonObject } from '#infra/local/machine/json';
import { fromAttributes, type Item } from '#shared/store/item';

/** The item of attributes in DynamoDB's own JSON, where bytes are base64. */
export const itemOf = (attributes: JsonObject): Item => fromAttributes(attributes as never);

/** Every item as the table has it. @param endpoint of the engine */
export async function attributesIn(endpoint: string, table: string): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  let after: unknown;
  do {
    const page = await callDynamoDb(endpoint, 'Scan', {
      TableName: table,
      ...(after === undefined ? {} : { ExclusiveStartKey: after }),
    });
    found.push(...asArray(page.Items).map((item) => asObject(item) ?? {}));
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
  return found;
}

/** The same, unpacked. */
export const itemsIn = async (endpoint: string, table: string): Promise<readonly Item[]> =>
  (await attributesIn(endpoint, table)).map(itemOf);
