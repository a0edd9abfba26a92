/** What an identity's policies allow: effects, wildcards, variables, conditions, and what cannot be evaluated. */
import { describe, expect, it } from 'vitest';
import { contextOf } from '#infra/local/edges/iam/context';
import { definePolicy, evaluate } from '#infra/local/edges/iam/evaluate';

const TABLE = 'arn:aws:dynamodb:eu-central-1:123456789012:table/helmdesk-local';

interface Case {
  readonly name: string;
  readonly statement: Readonly<Record<string, unknown>>;
  readonly action?: string;
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly version?: string;
  readonly allowed: boolean;
}

function decide({
  statement,
  action = 'dynamodb:GetItem',
  resource = TABLE,
  context = {},
  version,
}: Omit<Case, 'name' | 'allowed'>) {
  const Statement = [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*', ...statement }];
  const policy = definePolicy('own', { Version: version ?? '2012-10-17', Statement });
  return evaluate([policy], { action, resource, context: contextOf(context) });
}

const when = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });
const table = (rows: readonly Case[]) =>
  it.each(rows)('$name', ({ allowed, ...given }) => expect(decide(given).allowed).toBe(allowed));

describe('actions', () => {
  table([
    { name: 'the action named is allowed', statement: {}, allowed: true },
    { name: 'another action is not', statement: {}, action: 'dynamodb:PutItem', allowed: false },
    { name: 'case does not matter', statement: { Action: 'DynamoDB:getitem' }, allowed: true },
    { name: '* matches within the name', statement: { Action: 'dynamodb:*Item' }, allowed: true },
    { name: '? matches one character', statement: { Action: 'dynamodb:?etItem' }, allowed: true },
    { name: '? does not match none', statement: { Action: 'dynamodb:GetItem?' }, allowed: false },
    { name: 'one of a list suffices', statement: { Action: ['dynamodb:PutItem', 'dynamodb:GetItem'] }, allowed: true },
    {
      name: 'NotAction allows the others',
      statement: { Action: undefined, NotAction: ['dynamodb:Scan', 'dynamodb:Search*'] },
      allowed: true,
    },
    { name: 'NotAction excludes', statement: { Action: undefined, NotAction: 'dynamodb:G*' }, allowed: false },
    { name: 'a dot is a dot', statement: { Action: 'dynamodb.GetItem' }, allowed: false },
  ]);
});

describe('resources', () => {
  const index = `${TABLE}/index/list`;
  const queue = 'arn:aws:lambda:eu-central-1:123456789012:function:helmdesk-local-x:live';
  table([
    { name: 'the ARN named', statement: { Resource: TABLE }, allowed: true },
    { name: 'the table is not its index', statement: { Resource: TABLE }, resource: index, allowed: false },
    { name: 'an index by wildcard', statement: { Resource: `${TABLE}/index/*` }, resource: index, allowed: true },
    { name: 'case matters', statement: { Resource: TABLE.toUpperCase() }, allowed: false },
    { name: 'NotResource excludes', statement: { Resource: undefined, NotResource: TABLE }, allowed: false },
    { name: 'NotResource allows others', statement: { Resource: undefined, NotResource: index }, allowed: true },
    {
      name: 'a wildcard inside a segment stays in it',
      statement: { Resource: 'arn:aws:lambda:*x:live' },
      resource: queue,
      allowed: false,
    },
    {
      name: 'a wildcard that ends a segment reaches over colons',
      statement: { Resource: 'arn:aws:lambda:*:function:helmdesk-local-*' },
      resource: queue,
      allowed: true,
    },
    {
      name: 'a variable stands for its value',
      statement: { Resource: `${TABLE}-\${aws:PrincipalTag/tenantId}` },
      resource: `${TABLE}-abc`,
      context: { 'aws:PrincipalTag/tenantId': 'abc' },
      allowed: true,
    },
    {
      name: 'a variable without a value matches nothing, also in NotResource',
      statement: { Resource: undefined, NotResource: `\${aws:PrincipalTag/tenantId}` },
      allowed: false,
    },
  ]);
});

describe('conditions on one value', () => {
  const tag = 'aws:PrincipalTag/team';
  const context = { [tag]: 'Red', 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/helmdesk-local-process-x' };
  const arn = (pattern: string) => when('ArnLike', 'aws:PrincipalArn', pattern);
  table(
    [
      { name: 'StringEquals', statement: when('StringEquals', tag, 'Red'), allowed: true },
      { name: 'StringEquals minds case', statement: when('StringEquals', tag, 'red'), allowed: false },
      { name: 'StringEquals knows no wildcards', statement: when('StringEquals', tag, 'R*'), allowed: false },
      { name: 'StringEqualsIgnoreCase', statement: when('StringEqualsIgnoreCase', tag, 'rEd'), allowed: true },
      {
        name: 'operators and keys ignore case',
        statement: when('stringequals', 'AWS:principaltag/TEAM', 'Red'),
        allowed: true,
      },
      { name: 'any of several values', statement: when('StringEquals', tag, ['Blue', 'Red']), allowed: true },
      {
        name: 'StringNotEquals: none of several',
        statement: when('StringNotEquals', tag, ['Blue', 'Red']),
        allowed: false,
      },
      { name: 'StringNotEquals', statement: when('StringNotEquals', tag, 'Blue'), allowed: true },
      { name: 'StringLike', statement: when('StringLike', tag, 'R?d'), allowed: true },
      { name: 'StringNotLike', statement: when('StringNotLike', tag, '*e*'), allowed: false },
      { name: '${*} is a star', statement: when('StringLike', tag, 'R${*}'), allowed: false },
      { name: 'ArnLike', statement: arn('arn:aws:iam::*:role/helmdesk-local-process-*'), allowed: true },
      {
        name: 'ArnLike compares component by component',
        statement: arn('arn:aws:iam:*:role/helmdesk-local-process-x'),
        allowed: false,
      },
      {
        name: 'ArnEquals is ArnLike',
        statement: when('ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::*:role/*'),
        allowed: true,
      },
      {
        name: 'ArnNotLike',
        statement: when('ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/*'),
        allowed: false,
      },
      {
        name: 'two operators must both hold',
        statement: { Condition: { StringEquals: { [tag]: 'Red' }, StringLike: { [tag]: 'B*' } } },
        allowed: false,
      },
    ].map((row) => ({ ...row, context })),
  );
  table([
    { name: 'a missing key fails StringEquals', statement: when('StringEquals', tag, 'Red'), allowed: false },
    { name: 'a missing key satisfies StringNotEquals', statement: when('StringNotEquals', tag, 'Red'), allowed: true },
    { name: 'IfExists lets a missing key pass', statement: when('StringEqualsIfExists', tag, 'Red'), allowed: true },
    {
      name: 'IfExists minds a present key',
      statement: when('StringEqualsIfExists', tag, 'Blue'),
      context,
      allowed: false,
    },
    { name: 'Null true wants it absent', statement: when('Null', tag, 'true'), allowed: true },
    { name: 'Null false wants it present', statement: when('Null', tag, false), allowed: false },
    { name: 'Null false, present', statement: when('Null', tag, 'false'), context, allowed: true },
    { name: 'Bool', statement: when('Bool', tag, true), context: { [tag]: 'TRUE' }, allowed: true },
    { name: 'Bool, other', statement: when('Bool', tag, 'false'), context: { [tag]: 'true' }, allowed: false },
    {
      name: 'NumericLessThan',
      statement: when('NumericLessThan', tag, '10'),
      context: { [tag]: '9.5' },
      allowed: true,
    },
    {
      name: 'NumericGreaterThanEquals',
      statement: when('NumericGreaterThanEquals', tag, 10),
      context: { [tag]: '9' },
      allowed: false,
    },
    {
      name: 'NumericEquals on a word',
      statement: when('NumericEquals', tag, 0),
      context: { [tag]: '' },
      allowed: false,
    },
  ]);
});

describe('conditions on many values', () => {
  const key = 'dynamodb:LeadingKeys';
  const all = when('ForAllValues:StringLike', key, ['a*', 'b*']);
  const any = when('ForAnyValue:StringLike', key, 'a*');
  table([
    { name: 'ForAllValues: each matches one of them', statement: all, context: { [key]: ['ax', 'bx'] }, allowed: true },
    { name: 'ForAllValues: one that matches none', statement: all, context: { [key]: ['ax', 'cx'] }, allowed: false },
    { name: 'ForAllValues is true of no values', statement: all, allowed: true },
    { name: 'ForAllValues is true of an empty list', statement: all, context: { [key]: [] }, allowed: true },
    { name: 'Null: false sees that', statement: when('Null', key, 'false'), context: { [key]: [] }, allowed: false },
    { name: 'ForAnyValue', statement: any, context: { [key]: ['cx', 'ax'] }, allowed: true },
    { name: 'ForAnyValue is false of no values', statement: any, allowed: false },
    { name: 'ForAnyValue, IfExists', statement: when('ForAnyValue:StringLikeIfExists', key, 'a*'), allowed: true },
    {
      name: 'ForAllValues, negated: none may match',
      statement: when('ForAllValues:StringNotLike', key, 'a*'),
      context: { [key]: ['bx', 'ax'] },
      allowed: false,
    },
    {
      name: 'ForAnyValue, negated: one may not match',
      statement: when('ForAnyValue:StringNotLike', key, 'a*'),
      context: { [key]: ['bx', 'ax'] },
      allowed: true,
    },
  ]);
});

describe('policy variables', () => {
  const key = 'dynamodb:LeadingKeys';
  const own = when('ForAllValues:StringLike', key, 'TENANT#${aws:PrincipalTag/tenantId}#*');
  const keys = { [key]: ['TENANT#abc#x'] };
  table([
    {
      name: 'the tag of the principal',
      statement: own,
      context: { ...keys, 'aws:PrincipalTag/tenantId': 'abc' },
      allowed: true,
    },
    {
      name: 'the name of a tag ignores case',
      statement: own,
      context: { ...keys, 'aws:principaltag/TENANTID': 'abc' },
      allowed: true,
    },
    {
      name: 'a prefix of the tag is not the tag',
      statement: own,
      context: { ...keys, 'aws:PrincipalTag/tenantId': 'ab' },
      allowed: false,
    },
    { name: 'a missing tag', statement: own, context: keys, allowed: false },
    { name: 'ForAllValues of no values never asks for the tag', statement: own, allowed: true },
    {
      name: 'a wildcard in the value does not widen',
      statement: own,
      context: { ...keys, 'aws:PrincipalTag/tenantId': '*' },
      allowed: false,
    },
    {
      name: 'special characters in the value are plain',
      statement: own,
      context: { ...keys, 'aws:PrincipalTag/tenantId': 'a.c' },
      allowed: false,
    },
    {
      name: 'a default',
      statement: when('ForAllValues:StringLike', key, "TENANT#${aws:PrincipalTag/tenantId, 'abc'}#*"),
      context: keys,
      allowed: true,
    },
    {
      name: 'no variables before 2012-10-17',
      statement: own,
      version: '2008-10-17',
      context: { ...keys, 'aws:PrincipalTag/tenantId': 'abc' },
      allowed: false,
    },
  ]);
});

describe('several statements', () => {
  const request = { action: 'dynamodb:GetItem', resource: TABLE, context: contextOf({}) };
  const allow = definePolicy('reader', {
    Version: '2012-10-17',
    Statement: { Sid: 'Read', Effect: 'Allow', Action: 'dynamodb:*Item', Resource: '*' },
  });
  const deny = definePolicy('guard', {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 'dynamodb:G*', Resource: '*' }],
  });

  it('an explicit deny wins over an allow, in whatever order', () => {
    const decisions = [evaluate([allow, deny], request), evaluate([deny, allow], request)];

    expect(decisions.map(({ allowed, by }) => ({ allowed, by }))).toEqual([
      { allowed: false, by: 'guard/statement 1' },
      { allowed: false, by: 'guard/statement 1' },
    ]);
  });

  it('the decision names the statement that allowed it', () => {
    expect(evaluate([allow], request)).toEqual({ allowed: true, by: 'reader/Read', reason: 'allowed by reader/Read' });
  });

  it('without policies nothing is allowed', () => {
    expect(evaluate([], request)).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('no identity-based policy'),
    });
  });

  it('a refusal says which condition stood in the way', () => {
    const policy = definePolicy('own', {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'dynamodb:*Item',
          Resource: '*',
          Condition: { Null: { 'dynamodb:LeadingKeys': 'false' } },
        },
      ],
    });

    expect(evaluate([policy], request).reason).toContain(
      'own/statement 1: condition Null dynamodb:LeadingKeys "false" is not met',
    );
  });
});

describe('what cannot be evaluated is denied, with the reason', () => {
  it.each([
    ['an unknown operator', when('StringMatches', 'aws:PrincipalArn', 'x'), 'unknown condition operator StringMatches'],
    ['an unknown key', when('StringEquals', 'aws:SourceVpc', 'x'), 'condition key aws:SourceVpc is not supplied'],
    ['an unknown variable', { Resource: '${aws:SourceVpc}' }, 'policy variable ${aws:SourceVpc}'],
    ['a malformed variable', { Resource: '${}' }, 'malformed policy variable ${}'],
    [
      'a multi-valued key without ForAllValues',
      when('StringLike', 'dynamodb:LeadingKeys', '*'),
      'needs ForAllValues or ForAnyValue',
    ],
    ['a number that is none', when('NumericEquals', 'aws:PrincipalTag/x', 'ten'), "'ten' is not a number"],
    ['an unresolved intrinsic', { Resource: { 'Fn::GetAtt': ['Table', 'Arn'] } }, 'Resource must be a string'],
    ['a principal in an identity policy', { Principal: '*' }, 'Principal is not supported'],
    ['both Action and NotAction', { NotAction: 'x:y' }, 'needs either Action or NotAction'],
    ['an unknown effect', { Effect: 'Perhaps' }, 'Effect must be Allow or Deny'],
  ])('%s', (_name, statement, reason) => {
    const decision = decide({ statement });

    expect(decision).toEqual({ allowed: false, reason: expect.stringContaining(reason) });
  });

  it.each([
    { Action: 'dynamodb:SearchVectors' },
    { Action: ['dynamodb:GetItem', 'DynamoDB:Search*'] },
    { Action: '*' },
    { Action: undefined, NotAction: 'dynamodb:Scan' },
    { Action: 'dynamodb:*', ...when('ForAllValues:StringLike', 'dynamodb:LeadingKeys', 'TENANT#a#*') },
  ])('a search over the vectors of all tenants: %j', (statement) => {
    expect(decide({ statement })).toEqual({
      allowed: false,
      reason: expect.stringContaining('allows dynamodb:SearchVectors'),
    });
  });

  it('even when another policy would allow it', () => {
    const allow = definePolicy('all', {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'a:*', Resource: '*' }],
    });
    const broken = definePolicy('broken', 'not a document');

    expect(evaluate([allow, broken], { action: 'a:b', resource: '*', context: contextOf({}) }).allowed).toBe(false);
  });
});
