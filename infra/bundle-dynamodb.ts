/** DynamoDB's client in a bundle: what it sends and gets is JSON as it stands, and its address is made of the region (docs/adr/0006). */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * A client asks a schema about each value that it writes or reads, for what JSON cannot say: binary values, instants, numbers beyond a double's.
 * Of these DynamoDB's items have bytes, alone or in sets, such as the pages of an export. Text never stands under `B` but as such a value: what
 * an item or a map calls so is an object.
 */
const codec = `
import { randomUUID } from 'node:crypto';
import { NormalizedSchema } from '@smithy/core/schema';
const context = { setSerdeContext() {} };
function written(key, value) {
  const raw = this[key];
  return raw instanceof Uint8Array ? Buffer.from(raw).toString('base64') : value;
}
const bytes = (text) => Uint8Array.from(Buffer.from(text, 'base64'));
function revived(key, value) {
  if (key === 'B' && typeof value === 'string') return bytes(value);
  return key === 'BS' && Array.isArray(value) ? value.map(bytes) : value;
}
const BYTES = /"BS?"\\s*:/;
const parsed = (text) => BYTES.test(text) ? JSON.parse(text, revived) : JSON.parse(text);
export class DynamoDBJsonCodec2 {
  setSerdeContext() {}
  createSerializer() {
    let text;
    return { ...context,
      write(schema, input) {
        const tokens = {};
        for (const [name, member] of NormalizedSchema.of(schema).structIterator())
          if (input[name] == null && member.isIdempotencyToken()) tokens[name] = randomUUID();
        text = JSON.stringify({ ...input, ...tokens }, written);
      },
      flush: () => text };
  }
  createDeserializer() {
    return { ...context,
      read: async (_, data) => data.length === 0 ? {} : parsed(typeof data === 'string' ? data : Buffer.from(data).toString()),
      readObject: (_, data) => data };
  }
}`;

/** Of a region's addresses those that its name makes; the others are for accounts, partitions and resources that no client of ours is told of. */
const endpoint = `
import { EndpointError } from '@smithy/core/endpoints';
const known = new Map();
const hostOf = ({ Region, UseFIPS, UseDualStack, IsSearchOperation }) => {
  const china = Region.startsWith('cn-');
  const domain = UseDualStack ? (china ? 'api.amazonwebservices.com.cn' : 'api.aws') : china ? 'amazonaws.com.cn' : 'amazonaws.com';
  return (IsSearchOperation ? 'search-' : '') + 'dynamodb' + (UseFIPS ? '-fips' : '') + '.' + Region + '.' + domain;
};
export const defaultEndpointResolver = (asked) => {
  const unlike = asked.UseFIPS ? 'FIPS' : asked.UseDualStack && 'Dualstack';
  if (asked.Endpoint && unlike) throw new EndpointError('Invalid Configuration: ' + unlike + ' and custom endpoint are not supported');
  const url = asked.Endpoint ?? 'https://' + hostOf(asked);
  const found = known.get(url) ?? { url: new URL(url) };
  known.set(url, found);
  return { ...found };
};`;

/** The client's protocol, whose own codec is never made beside the one that it is given. @param folder where it stands */
async function protocolGivenItsCodec(folder: string): Promise<string> {
  const [rpc = '', json = ''] = await Promise.all(
    ['AwsJsonRpcProtocol', 'AwsJson1_0Protocol'].map((name) => readFile(join(folder, `${name}.js`), 'utf8')),
  );
  return `${rpc.replace(/jsonCodec \?\?\s+new JsonCodec2\(\{[^;]*\}\)/, 'jsonCodec')}\n${json.replace(/^import .*$/m, '')}`;
}

const JS = { loader: 'js' } as const;

export const dynamoDb: Plugin = {
  name: 'DynamoDB by JSON alone',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /[\\/]dynamodb-codec[\\/]dist-es[\\/]codec-v2[\\/]DynamoDBJsonCodec2\.js$/ }, ({ path }) => ({
      contents: codec,
      resolveDir: dirname(path),
      ...JS,
    }));
    onLoad({ filter: /[\\/]client-dynamodb[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/ }, ({ path }) => ({
      contents: endpoint,
      resolveDir: dirname(path),
      ...JS,
    }));
    onResolve({ filter: /^@aws-sdk\/core\/protocols$/ }, ({ importer }) =>
      /[\\/]client-dynamodb[\\/]dist-es[\\/]runtimeConfig\.shared\.js$/.test(importer)
        ? { path: importer, namespace: 'given-codec', sideEffects: false }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'given-codec' }, async ({ path }) => {
      const folder = join(dirname(path), '..', '..', 'core', 'dist-es', 'submodules', 'protocols', 'json');
      return { contents: await protocolGivenItsCodec(folder), resolveDir: folder, ...JS };
    });
  },
};
