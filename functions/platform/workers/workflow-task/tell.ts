/** Hands the process that a record belongs to an event of its workflow. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { environment } from '#shared/aws/environment';
import type { EventEnvelope } from '#shared/events/envelope';
import { clock, toInstant } from '#shared/time/clock';

/** The record that an execution is about. */
export interface Subject {
  readonly tenantId: string;
  readonly process: string;
  readonly type: string;
  /** Its ulid. */
  readonly id: string;
}

const lambda = new LambdaClient({});

/**
 * @param eventId the same however often the workflow retries, where the process has to know it again
 * @throws Error when the process could not work on it
 */
export async function tell(
  { tenantId, process, type, id }: Subject,
  name: string,
  eventId: string,
  data: EventEnvelope['data'] = {},
): Promise<void> {
  const detail: EventEnvelope = {
    eventId,
    name,
    process: 'workflow',
    tenantId,
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
    data,
  };
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({
      FunctionName: `${environment('FUNCTION_NAME_PREFIX')}${process}`,
      Payload: Buffer.from(JSON.stringify({ source: 'helmdesk.workflow', 'detail-type': name, detail })),
    }),
  );
  if (FunctionError)
    throw new Error(
      `${process}, ${type} ${id}: ${Payload ? Buffer.from(Payload).toString('utf8').slice(0, 500) : FunctionError}`,
    );
}
