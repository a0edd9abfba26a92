/** The local object store: signatures, expiry, policies, copies, and files that outlive it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCredentialRegistry } from '#infra/local/edges/iam/credentials';
import { defineRole, sessionOf } from '#infra/local/edges/iam/principal';
import { type ObjectStore, startObjectStore } from '#infra/local/edges/objects/objects';
import { createActivity } from '#infra/local/machine/activity';
import { type Objects, objectsOf } from '#shared/objects/objects';
import { type ObjectSigner, objectSigner } from '#shared/objects/signer';
import { synthesiseRoles } from '#test/isolation/deployment';
import { setEnvironment } from '#test/support/surroundings';

const { deployment, bucket } = synthesiseRoles();
const role = defineRole({
  arn: 'arn:aws:iam::000000000000:role/reader',
  trust: { Version: '2012-10-17', Statement: [] },
  policies: {
    own: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
          Resource: `${bucket.arn}/own/*`,
        },
      ],
    },
  },
});

let directory: string;
let store: ObjectStore;
let emitted: unknown[];
let sign: ObjectSigner;
let objects: Objects;
let restoreEnvironment = (): void => {};

async function open(): Promise<void> {
  const now = () => Date.now();
  const credentials = createCredentialRegistry({ now });
  store = await startObjectStore({
    ...{ deployment, credentials, activity: createActivity(), directory, now },
    emit: (_source, _type, detail) => emitted.push(detail),
  });
  restoreEnvironment();
  restoreEnvironment = setEnvironment({ AWS_ENDPOINT_URL_S3: store.url, AWS_REGION: 'eu-central-1' });
  sign = objectSigner(bucket.name, credentials.issue(sessionOf(role, 'test')));
  objects = objectsOf(bucket.name, sign);
}
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'helmdesk-objects-'));
  emitted = [];
  await open();
});
afterEach(async () => {
  restoreEnvironment();
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

const put = async (key: string, body: string): Promise<Response> =>
  fetch(await sign({ method: 'PUT', key, seconds: 60 }), { method: 'PUT', body });
const codeOf = async (response: Response): Promise<string> =>
  `${response.status} ${/<Code>(\w+)</.exec(await response.text())?.[1]}`;

it('keeps what it acknowledged, also over a restart', async () => {
  expect((await put('own/a', 'hello')).status).toBe(200);
  await store.close();
  await open();

  const found = await objects.get('own/a', 100);

  expect(found === 'too-large' ? found : found?.bytes.toString()).toBe('hello');
  expect(await objects.get('own/a', 4)).toBe('too-large');
  expect(emitted).toMatchObject([{ bucket: { name: bucket.name }, object: { key: 'own/a', size: 5 } }]);
  await objects.delete('own/a');
  expect([await objects.exists('own/a'), await objects.get('own/a', 100)]).toEqual([false, undefined]);
});

it('copies what its ETag names, and nothing that took its place', async () => {
  await put('own/a', 'first');
  const found = await objects.get('own/a', 100);
  const etag = found === undefined || found === 'too-large' ? '' : found.etag;

  expect(await objects.copy('own/a', 'own/b', etag)).toBe(true);
  await put('own/a', 'second');
  expect(await objects.copy('own/a', 'own/c', etag)).toBe(false);
  expect([await objects.exists('own/b'), await objects.exists('own/c')]).toEqual([true, false]);
});

it('refuses what the policy does not allow, what is not signed as it is sent, and what has expired', async () => {
  const url = await sign({ method: 'PUT', key: 'own/a', seconds: 60, headers: { 'content-type': 'text/plain' } });
  const send = (to: string, init: RequestInit = {}): Promise<string> =>
    fetch(to, { method: 'PUT', body: 'x', headers: { 'content-type': 'text/plain' }, ...init }).then(codeOf);

  expect(await codeOf(await put('others/a', 'x'))).toBe('403 AccessDenied');
  expect(await send(url.replace('/own/a', '/own/b'))).toBe('403 SignatureDoesNotMatch');
  expect(await send(url.replace('Expires=60', 'Expires=6000'))).toBe('403 SignatureDoesNotMatch');
  expect(await send(url, { headers: { 'content-type': 'text/html' } })).toBe('403 SignatureDoesNotMatch');
  expect(await send(url, { method: 'DELETE' })).toBe('403 SignatureDoesNotMatch');
  const extra = { 'content-type': 'text/plain', 'x-amz-copy-source': `/${bucket.name}/others/a` };
  expect(await send(url, { headers: extra })).toBe('403 AccessDenied');
  expect(await send(url.split('?')[0] ?? '')).toBe('403 AccessDenied');
  expect(await send(url.replace(/X-Amz-Security-Token=[^&]+/, 'X-Amz-Security-Token=x'))).toBe(
    '403 InvalidAccessKeyId',
  );
  expect(await send(url)).toBe('200 undefined');
  const short = await sign({ method: 'PUT', key: 'own/a', seconds: 1 });
  await expect
    .poll(() => fetch(short, { method: 'PUT', body: 'x' }).then(codeOf), { timeout: 20_000 })
    .toBe('403 AccessDenied');
});
