/** A state machine that follows records of one type, with its log and the role it runs the one task function with. */
import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from '#infra/constructs/acknowledge';
import type { Deployment } from '#infra/constructs/deployment';
import { pinLogicalId } from '#infra/constructs/pinned';
import type { Machine } from '#infra/workflows/machines';

/** What Step Functions needs to deliver logs; the service accepts no narrower resource for these actions. */
const logDelivery = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];

/** `change-request` → `ChangeRequest`: how constructs and pinned ids are written. */
export const pascal = (type: string): string =>
  type.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Standard, so that an execution may wait for up to a year at no cost. */
export class Workflow extends Construct {
  constructor(scope: Construct, { config, names }: Deployment, machine: Machine, taskFunctionArn: string) {
    super(scope, pascal(machine.type));
    const name = names.machine(machine.type);
    const log = new LogGroup(this, 'Log', {
      logGroupName: `/aws/vendedlogs/states/${name}`,
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      description: `Runs ${name}`,
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      inlinePolicies: {
        own: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [taskFunctionArn] }),
            new PolicyStatement({ actions: logDelivery, resources: ['*'] }),
          ],
        }),
      },
    });
    acknowledge(role, 'AwsSolutions-IAM5[Resource::*]', 'The log delivery actions accept no resource but "*".');
    const definition = machine.definition({ functionArn: taskFunctionArn, partition: Aws.PARTITION });
    const states = new StateMachine(this, 'StateMachine', {
      stateMachineName: name,
      stateMachineType: StateMachineType.STANDARD,
      comment: machine.comment,
      definitionBody: DefinitionBody.fromString(JSON.stringify(definition)),
      role: role.withoutPolicyUpdates(),
      logs: { destination: log, level: LogLevel.ALL, includeExecutionData: false },
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    states.node.addDependency(role);
    pinLogicalId(states, `${pascal(machine.type)}StateMachine`);
    acknowledge(
      states,
      'AwsSolutions-SF2',
      'Its tasks are one function whose logs carry the execution; X-Ray would add a cost and show nothing more.',
    );
  }
}
