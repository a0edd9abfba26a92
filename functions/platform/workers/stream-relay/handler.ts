/** The stream relay: puts what the table's stream tells on the bus, starts workflows and answers their task tokens. */

import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { environment } from '#shared/aws/environment';
import type { EventEnvelope } from '#shared/events/envelope';
import type { Reach } from '#shared/events/reach';
import { createStore } from '#shared/store/store';
import { envelopesOf } from './envelopes.ts';
import { publish } from './publish.ts';
import { reachOf } from './reach.ts';
import { followWorkflow } from './workflow.ts';

const logger = new Logger({ serviceName: 'stream-relay' });
const store = createStore(new DynamoDBClient({}), environment('TABLE_NAME'));

/** Whom each may reach. It spares consumers questions and is no more than that: where it cannot be read, the events go out without it. */
async function reached(envelopes: readonly EventEnvelope[]): Promise<(event: EventEnvelope) => Reach> {
  try {
    return await reachOf(store, envelopes);
  } catch (error) {
    logger.warn('reach not read', { error: error as Error });
    return () => ({});
  }
}

/** Works through a batch in order. From the first record that fails, the stream delivers again: nothing is skipped. */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const records = event.Records.map((record) => ({
    sequence: record.dynamodb?.SequenceNumber ?? '',
    envelopes: envelopesOf(record),
  }));
  const all = records.flatMap(({ envelopes }) => envelopes);
  const reach = await reached(all);
  try {
    await publish(all.map((envelope) => ({ ...envelope, ...reach(envelope) })));
  } catch (error) {
    logger.error('publishing failed', { error: error as Error });
    return { batchItemFailures: [{ itemIdentifier: records[0]?.sequence ?? '' }] };
  }
  for (const { sequence, envelopes } of records) {
    try {
      for (const envelope of envelopes) await followWorkflow(envelope);
    } catch (error) {
      logger.error('workflow step failed', { sequence, error: error as Error });
      return { batchItemFailures: [{ itemIdentifier: sequence }] };
    }
  }
  return { batchItemFailures: [] };
}
