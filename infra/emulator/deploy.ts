/** Synthesises the stacks as `npm run deploy` would, trims a copy of their templates, and has cdk deploy it on the emulator. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { deployables } from '#functions/deployables';
import { synthesise } from '#infra/app';
import { bundle, bundleDirectory } from '#infra/bundle';
import { type DeployConfig, parseConfig } from '#infra/config';
import { PLATFORM_ORIGIN } from '#infra/constructs/front';
import { bundledCode } from '#infra/constructs/function-code';
import { run } from '#infra/emulator/child';
import { ask } from '#infra/emulator/cloudformation';
import { startFront } from '#infra/emulator/front';
import { ACCOUNT, type Emulator, REGION } from '#infra/emulator/ministack';
import { type Trimmed, trim } from '#infra/emulator/trim';
import { functionEntries } from '#infra/functions';
import type { HttpServer } from '#infra/local/machine/http';

/** The configuration as a file of an admin's would have it: everything that can be chosen and that the emulator knows. */
export const settings = {
  ...{ stage: 'emulator', region: REGION, account: ACCOUNT, retainData: false },
  oidc: { issuer: 'https://issuer.example', audience: 'helmdesk' },
  ...{ mailFrom: 'helpdesk@example.com', alarmEmail: 'operations@example.com', customerManagedKey: true },
  inboundMail: { domain: 'mail.example.com' },
};

/** What no file can say: signing keys and receivers of webhooks on this machine. */
const configured = (jwksUri: string): DeployConfig => {
  const config = parseConfig(settings);
  return { ...config, oidc: { ...config.oidc, jwksUri }, webhooksToLoopback: true };
};

export interface Assembly {
  readonly directory: string;
  readonly stacks: readonly string[];
  readonly trimmed: readonly (Trimmed & { readonly stack: string })[];
}

/** Writes the cloud assembly to a folder, its templates trimmed. */
export async function assemble(jwksUri: string, directory: string): Promise<Assembly> {
  await bundle(functionEntries(deployables));
  // CloudFormation's rules take longer than all the rest; `npm run synth` and the tests hold the same stacks against them.
  process.env.CDK_VALIDATION ??= 'false';
  const code = bundledCode(bundleDirectory);
  const { stacks } = synthesise({ config: configured(jwksUri), processes: deployables, code, outdir: directory });
  const trimmed = stacks.flatMap(({ stackName: stack, templateFullPath: file }) => {
    const { template, trimmed } = trim(JSON.parse(readFileSync(file, 'utf8')));
    writeFileSync(file, JSON.stringify(template));
    return trimmed.map((each) => ({ ...each, stack }));
  });
  return { directory, stacks: stacks.map(({ stackName }) => stackName), trimmed };
}

const quiet = ['--no-notices', '--ci', '--progress', 'events'];
const outputsSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** `cdk bootstrap`, as for any fresh account. */
export function bootstrap({ env }: Emulator, folder: string): Promise<void> {
  const args = ['bootstrap', `aws://${ACCOUNT}/${REGION}`, ...quiet];
  return cdk(args, env, folder);
}

/** `cdk deploy --all`. @returns the address of the deployment, which is served by a stand-in (see lacks.ts) */
export async function deploy(emulator: Emulator, { directory }: Assembly, folder: string): Promise<HttpServer> {
  const { url, env } = emulator;
  const outputs = join(folder, 'outputs.json');
  const args = [
    'deploy',
    '--app',
    directory,
    '--all',
    '--require-approval',
    'never',
    '--outputs-file',
    outputs,
    ...quiet,
  ];
  await cdk(args, env, folder);
  const stacks = outputsSchema.parse(JSON.parse(readFileSync(outputs, 'utf8')));
  const prefix = `helmdesk-${settings.stage}-`;
  const front = `${prefix}api`;
  const address = stacks[front]?.ApiUrl ?? '';
  if (!/^https:\/\/\w+\.cloudfront\.net$/.test(address))
    throw new Error(`expected the address of a distribution as output ApiUrl, and cdk wrote "${address}"`);
  const apis = Object.entries(stacks).flatMap(([stack, given]) => {
    const [api] = Object.values(given).flatMap((value) => /^https:\/\/(\w+)\.execute-api\./.exec(value)?.[1] ?? []);
    const origin = stack === front ? PLATFORM_ORIGIN : stack.slice(prefix.length);
    return api === undefined ? [] : [[origin, `${url}/_aws/execute-api/${api}/${settings.stage}`] as const];
  });
  return startFront(new Map(apis), await proofOf(emulator, front));
}

/** As the template makes it of the stack's ARN. */
async function proofOf(emulator: Emulator, StackName: string): Promise<string> {
  const answer = await ask(emulator, { Action: 'DescribeStacks', StackName });
  const [, , proof] = /<StackId>([^<]+)</.exec(await answer.text())?.[1]?.split('/') ?? [];
  if (proof === undefined) throw new Error(`expected the ARN of ${StackName}, and MiniStack answered ${answer.status}`);
  return proof;
}

/** Away from the repository, whose cdk.json says how to synthesise: what is deployed is there already. */
function cdk(args: readonly string[], env: NodeJS.ProcessEnv, folder: string): Promise<void> {
  const all = { ...env, CDK_DISABLE_CLI_TELEMETRY: '1', CDK_HOME: join(folder, 'cdk') };
  return run({ command: 'cdk', args, cwd: folder, env: all, log: join(folder, 'cdk.log') });
}
