/** What anyone may read: health, the description, and a page that runs nothing but its own script. */
import { createHash } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import { handler } from '#functions/platform/service-info/handler';
import { textOf } from '#test/architecture/tree';
import { checkAnswer } from '#test/contract/check';

const get = async (path: string, httpMethod = 'GET') => {
  const event = { path, httpMethod, headers: {}, requestContext: { requestId: 'r-1' } } as APIGatewayProxyEvent;
  const answer = await handler(event);
  const { statusCode: status, body: text } = answer;
  const headers = Object.entries(answer.headers ?? {}).map(([name, value]) => [name, String(value)]);
  checkAnswer({ method: httpMethod, target: path, status, headers: Object.fromEntries(headers), text });
  return answer;
};

it('health says that the service is up and in which version, and nothing else', async () => {
  const { statusCode, body, headers } = await get('/health');

  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toEqual({
    status: 'up',
    version: JSON.parse(textOf('package.json')).version,
    dependencies: {},
  });
  expect(headers?.['cache-control']).toBe('no-store');
});

it('the description is the one that is written down', async () => {
  const { statusCode, body, headers } = await get('/openapi.json');

  expect(statusCode).toBe(200);
  expect(headers?.['content-type']).toBe('application/json');
  expect(JSON.parse(body)).toEqual(JSON.parse(textOf('docs/openapi.json')));
});

it('the page allows its own script and style only, and has nothing from elsewhere', async () => {
  const { body, headers } = await get('/docs');
  const policy = String(headers?.['content-security-policy']);
  const hashes = [...body.matchAll(/<(script|style)>([\s\S]*?)<\/\1>/g)].map(
    ([, kind, text = '']) => `${kind}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );

  expect(headers?.['content-type']).toBe('text/html; charset=utf-8');
  expect(hashes).toHaveLength(2);
  for (const hash of hashes) expect(policy).toContain(hash);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  expect(body).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(body).not.toMatch(/ on\w+=| style=/);
});

it('the page’s script is JavaScript, and makes text of what it shows, never markup', async () => {
  const script = /<script>([\s\S]*)<\/script>/.exec((await get('/docs')).body)?.[1] ?? '';

  expect(() => new Function(script)).not.toThrow();
  expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b/);
});

it('the page is labelled and fits a phone', async () => {
  const { body } = await get('/docs');

  expect(body).toContain('<html lang="en">');
  expect(body).toContain('name="viewport" content="width=device-width');
  expect([...body.matchAll(/<input/g)].length).toBe([...body.matchAll(/<label>[^<]+<input/g)].length);
});

it('anything else is a problem', async () => {
  const unknown = await get('/elsewhere');
  const posted = await get('/health', 'POST');

  expect([unknown.statusCode, posted.statusCode]).toEqual([404, 405]);
  expect(unknown.headers?.['content-type']).toBe('application/problem+json');
  expect(JSON.parse(posted.body).type).toBe('urn:itsm:problem:method-not-allowed');
});
