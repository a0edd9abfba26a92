/** The stream relay: puts what the table's stream tells on the bus, starts approval workflows and answers their task tokens. */

import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { envelopesOf } from './envelopes.ts';
import { publish } from './publish.ts';
import { answerWorkflow, startWorkflow } from './workflow.ts';

/** What the workflow of a round is woken by: its end, and another instant at which it is due. */
const WAKING: ReadonlySet<string> = new Set(['approval.decided', 'approval.rescheduled']);

const logger = new Logger({ serviceName: 'stream-relay' });

/** Works through a batch in order. From the first record that fails, the stream delivers again: nothing is skipped. */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const records = event.Records.map((record) => ({
    sequence: record.dynamodb?.SequenceNumber ?? '',
    envelopes: envelopesOf(record),
  }));
  try {
    await publish(records.flatMap(({ envelopes }) => envelopes));
  } catch (error) {
    logger.error('publishing failed', { error: error as Error });
    return { batchItemFailures: [{ itemIdentifier: records[0]?.sequence ?? '' }] };
  }
  for (const { sequence, envelopes } of records) {
    try {
      for (const envelope of envelopes) {
        if (envelope.name === 'approval.opened') await startWorkflow(envelope);
        if (WAKING.has(envelope.name)) await answerWorkflow(envelope);
      }
    } catch (error) {
      logger.error('workflow step failed', { sequence, error: error as Error });
      return { batchItemFailures: [{ itemIdentifier: sequence }] };
    }
  }
  return { batchItemFailures: [] };
}
