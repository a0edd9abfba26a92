/** When the next timer of a record is due, asked of the engine directly: the clock's steps are not a function's business. */
import { callDynamoDb } from '#infra/local/edges/dynamodb/control';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';
import { DUE_SHARDS, dueShardKey, indexes } from '#shared/store/keys';

export interface DueTimers {
  /** The earliest instant after this one at which a timer is due, in epoch milliseconds. */
  nextAfter(instant: number): Promise<number | undefined>;
  /** Whether a timer was due at this instant or before, and is still there. */
  overdueAt(instant: number): Promise<boolean>;
}

/** The timers in the index `due` of the table. */
export function createDueTimers(endpoint: string, tableName: string): DueTimers {
  const [pk, sk] = indexes.due;
  const earliest = async (comparison: '>' | '<=', instant: number): Promise<number | undefined> => {
    const shards = Array.from({ length: DUE_SHARDS }, async (_, shard) => {
      const answer = await callDynamoDb(endpoint, 'Query', {
        TableName: tableName,
        IndexName: 'due',
        KeyConditionExpression: `#pk = :pk AND #sk ${comparison} :at`,
        ExpressionAttributeNames: { '#pk': pk, '#sk': sk },
        ExpressionAttributeValues: { ':pk': { S: dueShardKey(shard) }, ':at': { S: new Date(instant).toISOString() } },
        Limit: 1,
      });
      return asArray(answer.Items).map((item) => Date.parse(dueOf(asObject(item) ?? {}, sk)));
    });
    const found = (await Promise.all(shards)).flat();
    return found.length === 0 ? undefined : Math.min(...found);
  };
  return {
    nextAfter: (instant) => earliest('>', instant),
    overdueAt: async (instant) => (await earliest('<=', instant)) !== undefined,
  };
}

const dueOf = (item: JsonObject, name: string): string => asString(asObject(item[name])?.S) ?? '';
