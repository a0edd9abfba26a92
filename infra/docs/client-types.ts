/** The types of the client, written from the OpenAPI description: schemas, and for each operation what it takes and answers. */
import { families } from '#infra/docs/client-families';
import { isSchema, propertiesOf, requiredOf, type Schema } from '#shared/describe/openapi/schema';

const HEAD = '/** Generated from the description of the API. */\n';

/** Shapes that only a dry run or a partial reading has; the client has methods of their own for them. */
const ASKED_FOR: readonly string[] = ['DryRun', 'ServiceDryRun', 'PartialRecord'].map(
  (name) => `#/components/schemas/${name}`,
);

const quoted = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name).replaceAll('"', "'");
const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : String(value);
const union = (types: readonly string[]): string => [...new Set(types)].join(' | ') || 'never';

/** A schema as a TypeScript type. @throws Error for what no schema of ours uses, so that nothing is typed wrongly in silence */
export function typeOf(schema: unknown): string {
  if (!isSchema(schema)) return 'unknown';
  if (typeof schema.$ref === 'string') return `Schemas['${schema.$ref.split('/').at(-1)}']`;
  if ('allOf' in schema || 'not' in schema || 'prefixItems' in schema)
    throw new Error(
      `the client's types do not know ${Object.keys(schema).join(', ')}; teach infra/docs/client-types.ts`,
    );
  if ('const' in schema) return literal(schema.const);
  if (Array.isArray(schema.enum)) return union(schema.enum.map(literal));
  const choices = [schema.anyOf, schema.oneOf].flatMap((each) => (Array.isArray(each) ? each : []));
  if (choices.length > 0) {
    const meant = choices.filter((choice) => !ASKED_FOR.includes(String(Object(choice).$ref)));
    return union((meant.length > 0 ? meant : choices).map(typeOf));
  }
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeOf({ ...schema, type })));
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `readonly (${typeOf(schema.items)})[]`;
    case 'object':
      return objectType(schema);
    default:
      return 'unknown';
  }
}

function objectType(schema: Schema): string {
  const properties = Object.entries(propertiesOf(schema));
  if (properties.length === 0)
    return isSchema(schema.additionalProperties)
      ? `Readonly<Record<string, ${typeOf(schema.additionalProperties)}>>`
      : schema.additionalProperties === false
        ? 'Readonly<Record<string, never>>'
        : 'Readonly<Record<string, unknown>>';
  const required = new Set(requiredOf(schema));
  return record(properties.map(([name, of]) => [name, typeOf(of), required.has(name)]));
}

/** An object type of its properties: name, type, whether it has to be there. */
const record = (properties: readonly (readonly [string, string, boolean])[]): string =>
  `{ ${properties.map(([name, type, required]) => `readonly ${quoted(name)}${required ? '' : '?'}: ${type}`).join('; ')} }`;

const comment = (text: unknown): string => `  /** ${String(text).replaceAll('*/', '* /').replaceAll('\n', ' ')} */\n`;

/** .build/generated/client-api.ts */
export function clientTypes(document: Schema): string {
  const components = Object(document.components);
  const schemas = Object.entries(Object(components.schemas)).map(
    ([name, schema]) => `${comment(Object(schema).description)}  readonly ${name}: ${typeOf(schema)};\n`,
  );
  const operations = Object.entries(Object(document.paths)).flatMap(([path, methods]) =>
    Object.entries(Object(methods)).map(([method, operation]) => {
      const { summary, description } = Object(operation);
      const types = `{ readonly request: ${requestType(Object(operation), components)}; readonly answer: ${answerType(Object(operation))} }`;
      return { method: method.toUpperCase(), path, types, says: comment(`${summary}. ${description}`) };
    }),
  );
  const { collections, shared, own } = families(operations);
  const slugs = Object.values(Object(components.responses)).flatMap((each) => [Object(each)['x-problems']].flat());
  return [
    HEAD,
    `export type ProblemSlug =\n  ${[...new Set(slugs.map(String))].sort().map(literal).join('\n  | ')};\n`,
    `export interface Schemas {\n${schemas.join('')}}\n`,
    `/** Collections of records, by what one of them is called. */\nexport interface Collections {\n${collections.join('')}}\n`,
    '/** The schema that is called so. */\ntype Called<N> = N extends keyof Schemas ? Schemas[N] : never;\n',
    `/** What can be done with the records of several collections alike. */\ntype SharedOperations =\n${shared.join('') || '  unknown'};\n`,
    `/** What can be done with one collection, or with something else. */\ninterface OwnOperations {\n${own.join('')}}\n`,
    'export type Operations = OwnOperations & SharedOperations;\n',
  ].join('\n');
}

type Components = Readonly<Record<string, Readonly<Record<string, Schema>>>>;

/** Headers that the client sends by itself, and parameters that change the shape of the answer. */
const NOT_GIVEN: ReadonlySet<string> = new Set(['dryRun', 'fields', 'asOf', 'Idempotency-Key', 'Itsm-Tenant']);

function requestType(operation: Schema, components: Components): string {
  const given = [operation.parameters ?? []].flat().map((each) => {
    const name = String(Object(each).$ref).split('/').at(-1) ?? '';
    return Object(components.parameters?.[name] ?? each);
  });
  const parameters = given.filter(({ name }) => !NOT_GIVEN.has(name));
  const group = (place: string): readonly (readonly [string, string, boolean])[] =>
    parameters
      .filter((each) => each.in === place)
      .map(({ name, schema, required }) => [name, typeOf(schema), required === true]);
  const [path, query] = [group('path'), group('query')];
  const ifMatch = parameters.find(({ name }) => name === 'If-Match');
  const body = Object(operation.requestBody);
  const media = Object.entries(Object(body.content));
  const [[type, first] = []] = media;
  return record([
    ...(path.length > 0 ? ([['path', record(path), true]] as const) : []),
    ...(query.length > 0 ? ([['query', record(query), query.some(([, , required]) => required)]] as const) : []),
    ...(ifMatch ? ([['ifMatch', 'string', ifMatch.required === true]] as const) : []),
    ...(type === undefined ? [] : ([['body', typeOf(Object(first).schema), body.required === true]] as const)),
    ...(type === undefined || type.endsWith('json')
      ? []
      : ([['mediaType', union(media.map(([each]) => literal(each))), true]] as const)),
  ]);
}

function answerType(operation: Schema): string {
  const successes = Object.entries(Object(operation.responses)).filter(([status]) => status.startsWith('2'));
  const types = successes.flatMap(([, response]) => {
    const { content } = Object(response);
    const [media] = Object.values(Object(content));
    const schema = Object(media).schema;
    if (content === undefined) return ['undefined'];
    return ASKED_FOR.includes(String(Object(schema).$ref)) ? [] : [typeOf(schema)];
  });
  return union(types);
}
