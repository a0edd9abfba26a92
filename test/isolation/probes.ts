/** Requests that no function sends, because a correct policy refuses them to everyone; a policy that does not has a hole. */
import { type AuthorizationRequest, deriveRequests, type TableLocation } from '#infra/local/edges/dynamodb/request';
import { tableKeys } from '#infra/local/edges/dynamodb/table';
import { type Role, sessionOf } from '#infra/local/edges/iam/principal';
import { ACCOUNT, PARTITION, REGION } from '#infra/local/machine/template/physical';
import type { Resource } from '#infra/local/machine/template/template';
import { allows, othersThan } from '#test/isolation/judge';

/** The tenant whose session probes. */
const OWN = 'abcdefghijklm';

const pk = (tenant: string): string => `TENANT#${tenant}#incident#01J00000000000000000000000`;
const key = (value: string) => ({ pk: { S: value }, sk: { S: 'RECORD' } });

/** Requests by name, each with the operation and body as it would stand on the wire. */
function wire(table: string, foreign: string): Readonly<Record<string, readonly [operation: string, body: object]>> {
  const values = { ':pk': { S: pk(foreign) }, ':sk': { S: 'x' } };
  const query = (KeyConditionExpression: string, more: object = {}) => ({
    TableName: table,
    KeyConditionExpression,
    ExpressionAttributeValues: values,
    ...more,
  });
  return {
    'get of another tenant': ['GetItem', { TableName: table, Key: key(pk(foreign)) }],
    'put for another tenant': ['PutItem', { TableName: table, Item: key(pk(foreign)) }],
    'delete of another tenant': ['DeleteItem', { TableName: table, Key: key(pk(foreign)) }],
    'query of another tenant': ['Query', query('pk = :pk')],
    'query of another tenant’s list': ['Query', query('listPk = :pk', { IndexName: 'list' })],
    'query whose key cannot be told': ['Query', query('pk = :pk AND NOT sk = :sk')],
    'query that names the key twice': ['Query', query('pk = :pk AND pk = :sk')],
    'batch with one key of another tenant': [
      'BatchGetItem',
      { RequestItems: { [table]: { Keys: [key(pk(OWN)), key(pk(foreign))] } } },
    ],
    'batch with one key that cannot be told': [
      'BatchWriteItem',
      { RequestItems: { [table]: [{ PutRequest: { Item: key(pk(OWN)) } }, {}] } },
    ],
    'transaction that writes to another tenant': [
      'TransactWriteItems',
      { TransactItems: [{ Update: { TableName: table, Key: key(pk(foreign)) } }] },
    ],
    'check on another tenant': [
      'TransactWriteItems',
      { TransactItems: [{ ConditionCheck: { TableName: table, Key: key(pk(foreign)) } }] },
    ],
    'transaction of nothing': ['TransactWriteItems', { TransactItems: [] }],
    'registry item': ['GetItem', { TableName: table, Key: key(`PLATFORM#tenant#${OWN}`) }],
    'timers of all tenants': ['Query', query('duePk = :pk', { IndexName: 'due' })],
    'key without a delimiter': ['GetItem', { TableName: table, Key: key(`TENANT#${OWN}`) }],
    scan: ['Scan', { TableName: table }],
    'scan of an index': ['Scan', { TableName: table, IndexName: 'list' }],
    partiql: ['ExecuteStatement', { Statement: `SELECT * FROM "${table}"` }],
    export: ['ExportTableToPointInTime', { TableArn: table }],
    'deletion of the table': ['DeleteTable', { TableName: table }],
    'stream records': ['GetRecords', { ShardIterator: 'x' }],
  };
}

/** A scan for which AWS were to supply the session's own keys: it reads everything all the same, so it must not be granted at all. */
const scanWithKeys = (resource: string): AuthorizationRequest => ({
  action: 'dynamodb:Scan',
  resource,
  leadingKeys: [pk(OWN)],
  context: {},
  items: 0,
});

/** What a session of the role may do that no session may: the names of the probes that get through. */
export function holesOf(role: Role, table: Resource): readonly string[] {
  const location: TableLocation = {
    partition: PARTITION,
    region: REGION,
    account: ACCOUNT,
    tables: new Map([[table.name, tableKeys(table.properties)]]),
  };
  const session = sessionOf(role, 'probe', { tenantId: OWN });
  const getsThrough = (foreign: string) =>
    Object.entries(wire(table.name, foreign))
      .filter(([, [operation, body]]) => {
        // A request goes through when all its parts do.
        const parts = deriveRequests(`DynamoDB_20120810.${operation}`, { ...body }, location);
        return parts.every((part) => allows(session, part));
      })
      .map(([name]) => name);
  const through = othersThan(OWN).flatMap(getsThrough);
  if (allows(session, scanWithKeys(table.arn))) through.push('scan with keys');
  return [...new Set(through)];
}
