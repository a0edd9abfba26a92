/** `npm run onboard:msp`: an admin makes the first tenant of a deployment, an MSP, by invoking its function `tenants`; everybody else is onboarded through the API. */
import { parseArgs } from 'node:util';
import {
  InvokeCommand,
  LambdaClient,
  type LambdaClientConfig,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import { readConfig } from '#infra/config';
import { namesOf } from '#infra/names';
import { reason } from '#infra/preflight/check';
import { configPath } from '#infra/preflight/command-line';

const USAGE = `npm run onboard:msp -- --slug northwind --name "Northwind MSP" --zone Europe/Berlin
  --slug SLUG          what its tokens call it: 2 to 40 characters of a-z, 0-9 and -, a letter first
  --name NAME          what people call it
  --zone ZONE          its time zone, of the IANA database
  -c config=FILE       the configuration of the deployment, deploy.config.json by default
  --local URL          the stack that npm start runs instead, for example http://127.0.0.1:8080`;

/** Where a deployment's functions are invoked, and as whom. */
interface Deployment {
  readonly stage: string;
  readonly where: string;
  readonly client: LambdaClientConfig;
}

const operatorSchema = z.object({
  endpoint: z.string(),
  region: z.string(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string(), sessionToken: z.string() }),
});

/** The stack on this machine lends an operator's credentials; what happens with them is as in the cloud. */
async function localDeployment(url: string): Promise<Deployment> {
  const response = await fetch(`${url.replace(/\/$/, '')}/_local/operator`, { method: 'POST' }).catch(
    (error: unknown) => {
      throw new Error(`nothing answers at ${url} (${reason(error)}): run npm start first`);
    },
  );
  if (!response.ok) throw new Error(`${url} answered ${response.status}: name the address that npm start prints`);
  const { endpoint, region, credentials } = operatorSchema.parse(await response.json());
  return { stage: 'local', where: url, client: { endpoint, region, credentials } };
}

/** The account that the credentials lead to has to be that of the configuration: what is onboarded stays. */
async function deployed(path: string): Promise<Deployment> {
  const { stage, region, account } = readConfig(path);
  const client = region === undefined ? {} : { region };
  if (account !== undefined) {
    const { Account } = await new STSClient(client).send(new GetCallerIdentityCommand({}));
    if (Account !== account)
      throw new Error(
        `these credentials are of account ${Account}, but ${path} says ${account}: choose another AWS_PROFILE`,
      );
  }
  return { stage, where: `stage ${stage}`, client };
}

const errorSchema = z.object({ errorMessage: z.string() });

/** @throws Error with what the function, or AWS, said to it */
async function onboard({ stage, where, client }: Deployment, detail: object): Promise<void> {
  const FunctionName = namesOf(stage).function('tenants');
  const event = { source: 'helmdesk.operator', 'detail-type': 'tenant.onboard', detail };
  try {
    const { FunctionError, Payload } = await new LambdaClient(client).send(
      new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)) }),
    );
    if (FunctionError === undefined) return;
    throw new Error(errorSchema.parse(JSON.parse(Buffer.from(Payload ?? []).toString())).errorMessage);
  } catch (error) {
    if (error instanceof ResourceNotFoundException)
      throw new Error(
        `there is no function ${FunctionName} at ${where}: deploy first, or name another configuration with -c config=`,
      );
    throw error;
  }
}

async function main(args: readonly string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ slug: text, name: text, zone: text, local: text },
      context: { type: 'string', short: 'c', multiple: true },
    },
  });
  const { slug, name, zone, local } = values;
  if (!slug || !name || !zone) throw new Error(`name the MSP:\n${USAGE}`);
  await onboard(local ? await localDeployment(local) : await deployed(configPath(args)), { slug, name, zone });
  console.log(
    [
      `${name} is onboarded. Tokens of its operators carry, beside issuer and audience:`,
      `  "tenant": "${slug}", "roles": ["MSP"], and a "sub" that no other person has`,
      'With one of them the first client is onboarded: POST /v1/tenants, see docs/operations.md.',
    ].join('\n'),
  );
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`Nobody was onboarded: ${reason(error)}`);
  process.exitCode = 1;
});
