/** Tasks of the approval workflow: note the token it waits with, and tell the approvals process how it ended. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { EventEnvelope } from '#shared/events/envelope';
import { environment } from '#shared/process/environment';
import { recordKey, taskTokenKey } from '#shared/store/keys';
import { createStore } from '#shared/store/store';
import { tenantId } from '#shared/tenancy/tenant-id';
import { clock, toInstant } from '#shared/time/clock';

interface Task {
  readonly task: 'wait-decision' | 'conclude' | 'expire';
  readonly tenantId: string;
  readonly process: string;
  readonly type: string;
  /** Ulid of the approval. */
  readonly id: string;
  readonly round: number;
  readonly taskToken?: string;
}

const lambda = new LambdaClient({});
const sfn = new SFNClient({});
const store = createStore(new DynamoDBClient({}), environment('TABLE_NAME'));

export async function handler(task: Task): Promise<{ readonly done: true }> {
  if (task.task === 'wait-decision') await wait(task);
  else await tell(task, task.task === 'conclude' ? 'workflow.concluded' : 'workflow.expired');
  return { done: true };
}

/**
 * The token is noted first and the record read afterwards; whoever decides writes the record first and looks for the token afterwards.
 * So one of the two always sees the other.
 */
async function wait({ tenantId: tenant, type, id, taskToken }: Task): Promise<void> {
  if (taskToken === undefined) throw new Error('expected a task token to wait with');
  await store.set(taskTokenKey(tenantId(tenant), type, id), { taskToken });
  const item = await store.get(recordKey(tenantId(tenant), type, id));
  const record = item?.record as { readonly outcome?: string } | undefined;
  if (record?.outcome !== undefined) {
    await sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify({ outcome: record.outcome }) }));
  }
}

/** Hands the approvals process an event, under an id that is the same however often the workflow retries. */
async function tell({ tenantId: tenant, process, type, id, round }: Task, name: string): Promise<void> {
  const eventId = `${id}-${round}-${name}`;
  const detail: EventEnvelope = {
    eventId,
    name,
    process: 'workflow',
    tenantId: tenant,
    type,
    id,
    uid: id,
    recordVersion: 0,
    at: toInstant(clock.now()),
    actor: { type: 'system', id: 'workflow' },
    command: name,
    state: { to: '' },
    changed: [],
    correlationId: id,
    depth: 0,
    visibility: 'internal',
    data: {},
  };
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({
      FunctionName: `${environment('FUNCTION_NAME_PREFIX')}${process}`,
      Payload: Buffer.from(JSON.stringify({ source: 'helmdesk.workflow', 'detail-type': name, detail })),
    }),
  );
  if (FunctionError)
    throw new Error(`${process}: ${Payload ? Buffer.from(Payload).toString('utf8').slice(0, 500) : FunctionError}`);
}
