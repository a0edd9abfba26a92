/** Values made from declarations: a valid body, and the variants of it that differ in one closed choice. */
import { exampleOf } from '#shared/openapi/example';
import { isSchema, jsonSchema, propertiesOf, type Schema } from '#shared/openapi/schema';
import type { AnyAction, AnyRecordDefinition } from '#shared/process/definition';
import { createSchema, inputSchema } from '#shared/process/schemas';
import { factsOf } from '#test/conformance/facts';

export type Body = Readonly<Record<string, unknown>>;

const createShape = (definition: AnyRecordDefinition): Schema => jsonSchema(createSchema(definition));

function exampleBody(schema: Schema, given: Body): Body {
  const example = exampleOf(schema, given);
  if (!isSchema(example)) throw new Error(`expected an object as the example of ${JSON.stringify(schema)}`);
  return example;
}

/** A create body that the definition accepts. */
export function createBody(definition: AnyRecordDefinition): Body {
  const { reason: _, ...given } = { reason: undefined, ...factsOf(definition.type).values };
  const { openedAt: __, ...body } = exampleBody(createShape(definition), given);
  return body;
}

/** An input that the action's declaration accepts. @param given values that the declaration does not tell */
export function inputOf({ input }: Pick<AnyAction, 'input'>, given: Body = {}): Body {
  return exampleBody(jsonSchema(inputSchema(input)), given);
}

function variants(schema: Schema, body: Body, names: readonly string[]): readonly Body[] {
  const properties = propertiesOf(schema);
  const changed = names.flatMap((name) => {
    const codes = properties[name]?.enum;
    return Array.isArray(codes) ? codes.map((code) => ({ ...body, [name]: code })) : [];
  });
  return [body, ...changed];
}

/** Create bodies, one for each code of each closed choice among the definition's own fields. */
export function createVariants(definition: AnyRecordDefinition): readonly Body[] {
  return variants(createShape(definition), createBody(definition), Object.keys(definition.fields));
}

/** Inputs, one for each code of each closed choice. @param given values that the declaration does not tell */
export function inputVariants(action: Pick<AnyAction, 'input'>, given?: Body): readonly Body[] {
  return variants(jsonSchema(inputSchema(action.input)), inputOf(action, given), Object.keys(action.input));
}
