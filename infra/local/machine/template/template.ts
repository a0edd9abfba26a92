/** The deployment that the templates of an assembly describe: concrete resources, every reference resolved. */
import { asObject, type JsonObject } from '#infra/local/machine/json';
import { resolve, type Scope } from '#infra/local/machine/template/intrinsics';
import {
  ACCOUNT,
  arnOf,
  attributeOf,
  nameProperty,
  PARTITION,
  physicalName,
  REGION,
  refOf,
} from '#infra/local/machine/template/physical';
import { readTemplates, type Template, type TemplateResource } from '#infra/local/machine/template/read';

export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** The physical name. */
  readonly name: string;
  /** What a `Ref` to it gives: other resources name it so. */
  readonly ref: string;
  readonly arn: string;
  /** With every intrinsic function resolved. */
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
}

export interface Deployment {
  /** The assembly directory, which asset paths are relative to. */
  readonly directory: string;
  readonly resources: readonly Resource[];
  /** All resources of one type, such as `AWS::Lambda::Function`. */
  ofType(type: string): readonly Resource[];
  /** The resource with this ARN, if the templates have one. */
  byArn(arn: string): Resource | undefined;
}

/** Reads and resolves all templates of the assembly. Throws, naming stack and resource, for what cannot be resolved. */
export function readDeployment(directory: string): Deployment {
  const resources = resolveTemplates(readTemplates(directory));
  const types = Map.groupBy(resources, ({ type }) => type);
  const arns = new Map(resources.map((resource) => [resource.arn, resource]));
  return {
    directory,
    resources,
    ofType: (type) => types.get(type) ?? [],
    byArn: (arn) => arns.get(arn),
  };
}

/** Resolves templates that refer to each other by exports and by outputs. */
export function resolveTemplates(templates: readonly Template[]): readonly Resource[] {
  const exported = new Map<string, () => unknown>();
  const importValue = (name: string): unknown => {
    const value = exported.get(name);
    if (!value) throw new Error(`no stack exports ${name}`);
    return value();
  };
  const outputs = new Map<string, () => unknown>();
  const stackOutput = (stack: string, output: string): unknown => {
    const value = outputs.get(`${stack} ${output}`);
    if (!value) throw new Error(`the stack ${stack} has no output ${output}`);
    return value();
  };
  const scopes = templates.map((template) => [template, scopeOf(template, { importValue, stackOutput })] as const);
  for (const [template, scope] of scopes) {
    for (const [id, output] of Object.entries(template.outputs)) {
      const declared = asObject(output) ?? {};
      outputs.set(`${template.stack} ${id}`, () => resolve(declared.Value, scope));
      const name = resolve(asObject(declared.Export)?.Name, scope);
      if (typeof name === 'string') exported.set(name, () => resolve(declared.Value, scope));
    }
  }
  return scopes.flatMap(([template, scope]) =>
    [...template.resources]
      .filter(([, { condition }]) => condition === undefined || scope.condition(condition))
      .map(([logicalId, resource]) => resolveResource(template.stack, logicalId, resource, scope)),
  );
}

function resolveResource(stack: string, logicalId: string, resource: TemplateResource, scope: Scope): Resource {
  try {
    const { type, metadata } = resource;
    const properties = asObject(resolve(resource.properties, scope)) ?? {};
    const identified = { stack, logicalId, type, properties };
    const names = { name: physicalName(identified), ref: refOf(identified), arn: arnOf(identified) };
    return { ...identified, ...names, metadata };
  } catch (error) {
    throw new Error(`${stack}/${logicalId}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function scopeOf(template: Template, others: Pick<Scope, 'importValue' | 'stackOutput'>): Scope {
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::Partition': PARTITION,
    'AWS::Region': REGION,
    'AWS::AccountId': ACCOUNT,
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': template.stack,
    'AWS::StackId': `arn:${PARTITION}:cloudformation:${REGION}:${ACCOUNT}:stack/${template.stack}/local`,
    'AWS::NotificationARNs': [],
    'AWS::NoValue': undefined,
  };
  /** Only what a name depends on is resolved, so that resources may refer to each other in a circle. */
  const identify = (logicalId: string) => {
    const resource = template.resources.get(logicalId);
    if (!resource) return undefined;
    const naming = [nameProperty(resource.type), 'EventBusName'].filter((name) => name !== undefined);
    const properties = naming.map((name) => [name, resolve(resource.properties[name], scope)]);
    return { stack: template.stack, logicalId, type: resource.type, properties: Object.fromEntries(properties) };
  };
  const scope: Scope = {
    ref(name) {
      if (name in pseudo) return pseudo[name];
      const parameter = asObject(template.parameters[name]);
      if (parameter) return parameter.Default;
      const resource = identify(name);
      if (!resource) throw new Error(`Ref to ${name}, which the template does not have`);
      return refOf(resource);
    },
    attribute(logicalId, attribute) {
      const resource = identify(logicalId);
      if (!resource) throw new Error(`Fn::GetAtt of ${logicalId}, which the template does not have`);
      return attributeOf(resource, attribute);
    },
    ...others,
    condition: (name) => resolve(template.conditions[name], scope) === true,
    mapping: (map, top, second) => asObject(asObject(template.mappings[map])?.[top])?.[second],
  };
  return scope;
}
