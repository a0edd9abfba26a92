/** What MiniStack lacks of what our templates ask, and how a copy of a template does without: a row each, and nothing else is changed. */
import { ACCOUNT, REGION } from '#infra/emulator/ministack';
import { asArray, asObject, type JsonObject } from '#infra/local/machine/json';

/** The release of MiniStack (PyPI `ministack`) that this table was seen with. */
export const MINISTACK = '1.5.33';

export interface Resource {
  readonly Type: string;
  readonly Properties: JsonObject;
}

/** One thing that the emulator cannot do. */
export interface Lack {
  /** The resource type, or what of it. */
  readonly what: string;
  /** What happens with it. */
  readonly seen: string;
  /** What is done about it, and what is therefore not looked at. */
  readonly instead: string;
  /** The resources that it is about. */
  readonly concerns: (resource: Resource) => boolean;
  /** The smallest valid resource of the kind, by which each run asks whether the emulator still cannot. */
  readonly smallest: Resource;
  /** Such a resource as it is deployed instead; without this it is left out. */
  readonly replaced?: (resource: Resource) => Resource;
}

const ofType =
  (type: string) =>
  (resource: Resource): boolean =>
    resource.Type === type;

const unsupported = 'CloudFormation refuses the template: `Unrecognized resource types`';

const doubledMetric = {
  ...{ ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, Threshold: 1 },
  Metrics: [
    { Id: 'twice', Expression: 'sent * 2' },
    {
      ...{ Id: 'sent', ReturnData: false },
      MetricStat: { Metric: { Namespace: 'AWS/SQS', MetricName: 'NumberOfMessagesSent' }, Period: 60, Stat: 'Sum' },
    },
  ],
};

/** In the order in which they are printed. */
export const lacks: readonly Lack[] = [
  {
    what: 'AWS::Events::Archive',
    seen: unsupported,
    instead: 'left out: events are not kept for replay',
    concerns: ofType('AWS::Events::Archive'),
    smallest: {
      Type: 'AWS::Events::Archive',
      Properties: { SourceArn: `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default` },
    },
  },
  {
    what: 'AWS::SES::ReceiptRuleSet',
    seen: unsupported,
    instead: 'left out, with its rule: no mail comes in',
    concerns: ofType('AWS::SES::ReceiptRuleSet'),
    smallest: { Type: 'AWS::SES::ReceiptRuleSet', Properties: {} },
  },
  {
    what: 'AWS::SES::ReceiptRule',
    seen: unsupported,
    instead: 'left out',
    concerns: ofType('AWS::SES::ReceiptRule'),
    smallest: { Type: 'AWS::SES::ReceiptRule', Properties: { RuleSetName: 'any', Rule: {} } },
  },
  {
    what: 'AWS::Logs::QueryDefinition',
    seen: unsupported,
    instead: 'left out: no saved queries',
    concerns: ofType('AWS::Logs::QueryDefinition'),
    smallest: { Type: 'AWS::Logs::QueryDefinition', Properties: { Name: 'any', QueryString: 'fields @message' } },
  },
  {
    what: 'AWS::CloudWatch::Alarm of metric math',
    seen: 'CloudFormation rolls back: `Properties.Metrics (metric math) is not supported`',
    instead: 'the alarm is that of its first metric alone',
    concerns: ({ Type, Properties }) => Type === 'AWS::CloudWatch::Alarm' && 'Metrics' in Properties,
    smallest: { Type: 'AWS::CloudWatch::Alarm', Properties: doubledMetric },
    replaced: ofFirstMetric,
  },
];

/** What no template says, so that nothing is taken out of one. */
export const lackedAtRunTime: readonly Pick<Lack, 'what' | 'seen' | 'instead'>[] = [
  {
    what: 'a distribution before API Gateway',
    seen: 'it is deployed, and answers 502 for origins at addresses of AWS; its functions cannot import `cloudfront`',
    instead: 'a stand-in on this machine runs the function that is deployed, and hands on to the API that it names',
  },
  {
    what: 'API keys from the authorizer (`ApiKeySourceType: AUTHORIZER`)',
    seen: 'the gateway reads the key from the header `x-api-key` alone and answers 403 without it',
    instead: 'requests bring the key of their tier in that header, which no client of a deployment would know',
  },
  {
    what: '`x-amazon-apigateway-any-method` in a description',
    seen: 'it is not imported, and the path answers 403',
    instead: 'each method is stated by its name',
  },
  {
    what: 'gateway responses in a description',
    seen: 'they are not imported: the gateway answers as it does by default',
    instead: 'of a refusal it is looked at that it is one, by 401 or 403, and not at the sentence',
  },
  {
    what: 'the condition key `dynamodb:LeadingKeys`',
    seen: 'with `AUTH=true` whatever a policy allows on this condition is denied',
    instead: 'it runs without IAM: who may do what is judged by the evaluator of `npm test`',
  },
];

/** An alarm says one metric in its properties, or several in `Metrics`, of which an expression is made. */
function ofFirstMetric({ Type, Properties }: Resource): Resource {
  const { Metrics, ...others } = Properties;
  const stat = asArray(Metrics)
    .map((each) => asObject(asObject(each)?.MetricStat))
    .find((each) => each !== undefined);
  const metric = asObject(stat?.Metric);
  if (!stat || !metric) throw new TypeError('expected an alarm whose Metrics have a MetricStat, and found none');
  return { Type, Properties: { ...others, ...metric, Period: stat.Period, Statistic: stat.Stat } };
}
