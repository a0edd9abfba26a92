/**
 * AssumeRole, the one call that functions make of STS. AWS's client for it is 36 KB of every bundle, most of it XML and a protocol that nothing else
 * needs (docs/adr/0018); a test holds what is sent here against what that client sends.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { hostOf, type SessionCredentials, signatureOf } from '#shared/aws/signature';
import { clock } from '#shared/time/clock';

/** As often as AWS's clients try, and about as long apart. */
const WAITS_MS = [100, 200];
const TIMEOUT_MS = 3_000;

/** What an AWS client knows of who calls, from where and how. */
type Caller = Pick<DynamoDBClient['config'], 'region' | 'credentials' | 'requestHandler'>;

export interface Assumption {
  /** ARN of the role. */
  readonly role: string;
  /** Names the session in CloudTrail; up to 64 characters of `[\w+=,.@-]`. */
  readonly session: string;
  readonly seconds: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** STS did not give credentials. `name` is its code, or `ServiceUnavailable` when it may do so the next time. */
class AssumeRoleFailed extends Error {
  readonly again: boolean;

  constructor(role: string, status: number, answer: string) {
    const code = element(answer, 'Code') ?? 'NoCredentials';
    super(`STS answered ${status} ${code} for role ${role}: ${element(answer, 'Message') ?? 'no message'}`);
    this.again = status >= 500 || status === 429 || code.startsWith('Throttl');
    this.name = this.again ? 'ServiceUnavailable' : code;
  }
}

/** The text of an element of an answer that has it once; none of those asked for needs escaping. */
const element = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<&]+)</${name}>`).exec(xml)?.[1];

/** Credentials of the role, for a session with these tags. @throws AssumeRoleFailed, or what the network answered, after three attempts */
export async function assumeRole(caller: Caller, assumption: Assumption): Promise<SessionCredentials> {
  for (const wait of WAITS_MS)
    try {
      return await attemptOf(caller, assumption);
    } catch (error) {
      if (error instanceof AssumeRoleFailed && !error.again) throw error;
      await sleep(wait);
    }
  return attemptOf(caller, assumption);
}

async function attemptOf(caller: Caller, { role, session, seconds, tags }: Assumption): Promise<SessionCredentials> {
  const region = await caller.region();
  const base = new URL(process.env.AWS_ENDPOINT_URL_STS ?? `https://${hostOf('sts', region)}`);
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: role,
    RoleSessionName: session,
    DurationSeconds: String(seconds),
  });
  for (const [index, [key, value]] of Object.entries(tags).entries()) {
    body.set(`Tags.member.${index + 1}.Key`, key);
    body.set(`Tags.member.${index + 1}.Value`, value);
  }
  const request = {
    method: 'POST',
    protocol: base.protocol,
    hostname: base.hostname,
    ...(base.port && { port: Number(base.port) }),
    path: '/',
    query: {},
    headers: {
      host: base.host,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.toString().length),
    },
    body: body.toString(),
  };
  const signature = signatureOf({ service: 'sts', region, credentials: caller.credentials });
  const signed = await signature.sign(request, { signingDate: new Date(clock.now()) });
  const { response } = await caller.requestHandler.handle(signed, { requestTimeout: TIMEOUT_MS });
  const answer = await textOf(response.body);
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map((name) =>
    element(answer, name),
  );
  if (response.statusCode !== 200 || !accessKeyId || !secretAccessKey || !sessionToken)
    throw new AssumeRoleFailed(role, response.statusCode, answer);
  return { accessKeyId, secretAccessKey, sessionToken };
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
