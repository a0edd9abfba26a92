/** Synthesises the infrastructure into a temporary folder, without bundling, and reads its templates. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { buildApp } from '#infra/app';
import { type DeployConfig, parseConfig } from '#infra/config';
import { sameCode } from '#infra/constructs/function-code';
import type { DeployableProcess } from '#infra/functions';
import { stages } from '#shared/grammar/process-definition';
import { sampleProcesses } from '#test/infra/processes';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z._default(z.record(z.string(), z.unknown()), {}),
  DeletionPolicy: z.optional(z.string()),
  UpdateReplacePolicy: z.optional(z.string()),
});
export const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.optional(z.record(z.string(), z.unknown())),
});

export type Resource = z.infer<typeof resourceSchema>;
export type Template = z.infer<typeof templateSchema>;

/** Every stack that a deployment may have; a stage of the lifecycle without processes has none. */
export const stacks = [
  'data',
  'processes',
  ...stages.filter((stage) => stage !== 'platform'),
  'workflows',
  'api',
  'observability',
] as const;
export type StackName = (typeof stacks)[number];

/** A complete configuration with `settings` over the smallest one that is accepted. */
export function configured(settings: Readonly<Record<string, unknown>> = {}): DeployConfig {
  return parseConfig({ stage: 'test', oidc: { issuer: 'https://issuer.example', audience: 'helmdesk' }, ...settings });
}

/** The application, not yet synthesised, in a folder of its own. */
export function application(
  config = configured(),
  processes: readonly DeployableProcess[] = sampleProcesses,
  gathered = false,
) {
  const folder = mkdtempSync(join(tmpdir(), 'helmdesk-infra-'));
  const code = join(folder, 'code');
  mkdirSync(code);
  writeFileSync(join(code, 'index.mjs'), 'export const handler = async () => ({});\n');
  return buildApp({ config, processes, code: sameCode(code), gathered, outdir: join(folder, 'assembly') });
}

export type Templates = Readonly<Record<StackName, Template>>;

const known = new Map<string, Templates>();

/** The templates of all stacks, empty where there is none; the same configuration is synthesised once. */
export function templates(config = configured(), processes: readonly DeployableProcess[] = sampleProcesses): Templates {
  const name = JSON.stringify([config, processes]);
  const made = known.get(name) ?? synthesised(config, processes);
  known.set(name, made);
  return made;
}

function synthesised(config: DeployConfig, processes: readonly DeployableProcess[]): Templates {
  const assembly = application(config, processes).synth();
  const read = (stack: StackName): Template => {
    const name = `helmdesk-${config.stage}-${stack}`;
    const found = assembly.stacks.find(({ stackName }) => stackName === name);
    return found ? templateSchema.parse(found.template) : { Resources: {} };
  };
  return {
    ...{ data: read('data'), processes: read('processes') },
    ...{ 'service-strategy': read('service-strategy'), 'service-design': read('service-design') },
    ...{ 'service-transition': read('service-transition'), 'service-operation': read('service-operation') },
    ...{ functions: read('functions'), 'continual-improvement': read('continual-improvement') },
    'intelligent-ticketing': read('intelligent-ticketing'),
    ...{ workflows: read('workflows'), api: read('api'), observability: read('observability') },
  };
}

/** The resources of one type, by logical id. */
export function ofType(template: Template, type: string): readonly (readonly [string, Resource])[] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** The resource of one type whose property `name` is `value`. @throws RangeError when there is not exactly one. */
export function named(template: Template, type: string, property: string, value: string): Resource {
  const found = ofType(template, type).filter(([, resource]) => resource.Properties[property] === value);
  const [only] = found;
  if (found.length !== 1 || only === undefined)
    throw new RangeError(`${found.length} of ${type} with ${property} ${value}`);
  return only[1];
}

/** A template value as text: `Fn::Join` joined, references as `<Name>`, everything else as JSON. */
export function text(value: unknown): string {
  return JSON.stringify(plain(value));
}

/** The value with joins and pseudo parameters resolved, as far as a template can say. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined) {
    const [key, inner] = first;
    if (key === 'Ref') return `<${String(inner)}>`;
    if (key === 'Fn::GetAtt' && Array.isArray(inner)) return `<${inner.join('.')}>`;
    if (key === 'Fn::ImportValue') return `<import ${String(inner)}>`;
    if (key === 'Fn::GetStackOutput' && typeof inner === 'object' && inner !== null)
      return `<output ${Object.values(inner)
        .map(plain)
        .filter((each) => !String(each).startsWith('<'))
        .join('.')}>`;
    if (key === 'Fn::Join' && Array.isArray(inner)) {
      const [separator, parts] = inner;
      if (Array.isArray(parts)) return parts.map(plain).map(String).join(String(separator));
    }
  }
  return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]));
}
