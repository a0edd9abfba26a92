/** The OpenAPI description as the tests hold answers against it: its operations, and a validator for each answer. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { generatedDirectory } from '#infra/generated/current';
import { isSchema, type Schema } from '#shared/describe/openapi/schema';

const description: Schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../..', generatedDirectory, 'openapi.json'), 'utf8'),
);

/** What a pointer such as `#/components/schemas/Incident` leads to; references on the way are followed. */
export function at(pointer: string): unknown {
  const parts = pointer.slice(2).split('/');
  return parts.reduce<unknown>((value, part) => {
    const found = isSchema(value) ? value[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
    return isSchema(found) && typeof found.$ref === 'string' ? at(found.$ref) : found;
  }, description);
}

export interface DescribedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: readonly string[];
  /** JSON Pointer to the operation. */
  readonly pointer: string;
}

const token = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

export const operations: readonly DescribedOperation[] = Object.entries(Object(description.paths)).flatMap(
  ([path, methods]) =>
    Object.entries(Object(methods)).map(([method, operation]) => ({
      id: String(Object(operation).operationId),
      method: method.toUpperCase(),
      path: path.split('/').filter(Boolean),
      pointer: `#/paths/${token(path)}/${method}`,
    })),
);

/** Schemas that leave open what else is there: parts of a record, answers of services, what a kind of
 * operation was asked for, and extension members (RFC 9457). */
const OPEN: ReadonlySet<string> = new Set(['PartialRecord', 'ServiceAnswer', 'ServiceDryRun', 'Operation', 'Problem']);

/** Answers may grow within v1 for clients; for us, a field that the description does not name is a mistake. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (!isSchema(value)) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, closed(child)]));
  const shuts = value.type === 'object' && isSchema(value.properties) && value.additionalProperties === undefined;
  return shuts ? { ...inner, additionalProperties: false } : inner;
}

function closedDescription(): Schema {
  const components = Object(description.components);
  const schemas = Object.entries(Object(components.schemas)).map(([name, schema]) => [
    name,
    OPEN.has(name) ? schema : closed(schema),
  ]);
  return { ...description, components: { ...components, schemas: Object.fromEntries(schemas) } };
}

const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: false, validateFormats: true });
formats.default(ajv);
ajv.addSchema(closedDescription(), 'api');

const validators = new Map<string, ValidateFunction>();

/** What is wrong with a value by the schema that a pointer leads to; undefined when nothing is. */
export function fault(pointer: string, value: unknown): string | undefined {
  const known = validators.get(pointer);
  const validate = known ?? ajv.compile({ $ref: `api${pointer}` });
  if (!known) validators.set(pointer, validate);
  if (validate(value)) return undefined;
  return ajv.errorsText(validate.errors, { dataVar: 'body' }) + extraOf(validate);
}

/** The names that ajv leaves out of its messages. */
function extraOf({ errors }: ValidateFunction): string {
  const names = (errors ?? []).flatMap(({ params }) => params.additionalProperty ?? params.unevaluatedProperty ?? []);
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
}
