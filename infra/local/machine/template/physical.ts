/** Physical names and ARNs as AWS would give them to the resources of a template. */
import { createHash } from 'node:crypto';
import { asString, type JsonObject } from '#infra/local/machine/json';

/** Where the local deployment pretends to be: a real region's name, because SDKs check it, and an account that is nobody's. */
export const PARTITION = 'aws';
export const REGION = 'eu-central-1';
export const ACCOUNT = '000000000000';

/** A resource's identity; `properties` are resolved. */
export interface Identified {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
}

/** The ARN of something in the local deployment's region and account. */
export const arn = (service: string, resource: string, region: string = REGION): string =>
  `arn:${PARTITION}:${service}:${region}:${ACCOUNT}:${resource}`;

/** The property by which each type is named; other types get a name of CloudFormation's making. */
const NAME_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::ApiGateway::Stage': 'StageName',
  'AWS::CloudFront::Function': 'Name',
};

/** The property that names a resource of this type, so that a name needs no other property resolved. */
export const nameProperty = (type: string): string | undefined => NAME_PROPERTY[type];

/** The name given in the template, or one made of stack and logical id. */
export function physicalName({ stack, logicalId, type, properties }: Identified): string {
  const property = NAME_PROPERTY[type];
  const given = property === undefined ? undefined : asString(properties[property]);
  if (given !== undefined) return given;
  if (type.startsWith('AWS::ApiGateway::')) return shortId(`${stack}/${logicalId}`);
  return `${stack}-${logicalId}`;
}

/** API Gateway's ids are ten characters of a-z and 0-9. */
export function shortId(of: string): string {
  return BigInt(`0x${createHash('sha256').update(of).digest('hex').slice(0, 14)}`)
    .toString(36)
    .padStart(10, '0')
    .slice(-10);
}

/** The resource's ARN. */
export function arnOf(resource: Identified): string {
  const name = physicalName(resource);
  switch (resource.type) {
    case 'AWS::DynamoDB::Table':
      return arn('dynamodb', `table/${name}`);
    case 'AWS::Lambda::Function':
      return arn('lambda', `function:${name}`);
    case 'AWS::IAM::Role':
      return arn('iam', `role/${name}`, '');
    case 'AWS::Events::EventBus':
      return arn('events', `event-bus/${name}`);
    case 'AWS::Events::Rule': {
      const bus = asString(resource.properties.EventBusName)?.replace(/^.*\//, '') ?? 'default';
      return arn('events', bus === 'default' ? `rule/${name}` : `rule/${bus}/${name}`);
    }
    case 'AWS::SQS::Queue':
      return arn('sqs', name);
    case 'AWS::SNS::Topic':
      return arn('sns', name);
    case 'AWS::StepFunctions::StateMachine':
      return arn('states', `stateMachine:${name}`);
    case 'AWS::Logs::LogGroup':
      return arn('logs', `log-group:${name}:*`);
    case 'AWS::CloudFront::Function':
      return arn('cloudfront', `function/${name}`, '');
    case 'AWS::S3::Bucket':
      return `arn:${PARTITION}:s3:::${name}`;
    default: {
      const [, service = 'cloudformation', kind = 'resource'] = resource.type.toLowerCase().split('::');
      return arn(service, `${kind}/${name}`);
    }
  }
}

/** What `Ref` gives. */
export function refOf(resource: Identified): string {
  const name = physicalName(resource);
  switch (resource.type) {
    case 'AWS::StepFunctions::StateMachine':
    case 'AWS::SNS::Topic':
      return arnOf(resource);
    case 'AWS::SQS::Queue':
      return `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`;
    default:
      return name;
  }
}

/** What `Fn::GetAtt` gives. */
export function attributeOf(resource: Identified, attribute: string): string {
  if (attribute === 'Arn') return arnOf(resource);
  if (resource.type === 'AWS::CloudFront::Function' && attribute === 'FunctionARN') return arnOf(resource);
  if (resource.type === 'AWS::DynamoDB::Table' && attribute === 'StreamArn') {
    return `${arnOf(resource)}/stream/2025-01-01T00:00:00.000`;
  }
  if (attribute.endsWith('Name')) return physicalName(resource);
  return `${physicalName(resource)}-${attribute}`;
}
