/** The templates of a cloud assembly, as they stand in its directory. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asObject, asString, type JsonObject } from '#infra/local/machine/json';

export interface Template {
  /** The stack's name, such as `helmdesk-local-data`. */
  readonly stack: string;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly parameters: JsonObject;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly outputs: JsonObject;
}

export interface TemplateResource {
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  readonly condition?: string;
}

const SUFFIX = '.template.json';

/** Reads every template of the assembly. Throws when there is none. */
export function readTemplates(directory: string): readonly Template[] {
  const files = readdirSync(directory).filter((file) => file.endsWith(SUFFIX));
  if (files.length === 0) throw new Error(`${directory} holds no template (*${SUFFIX}): synthesise first`);
  return files.map((file) => readTemplate(file.slice(0, -SUFFIX.length), readFileSync(join(directory, file), 'utf8')));
}

function readTemplate(stack: string, text: string): Template {
  const template = asObject(JSON.parse(text)) ?? {};
  const resources = Object.entries(asObject(template.Resources) ?? {}).map(
    ([id, resource]) => [id, readResource(asObject(resource) ?? {})] as const,
  );
  return {
    stack,
    resources: new Map(resources),
    parameters: asObject(template.Parameters) ?? {},
    mappings: asObject(template.Mappings) ?? {},
    conditions: asObject(template.Conditions) ?? {},
    outputs: asObject(template.Outputs) ?? {},
  };
}

function readResource(resource: JsonObject): TemplateResource {
  const condition = asString(resource.Condition);
  return {
    type: asString(resource.Type) ?? '',
    properties: asObject(resource.Properties) ?? {},
    metadata: asObject(resource.Metadata) ?? {},
    ...(condition === undefined ? {} : { condition }),
  };
}
