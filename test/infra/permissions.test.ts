/** Who may do what, word for word: the tenant role, the process functions, and the five functions that see more than one tenant. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  configured,
  named,
  ofType,
  plain,
  type Resource,
  stacks,
  type Template,
  templates,
} from '#test/infra/templates';

const list = z.union([z.string(), z.array(z.string())]);
const statementSchema = z.object({
  Effect: z.string(),
  Action: list,
  Resource: z.optional(list),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), z.unknown()))),
});
type Statement = z.infer<typeof statementSchema>;
const policiesSchema = z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(statementSchema) }) }));

const all = templates(configured({ waf: true, customerManagedKey: true }));
const account = 'arn:<AWS::Partition>:iam::<AWS::AccountId>';
const table = 'arn:<AWS::Partition>:dynamodb:<AWS::Region>:<AWS::AccountId>:table/helmdesk-test';
const tenantRole = `${account}:role/helmdesk-test-tenant`;
const lambda = (id: string) =>
  `arn:<AWS::Partition>:lambda:<AWS::Region>:<AWS::AccountId>:function:helmdesk-test-${id}`;
const processes = ['incident-management', 'event-management', 'change-management', 'tenants', 'people'].map(lambda);

function statements(role: Resource): readonly Statement[] {
  const policies = plain(role.Properties.Policies ?? []);
  return policiesSchema.parse(policies).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** What the role of the function `id` may do, one line a statement, besides writing its log and its dead letters. */
function rightsOf(template: Template, id: string): readonly string[] {
  const role = named(template, 'AWS::IAM::Role', 'Description', `Runs helmdesk-test-${id}`);
  return statements(role)
    .filter(({ Action }) => !/^(logs|sqs):/.test([Action].flat().join()))
    .map(
      ({ Action, Resource, Condition }) =>
        `${[Action].flat().join(' ')} on ${[Resource ?? []].flat().join(' ')}${Condition ? ` if ${JSON.stringify(Condition)}` : ''}`,
    );
}

const keys = (pattern: string) =>
  `if ${JSON.stringify({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [pattern] }, Null: { 'dynamodb:LeadingKeys': 'false' } })}`;
const assume = `sts:AssumeRole sts:TagSession on ${tenantRole}`;
const items =
  'dynamodb:BatchGetItem dynamodb:BatchWriteItem dynamodb:ConditionCheckItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem';
const indexes = ['assignee', 'list', 'open', 'opened', 'queue', 'reference', 'requester']
  .map((index) => `${table}/index/${index}`)
  .join(' ');

describe('the tenant role', () => {
  const role = named(all.data, 'AWS::IAM::Role', 'RoleName', 'helmdesk-test-tenant');

  it('is assumed by process functions only, with the one tag tenantId in the right shape', () => {
    expect(plain(role.Properties.AssumeRolePolicyDocument)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Principal: { AWS: `${account}:root` },
          Condition: {
            ArnLike: { 'aws:PrincipalArn': `${account}:role/helmdesk-test-process-*` },
            StringLike: { 'aws:RequestTag/tenantId': '????????????*' },
            // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's escapes
            StringNotLike: { 'aws:RequestTag/tenantId': ['*#*', '*/*', '*${*}*', '*${?}*', '*${$}*'] },
            'ForAllValues:StringEquals': { 'aws:TagKeys': ['tenantId'] },
          },
        },
      ],
    });
  });

  it('allows item actions on that tenant’s keys, in the table and in every index but the one of timers', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's variable
    const own = 'TENANT#${aws:PrincipalTag/tenantId}#*';
    const lines = statements(role).map(
      ({ Action, Resource, Condition }) =>
        `${[Action].flat().join(' ')} on ${[Resource ?? []].flat().join(' ')} if ${JSON.stringify(Condition)}`,
    );
    expect(lines.slice(0, 2)).toEqual([
      `${items} on ${table} ${keys(own)}`,
      `dynamodb:Query on ${indexes} ${keys(own)}`,
    ]);
  });

  it('allows uploads, clean files and files of mail of that tenant to be read, written and deleted, and quarantined ones to be written', () => {
    const bucket = 'arn:<AWS::Partition>:s3:::helmdesk-test-attachments-<AWS::AccountId>-<AWS::Region>';
    // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's variable
    const of = (area: string) => `${bucket}/${area}/\${aws:PrincipalTag/tenantId}/*`;
    expect(statements(role).slice(2)).toEqual([
      {
        Effect: 'Allow',
        Action: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
        Resource: [of('attachments'), of('incoming'), of('mail')],
      },
      { Effect: 'Allow', Action: 's3:PutObject', Resource: of('quarantine') },
    ]);
  });
});

describe('a process function', () => {
  it('may assume the tenant role and nothing else', () => {
    expect(rightsOf(all['service-operation'], 'incident-management')).toEqual([assume]);
    expect(rightsOf(all['service-operation'], 'event-management')).toEqual([assume]);
  });

  it('that keeps the directory writes what the registry has of users, and reads who works for whom; no key, no delegation is its to write', () => {
    const patterns = JSON.stringify(['PLATFORM#delegation#*', 'PLATFORM#tenant#*']);
    expect(rightsOf(all.processes, 'people')).toEqual([
      assume,
      `dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query on ${table} ${keys('?').replace('["?"]', patterns)}`,
      `dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem on ${table} ${keys('PLATFORM#user#*')}`,
    ]);
  });

  it('of the platform may also use the registry, and tenants give themselves API keys', () => {
    const gateway = 'arn:<AWS::Partition>:apigateway:<AWS::Region>::';
    expect(rightsOf(all.processes, 'tenants')).toEqual([
      assume,
      `${items} on ${table} ${keys('PLATFORM#*')}`,
      `dynamodb:Query on ${indexes} ${keys('PLATFORM#*')}`,
      `apigateway:GET on ${gateway}/apikeys ${gateway}/usageplans`,
      `apigateway:POST on ${gateway}/apikeys ${gateway}/usageplans/*/keys`,
    ]);
  });

  it('runs with a role of the name the tenant role trusts', () => {
    const stages = [all.processes, all['service-operation'], all['service-transition']];
    const names = stages
      .flatMap((stage) => ofType(stage, 'AWS::IAM::Role'))
      .filter(([id]) => !id.startsWith('InvokeRole'))
      .map(([, { Properties }]) => Properties.RoleName);
    expect(names).toHaveLength(processes.length);
    for (const name of names) expect(name).toMatch(/^helmdesk-test-process-/);
  });
});

describe('a function that sees more than one tenant', () => {
  const items = 'dynamodb:GetItem dynamodb:UpdateItem';
  const machines = ['approval', 'change']
    .map((type) => `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:stateMachine:helmdesk-test-${type}`)
    .join(' ');

  it('stream-relay: stream, bus, executions of workflows, single items', () => {
    const stream = '<import helmdesk-test-data:ExportsOutputFnGetAttTableStreamArn880E4FAC>';
    const arn = (rest: string) => `arn:<AWS::Partition>:${rest}`;
    expect(rightsOf(all.workflows, 'stream-relay')).toEqual([
      `dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator on ${stream}`,
      'dynamodb:ListStreams on *',
      `events:PutEvents on ${arn('events:<AWS::Region>:<AWS::AccountId>:event-bus/helmdesk-test')}`,
      `states:SendTaskHeartbeat states:SendTaskSuccess states:StartExecution on ${machines}`,
      `dynamodb:BatchGetItem ${items} on ${table} ${keys('TENANT#*')}`,
    ]);
  });

  it('clock: queries of the index of timers, and the process functions', () => {
    expect(rightsOf(all.workflows, 'clock')).toEqual([
      `dynamodb:Query on ${table}/index/due ${keys('DUE#*')}`,
      `lambda:InvokeFunction on ${processes.toSorted().join(' ')}`,
    ]);
  });

  it('workflow-task: single items, the process functions, and its own workflows', () => {
    expect(rightsOf(all.workflows, 'workflow-task')).toEqual([
      `${items} on ${table} ${keys('TENANT#*')}`,
      `lambda:InvokeFunction on ${processes.toSorted().join(' ')}`,
      `states:SendTaskSuccess on ${machines}`,
    ]);
  });

  it('authorizer: single items of the registry', () => {
    expect(rightsOf(all.api, 'authorizer')).toEqual([`dynamodb:GetItem on ${table} ${keys('PLATFORM#*')}`]);
  });

  it('service-status: slugs of the registry, and the one partition that tenants show in public', () => {
    expect(rightsOf(all.api, 'service-status')).toEqual([
      `dynamodb:GetItem on ${table} ${keys('PLATFORM#slug#*')}`,
      `dynamodb:Query on ${table} ${keys(`TENANT#${'?'.repeat(26)}#service-status`)}`,
    ]);
  });

  it('is one of these; service-info may ask for the one key that tells whether the table answers', () => {
    const functions = [...ofType(all.workflows, 'AWS::Lambda::Function'), ...ofType(all.api, 'AWS::Lambda::Function')];
    expect(functions.map(([, { Properties }]) => Properties.FunctionName).toSorted()).toEqual(
      ['authorizer', 'clock', 'mcp', 'service-info', 'service-status', 'stream-relay', 'workflow-task'].map(
        (id) => `helmdesk-test-${id}`,
      ),
    );
    expect(rightsOf(all.api, 'service-info')).toEqual([`dynamodb:GetItem on ${table} ${keys('PLATFORM#health')}`]);
  });
});

describe('every role', () => {
  const roles = stacks.flatMap((stack) => ofType(all[stack], 'AWS::IAM::Role'));

  it('names its actions without wildcards', () => {
    for (const [id, role] of roles) {
      for (const { Action } of statements(role)) expect([Action].flat().join(' '), id).not.toContain('*');
    }
  });

  it('never scans, speaks PartiQL or manages the table', () => {
    const text = JSON.stringify(roles);
    for (const action of ['Scan', 'PartiQL', 'DeleteTable', 'UpdateTable', 'ExportTable'])
      expect(text).not.toContain(`dynamodb:${action}`);
  });

  it('holds its policy itself', () => {
    for (const stack of stacks) expect(ofType(all[stack], 'AWS::IAM::Policy')).toEqual([]);
  });
});
