/** What a role may do with the table, found out by asking its policies rather than by reading them. */
import type { AuthorizationRequest } from '#infra/local/edges/dynamodb/request';
import { type Role, sessionOf } from '#infra/local/edges/iam/principal';
import type { Resource } from '#infra/local/machine/template/template';
import { indexes } from '#shared/store/keys';
import { allows } from '#test/isolation/judge';

/** Everything DynamoDB has that touches items, copies them or changes the table. */
const actions = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'ConditionCheckItem',
  'Scan',
  'PartiQLSelect',
  'PartiQLInsert',
  'PartiQLUpdate',
  'PartiQLDelete',
  'CreateBackup',
  'DeleteTable',
  'EnableKinesisStreamingDestination',
  'ExportTableToPointInTime',
  'PutResourcePolicy',
  'RestoreTableToPointInTime',
  'UpdateTable',
] as const;
const streamActions = ['DescribeStream', 'GetRecords', 'GetShardIterator'] as const;

/** The tenant whose session is asked, where the role has one; then another. */
const OWN = 'abcdefghijklm';
const keys: Readonly<Record<string, readonly string[] | undefined>> = {
  'its own tenant': [`TENANT#${OWN}#incident#1`],
  'another tenant': ['TENANT#abcdefghijkl#incident#1'],
  // What a tenant shows in public is written and read under its own key; ids have 26 characters there.
  'a status page': ['TENANT#01arz3ndektsv4rrffq69g5fav#service-status'],
  'beside a status page': ['TENANT#01arz3ndektsv4rrffq69g5fav#incident#service-status'],
  registry: ['PLATFORM#tenant#abcdefghijkl'],
  'users in the registry': ['PLATFORM#user#abcdefghijkl#ada'],
  'access keys in the registry': ['PLATFORM#access-key#00'],
  slugs: ['PLATFORM#slug#acme'],
  'the key of health': ['PLATFORM#health'],
  timers: ['DUE#0'],
  'anything else': ['OTHER#1'],
  'no key': undefined,
};

/** Lines such as `GetItem UpdateItem · another tenant · table`, sorted; empty for a role that has nothing to do with the table. */
export function rightsOf(role: Role, table: Resource): readonly string[] {
  const session = sessionOf(role, 'asked', { tenantId: OWN });
  const places: readonly (readonly [string, string])[] = [
    ['table', table.arn],
    ...Object.keys(indexes).map((index) => [index, `${table.arn}/index/${index}`] as const),
  ];
  const grants = (action: string, resource: string, leadingKeys: readonly string[] | undefined): boolean => {
    const request: AuthorizationRequest = { action: `dynamodb:${action}`, resource, context: {}, items: 1 };
    return allows(session, leadingKeys ? { ...request, leadingKeys } : request);
  };
  const byRight = new Map<string, string[]>();
  for (const [keyName, leadingKeys] of Object.entries(keys)) {
    for (const [place, resource] of places) {
      const granted = actions.filter((action) => grants(action, resource, leadingKeys)).join(' ');
      if (granted !== '')
        byRight.set(`${granted} ${keyName}`, [...(byRight.get(`${granted} ${keyName}`) ?? []), place]);
    }
  }
  const lines = [...byRight].map(([right, where]) => `${right} · ${where.join(' ')}`);
  const stream = `${table.arn}/stream/2025-01-01T00:00:00.000`;
  const read = streamActions.filter((action) => grants(action, stream, undefined));
  return [...lines, ...(read.length > 0 ? [`${read.join(' ')} · stream`] : [])];
}
