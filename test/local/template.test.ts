/** Templates become concrete resources: every intrinsic function, across stacks. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders, not ours.
import { expect, it } from 'vitest';
import { resolve, type Scope } from '#infra/local/machine/template/intrinsics';
import { readDeployment, resolveTemplates } from '#infra/local/machine/template/template';
import { fixtureAssembly } from '#test/local/fixtures/assembly';

const scope: Scope = {
  ref: (name) => (name === 'AWS::NoValue' ? undefined : `ref:${name}`),
  attribute: (id, attribute) => `att:${id}.${attribute}`,
  importValue: (name) => `import:${name}`,
  stackOutput: (stack, output) => `output:${stack}.${output}`,
  condition: (name) => name === 'Yes',
  mapping: (...path) => path.join('/'),
};

it.each([
  ['Ref', { Ref: 'Table' }, 'ref:Table'],
  ['GetAtt as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'att:Table.Arn'],
  ['GetAtt as a text', { 'Fn::GetAtt': 'Table.Stream.Arn' }, 'att:Table.Stream.Arn'],
  ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${Stack}-x' } }, 'import:ref:Stack-x'],
  ['GetStackOutput', { 'Fn::GetStackOutput': { StackName: 'api', OutputName: 'Id' } }, 'output:api.Id'],
  ['Join', { 'Fn::Join': [':', ['arn', { Ref: 'P' }, 'x']] }, 'arn:ref:P:x'],
  ['Select of Split', { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
  ['Sub', { 'Fn::Sub': '${A.Arn}/${!Literal}/${AWS::Region}' }, 'att:A.Arn/${Literal}/ref:AWS::Region'],
  ['Sub with variables', { 'Fn::Sub': ['${A}-${B}', { A: { Ref: 'X' } }] }, 'ref:X-ref:B'],
  ['If', { 'Fn::If': ['Yes', 1, { 'Fn::Unknown': 2 }] }, 1],
  [
    'And, Or, Not, Equals',
    { 'Fn::And': [{ 'Fn::Or': [false, true] }, { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }] },
    true,
  ],
  ['a condition by name', { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] }, false],
  ['FindInMap', { 'Fn::FindInMap': ['a', 'b', 'c'] }, 'a/b/c'],
  ['Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
  ['NoValue', { a: { Ref: 'AWS::NoValue' }, b: [1, { Ref: 'AWS::NoValue' }] }, { b: [1] }],
  ['an IAM condition', { Condition: { Bool: { a: 'true' } } }, { Condition: { Bool: { a: 'true' } } }],
])('%s', (_, value, expected) => {
  expect(resolve(value, scope)).toEqual(expected);
});

it('a function that is not known is refused', () => {
  expect(() => resolve({ 'Fn::Cidr': [] }, scope)).toThrow('Fn::Cidr');
});

it('names the resource that cannot be resolved', () => {
  const resource = { type: 'AWS::SNS::Topic', properties: { TopicName: { Ref: 'Nobody' } }, metadata: {} };
  const template = {
    stack: 's',
    resources: new Map([['Topic', resource]]),
    parameters: {},
    mappings: {},
    conditions: {},
    outputs: {},
  };

  expect(() => resolveTemplates([template])).toThrow('s/Topic: Ref to Nobody');
});

it('resources of the real stacks have the names and ARNs that AWS gives', async () => {
  const deployment = readDeployment(await fixtureAssembly());
  const arns = (type: string) => deployment.ofType(type).map(({ arn }) => arn);
  const [mapping] = deployment.ofType('AWS::Lambda::EventSourceMapping');

  expect(arns('AWS::DynamoDB::Table')).toEqual(['arn:aws:dynamodb:eu-central-1:000000000000:table/helmdesk-local']);
  expect(arns('AWS::Events::EventBus')).toEqual(['arn:aws:events:eu-central-1:000000000000:event-bus/helmdesk-local']);
  expect(arns('AWS::IAM::Role')).toContain('arn:aws:iam::000000000000:role/helmdesk-local-tenant');
  expect(arns('AWS::Lambda::Function')).toContain(
    'arn:aws:lambda:eu-central-1:000000000000:function:helmdesk-local-incident-management',
  );
  expect(mapping?.properties).toMatchObject({
    FunctionName: 'helmdesk-local-stream-relay',
    EventSourceArn: expect.stringMatching(/^arn:aws:dynamodb:.*:table\/helmdesk-local\/stream\//),
  });
  expect(deployment.ofType('AWS::DynamoDB::Table')[0]?.arn).toBe(
    deployment.byArn('arn:aws:dynamodb:eu-central-1:000000000000:table/helmdesk-local')?.arn,
  );
});
