/** Brings what the table knows to the state machine of a record's type: which events begin, wake or keep one alive, the deployment says. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  ExecutionAlreadyExists,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { environment } from '#shared/aws/environment';
import { taskTokenKey } from '#shared/capabilities/workflow/keys';
import type { EventEnvelope } from '#shared/events/envelope';
import { eventName } from '#shared/events/name';
import { tenantId } from '#shared/ids/tenant-id';
import { type Followed, readFollows } from '#shared/kit/workflow/followed';
import { createStore } from '#shared/store/store';

const sfn = new SFNClient({});
const store = createStore(new DynamoDBClient({}), environment('TABLE_NAME'));
const follows = readFollows(environment('WORKFLOWS'));

/** The table knew first; the workflow only follows. An event of a record without one, and every other event, is nothing to it. */
export async function followWorkflow(envelope: EventEnvelope): Promise<void> {
  const followed = follows.get(envelope.type);
  if (!followed) return;
  const among = (events: readonly string[]) =>
    events.some((event) => eventName(envelope.type, event) === envelope.name);
  if (among([followed.starts])) await start(envelope, followed);
  if (among(followed.wakes)) await wake(envelope);
  if (among(followed.beats)) await beat(envelope);
}

/** Its name makes starting an execution twice harmless. */
async function start(
  { tenantId: tenant, process, type, uid, data }: EventEnvelope,
  { carries }: Followed,
): Promise<void> {
  const carried = Object.fromEntries(carries.map((field) => [field, Number(data[field])]));
  try {
    await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: `${environment('STATE_MACHINE_PREFIX')}${type}`,
        name: `${tenant}-${uid}-${carried[carries[0]]}`,
        input: JSON.stringify({ tenantId: tenant, process, type, id: uid, ...carried }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}

/** The token is there once the workflow waits; if it is not yet, the workflow finds the decision in the table when it comes to wait. */
async function wake(envelope: EventEnvelope): Promise<void> {
  const { outcome = 'pending', moves } = envelope.data;
  const waiting = await tokenOf(envelope);
  // It came to wait when what it is told of was in the table already.
  if (!waiting || (waiting.moves !== undefined && Number(moves) <= waiting.moves)) return;
  const { taskToken } = waiting;
  await unlessGone(sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify({ outcome }) })));
}

async function beat(envelope: EventEnvelope): Promise<void> {
  const waiting = await tokenOf(envelope);
  if (waiting) await unlessGone(sfn.send(new SendTaskHeartbeatCommand({ taskToken: waiting.taskToken })));
}

async function tokenOf({ tenantId: tenant, type, uid }: EventEnvelope) {
  const item = await store.get(taskTokenKey(tenantId(tenant), type, uid));
  if (typeof item?.taskToken !== 'string') return undefined;
  return { taskToken: item.taskToken, ...(typeof item.moves === 'number' && { moves: item.moves }) };
}

/** What no longer waits, was woken. */
async function unlessGone(sent: Promise<unknown>): Promise<void> {
  try {
    await sent;
  } catch (error) {
    if (!(error instanceof TaskDoesNotExist || error instanceof TaskTimedOut)) throw error;
  }
}
