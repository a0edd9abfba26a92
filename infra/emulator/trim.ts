/** A copy of a CloudFormation template without what the emulator lacks; pure. */
import { type Lack, lacks, type Resource } from '#infra/emulator/lacks';
import { withMethodsByName } from '#infra/emulator/methods';
import { asArray, asObject, isObject, type JsonObject } from '#infra/local/machine/json';

/** One resource that is not deployed as it is written. */
export interface Trimmed {
  readonly id: string;
  readonly lack: Lack;
}

/**
 * The template as the emulator can deploy it, and what of it is missing or simpler.
 * @throws Error where a resource that stays refers to one that is left out: the copy would be no template any more.
 */
export function trim(template: JsonObject): { readonly template: JsonObject; readonly trimmed: readonly Trimmed[] } {
  const all = Object.entries(asObject(template.Resources) ?? {});
  const trimmed = all.flatMap(([id, value]) => {
    const lack = lacks.find(({ concerns }) => concerns(resourceOf(value)));
    return lack ? [{ id, lack }] : [];
  });
  const gone = new Set(trimmed.filter(({ lack }) => !lack.replaced).map(({ id }) => id));
  const replacements = new Map(trimmed.map(({ id, lack }) => [id, lack.replaced]));
  const kept = all
    .filter(([id]) => !gone.has(id))
    .map(([id, value]) => {
      const replaced = replacements.get(id);
      const resource = asObject(value) ?? {};
      const spelt = replaced?.(resourceOf(value)) ?? withMethodsByName(resourceOf(value));
      return [id, afterwards({ ...resource, ...spelt }, gone)] as const;
    });
  const copy = { ...template, Resources: Object.fromEntries(kept) };
  const [dangling] = referencesOf(copy).filter((id) => gone.has(id));
  if (dangling !== undefined) {
    const lack = trimmed.find(({ id }) => id === dangling)?.lack.what;
    throw new Error(
      `${dangling} (${lack}) cannot be left out, others refer to it: give its row in lacks.ts a replacement`,
    );
  }
  return { template: copy, trimmed };
}

function resourceOf(value: unknown): Resource {
  const { Type, Properties } = asObject(value) ?? {};
  return { Type: String(Type), Properties: asObject(Properties) ?? {} };
}

/** A resource waits no longer for what is not there. */
function afterwards(resource: JsonObject, gone: ReadonlySet<string>): JsonObject {
  const { DependsOn, ...others } = resource;
  const before = [DependsOn ?? []].flat();
  const left = before.filter((id) => !gone.has(String(id)));
  if (left.length === before.length) return resource;
  return left.length > 0 ? { ...others, DependsOn: left } : others;
}

/** The logical ids that are referred to, by `Ref`, `Fn::GetAtt`, `Fn::Sub` or `DependsOn`. */
function referencesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref' || key === 'DependsOn') return [inner].flat().map(String);
    if (key === 'Fn::GetAtt') return [String(asArray(inner)[0] ?? inner).split('.')[0] ?? ''];
    const named = key === 'Fn::Sub' ? JSON.stringify(inner).matchAll(/\$\{(\w+)[.}]/g) : [];
    return [...[...named].map(([, id = '']) => id), ...referencesOf(inner)];
  });
}
