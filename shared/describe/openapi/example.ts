/** One example for a schema, always the same: what must be there, what is given, and the reason or comment of whoever acts. */
import { isSchema, propertiesOf, requiredOf, type Schema } from '#shared/describe/openapi/schema';
import type { Body } from '#shared/grammar/examples';

/** What is said with a request of any kind, where that may be said. */
const said: Body = {
  reason: 'Agreed with the service owner',
  comment: 'Discussed with the service owner.',
};

/** Text that has a form of its own; the first that fits its pattern. */
const forms = [
  '2026-06-01',
  '08:00',
  'PT4H',
  'Europe/Berlin',
  'P1',
  'en',
  '1',
  '04-03',
  'P0D',
  'https://example.com/hook',
  'acme00000000',
  '5f'.repeat(32),
];

const FIRST = Date.UTC(2026, 5, 1, 8, 30);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The nth of instants or days that stand beside one another: in order, as their fields are. */
const momentOf = (format: unknown, nth: number): string =>
  format === 'date'
    ? new Date(FIRST + nth * DAY).toISOString().slice(0, 10)
    : new Date(FIRST + nth * HOUR).toISOString().replace('.000', '');

const number = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

/** Whether a text is within the bounds of a string schema. */
function fits(text: string, { minLength, maxLength, pattern }: Schema): boolean {
  const bounded = text.length >= number(minLength, 0) && text.length <= number(maxLength, Infinity);
  return bounded && (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text));
}

/** `backoutPlan` → `backout plan` */
const wordsOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function textFor(schema: Schema, name: string): string {
  if (schema.format === 'date-time' || schema.format === 'date') return momentOf(schema.format, 0);
  if (schema.format === 'email') return 'someone@acme.example';
  if (schema.format === 'uri') return 'https://acme.example/';
  const words = wordsOf(name === '' ? 'value' : name);
  const called = [`The ${words}`, `${words.replaceAll(' ', '-')}-1`, `${words.replaceAll(' ', '-')}`];
  const long = `The ${words}, as long as it has to be. `.repeat(Math.ceil(number(schema.minLength, 1) / 30));
  const found = [...called, ...forms, long.trim().slice(0, number(schema.maxLength, long.length))].find((text) =>
    fits(text, schema),
  );
  if (found === undefined)
    throw new Error(`no example fits ${name} ${JSON.stringify(schema)}; state one in the examples.ts of its folder`);
  return found;
}

/** Whether what is said suits the schema: a text within its bounds. */
const suits = (value: unknown, schema: Schema): boolean => {
  if (Array.isArray(schema.anyOf)) return schema.anyOf.some((option) => isSchema(option) && suits(value, option));
  return schema.type === 'string' && schema.enum === undefined && typeof value === 'string' && fits(value, schema);
};

const alternatives = ({ anyOf, oneOf }: Schema): readonly Schema[] =>
  [anyOf, oneOf].flatMap((options) => (Array.isArray(options) ? options.filter(isSchema) : []));

/**
 * @param given values for properties by name, used wherever the name occurs
 * @throws Error when nothing it knows fits
 */
export function exampleOf(schema: Schema, given: Body = {}, name = ''): unknown {
  if (name in given) return given[name];
  if (name in said && suits(said[name], schema)) return said[name];
  // What a schema shows by itself: shapes whose parts have to fit one another.
  if (Array.isArray(schema.examples) && schema.examples.length > 0) return schema.examples[0];
  if ('const' in schema) return schema.const;
  if ('default' in schema) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const [first] = alternatives(schema).filter(({ type }) => type !== 'null');
  if (first) return exampleOf(first, given, name);
  switch (schema.type) {
    case 'object':
      return objectExample(schema, given);
    case 'array': {
      const items = isSchema(schema.items) ? schema.items : {};
      return Array.from({ length: Math.max(1, number(schema.minItems, 1)) }, () =>
        exampleOf(items, given, name.replace(/s$/, '')),
      );
    }
    case 'integer':
    case 'number':
      return Math.min(Math.max(1, number(schema.minimum, 1)), number(schema.maximum, 1));
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return schema.type === 'string' ? textFor(schema, name) : 'example';
  }
}

/** Whether it is an instant or a day of which the schema shows nothing by itself. */
const isMoment = ({ format, examples }: Schema): boolean =>
  (format === 'date-time' || format === 'date') && examples === undefined;

function objectExample(schema: Schema, given: Body): Body {
  const required = new Set(requiredOf(schema));
  const entries = Object.entries(propertiesOf(schema)).filter(
    ([name, property]) => required.has(name) || name in given || suits(said[name], property),
  );
  if (entries.length === 0 && isSchema(schema.additionalProperties) && schema.propertyNames !== undefined)
    return {
      [textFor(isSchema(schema.propertyNames) ? schema.propertyNames : {}, 'key')]: exampleOf(
        schema.additionalProperties,
        given,
      ),
    };
  const moments = entries.flatMap(([name, property]) => (isMoment(property) && !(name in given) ? [name] : []));
  return Object.fromEntries(
    entries.map(([name, property]) => [
      name,
      moments.includes(name) ? momentOf(property.format, moments.indexOf(name)) : exampleOf(property, given, name),
    ]),
  );
}

/** @param stated what of a body its folder states: values by property, or all of it where it is no object */
export const bodyExample = (schema: Schema, stated: unknown): unknown =>
  stated === undefined || isSchema(stated) ? exampleOf(schema, stated) : stated;
