/** What is sent to STS is what AWS's own client sends, signed so that AWS would take it; what STS answers is understood as that client does. */

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { assumeRole } from '#shared/aws/assume-role';
import { signatureOf } from '#shared/aws/signature';
import { setEnvironment } from '#test/support/surroundings';

interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const credentials = { accessKeyId: 'ASIA0000000000000000', secretAccessKey: 'secret', sessionToken: 'to+ken/==' };
const given = { AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: 'wJalr/XUtn+FEMI', SessionToken: 'IQoJb3+JpZ2lu/X2Vj==' };
const assumption = {
  role: 'arn:aws:iam::000000000000:role/helmdesk-tenant',
  session: 'incident-management-01kv518yc0g34yzbh322cq11fe',
  seconds: 3600,
  tags: { tenantId: '01kv518yc0g34yzbh322cq11fe' },
};

const success = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleResult>
    <AssumedRoleUser><AssumedRoleId>ARO123:session</AssumedRoleId><Arn>arn:aws:sts::0:assumed-role/x/y</Arn></AssumedRoleUser>
    <Credentials>
      <AccessKeyId>${given.AccessKeyId}</AccessKeyId>
      <SecretAccessKey>${given.SecretAccessKey}</SecretAccessKey>
      <SessionToken>${given.SessionToken}</SessionToken>
      <Expiration>2026-06-15T08:00:00Z</Expiration>
    </Credentials>
    <PackedPolicySize>6</PackedPolicySize>
  </AssumeRoleResult>
  <ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata>
</AssumeRoleResponse>`;
const failure = (code: string, message: string): string =>
  `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;

let answers: (readonly [status: number, xml: string])[] = [];
let received: Received[] = [];
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method, url: path, headers } = request;
  received.push({ method, path, headers, body: Buffer.concat(chunks).toString('utf8') });
  const [status, xml] = answers.shift() ?? [200, success];
  response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
});
let caller: DynamoDBClient;
let sts: STSClient;
let restoreEnvironment = (): void => {};
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  restoreEnvironment = setEnvironment({ AWS_ENDPOINT_URL_STS: endpoint });
  caller = new DynamoDBClient({ region: 'eu-central-1', credentials });
  sts = new STSClient({ region: 'eu-central-1', credentials, endpoint });
});
afterAll(() => {
  restoreEnvironment();
  caller.destroy();
  sts.destroy();
  server.close();
});
beforeEach(() => {
  answers = [];
  received = [];
});

const ask = () => assumeRole(caller.config, assumption);
const form = ({ body }: Received) => [...new URLSearchParams(body)].sort();

it('sends what AWS’s client sends, and reads the same credentials', async () => {
  const ours = await ask();
  const { Credentials: theirs } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: assumption.role,
      RoleSessionName: assumption.session,
      DurationSeconds: assumption.seconds,
      Tags: [{ Key: 'tenantId', Value: assumption.tags.tenantId }],
    }),
  );

  const [a, b] = received;
  if (!a || !b) throw new Error('two requests were to be received');
  expect([a.method, a.path, a.headers.host, form(a)]).toEqual([b.method, b.path, b.headers.host, form(b)]);
  for (const name of ['content-type', 'x-amz-security-token']) expect(a.headers[name], name).toBe(b.headers[name]);
  expect(a.headers['content-length']).toBe(String(a.body.length));
  const scope = /Credential=([^/]+)\/\d{8}\/([^,]+),/;
  expect(scope.exec(a.headers.authorization ?? '')?.slice(1)).toEqual(
    scope.exec(b.headers.authorization ?? '')?.slice(1),
  );
  expect(ours).toEqual({
    accessKeyId: theirs?.AccessKeyId,
    secretAccessKey: theirs?.SecretAccessKey,
    sessionToken: theirs?.SessionToken,
  });
  expect(ours.sessionToken).toBe(given.SessionToken);
});

it('signs all that it says: the signature is that of the request as it was received', async () => {
  await ask();

  const [request] = received;
  if (!request) throw new Error('a request was to be received');
  const { headers, body } = request;
  const stamp = String(headers['x-amz-date']).replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z');
  const names = /SignedHeaders=([^,]+),/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
  expect(names).toEqual(expect.arrayContaining(['host', 'x-amz-date', 'x-amz-security-token']));
  const unsigned = ['authorization', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256'];
  const signed = names.filter((name) => !unsigned.includes(name)).map((name) => [name, String(headers[name])]);
  const again = await signatureOf({ service: 'sts', region: 'eu-central-1', credentials }).sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: '/',
      query: {},
      headers: Object.fromEntries(signed),
      body,
    },
    { signingDate: new Date(stamp) },
  );
  expect(again.headers.authorization).toBe(headers.authorization);
});

it('tries again when STS is busy, and three times at most', async () => {
  answers = [
    [503, failure('ServiceUnavailable', 'later')],
    [400, failure('Throttling', 'Rate exceeded')],
  ];
  expect((await ask()).accessKeyId).toBe(given.AccessKeyId);
  expect(received).toHaveLength(3);

  answers = Array.from({ length: 4 }, () => [500, failure('InternalFailure', 'broken')] as const);
  await expect(ask()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  expect(received).toHaveLength(6);
});

it('says what STS said, and takes no for an answer', async () => {
  answers = [[403, failure('AccessDenied', 'not authorized to perform: sts:AssumeRole')]];
  await expect(ask()).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `STS answered 403 AccessDenied for role ${assumption.role}: not authorized to perform: sts:AssumeRole`,
  });
  answers = [[200, success.replace(given.SessionToken, '')]];
  await expect(ask()).rejects.toMatchObject({ name: 'NoCredentials' });
  expect(received).toHaveLength(2);
});
