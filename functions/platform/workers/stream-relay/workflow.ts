/** Starts the approval workflow of a round, and tells it what was decided. The table knew first; the workflow only follows. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  ExecutionAlreadyExists,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { EventEnvelope } from '#shared/events/envelope';
import { environment } from '#shared/process/environment';
import { taskTokenKey } from '#shared/store/keys';
import { createStore } from '#shared/store/store';
import { tenantId } from '#shared/tenancy/tenant-id';

const sfn = new SFNClient({});
const store = createStore(new DynamoDBClient({}), environment('TABLE_NAME'));

/** One execution per round: its name makes starting it twice harmless. */
export async function startWorkflow({ tenantId, process, type, uid, data }: EventEnvelope): Promise<void> {
  const round = Number(data.round);
  const input = { tenantId, process, type, id: uid, round, timeoutSeconds: Number(data.timeoutSeconds) };
  try {
    await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: environment('APPROVAL_STATE_MACHINE_ARN'),
        name: `${tenantId}-${uid}-${round}`,
        input: JSON.stringify(input),
      }),
    );
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}

/** The token is there once the workflow waits; if it is not yet, the workflow finds the decision in the table when it comes to wait. */
export async function answerWorkflow({ tenantId: tenant, type, uid, data }: EventEnvelope): Promise<void> {
  const item = await store.get(taskTokenKey(tenantId(tenant), type, uid));
  if (typeof item?.taskToken !== 'string') return;
  try {
    await sfn.send(
      new SendTaskSuccessCommand({
        taskToken: item.taskToken,
        output: JSON.stringify({ outcome: data.outcome ?? 'pending' }),
      }),
    );
  } catch (error) {
    if (!(error instanceof TaskDoesNotExist || error instanceof TaskTimedOut)) throw error;
  }
}
