/** Leaves out components that nothing refers to. */
import { isSchema, type Schema } from '#shared/describe/openapi/schema';

const REFERENCE = /"#\/components\/(\w+)\/([^"]+)"/g;

/** The document with the components that are referred to, directly or by one another; security schemes stay. */
export function pruned(document: Schema): Schema {
  const { components, ...rest } = document;
  if (!isSchema(components)) return document;
  const kept = new Set<string>();
  const follow = (value: unknown): void => {
    for (const [, kind = '', name = ''] of JSON.stringify(value).matchAll(REFERENCE)) {
      const part = components[kind];
      const found = isSchema(part) ? part[name] : undefined;
      if (found === undefined) throw new Error(`nothing is called #/components/${kind}/${name}`);
      if (kept.has(`${kind}/${name}`)) continue;
      kept.add(`${kind}/${name}`);
      follow(found);
    }
  };
  follow(rest);
  const parts = Object.entries(components).map(([kind, part]) => [
    kind,
    isSchema(part) && kind !== 'securitySchemes'
      ? Object.fromEntries(Object.entries(part).filter(([name]) => kept.has(`${kind}/${name}`)))
      : part,
  ]);
  return { ...rest, components: Object.fromEntries(parts) };
}
