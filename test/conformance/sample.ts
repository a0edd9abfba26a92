/** Values as the API's description shows them, and the variants that differ from them in one closed choice. */
import { createExample, inputExample } from '#shared/describe/openapi/record-example';
import { jsonSchema, propertiesOf, type Schema } from '#shared/describe/openapi/schema';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { Body } from '#shared/grammar/examples';
import { createSchema, inputSchema } from '#shared/grammar/schemas';
import { examplesOf } from '#test/conformance/examples';

/** A create body that the definition accepts. */
export const createBody = (definition: AnyRecordDefinition): Body =>
  createExample(definition, examplesOf(definition.type));

/** An input that the action's declaration accepts. @throws Error for an action that the record does not have */
export const inputOf = (definition: AnyRecordDefinition, action: string): Body =>
  inputExample(definition, action, examplesOf(definition.type));

function variants(schema: Schema, body: Body, names: readonly string[]): readonly Body[] {
  const properties = propertiesOf(schema);
  const changed = names.flatMap((name) => {
    const codes = properties[name]?.enum;
    return Array.isArray(codes) ? codes.map((code) => ({ ...body, [name]: code })) : [];
  });
  return [body, ...changed];
}

/** Create bodies, one for each code of each closed choice among the definition's own fields, and those that its folder states beside. */
export const createVariants = (definition: AnyRecordDefinition): readonly Body[] => {
  const body = createBody(definition);
  const { others = [] } = examplesOf(definition.type);
  return [
    ...variants(jsonSchema(createSchema(definition)), body, Object.keys(definition.fields)),
    ...others.map((other) => ({ ...body, ...other })),
  ];
};

/** Inputs, one for each code of each closed choice. @throws Error for an action that the record does not have */
export function inputVariants(definition: AnyRecordDefinition, action: string): readonly Body[] {
  const input = definition.actions[action]?.input ?? {};
  return variants(jsonSchema(inputSchema(input)), inputOf(definition, action), Object.keys(input));
}
