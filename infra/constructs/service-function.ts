/** A Lambda function as this service runs all of them: one runtime, one size, its own role, its own log group. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Deployment } from '#infra/constructs/deployment';
import { ITEMS_READ } from '#infra/names';
import { knownToRead } from '#shared/store/item';

export interface ServiceFunctionProps {
  readonly deployment: Deployment;
  /** The function's id: `helmdesk-<stage>-<functionId>`. */
  readonly functionId: string;
  readonly description: string;
  /** A pinned role name, where a trust policy refers to it; else CloudFormation chooses one. */
  readonly roleName?: string;
  /** Everything the function may do besides writing its own log. */
  readonly statements: readonly PolicyStatement[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Takes asynchronous invocations that failed for good, each with the name of the function, the event and the error. */
  readonly deadLetters?: IQueue;
}

/**
 * Node 24 on arm64 with 1024 MB (more than half a virtual CPU: modules load in about half the time of 512 MB) and 29 s, as API Gateway
 * waits no longer. Logs are JSON in an explicit group, so that retention is ours and deleting the stack deletes them.
 */
export class ServiceFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: IRole;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { config, names, code } = props.deployment;
    const functionName = names.function(props.functionId);
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      ...(props.roleName === undefined ? {} : { roleName: props.roleName }),
      description: `Runs ${functionName}`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        own: new PolicyDocument({ statements: [...ownStatements(logGroup, props), ...props.statements] }),
      },
    });
    // The inline policy is the whole of it: constructs that would append statements elsewhere are not listened to.
    this.role = role.withoutPolicyUpdates();
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 1024,
      timeout: Duration.seconds(29),
      handler: 'index.handler',
      code: code(props.functionId),
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      environment: {
        STAGE: config.stage,
        LOG_LEVEL: 'INFO',
        TABLE_NAME: names.table,
        ...(config.itemFormat === 'text' && { ITEM_FORMAT: 'text' }),
        // Read by the checks before the next deployment.
        [ITEMS_READ]: knownToRead().join(' '),
        ...props.environment,
      },
      ...(props.deadLetters === undefined
        ? {}
        : { onFailure: new SqsDestination(props.deadLetters), retryAttempts: 2, maxEventAge: Duration.hours(1) }),
    });
    this.function.node.addDependency(role);
  }
}

function ownStatements(logGroup: LogGroup, props: ServiceFunctionProps): readonly PolicyStatement[] {
  const log = new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
  if (props.deadLetters === undefined) return [log];
  return [log, new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [props.deadLetters.queueArn] })];
}
