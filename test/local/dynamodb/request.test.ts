/** What each DynamoDB request asks of IAM: actions, resources, leading keys. */
import { describe, expect, it } from 'vitest';
import { deriveRequests } from '#infra/local/edges/dynamodb/request';
import { tableKeys } from '#infra/local/edges/dynamodb/table';
import { ACCOUNT, REGION, TABLE, TABLE_ARN, tableProperties } from '#test/local/dynamodb/template';

const location = {
  partition: 'aws',
  region: REGION,
  account: ACCOUNT,
  tables: new Map([[TABLE, tableKeys(tableProperties)]]),
};
const derive = (operation: string, body: Readonly<Record<string, unknown>>) =>
  deriveRequests(`DynamoDB_20120810.${operation}`, body, location);

const TableName = TABLE;
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'RECORD' } });
const item = { items: 1, context: {} };

describe('single items', () => {
  it.each(['GetItem', 'UpdateItem', 'DeleteItem'])('%s has the partition key of its Key', (operation) => {
    expect(derive(operation, { TableName, Key: key('a') })).toEqual([
      { action: `dynamodb:${operation}`, resource: TABLE_ARN, leadingKeys: ['a'], ...item },
    ]);
  });

  it('PutItem has that of its Item, and tells what it returns', () => {
    expect(derive('PutItem', { TableName, Item: key('a'), Key: key('b'), ReturnValues: 'ALL_OLD' })).toEqual([
      {
        action: 'dynamodb:PutItem',
        resource: TABLE_ARN,
        leadingKeys: ['a'],
        items: 1,
        context: { 'dynamodb:ReturnValues': 'ALL_OLD' },
      },
    ]);
  });

  it('a table may be named by its ARN', () => {
    expect(derive('GetItem', { TableName: TABLE_ARN, Key: key('a') })).toMatchObject([
      { resource: TABLE_ARN, leadingKeys: ['a'] },
    ]);
  });

  it.each([
    ['no key', {}],
    ['another key', { Key: { id: { S: 'a' } } }],
    ['a key of two types', { Key: { pk: { S: 'a', N: '1' } } }],
    ['a key that is no scalar', { Key: { pk: { M: {} } } }],
    ['an unknown table', { TableName: 'other', Key: key('a') }],
  ])('%s gives no leading keys', (_name, body) => {
    expect(derive('GetItem', { TableName, ...body })).toEqual([
      expect.not.objectContaining({ leadingKeys: expect.anything() }),
    ]);
  });
});

describe('queries', () => {
  const values = { ':p': { S: 'a' }, ':s': { S: 'x' } };
  const query = (KeyConditionExpression: string, more: Readonly<Record<string, unknown>> = {}) =>
    derive('Query', { TableName, KeyConditionExpression, ExpressionAttributeValues: values, ...more });

  it.each([
    ['equality', 'pk = :p'],
    ['the other way round', ':p = pk'],
    ['without spaces, in parentheses', '(pk=:p)AND(begins_with(sk,:s))'],
    ['after the sort key', 'sk BETWEEN :s AND :s AND pk = :p'],
    ['by a placeholder', '#k = :p and sk > :s'],
  ])('%s', (_name, expression) => {
    expect(query(expression, { ExpressionAttributeNames: { '#k': 'pk' } })).toMatchObject([
      { action: 'dynamodb:Query', resource: TABLE_ARN, leadingKeys: ['a'] },
    ]);
  });

  it.each([
    ['no condition on the key', 'sk = :s'],
    ['the key named twice', 'pk = :p AND #k = :s'],
    ['a disjunction', 'pk = :p OR pk = :s'],
    ['a negation', 'NOT pk = :p'],
    ['an inequality', 'pk > :p'],
    ['a prefix', 'begins_with(pk, :p)'],
    ['a value that is not given', 'pk = :missing'],
    ['something unreadable', 'pk = :p ;'],
    ['an index key on the table', 'listPk = :p'],
  ])('%s gives no leading keys', (_name, expression) => {
    expect(query(expression, { ExpressionAttributeNames: { '#k': 'pk' } })[0]).not.toHaveProperty('leadingKeys');
  });

  it('an index has its own partition key and its own ARN', () => {
    expect(query('listPk = :p', { IndexName: 'list' })).toMatchObject([
      { resource: `${TABLE_ARN}/index/list`, leadingKeys: ['a'] },
    ]);
    expect(query('pk = :p', { IndexName: 'list' })[0]).not.toHaveProperty('leadingKeys');
    expect(query('pk = :p', { IndexName: 'none' })[0]).not.toHaveProperty('leadingKeys');
  });

  it('the older notation is read too, but not both at once', () => {
    const KeyConditions = { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'a' }] } };

    expect(derive('Query', { TableName, KeyConditions })).toMatchObject([{ leadingKeys: ['a'] }]);
    expect(query('pk = :p', { KeyConditions })[0]).not.toHaveProperty('leadingKeys');
  });
});

describe('batches are authorised once a table, with the keys of all their items', () => {
  it('BatchGetItem', () => {
    const RequestItems = { [TABLE]: { Keys: [key('a'), key('b'), key('a')] }, other: { Keys: [key('c')] } };

    expect(derive('BatchGetItem', { RequestItems })).toMatchObject([
      { action: 'dynamodb:BatchGetItem', resource: TABLE_ARN, leadingKeys: ['a', 'b'], items: 3 },
      { action: 'dynamodb:BatchGetItem', resource: expect.stringMatching(/table\/other$/), items: 1 },
    ]);
  });

  it('BatchWriteItem', () => {
    const RequestItems = { [TABLE]: [{ PutRequest: { Item: key('a') } }, { DeleteRequest: { Key: key('b') } }] };

    expect(derive('BatchWriteItem', { RequestItems })).toMatchObject([{ leadingKeys: ['a', 'b'], items: 2 }]);
  });

  it('one key that cannot be determined leaves the batch without leading keys', () => {
    const RequestItems = { [TABLE]: [{ PutRequest: { Item: key('a') } }, {}] };

    expect(derive('BatchWriteItem', { RequestItems })[0]).not.toHaveProperty('leadingKeys');
  });
});

describe('transactions are authorised action by action', () => {
  it('TransactWriteItems', () => {
    const TransactItems = [
      { Put: { TableName, Item: key('a') } },
      { Update: { TableName, Key: key('b') } },
      { Delete: { TableName, Key: key('c') } },
      { ConditionCheck: { TableName, Key: key('d') } },
    ];

    expect(
      derive('TransactWriteItems', { TransactItems }).map(({ action, leadingKeys, context }) => [
        action,
        leadingKeys,
        context,
      ]),
    ).toEqual(
      [
        ['PutItem', 'a'],
        ['UpdateItem', 'b'],
        ['DeleteItem', 'c'],
        ['ConditionCheckItem', 'd'],
      ].map(([action, pk]) => [`dynamodb:${action}`, [pk], { 'dynamodb:EnclosingOperation': 'TransactWriteItems' }]),
    );
  });

  it('TransactGetItems', () => {
    expect(derive('TransactGetItems', { TransactItems: [{ Get: { TableName, Key: key('a') } }] })).toMatchObject([
      { action: 'dynamodb:GetItem', leadingKeys: ['a'] },
    ]);
  });

  it('an entry that names two actions asks for both, whichever the engine performs', () => {
    const TransactItems = [{ Put: { TableName, Item: key('a') }, Delete: { TableName, Key: key('b') } }];

    expect(derive('TransactWriteItems', { TransactItems })).toMatchObject([
      { leadingKeys: ['a'] },
      { leadingKeys: ['b'] },
    ]);
  });
});

describe('everything else', () => {
  it.each([
    ['Scan', { TableName }, 'Scan', TABLE_ARN],
    ['Scan', { TableName, IndexName: 'list' }, 'Scan', `${TABLE_ARN}/index/list`],
    ['DescribeTable', { TableName }, 'DescribeTable', TABLE_ARN],
    ['ListTables', {}, 'ListTables', '*'],
    ['DescribeStream', { StreamArn: `${TABLE_ARN}/stream/1` }, 'DescribeStream', `${TABLE_ARN}/stream/1`],
    ['ExecuteStatement', { Statement: 'select * from x' }, 'PartiQLSelect', '*'],
    ['ExecuteTransaction', { TransactStatements: [{ Statement: 'DELETE FROM x' }] }, 'PartiQLDelete', '*'],
    ['TransactWriteItems', { TransactItems: [] }, 'TransactWriteItems', '*'],
    ['BatchGetItem', {}, 'BatchGetItem', '*'],
  ])('%s %j', (operation, body, action, resource) => {
    expect(derive(operation, body)).toEqual([{ action: `dynamodb:${action}`, resource, items: 0, context: {} }]);
  });
});
