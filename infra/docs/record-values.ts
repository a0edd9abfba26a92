/** record-values.json: what the fields of each type of record can be, from their schemas, for functions that judge what is asked about records. */
import { recordSchema } from '#shared/describe/openapi/record';
import { isSchema, propertiesOf, type Schema } from '#shared/describe/openapi/schema';
import type { ValueKind } from '#shared/engine/record-values';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { recordFields } from '#shared/grammar/schemas';

type Entry = readonly [path: string, kind: ValueKind];

const isWord = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

/** What one value of the schema is; undefined for what the schema leaves open. */
function kindOf(schema: Schema): ValueKind | undefined {
  const { type, format, enum: values, const: only } = schema;
  if (isWord(only)) return { is: 'choice', of: [only] };
  if (Array.isArray(values)) return { is: 'choice', of: values.filter(isWord) };
  if (type === 'string') return { is: format === 'date-time' ? 'instant' : 'text' };
  if (type === 'integer' || type === 'number') return { is: 'number' };
  if (type === 'boolean') return { is: 'flag' };
  return undefined;
}

/** A list stands for each of its entries; a group is known with what is in it. */
function entriesOf(path: string, schema: Schema): readonly Entry[] {
  const { type, items } = schema;
  if (type === 'array') return isSchema(items) && items.type !== 'object' ? entriesOf(path, items) : [];
  const inside = Object.entries(propertiesOf(schema));
  if (inside.length > 0)
    return [[path, { is: 'group' }], ...inside.flatMap(([name, each]) => entriesOf(`${path}.${name}`, each))];
  const kind = kindOf(schema);
  return kind ? [[path, kind]] : [];
}

/** The kinds of a type's values, by the path to them. */
export function valueKinds(definition: AnyRecordDefinition): Readonly<Record<string, ValueKind>> {
  const fields = recordFields(definition);
  const entries = Object.entries(propertiesOf(recordSchema(definition))).flatMap(([name, schema]) =>
    entriesOf(name, schema),
  );
  return Object.fromEntries(
    entries.map(([path, kind]) => {
      const directory = Object.hasOwn(fields, path) ? fields[path]?.options.directory : undefined;
      return [path, directory ? { ...kind, directory } : kind];
    }),
  );
}
