/** What of AWS's clients goes into a bundle: they bring along more than our requests ever need (docs/adr/0006). */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';
import { dynamoDb } from '#infra/bundle-dynamodb';

/** A client tells its version in the header of its requests, and brings its whole package.json to know it. */
const versionsOfClients: Plugin = {
  name: 'versions of clients',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { readonly version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/** What is constructed only where AWS is set up as ours never is. */
const neverMade = (name: string): string =>
  `export class ${name} { constructor() { throw new Error('${name} is not in this bundle: docs/adr/0006'); } }`;

/** Modules that clients bring along, by where they are (`*` is any word), and what of them is enough (docs/adr/0006). */
const unreached: Readonly<Record<string, string>> = {
  // Endpoints are named by region or environment: DynamoDB is never asked for one.
  '@aws-sdk/middleware-endpoint-discovery/dist-es/index.js': `
export const resolveEndpointDiscoveryConfig = (config) => config;
const undecided = () => undefined;
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: undecided, configFileSelector: undecided, default: undefined };`,
  // Node.js has SHA-256 by itself.
  '@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js': neverMade('Sha256Js'),
  // Lambda says in which region it runs: the machine's metadata are asked for it by nobody.
  '@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js':
    'export const getInstanceMetadataRegion = async () => undefined;',
  // AWS_RETRY_MODE=adaptive.
  '@smithy/core/dist-es/submodules/retry/util-retry/AdaptiveRetryStrategy.js': neverMade('AdaptiveRetryStrategy'),
  // Lambda gives credentials in the environment: of the chain that looks for them elsewhere, its first link (85 KB less).
  '@aws-sdk/credential-provider-node/dist-es/index.js':
    "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
  // No function has a home with a folder .aws, in which every new one would look for two files.
  '@smithy/core/dist-es/submodules/config/shared-ini-file-loader/loadSharedConfigFiles.js': `
export { CONFIG_PREFIX_SEPARATOR } from './constants';
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  // AWS_DEFAULTS_MODE, which may be found out from a machine's metadata.
  '@smithy/core/dist-es/submodules/config/defaults-mode/resolveDefaultsModeConfig.js':
    "export const resolveDefaultsModeConfig = () => async () => 'legacy';",
  // Signatures of messages within a stream of events, which no request of ours has.
  '@smithy/signature-v4/dist-es/HeaderFormatter.js': `
export class HeaderFormatter { format() { throw new Error('HeaderFormatter is not in this bundle: docs/adr/0006'); } }`,
  // What of a client is set otherwise than usual, for the statistics of AWS in the header of requests.
  '@aws-sdk/core/dist-es/submodules/client/middleware-user-agent/check-features.js':
    'export const checkFeatures = async () => undefined;',
  // Lines kept back until an error asks for them: our logger is not set up to.
  '@aws-lambda-powertools/logger/lib/esm/logBuffer.js': 'export class CircularMap extends Map {}',
  // What stands in the names of buckets: no client of ours is S3's.
  '@smithy/core/dist-es/submodules/endpoints/middleware-endpoint/service-customizations/index.js':
    'export const resolveParamsForS3 = async (parameters) => parameters;',
  // A warning for Node.js older than what Lambda runs.
  '@aws-sdk/core/dist-es/submodules/client/emitWarningIfUnsupportedVersion.js': `
export const state = { warningEmitted: false };
export const emitWarningIfUnsupportedVersion = () => undefined;`,
  // Extensions of a client; none of ours is given one.
  '@aws-sdk/client-*/dist-es/runtimeExtensions.js': 'export const resolveRuntimeExtensions = (config) => config;',
  // A client's own log of its requests; none of ours is given one.
  '@aws-sdk/core/dist-es/submodules/client/middleware-logger/loggerMiddleware.js': `
export const loggerMiddleware = () => (next) => next;
export const loggerMiddlewareOptions = { name: 'loggerMiddleware', step: 'initialize', override: true };
export const getLoggerPlugin = () => ({ applyToStack: () => undefined });`,
  // What that log would leave out of a request: nothing of it is ever written.
  '@smithy/core/dist-es/submodules/client/smithy-client/schemaLogFilter.js':
    'export const schemaLogFilter = () => undefined;',
  // What belongs to one of several requests that run at once in a function. Lambda has its own where it lets them; ours run one by one.
  '@aws/lambda-invoke-store/dist-es/invoke-store.js':
    'export const InvokeStore = { getInstanceAsync: async () => globalThis.awslambda?.InvokeStore };',
  // Values that tools take are checked by the API behind them: Ajv, which would check them before, is 150 KB.
  '@modelcontextprotocol/server/dist/shimsNode.mjs': `export { default as process } from 'node:process';
export class DefaultJsonSchemaValidator {
  getValidator() { throw new Error('the validator of JSON Schema is not in this bundle: docs/adr/0108'); }
}`,
  // A request that any region may answer needs a signature of its own kind. None of ours is one, so the usual signature is enough.
  '@aws-sdk/signature-v4-multi-region/dist-es/index.js': `import { SignatureV4 } from '@smithy/signature-v4';
export class SignatureV4MultiRegion extends SignatureV4 { static sigv4aDependency() { return 'none'; } }`,
};

const withoutUnreached: Plugin = {
  name: 'without what is never reached',
  setup({ onLoad }) {
    for (const [path, contents] of Object.entries(unreached)) {
      const pattern = path.replaceAll('.', '\\.').replaceAll('*', '[\\w-]+').replaceAll('/', '[\\\\/]');
      const filter = new RegExp(`[\\\\/]node_modules[\\\\/]${pattern}$`);
      onLoad({ filter }, ({ path: found }) => ({ contents, loader: 'js', resolveDir: dirname(found) }));
    }
  },
};

/**
 * A client has a class for each error of its service, 250 bytes each and all alike: a line each does the same. What is written otherwise stays
 * as it is. @param text `models/errors.js` of a client
 */
export function errorsInBrief(text: string): string {
  const brief = text.replace(
    /export class (\w+) extends __BaseException \{\s+static shapeId = "([\w.]+)#\1";\s+name = "\1";\s+\$fault = "(\w+)";(?:\s+\w+;)*\s+constructor\(opts\) \{\s+super\(\{[^}]*\}\);\s+Object\.setPrototypeOf\(this, \1\.prototype\);((?:\s+this\.\w+ = opts\.\w+;)*)\s+\}\s+\}/g,
    (_, name: string, service: string, fault: string, assigned: string) => {
      const members = [...assigned.matchAll(/this\.(\w+) = opts/g)].map(([, member]) => member);
      return `export const ${name} = /* @__PURE__ */ error(${[name, service, fault, ...members].map((word) => JSON.stringify(word)).join(',')});`;
    },
  );
  return `${brief}
function error(title, service, fault, ...members) {
  const made = class extends __BaseException {
    static shapeId = service + '#' + title;
    name = title;
    $fault = fault;
    constructor(opts) {
      super({ name: title, $fault: fault, ...opts });
      Object.setPrototypeOf(this, made.prototype);
      for (const member of members) this[member] = opts[member];
    }
  };
  return made;
}`;
}

const briefErrors: Plugin = {
  name: 'errors of clients in brief',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]models[\\/]errors\.js$/ }, async ({ path }) => ({
      contents: errorsInBrief(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** What regions are called is nothing that an endpoint is made of. */
const unnamedRegions: Plugin = {
  name: 'regions without their names',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/"description": "[^"]*"/g, ''),
      loader: 'js',
    }));
  },
};

export const clientPlugins: readonly Plugin[] = [
  versionsOfClients,
  withoutUnreached,
  briefErrors,
  unnamedRegions,
  dynamoDb,
];
