/** Domain events in a stream record: those that its history entry carries. */
import type { DynamoDBRecord } from 'aws-lambda';
import type { EventEnvelope } from '#shared/events/envelope';
import { fromAttributes } from '#shared/store/item';
import { EVENT, tenantOf } from '#shared/store/keys';

/**
 * Only inserts count: an entry never changes, but for redaction, and its events were published when it was written. An event speaks
 * for the tenant in whose partition it stands and for no other: IAM guards the key that a function writes, not what it writes there.
 */
export function envelopesOf(record: DynamoDBRecord): readonly EventEnvelope[] {
  const image = record.dynamodb?.NewImage;
  if (record.eventName !== 'INSERT' || !image?.sk?.S?.startsWith(EVENT)) return [];
  const entry = fromAttributes(image as Parameters<typeof fromAttributes>[0]).entry as
    | { readonly events?: readonly EventEnvelope[] }
    | undefined;
  const tenant = tenantOf(image.pk?.S ?? '');
  return (entry?.events ?? []).filter(({ tenantId }) => tenantId === tenant);
}
