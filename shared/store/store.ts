/** The one module that sends requests to DynamoDB. What it offers is what isolation, budgets and benchmarks are proved on. */

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { type Answers, type AttributeValue, DynamoDbRefused, dynamoDb } from '#shared/aws/dynamodb';
import { fromAttributes, type Item, itemFormat, toAttributes } from '#shared/store/item';
import { type IndexName, indexes, type Key, listedAttributes } from '#shared/store/keys';

export type { Item };

/** A condition on the item that is there before a write. Values are compared with `=`; `absent` means no such item. */
export type Condition = 'absent' | 'present' | { readonly [attribute: string]: string | number };

export type Write =
  | { readonly put: Item; readonly condition?: Condition }
  | { readonly delete: Key; readonly condition?: Condition }
  | { readonly check: Key; readonly condition: Condition };

/** A transaction was refused: for each write, whether its condition failed, and the item that was there instead. */
export class TransactionRefused extends Error {
  readonly reasons: readonly { readonly failed: boolean; readonly conflict: boolean; readonly existing?: Item }[];

  constructor(reasons: TransactionRefused['reasons']) {
    super('a condition of the transaction did not hold, or another transaction was under way');
    this.name = 'TransactionRefused';
    this.reasons = reasons;
  }
}

export interface Page {
  readonly items: readonly Item[];
  /** The key to continue after, absent at the end. */
  readonly next?: Readonly<Record<string, unknown>>;
}

export interface QueryInput {
  readonly pk: string;
  /** Query this index instead of the table. What an index does not have of its items is read from the table; of records it has what lists need. */
  readonly index?: IndexName;
  readonly begins?: string;
  /** Inclusive bounds of the sort key. */
  readonly from?: string;
  readonly to?: string;
  readonly descending?: boolean;
  readonly limit?: number;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly consistent?: boolean;
}

/** What the store needs to be told: the table, and a client with somebody's credentials. */
export interface Store {
  get(key: Key): Promise<Item | undefined>;
  /**
   * Items by key, each named once, in no particular order; missing ones are left out. A request for each begun hundred. Of records whoever wants only
   * what lists need is told where they stand and that: half as many attributes to be said and read.
   */
  getAll(keys: readonly Key[], what?: { readonly only: 'listed' }): Promise<readonly Item[]>;
  query(input: QueryInput): Promise<Page>;
  /** Every item of a query, page after page. */
  queryAll(input: QueryInput): Promise<readonly Item[]>;
  /** @throws TransactionRefused */
  put(item: Item, condition?: Condition): Promise<void>;
  delete(key: Key): Promise<void>;
  /** All or nothing, up to 100 writes. @throws TransactionRefused */
  transact(writes: readonly Write[]): Promise<void>;
  /** Adds to a number attribute and returns the new value. */
  add(key: Key, attribute: string, by: number): Promise<number>;
  /** Sets and removes (`null`) attributes of an item, making it when it is not there, and returns the item as it is then. */
  set(key: Key, attributes: Readonly<Record<string, string | number | null>>): Promise<Item>;
  /** Deletes or puts without conditions, 25 at a time: for items that only a retry-safe job writes. */
  writeAll(writes: readonly ({ readonly put: Item } | { readonly delete: Key })[]): Promise<void>;
}

const LISTED: ReadonlySet<string> = new Set(listedAttributes);
/** What lists need of a record, and where it stands; names, as DynamoDB takes some of them for words of its own. */
const LISTED_NAMES = Object.fromEntries(['pk', 'sk', ...listedAttributes].map((name, i) => [`#${i}`, name]));
const LISTED_ONLY = {
  ProjectionExpression: Object.keys(LISTED_NAMES).join(', '),
  ExpressionAttributeNames: LISTED_NAMES,
};

/** Whether an index has of an item only where it stands: a record's entry has the record, any other that has all has more than that. */
function isPlace(item: Item, index: IndexName): boolean {
  if (item.record !== undefined) return false;
  const keys: readonly string[] = ['pk', 'sk', ...indexes[index]];
  return Object.keys(item).every((name) => keys.includes(name) || LISTED.has(name));
}

/** Items that one request gets, and requests for items at a time. */
const AT_ONCE = 100;
const REQUESTS = 10;

const pair = ({ pk, sk }: Key): { pk: { S: string }; sk: { S: string } } => ({ pk: { S: pk }, sk: { S: sk } });

/** A text or a number in DynamoDB's own types. */
const scalar = (value: string | number): AttributeValue =>
  typeof value === 'string' ? { S: value } : { N: String(value) };

function conditionExpression(condition: Condition | undefined) {
  if (condition === undefined) return {};
  if (condition === 'absent') return { ConditionExpression: 'attribute_not_exists(pk)' };
  if (condition === 'present') return { ConditionExpression: 'attribute_exists(pk)' };
  const entries = Object.entries(condition);
  return {
    ConditionExpression: entries.map((_, i) => `#c${i} = :c${i}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(entries.map(([name], i) => [`#c${i}`, name])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([, value], i) => [`:c${i}`, scalar(value)])),
  };
}

/** A store on a client whose credentials decide which keys are within reach. */
export function createStore(client: DynamoDBClient, table: string): Store {
  const format = itemFormat();
  const ask = dynamoDb(client);
  const transactItem = (write: Write): object => {
    const condition = {
      ...conditionExpression(write.condition),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
    if ('put' in write) return { Put: { TableName: table, Item: toAttributes(write.put, format), ...condition } };
    if ('delete' in write) return { Delete: { TableName: table, Key: pair(write.delete), ...condition } };
    return { ConditionCheck: { TableName: table, Key: pair(write.check), ConditionExpression: '', ...condition } };
  };

  /** What an index had of its items, with the rest from the table; an item that is gone by now is left out. */
  async function completed(found: readonly Item[], index: IndexName): Promise<readonly Item[]> {
    const places = found.filter((item) => isPlace(item, index));
    if (places.length === 0) return found;
    const whole = new Map((await store.getAll(places)).map((item) => [`${item.pk} ${item.sk}`, item]));
    return found.flatMap((item) => {
      if (!isPlace(item, index)) return [item];
      const rest = whole.get(`${item.pk} ${item.sk}`);
      // Its place is where the index had it: it may stand elsewhere by now.
      return rest ? [{ ...rest, ...item }] : [];
    });
  }

  /** Up to 100 items, however often the table answers some of them only. */
  async function gotten(keys: readonly Key[], what?: { readonly only: 'listed' }): Promise<readonly Item[]> {
    const found: Item[] = [];
    let wanted: Readonly<Record<string, object>> | undefined = {
      [table]: { Keys: keys.map(pair), ConsistentRead: true, ...(what && LISTED_ONLY) },
    };
    while (wanted && Object.keys(wanted).length > 0) {
      const answer: Answers['BatchGetItem'] = await ask('BatchGetItem', { RequestItems: wanted });
      found.push(...(answer.Responses?.[table] ?? []).map(fromAttributes));
      wanted = answer.UnprocessedKeys;
    }
    return found;
  }

  const store: Store = {
    async get(key) {
      const { Item } = await ask('GetItem', { TableName: table, Key: pair(key), ConsistentRead: true });
      return Item && fromAttributes(Item);
    },

    async getAll(keys, what) {
      const chunks = Array.from({ length: Math.ceil(keys.length / AT_ONCE) }, (_, at) =>
        keys.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
      );
      const found: Item[] = [];
      for (let i = 0; i < chunks.length; i += REQUESTS)
        found.push(...(await Promise.all(chunks.slice(i, i + REQUESTS).map((chunk) => gotten(chunk, what)))).flat());
      return found;
    },

    async query({ pk, index, begins, from, to, descending, limit, after, consistent }) {
      const [pkName, skName] = index ? indexes[index] : (['pk', 'sk'] as const);
      const values: Record<string, string> = { ':pk': pk };
      let expression = '#pk = :pk';
      if (begins !== undefined) {
        expression += ' AND begins_with(#sk, :begins)';
        values[':begins'] = begins;
      } else if (from !== undefined && to !== undefined) {
        expression += ' AND #sk BETWEEN :from AND :to';
        values[':from'] = from;
        values[':to'] = to;
      } else if (from !== undefined) {
        expression += ' AND #sk >= :from';
        values[':from'] = from;
      } else if (to !== undefined) {
        expression += ' AND #sk <= :to';
        values[':to'] = to;
      }
      const answer = await ask('Query', {
        TableName: table,
        ...(index && { IndexName: index }),
        KeyConditionExpression: expression,
        ExpressionAttributeNames: { '#pk': pkName, ...(expression.includes('#sk') && { '#sk': skName }) },
        ExpressionAttributeValues: marshall(values),
        ...(descending && { ScanIndexForward: false }),
        ...(limit !== undefined && { Limit: limit }),
        ...(after && { ExclusiveStartKey: marshall(after) }),
        ...(!index && consistent !== false && { ConsistentRead: true }),
      });
      const items = (answer.Items ?? []).map(fromAttributes);
      return {
        items: index ? await completed(items, index) : items,
        ...(answer.LastEvaluatedKey && { next: fromAttributes(answer.LastEvaluatedKey) }),
      };
    },

    async queryAll(input) {
      const items: Item[] = [];
      let after: Page['next'];
      do {
        const page: Page = await store.query({ ...input, ...(after && { after }) });
        items.push(...page.items);
        after = page.next;
      } while (after);
      return items;
    },

    async put(item, condition) {
      try {
        await ask('PutItem', {
          TableName: table,
          Item: toAttributes(item, format),
          ...conditionExpression(condition),
          ...(condition && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
        });
      } catch (error) {
        if (!(error instanceof DynamoDbRefused)) throw error;
        if (error.name === 'TransactionConflictException')
          throw new TransactionRefused([{ failed: false, conflict: true }]);
        if (error.name !== 'ConditionalCheckFailedException') throw error;
        const { Item } = error.said;
        throw new TransactionRefused([
          { failed: true, conflict: false, ...(Item && { existing: fromAttributes(Item) }) },
        ]);
      }
    },

    async delete(key) {
      await ask('DeleteItem', { TableName: table, Key: pair(key) });
    },

    async transact(writes) {
      try {
        await ask('TransactWriteItems', { TransactItems: writes.map(transactItem) });
      } catch (error) {
        if (!(error instanceof DynamoDbRefused && error.name === 'TransactionCanceledException')) throw error;
        throw new TransactionRefused(
          (error.said.CancellationReasons ?? []).map(({ Code, Item }) => ({
            failed: Code === 'ConditionalCheckFailed',
            conflict: Code === 'TransactionConflict',
            ...(Item && { existing: fromAttributes(Item) }),
          })),
        );
      }
    },

    async add(key, attribute, by) {
      const { Attributes } = await ask('UpdateItem', {
        TableName: table,
        Key: pair(key),
        UpdateExpression: 'ADD #n :by',
        ExpressionAttributeNames: { '#n': attribute },
        ExpressionAttributeValues: { ':by': { N: String(by) } },
        ReturnValues: 'UPDATED_NEW',
      });
      return Number(Attributes?.[attribute]?.N);
    },

    async set(key, attributes) {
      const entries = Object.entries(attributes);
      const clause = (word: string, parts: readonly string[]): string =>
        parts.length > 0 ? `${word} ${parts.join(', ')} ` : '';
      const present = entries.filter(([, value]) => value !== null);
      const name = (attribute: string): string => `#a${entries.findIndex(([other]) => other === attribute)}`;
      const { Attributes } = await ask('UpdateItem', {
        TableName: table,
        Key: pair(key),
        ReturnValues: 'ALL_NEW',
        UpdateExpression:
          clause(
            'SET',
            present.map(([attribute], i) => `${name(attribute)} = :v${i}`),
          ) +
          clause(
            'REMOVE',
            entries.filter(([, value]) => value === null).map(([attribute]) => name(attribute)),
          ),
        ExpressionAttributeNames: Object.fromEntries(entries.map(([attribute]) => [name(attribute), attribute])),
        ...(present.length > 0 && {
          ExpressionAttributeValues: Object.fromEntries(
            present.flatMap(([, value], i) => (value === null ? [] : [[`:v${i}`, scalar(value)]])),
          ),
        }),
      });
      return { ...key, ...fromAttributes(Attributes ?? {}) };
    },

    async writeAll(writes) {
      for (let i = 0; i < writes.length; i += 25) {
        let pending: Readonly<Record<string, readonly object[]>> | undefined = {
          [table]: writes
            .slice(i, i + 25)
            .map((write) =>
              'put' in write
                ? { PutRequest: { Item: toAttributes(write.put, format) } }
                : { DeleteRequest: { Key: pair(write.delete) } },
            ),
        };
        while (pending && Object.keys(pending).length > 0) {
          const answer: { readonly UnprocessedItems?: typeof pending } = await ask('BatchWriteItem', {
            RequestItems: pending,
          });
          pending = answer.UnprocessedItems;
        }
      }
    },
  };
  return store;
}
