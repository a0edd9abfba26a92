/**
 * Requests to DynamoDB. Region, credentials, connections, address and retries are those of AWS's client; what is asked and answered is JSON as it stands. The client's own
 * way leads each request through some twenty pieces of middleware, which take three times as long as all of this (ADR 84); a test holds one against the other.
 */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { jsonSigner } from '#shared/aws/json-signature';
import { newUlid } from '#shared/ids/ulid';
import { clock } from '#shared/time/clock';

/** An item as it is sent: bytes are base64. */
export type Attributes = Readonly<Record<string, AttributeValue>>;
export interface AttributeValue {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string | Uint8Array;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly (string | Uint8Array)[];
  readonly L?: readonly AttributeValue[];
  readonly M?: Attributes;
}

/** What each operation answers, as far as we read it. */
export interface Answers {
  readonly GetItem: { readonly Item?: Attributes };
  readonly BatchGetItem: {
    readonly Responses?: Readonly<Record<string, readonly Attributes[]>>;
    readonly UnprocessedKeys?: Readonly<Record<string, object>>;
  };
  readonly Query: { readonly Items?: readonly Attributes[]; readonly LastEvaluatedKey?: Attributes };
  readonly PutItem: object;
  readonly DeleteItem: object;
  readonly UpdateItem: { readonly Attributes?: Attributes };
  readonly TransactWriteItems: object;
  readonly BatchWriteItem: { readonly UnprocessedItems?: Readonly<Record<string, readonly object[]>> };
}
type Operation = keyof Answers;

export type DynamoDb = <O extends Operation>(operation: O, input: object) => Promise<Answers[O]>;

/** What DynamoDB says beside the name of an error. */
interface Refusal {
  readonly Item?: Attributes;
  readonly CancellationReasons?: readonly { readonly Code?: string; readonly Item?: Attributes }[];
}

/** An error that DynamoDB answered; `name` is DynamoDB's, such as ConditionalCheckFailedException. */
export class DynamoDbRefused extends Error {
  readonly status: number;
  readonly said: Refusal;

  constructor(name: string, message: string, status: number, said: Refusal) {
    super(message);
    this.name = name;
    this.status = status;
    this.said = said;
  }
}

/** Names of errors after which the client slows down. */
const THROTTLED: ReadonlySet<string> = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionInProgressException',
]);
/** Codes of connections that broke, after which another one may do. */
const BROKEN: ReadonlySet<string> = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

function retryable(error: unknown): 'THROTTLING' | 'TRANSIENT' | undefined {
  if (error instanceof DynamoDbRefused) {
    if (THROTTLED.has(error.name) || error.status === 429) return 'THROTTLING';
    return error.status >= 500 ? 'TRANSIENT' : undefined;
  }
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  return error.name === 'TimeoutError' || BROKEN.has(code) ? 'TRANSIENT' : undefined;
}

type Connections = DynamoDBClient['config']['requestHandler'];

/** Asks with the credentials of the client. @throws DynamoDbRefused, or what the network answered, after as many attempts as the client makes */
export function dynamoDb({ config }: Pick<DynamoDBClient, 'config'>): DynamoDb {
  const { requestHandler } = config;
  const found = async () => {
    const [region, retries, given] = await Promise.all([config.region(), config.retryStrategy(), addressGiven(config)]);
    if (!('acquireInitialRetryToken' in retries)) throw new Error('expected a retry strategy of today, with tokens');
    return { address: given ?? (await addressOf(config, region)), region, retries };
  };
  let known: ReturnType<typeof found> | undefined;
  const sign = jsonSigner('dynamodb');

  return async (operation, input) => {
    known ??= found();
    const { address, region, retries } = await known;
    const body = textOf(operation, input);
    const target = `DynamoDB_20120810.${operation}`;
    const once = async () => {
      const credentials = await config.credentials();
      const headers = sign({ host: address.host, target, body, region, credentials, at: new Date(clock.now()) });
      return send(requestHandler, address, headers, body);
    };
    let token = await retries.acquireInitialRetryToken('');
    for (;;) {
      try {
        const answer = await once();
        retries.recordSuccess(token);
        return answer as Answers[typeof operation];
      } catch (error) {
        const errorType = retryable(error);
        if (errorType === undefined) throw error;
        // Without another token it has been tried often enough.
        const next = await retries.refreshRetryTokenForRetry(token, { errorType }).catch(() => undefined);
        if (!next) throw error;
        token = next;
      }
    }
  };
}

/** An address of one's own, as the client was given it or the environment says. */
async function addressGiven({ endpoint }: DynamoDBClient['config']): Promise<URL | undefined> {
  if (endpoint) {
    const { protocol, hostname, port } = await endpoint();
    return new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`);
  }
  const said = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  return said ? new URL(said) : undefined;
}

async function addressOf(config: DynamoDBClient['config'], Region: string): Promise<URL> {
  const [UseFIPS, UseDualStack] = await Promise.all([config.useFipsEndpoint(), config.useDualstackEndpoint()]);
  return config.endpointProvider({ Region, UseFIPS, UseDualStack }).url;
}

/** A transaction that is sent twice, because the answer was lost, happens once. */
function textOf(operation: Operation, input: object): string {
  return JSON.stringify(
    operation === 'TransactWriteItems' ? { ClientRequestToken: newUlid(clock.now()), ...input } : input,
  );
}

async function send(
  connections: Connections,
  address: URL,
  headers: Record<string, string>,
  body: string,
): Promise<unknown> {
  const { response } = await connections.handle({
    method: 'POST',
    protocol: address.protocol,
    hostname: address.hostname,
    ...(address.port && { port: Number(address.port) }),
    path: '/',
    query: {},
    headers,
    body,
  } as Parameters<Connections['handle']>[0]);
  const text = await read(response.body);
  if (response.statusCode === 200) return JSON.parse(text);
  throw refusalOf(response.statusCode, text);
}

function read(body: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    body.on('data', (chunk: Buffer) => chunks.push(chunk));
    body.once('error', reject);
    body.once('end', () => {
      const [only, ...more] = chunks;
      resolve((only && more.length === 0 ? only : Buffer.concat(chunks)).toString('utf8'));
    });
  });
}

function refusalOf(status: number, text: string): DynamoDbRefused {
  const { __type: type, message, Message, ...said } = parsed(text);
  const name = String(type ?? 'UnknownError').replace(/^.*#/, '');
  return new DynamoDbRefused(name, String(message ?? Message ?? `DynamoDB answered ${status}`), status, said);
}

/** Between us and DynamoDB there may be what answers no JSON. */
function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
