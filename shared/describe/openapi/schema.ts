/** Our zod schemas as the JSON Schema of OpenAPI 3.1: what validates a request is what describes it. */
import * as z from 'zod/mini';
import type { Fields } from '#shared/grammar/fields';

export type Schema = Readonly<Record<string, unknown>>;

const INT32 = 2_147_483_647;

/** Says what JSON Schema can say and zod's translation leaves open; drops what only repeats the format. */
function tidy(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.format === 'date-time') delete schema.pattern;
  if (schema.type === 'number' && schema.enum?.every(Number.isInteger)) schema.type = 'integer';
  if (schema.type === 'integer') {
    const codes = schema.enum?.map(Number);
    if (codes) Object.assign(schema, { minimum: Math.min(...codes), maximum: Math.max(...codes) });
    const bounds = [schema.minimum ?? -Infinity, schema.maximum ?? Infinity];
    schema.format = bounds.every((bound) => Math.abs(bound) <= INT32) ? 'int32' : 'int64';
  }
}

/** @returns the schema of what is sent; for an answer, objects stay open: fields may be added within v1. */
export function jsonSchema(schema: z.core.$ZodType): Schema {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema: translated }) => tidy(translated),
  });
  return described;
}

/** The properties of an object schema; none for any other. */
export function propertiesOf(schema: Schema): Readonly<Record<string, Schema>> {
  const { properties } = schema;
  if (typeof properties !== 'object' || properties === null) return {};
  return Object.fromEntries(Object.entries(properties).filter(([, property]) => isSchema(property)));
}

/** Names that an object schema requires. */
export function requiredOf({ required }: Schema): readonly string[] {
  return Array.isArray(required) ? required.map(String) : [];
}

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schema with the fields' labels, descriptions and visibility on its properties. */
export function annotated(schema: Schema, fields: Fields): Schema {
  const properties = Object.entries(propertiesOf(schema)).map(([name, property]) => {
    const options = fields[name]?.options ?? {};
    const notes = {
      ...(options.label !== undefined && { title: options.label }),
      ...(options.description !== undefined && { description: options.description }),
      ...(options.readOnly && { readOnly: true }),
      ...(options.visibility !== undefined &&
        options.visibility !== 'public' && { 'x-visibility': options.visibility }),
      ...(options.statedBy && { 'x-stated-by': options.statedBy }),
      ...(options.personal && { 'x-personal-data': true }),
    };
    return [name, { ...notes, ...property }];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** A reference to a component. */
export const ref = (kind: 'schemas' | 'responses' | 'parameters' | 'headers' | 'examples', name: string): Schema => ({
  $ref: `#/components/${kind}/${name}`,
});
