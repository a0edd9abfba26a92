/** Reads a DynamoDB stream through the Streams API of the engine, shard by shard. */
import { createUpstream } from '#infra/local/edges/dynamodb/upstream';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';

export interface Page {
  readonly records: readonly JsonObject[];
  /** Where to read on; undefined at the end of a shard that is closed. */
  readonly next: string | undefined;
}

export interface StreamReader {
  shards(): Promise<readonly string[]>;
  /** An iterator after the record with this sequence number, or at the oldest record there is. */
  iterator(shard: string, after: string | undefined): Promise<string>;
  read(iterator: string): Promise<Page>;
}

/** Engines that run locally want an Authorization header, and none of them verifies it. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20250101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local';

/** A page of GetRecords. */
const PAGE = 1000;

/** A reader of the stream that the engine knows by this ARN. */
export function createStreamReader(endpoint: string, streamArn: string): StreamReader {
  const upstream = createUpstream(endpoint);
  const call = async (operation: string, body: JsonObject): Promise<JsonObject> => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
      authorization: AUTHORIZATION,
      'x-amz-date': new Date().toISOString().replace(/[-:]|\.\d+/g, ''),
    };
    const { status, body: text } = await upstream.send(headers, JSON.stringify(body));
    const answer = asObject(JSON.parse(text.toString('utf8'))) ?? {};
    if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    async shards() {
      const { StreamDescription } = await call('DescribeStream', { StreamArn: streamArn });
      return asArray(asObject(StreamDescription)?.Shards).map((shard) => String(asObject(shard)?.ShardId));
    },
    async iterator(shard, after) {
      const position = after
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
        : { ShardIteratorType: 'TRIM_HORIZON' };
      const answer = await call('GetShardIterator', { StreamArn: streamArn, ShardId: shard, ...position });
      return asString(answer.ShardIterator) ?? '';
    },
    async read(iterator) {
      const answer = await call('GetRecords', { ShardIterator: iterator, Limit: PAGE });
      const records = asArray(answer.Records).map((record) => asObject(record) ?? {});
      return { records, next: asString(answer.NextShardIterator) };
    },
  };
}

/** The sequence number of a record. */
export const sequenceOf = (record: JsonObject): string => String(asObject(record.dynamodb)?.SequenceNumber);
