/** STS as the functions reach it locally: AssumeRole with session tags, authorised by identity and trust policies. */
import { type AssumeRoleInput, AssumeRoleRefusal, assumeRole } from '#infra/local/edges/iam/assume-role';
import type { CredentialRegistry } from '#infra/local/edges/iam/credentials';
import type { Role } from '#infra/local/edges/iam/principal';
import { receivedRequest } from '#infra/local/edges/iam/signature';
import { anywhere, type EdgeListen, type EdgeRequest, type EdgeResponse } from '#infra/local/machine/http';

export interface StsOptions {
  /** The roles that can be assumed, by ARN. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly credentials: CredentialRegistry;
  readonly now: () => number;
  /** By default on a free port. */
  readonly listen?: EdgeListen;
}

export interface Sts {
  /** For AWS_ENDPOINT_URL_STS. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the endpoint; it speaks the query protocol that the SDKs use for STS. */
export async function startSts(options: StsOptions): Promise<Sts> {
  const { listen = anywhere } = options;
  const server = await listen((request, response) =>
    answer(request, options).then(
      ({ status, xml }) => send(response, status, xml),
      (error: unknown) => {
        const { status, xml } = failure(500, 'InternalFailure', String(error));
        send(response, status, xml);
      },
    ),
  );
  return { url: server.url, close: server.close };
}

function send(response: EdgeResponse, status: number, xml: string): void {
  response.writeHead(status, { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(xml) }).end(xml);
}

interface Answer {
  readonly status: number;
  readonly xml: string;
}

async function answer(request: EdgeRequest, { roles, credentials, now }: StsOptions): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const form = new URLSearchParams(body.toString('utf8'));
  const identity = credentials.identify(receivedRequest(request, body));
  if (!identity.ok) return failure(403, STS_CODES[identity.code], identity.message);
  const action = form.get('Action');
  if (action === 'GetCallerIdentity') {
    const { arn, account, context } = identity.principal;
    return success(
      action,
      element('Arn', arn) + element('UserId', context.get('aws:userid')?.[0] ?? '') + element('Account', account),
    );
  }
  if (action !== 'AssumeRole') return failure(400, 'InvalidAction', `the local STS does not know the action ${action}`);
  try {
    const { role, session, expiresAt } = assumeRole(identity.principal, readInput(form), { roles, now });
    const { accessKeyId, secretAccessKey, sessionToken } = credentials.issue(session, expiresAt);
    return success(
      action,
      `<AssumedRoleUser>${element('AssumedRoleId', `${role.id}:${session.sessionName}`)}${element('Arn', session.arn)}</AssumedRoleUser>` +
        `<Credentials>${element('AccessKeyId', accessKeyId)}${element('SecretAccessKey', secretAccessKey)}` +
        `${element('SessionToken', sessionToken)}${element('Expiration', new Date(expiresAt).toISOString())}</Credentials>`,
    );
  } catch (error) {
    if (!(error instanceof AssumeRoleRefusal)) throw error;
    return failure(error.status, error.code, error.message);
  }
}

const STS_CODES = {
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  UnrecognizedClientException: 'InvalidClientTokenId',
  ExpiredTokenException: 'ExpiredToken',
  InvalidSignatureException: 'SignatureDoesNotMatch',
} as const;

function readInput(form: URLSearchParams): AssumeRoleInput {
  const list = (name: string, member: string): readonly string[] => {
    const values: string[] = [];
    for (let at = 1; form.has(`${name}.member.${at}${member}`); at++)
      values.push(form.get(`${name}.member.${at}${member}`) ?? '');
    return values;
  };
  const tagValues = list('Tags', '.Value');
  const externalId = form.get('ExternalId');
  return {
    roleArn: form.get('RoleArn') ?? '',
    sessionName: form.get('RoleSessionName') ?? '',
    durationSeconds: Number(form.get('DurationSeconds') ?? 3600),
    tags: list('Tags', '.Key').map((key, at) => [key, tagValues[at] ?? ''] as const),
    transitiveTagKeys: list('TransitiveTagKeys', ''),
    sessionPolicies: form.has('Policy') || form.has('PolicyArns.member.1.arn'),
    ...(externalId === null ? {} : { externalId }),
  };
}

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

function success(action: string, result: string): Answer {
  const metadata = `<ResponseMetadata>${element('RequestId', crypto.randomUUID())}</ResponseMetadata>`;
  const xml = `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result>${metadata}</${action}Response>`;
  return { status: 200, xml };
}

function failure(status: number, code: string, message: string): Answer {
  const error = `<Error>${element('Type', status < 500 ? 'Sender' : 'Receiver')}${element('Code', code)}${element('Message', message)}</Error>`;
  return {
    status,
    xml: `<ErrorResponse xmlns="${NAMESPACE}">${error}${element('RequestId', crypto.randomUUID())}</ErrorResponse>`,
  };
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const element = (name: string, text: string): string =>
  `<${name}>${text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '')}</${name}>`;
