/** Bundles as they are deployed: they run, they are small, and they are made again only when something has changed. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bundle } from '#infra/bundle';
import { clientPlugins } from '#infra/bundle-clients';
import { withoutAdvice, withoutWords } from '#infra/bundle-words';
import { functionEntries } from '#infra/functions';
import { sampleProcesses } from '#test/infra/processes';

const root = mkdtempSync(join(tmpdir(), 'helmdesk-bundle-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function file(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

file('package.json', JSON.stringify({ type: 'module', imports: { '#shared/*': './shared/*.ts' } }));
file('package-lock.json', '{}');
file('shared/greeting.ts', "export const greeting: string = 'hello';\nexport const unused = 'left out';\n");
file(
  'functions/modern/handler.ts',
  "import { greeting } from '#shared/greeting';\nexport const handler = async () => greeting;\n",
);
file(
  'functions/old/handler.ts',
  "import size from '../../node_modules/old/index.cjs';\nexport const handler = async () => size('hello');\n",
);
file(
  'node_modules/old/index.cjs',
  "const { Buffer } = require('node:buffer');\nmodule.exports = (text) => Buffer.byteLength(text);\n",
);

const functions = [
  { id: 'modern', entry: 'functions/modern/handler.ts' },
  { id: 'old', entry: 'functions/old/handler.ts' },
];
const code = (id: string) => join(root, '.build', 'functions', id, 'index.mjs');

async function answer(id: string): Promise<unknown> {
  const module: unknown = await import(
    /* @vite-ignore */ `${pathToFileURL(code(id)).href}?${statSync(code(id)).mtimeMs}`
  );
  if (typeof module === 'object' && module !== null && 'handler' in module && typeof module.handler === 'function')
    return module.handler();
  throw new TypeError(`${id} exports no handler`);
}

describe('bundles', () => {
  it('have statuses and titles of problems, and no advice', () => {
    const text = withoutAdvice(
      "status: 409,\n title: 'It's full',\n when: 'There isn\\'t room.',\n remedy:\n \"Don't.\",\n },",
    );
    expect(text.replace(/\s+/g, ' ')).toBe("status: 409, title: 'It's full', },");
  });

  it('have no words of definitions, which only the description tells; what a record is given stays', () => {
    const text = withoutWords(
      "title: line({ max: 160, required: true, label: 'Title' }), says: 'What it isn\\'t.',\n label: line({ max: 9 }), title: 'Incident', by: ['AGT'],",
    );
    expect(text.replace(/\s+/g, ' ')).toBe(
      "title: line({ max: 160, required: true, }), label: line({ max: 9 }), title: 'Incident', by: ['AGT'],",
    );
  });

  it('run as ES modules, with what CommonJS dependencies require, and without what nobody uses', async () => {
    const bundles = await bundle(functions, root);

    expect(bundles.map(({ id, dir }) => [id, dir])).toEqual(
      functions.map(({ id }) => [id, join('.build', 'functions', id)]),
    );
    expect(await answer('modern')).toBe('hello');
    expect(await answer('old')).toBe(5);
    expect(readFileSync(code('modern'), 'utf8')).not.toContain('left out');
    expect(readFileSync(code('modern'), 'utf8')).not.toContain('createRequire');
    for (const { id, bytes } of bundles) expect(bytes).toBe(statSync(code(id)).size);
  });

  it('come with source maps and the metafile of the whole run', async () => {
    await bundle(functions, root);

    expect(JSON.parse(readFileSync(`${code('modern')}.map`, 'utf8'))).toMatchObject({ version: 3 });
    const { outputs } = JSON.parse(readFileSync(join(root, '.build', 'meta.json'), 'utf8'));
    expect(Object.keys(outputs)).toContain('.build/functions/modern/index.mjs');
  });

  it('are left alone while nothing has changed but a test beside them', async () => {
    const first = await bundle(functions, root);
    const { mtimeMs } = statSync(code('modern'));
    file('functions/modern/handler.test.ts', 'a test');

    expect(await bundle(functions, root)).toEqual(first);
    expect(statSync(code('modern')).mtimeMs).toBe(mtimeMs);
  });

  it('are made again when a shared file has changed', async () => {
    await bundle(functions, root);
    file('shared/greeting.ts', "export const greeting: string = 'good morning';\n");

    await bundle(functions, root);

    expect(readFileSync(code('modern'), 'utf8')).toContain('good morning');
  });

  it('fail with the name of the entry that is missing', async () => {
    const missing = [{ id: 'gone', entry: 'functions/gone/handler.ts' }];
    await expect(bundle(missing, root)).rejects.toThrow('functions/gone/handler.ts');
  });
});

describe('entries', () => {
  it('are a handler a process, and the fixed functions', () => {
    const entries = functionEntries(sampleProcesses).map(({ entry }) => entry);
    expect(entries).toContain('functions/service-operation/incident-management/handler.ts');
    expect(entries).toContain('functions/platform/workers/stream-relay/handler.ts');
    expect(entries).toHaveLength(sampleProcesses.length + 7);
  });
});

describe('errors of clients, written in brief', () => {
  const errorsOf = async (client: string, plugins: readonly Plugin[]) => {
    const resolveDir = join(process.cwd(), 'node_modules', '@aws-sdk', client, 'dist-es', 'models');
    const outfile = join(root, 'errors', `${client}-${plugins.length}.mjs`);
    const contents = "export * from './errors.js'";
    const how = { bundle: true, format: 'esm', platform: 'node', outfile } as const;
    await build({ stdin: { contents, resolveDir }, ...how, plugins: [...plugins] });
    const made: Record<string, new (options: object) => Error> = await import(pathToFileURL(outfile).href);
    return { made, text: readFileSync(outfile, 'utf8') };
  };

  it.each(['client-dynamodb', 'client-eventbridge'])('are what those of %s are', async (client) => {
    const [long, brief] = await Promise.all([errorsOf(client, []), errorsOf(client, clientPlugins)]);
    const given = {
      message: 'No.',
      $metadata: {},
      $fault: 'server',
      Item: { pk: 1 },
      CancellationReasons: [{ Code: 'x' }],
    };
    const seen = ({ made }: typeof long) =>
      Object.entries(made).map(([name, Made]) => {
        const error = new Made(given);
        return [
          name,
          { ...error },
          error.message,
          error instanceof Made,
          error instanceof Error,
          Reflect.get(Made, 'shapeId'),
        ];
      });

    expect(seen(brief)).toEqual(seen(long));
    expect(Object.keys(long.made).length).toBeGreaterThan(5);
    expect(brief.text.length).toBeLessThan(long.text.length);
    const classes = ({ text }: typeof long) => text.match(/class \w* ?extends/g)?.length ?? 0;
    expect(classes(brief)).toBeLessThan(classes(long) / 2);
  });
});

describe('clients, without what is never reached', () => {
  const PROGRAM = `import { DynamoDBClient, GetItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
const readable = (text) => new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode(text)); c.close(); } });
export async function handler(config, status, text) {
  const sent = [];
  const requestHandler = { handle: async (request) => {
    sent.push(request);
    if (!text) throw new Error('not sent');
    const said = typeof text === 'string' ? text : JSON.stringify(text[request.headers['x-amz-target'].split('.')[1]]);
    return { response: { statusCode: status, headers: { 'x-amzn-requestid': 'r' }, body: readable(said) } };
  } };
  const client = new DynamoDBClient({ requestHandler, maxAttempts: 1, streamCollector: async (body) =>
    new Uint8Array(await new Response(body).arrayBuffer()), ...config });
  const commands = [
    new GetItemCommand({ TableName: 'table', Key: { pk: { S: 'a"\\u2028ä' } }, ConsistentRead: undefined }),
    new QueryCommand({ TableName: 'table', Limit: 5, ExpressionAttributeValues: { ':m': { M: { l: { L: [{ N: '1' }, { BOOL: false }, { NULL: true }, { SS: ['x'] }] } } } } }),
    new TransactWriteItemsCommand({ ClientRequestToken: 't', TransactItems: [{ Put: { TableName: 'table', Item: { pk: { B: new Uint8Array([1, 2]) } } } }] }),
    new TransactWriteItemsCommand({ TransactItems: [] }),
  ];
  const answers = [];
  for (const command of commands)
    answers.push(await client.send(command).catch((error) => ({ ...error, name: error.name, message: error.message, class: error.constructor.name !== 'Error' && error instanceof Error })));
  return { answers, sent };
}`;
  interface SentRequest {
    readonly protocol: string;
    readonly hostname: string;
    readonly port?: number;
    readonly path: string;
    readonly body: string | Uint8Array;
    readonly headers: object;
  }
  interface Given {
    readonly config?: object;
    readonly status?: number;
    /** For every request, or by operation. */
    readonly text?: string | Readonly<Record<string, object>>;
  }
  const programs = new Map<string, Promise<string>>();
  const programWith = async (plugins: readonly Plugin[]): Promise<string> => {
    const outfile = join(root, 'clients', `client-${plugins.length}.mjs`);
    const how = { bundle: true, format: 'esm', platform: 'node', outfile } as const;
    const stdin = { contents: PROGRAM, resolveDir: process.cwd() };
    const external = ['@smithy/core/event-streams'];
    await build({ stdin, ...how, mainFields: ['module', 'main'], external, plugins: [...plugins] });
    return pathToFileURL(outfile).href;
  };
  const answeredBy = async (plugins: readonly Plugin[], { config = {}, status = 200, text = '' }: Given) => {
    const key = String(plugins.length);
    const made = programs.get(key) ?? programWith(plugins);
    programs.set(key, made);
    const { handler } = await import(await made);
    const { answers, sent } = await handler(config, status, text);
    const requests = sent.map(({ protocol, hostname, port, path, body, headers }: SentRequest) => {
      const { ClientRequestToken, ...said } = JSON.parse(
        typeof body === 'string' ? body : new TextDecoder().decode(body),
      );
      return {
        ...{ protocol, hostname, port, path, said },
        token: ClientRequestToken && (ClientRequestToken === 't' || String(ClientRequestToken).length),
        names: Object.keys(headers).sort(),
        signed: String(Reflect.get(headers, 'authorization')).replace(/\/\d{8}\/|Signature=\w+/g, ''),
        target: Reflect.get(headers, 'x-amz-target'),
      };
    });
    return { answers, requests };
  };
  const both = async (given: Given) => {
    const [whole, brief] = [await answeredBy([], given), await answeredBy(clientPlugins, given)];
    expect(brief).toEqual(whole);
    return brief;
  };
  const credentials = (key: string): void => {
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', key);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', 'token');
  };

  // What is set on this machine, or was left by another file's tests, is no part of the comparison.
  beforeEach(() => {
    for (const name of Object.keys(process.env).filter((known) => known.startsWith('AWS_')))
      vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_CONFIG_FILE', join(root, 'no-config'));
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(root, 'no-credentials'));
  });
  afterEach(() => vi.unstubAllEnvs());

  it('send what the whole clients send, and without credentials in the environment say so', async () => {
    credentials('ASIA0000000000000000');
    const { answers, requests } = await both({});
    expect(answers[0]).toMatchObject({ message: 'not sent' });
    expect(requests).toHaveLength(4);
    expect(requests[0]).toMatchObject({ hostname: 'dynamodb.eu-central-1.amazonaws.com' });
    expect(requests[0].signed).toContain('Credential=ASIA0000000000000000');
    expect(requests[2]).toMatchObject({
      token: true,
      said: { TransactItems: [{ Put: { Item: { pk: { B: 'AQI=' } } } }] },
    });
    expect(requests[3].token).toBe(36);

    credentials('');
    const refused = await answeredBy(clientPlugins, {});
    expect(refused.answers[0]).toMatchObject({ message: 'Unable to find environment variable credentials.' });
  });

  it('understand what the whole clients understand: items, and refusals with their reasons', async () => {
    credentials('ASIA0000000000000000');
    const item = { pk: { S: 'ä' }, list: { L: [{ M: { n: { N: '1.50' } } }, { NULL: true }, { BOOL: true }] } };
    const bytes = {
      pk: { B: 'AQI=' },
      B: { S: 'AQI=' },
      set: { BS: ['AQI=', ''] },
      BS: { M: { B: { L: [{ B: 'AQI=' }] } } },
    };
    const page = { Items: [item, bytes], Count: 1, ScannedCount: 2, LastEvaluatedKey: item };
    const found = await both({ text: { GetItem: { Item: item }, Query: page, TransactWriteItems: {} } });
    expect(found.answers[0]).toMatchObject({ Item: item });
    const [one, none] = [new Uint8Array([1, 2]), new Uint8Array()];
    expect(found.answers[1].Items[1]).toEqual({
      ...{ pk: { B: one }, B: { S: 'AQI=' }, set: { BS: [one, none] }, BS: { M: { B: { L: [{ B: one }] } } } },
    });

    const reasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Message: 'no', Item: bytes }];
    const canceled = { __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException', Message: 'no' };
    const { answers } = await both({
      status: 400,
      text: JSON.stringify({ ...canceled, CancellationReasons: reasons }),
    });
    expect(answers[2]).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Item: { pk: { B: one } } }],
      class: true,
    });

    await both({ status: 400, text: JSON.stringify({ __type: 'a#ThrottlingException', message: 'slow' }) });
    await both({ status: 500, text: JSON.stringify({ __type: 'a#InternalServerError' }) });
  });

  it.each([
    ['eu-central-1', { useFipsEndpoint: true }],
    ['us-east-1', { useDualstackEndpoint: true }],
    ['us-west-2', { useFipsEndpoint: true, useDualstackEndpoint: true }],
    ['cn-north-1', {}],
    ['cn-north-1', { useDualstackEndpoint: true }],
    ['eu-central-1', { endpoint: 'http://localhost:4566/prefix' }],
  ])('go to the same address in %s with %o', async (region, config) => {
    credentials('ASIA0000000000000000');
    const { requests } = await both({ config: { region, ...config } });
    expect(requests).toHaveLength(4);
  });

  it('go where the environment says', async () => {
    credentials('ASIA0000000000000000');
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://localhost:4566');
    const { requests } = await both({});
    expect(requests).toHaveLength(4);
    expect(requests[0]).toMatchObject({ protocol: 'http:', hostname: 'localhost', port: 4566 });
  });

  it.each([
    ['FIPS', { useFipsEndpoint: true }],
    ['FIPS', { useFipsEndpoint: true, useDualstackEndpoint: true }],
    ['Dualstack', { useDualstackEndpoint: true }],
  ])('refuse %s at an address of your own, as the whole clients do: %o', async (what, config) => {
    credentials('ASIA0000000000000000');
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://localhost:4566');
    const { answers, requests } = await both({ config });
    expect(requests).toHaveLength(0);
    const message = `Invalid Configuration: ${what} and custom endpoint are not supported`;
    expect(answers[0]).toMatchObject({ name: 'EndpointError', message });
  });
});
