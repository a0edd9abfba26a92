/** The default quotas of a fresh account that a deployment meets, each with what the templates use of it. */
import { resourcesOf } from '#infra/constructs/api-routes';
import { LARGEST_CODE } from '#infra/constructs/front-code';
import { asArray, asObject, isObject, type JsonObject } from '#infra/local/machine/json';
import { ofType, type Resource, type Template, text } from '#test/infra/templates';

export interface Quota {
  readonly what: string;
  /** What a fresh account has, in the region that has least. */
  readonly allowed: number;
  /** What we allow ourselves, where that is less. */
  readonly ours?: number;
  readonly used: number;
  /** Where the most of it is used. */
  readonly where: string;
}

type Stacks = Readonly<Record<string, Template>>;
type Measured = Pick<Quota, 'used' | 'where'>;

/** The largest of several measures. */
const most = (measures: readonly (readonly [string, number])[]): Measured => {
  const [first = ['nowhere', 0] as const] = measures.toSorted(([, a], [, b]) => b - a);
  return { where: first[0], used: first[1] };
};
const all = (used: number): Measured => ({ used, where: 'all stacks together' });

/** As long as it is in an account: pseudo parameters are filled in. */
const filledIn = (value: unknown): string =>
  text(value)
    .replaceAll('<AWS::Partition>', 'aws')
    .replaceAll('<AWS::Region>', 'ap-southeast-1')
    .replaceAll('<AWS::AccountId>', '123456789012');

/** The table, for the stacks of one deployment by name. */
export function quotasOf(stacks: Stacks): readonly Quota[] {
  const of = (type: string): readonly (readonly [string, Resource])[] =>
    Object.entries(stacks).flatMap(([stack, template]) =>
      ofType(template, type).map(([id, resource]) => [`${stack}/${id}`, resource] as const),
    );
  const by = (type: string, measure: (properties: JsonObject) => number): Measured =>
    most(of(type).map(([where, { Properties }]) => [where, measure(Properties)] as const));
  const count = (type: string): Measured => all(of(type).length);
  const eachStack = (measure: (template: Template) => number): Measured =>
    most(Object.entries(stacks).map(([stack, template]) => [stack, measure(template)] as const));
  const rules = of('AWS::Events::Rule').filter(([, { Properties }]) => Properties.EventBusName !== undefined);
  const apiBody = ({ Body }: JsonObject): JsonObject => asObject(Body) ?? {};
  return [
    {
      ...{ what: 'resources a stack', allowed: 500, ours: 400 },
      ...eachStack(({ Resources }) => Object.keys(Resources).length),
    },
    { ...{ what: 'outputs a stack', allowed: 200 }, ...eachStack(({ Outputs = {} }) => Object.keys(Outputs).length) },
    {
      ...{ what: 'bytes of a template', allowed: 1_000_000 },
      ...eachStack((each) => JSON.stringify(each, null, 1).length),
    },
    { ...{ what: 'REST APIs a region', allowed: 600 }, ...count('AWS::ApiGateway::RestApi') },
    { ...{ what: 'resources an API', allowed: 300 }, ...by('AWS::ApiGateway::RestApi', resourcesOfBody) },
    {
      ...{ what: 'bytes of an imported API', allowed: 6_000_000 },
      ...by('AWS::ApiGateway::RestApi', (properties) => filledIn(apiBody(properties)).length),
    },
    { ...{ what: 'authorizers an API', allowed: 10 }, ...by('AWS::ApiGateway::RestApi', authorizersOf) },
    { ...{ what: 'usage plans', allowed: 300 }, ...count('AWS::ApiGateway::UsagePlan') },
    { ...{ what: 'API keys', allowed: 10_000 }, ...count('AWS::ApiGateway::ApiKey') },
    {
      ...{ what: 'origins of a distribution', allowed: 25 },
      ...by('AWS::CloudFront::Distribution', partsOf('Origins')),
    },
    {
      ...{ what: 'bytes of a function of CloudFront', allowed: LARGEST_CODE },
      ...by('AWS::CloudFront::Function', ({ FunctionCode }) => Buffer.byteLength(String(FunctionCode))),
    },
    { ...{ what: 'rules on a bus', allowed: 100 }, ...all(rules.length) },
    {
      ...{ what: 'characters of an event pattern', allowed: 2048 },
      ...by('AWS::Events::Rule', ({ EventPattern }) => (EventPattern ? filledIn(EventPattern).length : 0)),
    },
    {
      ...{ what: 'targets of a rule', allowed: 5 },
      ...by('AWS::Events::Rule', ({ Targets }) => asArray(Targets).length),
    },
    { ...{ what: 'functions of Lambda', allowed: 1000 }, ...count('AWS::Lambda::Function') },
    {
      ...{ what: 'bytes of an environment', allowed: 4096 },
      ...by('AWS::Lambda::Function', ({ Environment }) => variablesOf(Environment)),
    },
    { ...{ what: 'roles', allowed: 1000 }, ...count('AWS::IAM::Role') },
    {
      ...{ what: 'characters of a role’s policies', allowed: 10_240 },
      ...by('AWS::IAM::Role', ({ Policies }) => filledIn(Policies ?? []).replaceAll(/\s/g, '').length),
    },
    {
      ...{ what: 'characters of a trust policy', allowed: 2048 },
      ...by('AWS::IAM::Role', ({ AssumeRolePolicyDocument }) => filledIn(AssumeRolePolicyDocument).length),
    },
    {
      ...{ what: 'indexes of a table', allowed: 20 },
      ...by('AWS::DynamoDB::Table', ({ GlobalSecondaryIndexes }) => asArray(GlobalSecondaryIndexes).length),
    },
    { ...{ what: 'state machines', allowed: 10_000 }, ...count('AWS::StepFunctions::StateMachine') },
    {
      ...{ what: 'metric filters of a log', allowed: 100 },
      ...most(
        [...Map.groupBy(of('AWS::Logs::MetricFilter'), ([, { Properties }]) => text(Properties.LogGroupName))].map(
          ([log, filters]) => [log, filters.length] as const,
        ),
      ),
    },
    { ...{ what: 'alarms', allowed: 5000 }, ...count('AWS::CloudWatch::Alarm') },
    { ...{ what: 'queues with dead letters', allowed: 1000 }, ...count('AWS::SQS::Queue') },
    {
      ...{ what: 'aliases of a distribution', allowed: 100 },
      ...by('AWS::CloudFront::Distribution', partsOf('Aliases')),
    },
  ];
}

const pathsOf = ({ Body }: JsonObject): readonly string[] => Object.keys(asObject(asObject(Body)?.paths) ?? {});

const resourcesOfBody = (properties: JsonObject): number =>
  resourcesOf(pathsOf(properties).map((path) => ({ path, functionId: '' })));

const authorizersOf = ({ Body }: JsonObject): number =>
  Object.values(asObject(asObject(asObject(Body)?.components)?.securitySchemes) ?? {}).filter(
    (scheme) => isObject(scheme) && 'x-amazon-apigateway-authorizer' in scheme,
  ).length;

const partsOf =
  (name: string) =>
  ({ DistributionConfig }: JsonObject): number =>
    asArray(asObject(DistributionConfig)?.[name]).length;

const variablesOf = (environment: unknown): number =>
  Object.entries(asObject(asObject(environment)?.Variables) ?? {}).reduce(
    (sum, [name, value]) => sum + name.length + filledIn(value).length,
    0,
  );

/** The table as lines. */
export function linesOf(quotas: readonly Quota[]): readonly string[] {
  const rows = quotas.map(({ what, allowed, ours, used, where }) => [
    what,
    String(used),
    ours === undefined ? String(allowed) : `${ours} (${allowed})`,
    `${Math.round((100 * used) / allowed)} %`,
    where,
  ]);
  const heads = ['quota of a fresh account', 'used', 'allowed', '', 'where'];
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => (row[at] ?? '').length)));
  return [heads, ...rows].map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
