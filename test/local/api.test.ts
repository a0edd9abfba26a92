/** The API front: routes, authorizer, proxy events, usage plans and gateway responses as API Gateway has them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Stack } from '#infra/local/start';
import { bodyOf, call, NOW, startFixture, TENANT } from '#test/local/fixtures/stack';

let stack: Stack;
beforeAll(async () => {
  stack = await startFixture();
});
afterAll(() => stack.stop());

it('a function gets the event of a REST proxy integration', async () => {
  const response = await call(stack, '/v1/incidents/INC0000001/comments?state=new&state=open&q=a%20b', {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', 'X-Custom': 'ü' },
    body: '{"title":"Drücker"}',
  });
  const { event, now, remaining } = await bodyOf(response);

  expect(response.status).toBe(200);
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(now).toBe('2026-03-27T10:00:00.000Z');
  expect(remaining).toBeGreaterThan(20_000);
  expect(event).toMatchObject({
    resource: '/v1/incidents/{proxy+}',
    path: '/v1/incidents/INC0000001/comments',
    httpMethod: 'PATCH',
    pathParameters: { proxy: 'INC0000001/comments' },
    queryStringParameters: { state: 'open', q: 'a b' },
    multiValueQueryStringParameters: { state: ['new', 'open'], q: ['a b'] },
    stageVariables: null,
    body: Buffer.from('{"title":"Drücker"}').toString('base64'),
    isBase64Encoded: true,
    requestContext: {
      stage: 'local',
      path: '/v1/incidents/INC0000001/comments',
      resourcePath: '/v1/incidents/{proxy+}',
      httpMethod: 'PATCH',
      requestTimeEpoch: Date.parse(NOW),
      authorizer: { tenantId: TENANT, userId: 'ada', principalId: 'ada', admin: 'false', count: '3' },
      identity: { sourceIp: '127.0.0.1' },
    },
  });
  expect(event.multiValueHeaders['X-Custom'] ?? event.multiValueHeaders['x-custom']).toHaveLength(1);
  expect(event.requestContext.requestId).toBe(response.headers.get('x-amzn-requestid'));
});

it('what is not there is null', async () => {
  const { event } = await bodyOf(await call(stack, '/v1/incidents'));

  expect(event).toMatchObject({ resource: '/v1/incidents', pathParameters: null, body: null });
  expect(event).toMatchObject({ queryStringParameters: null, multiValueQueryStringParameters: null });
});

it.each([
  ['no credentials', '', '/v1/incidents', 401, 'unauthenticated'],
  ['credentials that are not known', 'nobody', '/v1/incidents', 401, 'unauthenticated'],
  ['a policy that denies', `${TENANT}.mallory`, '/v1/incidents', 401, 'unauthenticated'],
  ['an authorizer that fails', 'broken.x', '/v1/incidents', 500, 'internal-error'],
  ['a tier without usage plan', `${TENANT}.ada.gold`, '/v1/incidents', 403, 'forbidden'],
  ['an unknown path', `${TENANT}.ada`, '/v1/nothing', 404, 'not-found'],
  ['a function that throws', `${TENANT}.ada`, '/v1/incidents/throw', 503, 'dependency-unavailable'],
  ['a malformed answer', `${TENANT}.ada`, '/v1/incidents/malformed', 503, 'dependency-unavailable'],
  ['a function that crashes', `${TENANT}.ada`, '/v1/changes/crash', 503, 'dependency-unavailable'],
])('%s is answered by the template', async (_, token, path, status, slug) => {
  const headers: Record<string, string> = token === '' ? {} : { Authorization: `Bearer ${token}` };
  const response = await fetch(`${stack.url}${path}`, { headers });

  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({
    type: `urn:itsm:problem:${slug}`,
    status,
    instance: response.headers.get('x-amzn-requestid'),
  });
});

it('a function that has crashed is started again', async () => {
  await call(stack, '/v1/changes/crash');

  expect((await call(stack, '/v1/changes')).status).toBe(200);
});

it('public paths need no credentials', async () => {
  const response = await fetch(`${stack.url}/health`);

  expect(await response.json()).toEqual({ status: 'ok' });
});

it('more than 10 MB is too large', async () => {
  const response = await call(stack, '/v1/incidents', { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) });

  expect(response.status).toBe(413);
});

it('IAM keeps a tenant out of the items of another', async () => {
  const read = async (tenant: string) => {
    const init = { method: 'POST', body: JSON.stringify({ tenant }) };
    return (await call(stack, '/v1/incidents/foreign', init)).json();
  };

  expect(await read(TENANT)).toBe('read');
  expect(await read('zzzzzzzzzzzz')).toBe('AccessDeniedException');
});

it('a usage plan lets its burst pass, then says when to come again', async () => {
  const responses = await Promise.all(Array.from({ length: 420 }, () => call(stack, '/v1/incidents')));
  const refused = responses.filter(({ status }) => status === 429);

  expect(responses.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(190);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.headers.get('retry-after')).toBe('1');
  expect(refused[0]?.headers.get('ratelimit')).toBe('"tenant";r=0;t=1');
  expect(await refused[0]?.json()).toMatchObject({ type: 'urn:itsm:problem:rate-limited', status: 429 });
});
