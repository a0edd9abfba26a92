/** What happens after a write: the stream relay, the clock, and the workflows with their task function. */
import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Deployment } from '#infra/constructs/deployment';
import { dueIndex, withLeadingKeys } from '#infra/constructs/leading-keys';
import { ServiceFunction } from '#infra/constructs/service-function';
import { StreamRelay } from '#infra/constructs/stream-relay';
import { Workflow } from '#infra/constructs/workflow';
import { type Arns, arnsOf } from '#infra/names';
import { machinesOf } from '#infra/workflows/machines';

/**
 * The only functions that cross tenants, what each may do, and why no less will do:
 * - stream-relay: reads the table's stream, puts events on the bus, starts executions of workflows and answers their task tokens; gets and
 *   updates single items of tenants, because the token of a workflow stands beside its record.
 * - clock: queries the index `due`, in which the timers of all tenants lie side by side, and invokes the process functions, which act
 *   for one tenant each. It cannot read the table itself.
 * - workflow-task: gets and updates single items of tenants (the record of its execution), invokes the process functions, and answers
 *   its own workflow when what it waits for was there before it did.
 * The authorizer (api stack) reads single registry items and no item of a tenant.
 */
export class WorkflowsStack extends Stack {
  constructor(scope: Construct, id: string, deployment: Deployment, streamArn: string, props: StackProps) {
    super(scope, id, props);
    const arns = arnsOf(this, deployment.names);
    const invokeProcesses = new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: deployment.processes.map((process) => arns.function(process.id)),
    });
    const machines = machinesOf(deployment.processes);
    new StreamRelay(this, 'StreamRelay', deployment, streamArn, machines);
    this.clock(deployment, arns, invokeProcesses);
    const task = new ServiceFunction(this, 'WorkflowTask', {
      deployment,
      functionId: 'workflow-task',
      description: 'Performs the tasks of workflows and invokes the process that a record belongs to',
      statements: [
        withLeadingKeys(['TENANT#*'], ['dynamodb:GetItem', 'dynamodb:UpdateItem'], [arns.table]),
        invokeProcesses,
        new PolicyStatement({
          actions: ['states:SendTaskSuccess'],
          resources: machines.map(({ type }) => arns.machine(type)),
        }),
      ],
      environment: { FUNCTION_NAME_PREFIX: `${deployment.names.prefix}-` },
    });
    for (const machine of machines) new Workflow(this, deployment, machine, task.function.functionArn);
  }

  /** Every minute. A missed minute costs nothing but time, as the next one finds everything that is due: hence no retries and no queue. */
  private clock(deployment: Deployment, arns: Arns, invokeProcesses: PolicyStatement): void {
    const clock = new ServiceFunction(this, 'Clock', {
      deployment,
      functionId: 'clock',
      description: 'Finds timers that are due and hands them to their processes',
      statements: [withLeadingKeys(['DUE#*'], ['dynamodb:Query'], [arns.index(dueIndex)]), invokeProcesses],
      environment: { FUNCTION_NAME_PREFIX: `${deployment.names.prefix}-` },
    });
    new Rule(this, 'EveryMinute', {
      ruleName: `${deployment.names.prefix}-clock`,
      description: 'Fires the clock worker',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(clock.function, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
  }
}
