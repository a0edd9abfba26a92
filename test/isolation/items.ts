/** What IAM does not look at: whether every item that was written names its own tenant wherever it names one. */
import { callDynamoDb } from '#infra/local/dynamodb/control';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/iam/json';
import { indexes, tenantOf } from '#shared/store/keys';

const text = (item: JsonObject, attribute: string): string | undefined => asString(asObject(item[attribute])?.S);

/** Sentences about an item that stands in another tenant's index, or says that it is another's. */
export function strayIn(item: JsonObject): readonly string[] {
  const pk = text(item, 'pk') ?? '';
  const tenant = tenantOf(pk);
  if (tenant === undefined) return pk.startsWith('PLATFORM#') ? [] : [`an item is nobody’s: ${pk}`];
  const partitions = Object.entries(indexes).flatMap(([index, [attribute]]) => (index === 'due' ? [] : attribute));
  const named = [...new Set(partitions)].flatMap((attribute) => {
    const value = text(item, attribute);
    return value === undefined || tenantOf(value) === tenant ? [] : [`${pk} stands in ${attribute} ${value}`];
  });
  const said = text(item, 'tenantId') ?? tenant;
  const entry = asObject(JSON.parse(text(item, 'entry') ?? 'null'));
  const events = asArray(entry?.events).flatMap((event) => {
    const other = asString(asObject(event)?.tenantId);
    return other === undefined || other === tenant ? [] : [`${pk} ${text(item, 'sk')} has an event of ${other}`];
  });
  return [...named, ...(said === tenant ? [] : [`${pk} says it is of ${said}`]), ...events];
}

/** Looks at every item of the table, past the policies. */
export async function straysIn(endpoint: string, table: string): Promise<readonly string[]> {
  const found: string[] = [];
  let after: unknown;
  do {
    const page = await callDynamoDb(endpoint, 'Scan', {
      TableName: table,
      ...(after === undefined ? {} : { ExclusiveStartKey: after }),
    });
    found.push(...asArray(page.Items).flatMap((item) => strayIn(asObject(item) ?? {})));
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
  return found;
}
