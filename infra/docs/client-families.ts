/** Operations that collections of records have alike are typed once, over a map of the collections: a type of record adds what is its own. */

export interface TypedOperation {
  readonly method: string;
  readonly path: string;
  /** Request and answer, as TypeScript. */
  readonly types: string;
  /** The comment above it. */
  readonly says: string;
}

/** Answered by reading one record: what the records of a collection are called. */
const ANSWER = /readonly answer: Schemas\['(\w+)'\] \}$/;

/** Names of records by their collections. */
function collectionsOf(operations: readonly TypedOperation[]): ReadonlyMap<string, string> {
  const actions = new Set(operations.map(({ path }) => path));
  return new Map(
    operations.flatMap(({ method, path, types }) => {
      const [, collection = ''] = /^\/v1\/([a-z-]+)\/\{id\}$/.exec(path) ?? [];
      const [, name = ''] = ANSWER.exec(types) ?? [];
      return method === 'GET' && name !== '' && actions.has(`${path}/actions`) ? [[collection, name] as const] : [];
    }),
  );
}

/** The operation of any collection `C`, of which this is the one whose records are called `name`. */
const general = (types: string, name: string): string =>
  types.replaceAll(new RegExp(`Schemas\\['(\\w*?)${name}(\\w*)'\\]`, 'g'), 'Called<`$1${Collections[C]}$2`>');

/** Lines of TypeScript: the map of collections, the operations that several have alike, and all others. */
export function families(
  operations: readonly TypedOperation[],
): Readonly<Record<'collections' | 'shared' | 'own', readonly string[]>> {
  const names = collectionsOf(operations);
  const placed = operations.map((operation) => {
    const [, collection = '', rest = ''] = /^\/v1\/([a-z-]+)(\/.*)?$/.exec(operation.path) ?? [];
    const name = names.get(collection);
    const family = name && `${operation.method} /v1/\${C}${rest}\`]: ${general(operation.types, name)}`;
    return { ...operation, collection, family };
  });
  const groups = Map.groupBy(placed, ({ family }) => family);
  const isShared = (family: string | undefined): family is string => !!family && (groups.get(family)?.length ?? 0) > 1;
  const shared = [...groups].flatMap(([family, alike]) => {
    if (!isShared(family)) return [];
    const these = alike.map(({ collection }) => `'${collection}'`).join(' | ');
    return [`  & { readonly [C in ${alike.length === names.size ? 'keyof Collections' : these} as \`${family} }\n`];
  });
  const own = placed.flatMap(({ family, method, path, says, types }) =>
    isShared(family) ? [] : [`${says}  readonly '${method} ${path}': ${types};\n`],
  );
  return {
    collections: [...names].map(([collection, name]) => `  readonly '${collection}': '${name}';\n`),
    shared,
    own,
  };
}
