/** What anyone may read: the description, and a page that runs nothing but its own script. */
import { createHash } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { handler } from '#functions/platform/service-info/handler';
import { searchScript } from '#functions/platform/service-info/page-search';
import { errorRows } from '#infra/docs/errors';
import { generatedDirectory } from '#infra/generated/current';
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

it('the description is the one that is written down', async () => {
  const { statusCode, body, headers } = await get('/openapi.json');

  expect(statusCode).toBe(200);
  expect(headers?.['content-type']).toBe('application/json');
  expect(JSON.parse(body)).toEqual(JSON.parse(textOf(`${generatedDirectory}/openapi.json`)));
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

describe('field-report 12, 35 the search of the page', () => {
  /** The page's own functions, without the page. */
  const { has, wordsOf, wordsOfEvents } = new Function(
    ...['byId', 'addEventListener', `${searchScript}; return { has, wordsOf, wordsOfEvents };`],
  )(
    () => ({ addEventListener: () => {} }),
    () => {},
  );
  const { paths, webhooks } = JSON.parse(textOf(`${generatedDirectory}/openapi.json`));
  const texts: [id: string, text: string][] = [
    ...Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(Object(methods)).map(([method, operation]): [string, string] => [
        Object(operation).operationId,
        wordsOf(method, path, operation),
      ]),
    ),
    ...Object.entries(webhooks).map(([kind, item]): [string, string] => [kind, wordsOfEvents(kind, Object(item).post)]),
  ];
  const found = (query: string): readonly string[] =>
    texts.filter(([, text]) => query.split(' ').every((word) => has(text, word))).map(([id]) => id);

  it.each([
    ['webhook signature', 'incident'],
    ['ticket', 'createIncident'],
    ['create ticket', 'createIncident'],
    ['reply', 'commentOnIncident'],
    ['upload file', 'attachToIncident'],
    ['order service', 'listIncidentTemplates'],
    ['tickets', 'listIncidents'],
    ['resolve incident', 'resolveIncident'],
  ])('finds by "%s" among others %s', (query, id) => {
    expect(found(query)).toContain(id);
  });

  it('finds nothing by what is nowhere', () => {
    expect(found('xylophone')).toEqual([]);
  });
});

it('field-report 12 the page shows what holds for every call, what webhooks send, and leads to the errors', async () => {
  const { body } = await get('/docs');

  expect(body).toContain('<a href="errors">errors</a>');
  expect(body).toContain('prose(description.info.description)');
  expect(body).toContain('description.webhooks');
});

it('field-report 12 every problem has its part of the page of errors, which runs nothing', async () => {
  const { body, headers } = await get('/errors');
  const policy = String(headers?.['content-security-policy']);
  const style = /<style>([\s\S]*?)<\/style>/.exec(body)?.[1] ?? '';

  for (const { slug } of errorRows()) expect(body).toContain(`<section id="${slug}"`);
  expect(body).not.toMatch(/<script|`|\son\w+=| style=|(src|href)="(https?:)?\/\//);
  expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  expect(policy).toContain("default-src 'none'");
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

it('field-report 6 a browser that opens the address is led to the page, wherever the stage stands in it', async () => {
  const at = async (path: string) => {
    const requestContext = { requestId: 'r-1', path };
    const event = { path: '/', httpMethod: 'GET', headers: {}, requestContext } as APIGatewayProxyEvent;
    const { statusCode, headers, body } = await handler(event);
    return { statusCode, location: headers?.location, body };
  };

  expect(await at('/')).toEqual({ statusCode: 302, location: '/docs', body: '' });
  expect(await at('/prod/')).toEqual({ statusCode: 302, location: '/prod/docs', body: '' });
  expect(await at('/prod')).toEqual({ statusCode: 302, location: '/prod/docs', body: '' });
});
