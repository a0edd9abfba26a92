/** The workers that cross tenants believe the key of an item, which IAM guards, and not what stands in it. */
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { envelopesOf } from '#functions/platform/workers/stream-relay/envelopes';
import { tenantOf } from '#shared/store/keys';

const OWN = 'abcdefghijkl';
const OTHER = 'abcdefghijklm';

/** A history entry as the stream tells of it, with one event for each tenant id. */
function written(pk: string, tenantIds: readonly string[]): DynamoDBRecord {
  const events = tenantIds.map((tenantId) => ({ tenantId, name: 'incident.created' }));
  const NewImage = { pk: { S: pk }, sk: { S: 'EVENT#00000001' }, entry: { S: JSON.stringify({ events }) } };
  return { eventName: 'INSERT', dynamodb: { NewImage } };
}

describe('the stream relay', () => {
  it('publishes what an entry says in the name of the tenant that it belongs to', () => {
    expect(envelopesOf(written(`TENANT#${OWN}#incident#1`, [OWN]))).toMatchObject([{ tenantId: OWN }]);
  });

  it('publishes nothing that an entry says in the name of another', () => {
    expect(envelopesOf(written(`TENANT#${OWN}#incident#1`, [OTHER, '*', '', OWN]))).toMatchObject([{ tenantId: OWN }]);
    expect(envelopesOf(written('PLATFORM#tenant#x', [OWN, '']))).toEqual([]);
  });
});

describe('the tenant of a partition', () => {
  it.each([
    [`TENANT#${OWN}#incident#1`, OWN],
    [`TENANT#${OWN}`, undefined],
    ['TENANT#short#incident#1', undefined],
    ['TENANT##incident#1', undefined],
    [`PLATFORM#TENANT#${OWN}#x`, undefined],
    ['DUE#0', undefined],
  ])('%s', (pk, tenant) => {
    expect(tenantOf(pk)).toBe(tenant);
  });
});
