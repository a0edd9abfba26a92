/** Domain events in a stream record: those that its history entry carries. */
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { EventEnvelope } from '#shared/events/envelope';
import { EVENT } from '#shared/store/keys';

/** Only inserts count: an entry never changes, but for redaction, and its events were published when it was written. */
export function envelopesOf(record: DynamoDBRecord): readonly EventEnvelope[] {
  const image = record.dynamodb?.NewImage;
  if (record.eventName !== 'INSERT' || !image?.sk?.S?.startsWith(EVENT)) return [];
  const item = unmarshall(image as Parameters<typeof unmarshall>[0]);
  const entry = item.entry as { readonly events?: readonly EventEnvelope[] } | undefined;
  return entry?.events ?? [];
}
