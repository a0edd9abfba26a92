/** The state machine of approvals, with its log and the role it runs its one task function with. */
import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from '#infra/constructs/acknowledge';
import type { Deployment } from '#infra/constructs/deployment';
import { pinLogicalId } from '#infra/constructs/pinned';
import { approvalDefinition } from '#infra/workflows/approval';

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

/** Standard, so that an execution may wait for a decision for up to a year at no cost. */
export class ApprovalWorkflow extends Construct {
  constructor(scope: Construct, id: string, { config, names }: Deployment, taskFunctionArn: string) {
    super(scope, id);
    const log = new LogGroup(this, 'Log', {
      logGroupName: `/aws/vendedlogs/states/${names.approval}`,
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      description: `Runs ${names.approval}`,
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
    const machine = new StateMachine(this, 'StateMachine', {
      stateMachineName: names.approval,
      stateMachineType: StateMachineType.STANDARD,
      comment: 'One round of one approval',
      definitionBody: DefinitionBody.fromString(JSON.stringify(approvalDefinition(taskFunctionArn, Aws.PARTITION))),
      role: role.withoutPolicyUpdates(),
      logs: { destination: log, level: LogLevel.ALL, includeExecutionData: false },
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    machine.node.addDependency(role);
    pinLogicalId(machine, 'ApprovalStateMachine');
    acknowledge(
      machine,
      'AwsSolutions-SF2',
      'Its three tasks are one function whose logs carry the execution; X-Ray would add a cost and show nothing more.',
    );
  }
}
