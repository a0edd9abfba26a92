/** Tasks of the approval workflow: note the token it waits with, ask whether to wait on, tell the approvals process how it ended. */
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
  readonly task: 'wait-decision' | 'evaluate' | 'conclude';
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

/** Whether the workflow waits on, and for how long. */
interface Next {
  readonly waiting: boolean;
  readonly timeoutSeconds: number;
}

/** What the workflow knows of a round. */
interface Round {
  readonly outcome?: string;
  /** Absent while the round waits for information. */
  readonly dueAt?: string;
}

export async function handler(task: Task): Promise<Next | { readonly done: true }> {
  if (task.task === 'evaluate') return evaluate(task);
  if (task.task === 'wait-decision') await wait(task);
  else await tell(task, 'workflow.concluded', '');
  return { done: true };
}

async function roundOf({ tenantId: tenant, type, id }: Task): Promise<Round | undefined> {
  return (await store.get(recordKey(tenantId(tenant), type, id)))?.record as Round | undefined;
}

/** A round that waits for information is not due; the answer wakes the workflow. */
const UNTIL_ANSWERED = 180 * 86_400;
/** Until the approvals process is asked again when time is up and nothing followed from it. */
const AGAIN = 60;

/** Time may be up, or the round may be due at another instant than was waited for: the table knows. */
async function evaluate(task: Task): Promise<Next> {
  const seen = await roundOf(task);
  const isDue = ({ dueAt }: Round): boolean => dueAt !== undefined && Date.parse(dueAt) <= clock.now();
  if (seen?.outcome === 'pending' && isDue(seen)) await tell(task, 'workflow.timed_out', seen.dueAt ?? '');
  const round = await roundOf(task);
  if (round?.outcome !== 'pending') return { waiting: false, timeoutSeconds: AGAIN };
  if (round.dueAt === undefined) return { waiting: true, timeoutSeconds: UNTIL_ANSWERED };
  const left = Math.ceil((Date.parse(round.dueAt) - clock.now()) / 1000);
  return { waiting: true, timeoutSeconds: left > 0 ? left : AGAIN };
}

/**
 * The token is noted first and the record read afterwards; whoever decides writes the record first and looks for the token afterwards.
 * So one of the two always sees the other.
 */
async function wait(task: Task): Promise<void> {
  const { tenantId: tenant, type, id, taskToken } = task;
  if (taskToken === undefined) throw new Error('expected a task token to wait with');
  await store.set(taskTokenKey(tenantId(tenant), type, id), { taskToken });
  const outcome = (await roundOf(task))?.outcome;
  if (outcome !== undefined && outcome !== 'pending') {
    await sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify({ outcome }) }));
  }
}

/** Hands the approvals process an event, under an id that is the same however often the workflow retries. */
async function tell({ tenantId: tenant, process, type, id, round }: Task, name: string, at: string): Promise<void> {
  const eventId = `${id}-${round}-${name}${at}`;
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
