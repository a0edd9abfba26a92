/** A schema in one flat line: every field with its path and what it is, such as `resolution.code? fixed|workaround`. */
import { isSchema, propertiesOf, requiredOf, type Schema } from '#shared/describe/openapi/schema';

/** A field of what is taken or given. */
export interface Said {
  /** `resolution.code`; `[]` stands for each entry of a list, `*` for each value of a map. */
  readonly path: string;
  readonly optional: boolean;
  /** `string`, `instant`, the name of a schema, the values of a choice; several are joined by `|`. */
  readonly type: string;
}

/** What a reference is replaced by; undefined leaves its name. */
export type Follow = (pointer: string) => Schema | undefined;

const PLAIN = /^[\w./:+-]+$/;
/** Words that are no value of a choice: kinds of values, and names of schemas. */
const KIND = /^(string|instant|date|bytes|integer|number|boolean|object|anything|null|[A-Z]\w*[a-z]\w*)$/;
const FORMATS: Readonly<Record<string, string>> = { 'date-time': 'instant', date: 'date', binary: 'bytes' };

/** A value of a choice, in quotes where it would be taken for something else. */
const literal = (value: unknown): string => {
  const plain = String(value);
  return value === null || (PLAIN.test(plain) && !KIND.test(plain)) ? plain : JSON.stringify(value);
};

/** Whether a value is one of those that are listed. */
export const isChoice = ({ type }: Said): boolean => type !== '' && !type.split('|').some((each) => KIND.test(each));

/** The last part of a pointer. */
export const nameOf = (pointer: unknown): string => String(pointer).split('/').at(-1) ?? '';

const alternativesOf = (schema: Schema): readonly Schema[] =>
  [schema.anyOf, schema.oneOf, schema.allOf].flatMap((each) => (Array.isArray(each) ? each.filter(isSchema) : []));

/** What a schema without parts of its own is. */
function simple(schema: Schema): string {
  if ('const' in schema) return literal(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map(literal).join('|');
  if (schema.type === undefined) return 'anything';
  return [schema.type]
    .flat()
    .map((type) => (type === 'string' && FORMATS[String(schema.format)]) || String(type))
    .join('|');
}

/** The schema and its parts, by their paths; `''` is the schema itself. */
function* parts(schema: Schema, at: Said, follow: Follow, within: readonly string[]): Generator<Said> {
  const { path, optional } = at;
  if (typeof schema.$ref === 'string') {
    const target = within.includes(schema.$ref) ? undefined : follow(schema.$ref);
    if (target) yield* parts(target, at, follow, [...within, schema.$ref]);
    else yield { path, optional, type: nameOf(schema.$ref) };
    return;
  }
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 0) {
    for (const each of alternatives) yield* parts(each, at, follow, within);
    return;
  }
  const properties = Object.entries(propertiesOf(schema));
  const inner = isSchema(schema.items) ? schema.items : schema.additionalProperties;
  if (properties.length > 0) {
    if (path !== '') yield { path, optional, type: 'object' };
    const required = requiredOf(schema);
    for (const [name, property] of properties) {
      const below = { path: path === '' ? name : `${path}.${name}`, optional: !required.includes(name), type: '' };
      yield* parts(property, below, follow, within);
    }
  } else if (isSchema(inner)) {
    const each = schema.type === 'array' ? '[]' : '*';
    yield* parts(inner, { path: `${path}${each}`, optional, type: '' }, follow, within);
  } else yield { path, optional, type: simple(schema) };
}

/** Every field once, in the order of the paths: what may be of several kinds is all of them. */
export function once(fields: Iterable<Said>): readonly Said[] {
  const known = new Map<string, Said>();
  for (const each of fields) {
    const { optional, type } = known.get(each.path) ?? each;
    const types = new Set([...type.split('|'), ...each.type.split('|')]);
    known.set(each.path, { ...each, optional: optional || each.optional, type: [...types].join('|') });
  }
  return [...known.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Every field of a schema. */
export const said = (schema: Schema, follow: Follow = () => undefined, optional = false): readonly Said[] =>
  once(parts(schema, { path: '', optional, type: '' }, follow, []));
