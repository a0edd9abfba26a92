/** The table and the roles as the synthesised templates describe them, intrinsics resolved. */
import { defineRole } from '#infra/local/edges/iam/principal';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-central-1';
export const TABLE = 'helmdesk-local';
export const TABLE_ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${TABLE}`;

const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/helmdesk-local-${name}`;

/** Partition and sort key attributes by index. */
export const INDEXES = {
  list: ['listPk', 'listSk'],
  open: ['openPk', 'openSk'],
  queue: ['queuePk', 'queueSk'],
  assignee: ['assigneePk', 'assigneeSk'],
  requester: ['requesterPk', 'requesterSk'],
  reference: ['referencePk', 'referenceSk'],
  due: ['duePk', 'dueAt'],
} as const;

const keySchema = ([hash, range]: readonly [string, string]) => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];

export const tableProperties = {
  TableName: TABLE,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: keySchema(['pk', 'sk']),
  AttributeDefinitions: ['pk', 'sk', ...Object.values(INDEXES).flat()].map((name) => ({
    AttributeName: name,
    AttributeType: 'S',
  })),
  GlobalSecondaryIndexes: Object.entries(INDEXES).map(([name, keys]) => ({
    IndexName: name,
    KeySchema: keySchema(keys),
    Projection: { ProjectionType: 'ALL' },
  })),
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
} as const;

const ITEM_ACTIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'ConditionCheckItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'UpdateItem',
];

/** What TenantRole allows; `pattern` and `mustHaveKeys` make the naive policies that the isolation must fail with. */
export function tenantPolicy(pattern = 'TENANT#${aws:PrincipalTag/tenantId}#*', mustHaveKeys = true) {
  const conditions = {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [pattern] },
    ...(mustHaveKeys ? { Null: { 'dynamodb:LeadingKeys': 'false' } } : {}),
  };
  const indexes = Object.keys(INDEXES).filter((name) => name !== 'due');
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ITEM_ACTIONS.map((name) => `dynamodb:${name}`),
        Resource: TABLE_ARN,
        Condition: conditions,
      },
      {
        Effect: 'Allow',
        Action: 'dynamodb:Query',
        Resource: indexes.map((name) => `${TABLE_ARN}/index/${name}`),
        Condition: conditions,
      },
    ],
  };
}

const tenantTrust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Condition: {
        ArnLike: { 'aws:PrincipalArn': roleArn('process-*') },
        StringLike: { 'aws:RequestTag/tenantId': '????????????*' },
        StringNotLike: { 'aws:RequestTag/tenantId': ['*#*', '*${*}*', '*${?}*', '*${$}*'] },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['tenantId'] },
      },
    },
  ],
};

/** The tenant role with another policy. */
export const tenantRoleWith = (policy: unknown) =>
  defineRole({ arn: roleArn('tenant'), policies: { tenant: policy }, trust: tenantTrust });

export const TENANT_ROLE = tenantRoleWith(tenantPolicy());

const assumeTenantRole = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: TENANT_ROLE.arn }],
};

export const PROCESS_ROLE = defineRole({
  arn: roleArn('process-incident-management'),
  policies: { own: assumeTenantRole },
  trust: {},
});

/** May assume the tenant role by its own policy, but is not a role of a process. */
export const CLOCK_ROLE = defineRole({ arn: roleArn('clock'), policies: { own: assumeTenantRole }, trust: {} });

/** A role of a process whose own policy does not let it assume anything. */
export const IDLE_ROLE = defineRole({ arn: roleArn('process-idle'), policies: {}, trust: {} });
