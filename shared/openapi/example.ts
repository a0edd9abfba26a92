/** One example for a schema, always the same: what must be there, and what has a telling value. */
import { isSchema, propertiesOf, requiredOf, type Schema } from '#shared/openapi/schema';

/** Values that read like work; each is used where its property accepts it. */
const telling: Readonly<Record<string, unknown>> = {
  title: 'Nobody on floor 3 can print',
  description: 'Since this morning every job stays in the queue.',
  category: 'printing',
  impact: 2,
  urgency: 2,
  serviceId: 'print',
  recordType: 'incident',
  group: 'service-desk',
  reason: 'Agreed with the service owner',
  body: 'The queue is being restarted.',
  comment: 'Discussed with the service owner.',
  notes: 'The print queue was restarted and a test page came out.',
  message: 'Queue length above 500 for 5 minutes',
  source: 'zabbix',
  implementationPlan: '1. Drain the queue. 2. Replace the driver. 3. Print a test page.',
  backoutPlan: 'Install the driver that is in use now.',
  rrule: 'FREQ=MONTHLY;BYDAY=1MO',
  dtstart: '2026-06-01T09:00',
  plannedStart: '2026-06-06T20:00:00Z',
  plannedEnd: '2026-06-06T22:00:00Z',
};

/** Text for a property of no other kind; the first that fits its bounds and pattern. */
const words = [
  'example',
  'EX',
  'ex-1',
  'example-0001',
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
  'APR0000001',
];

const number = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

/** Whether a text is within the bounds of a string schema. */
function fits(text: string, { minLength, maxLength, pattern }: Schema): boolean {
  const bounded = text.length >= number(minLength, 0) && text.length <= number(maxLength, Infinity);
  return bounded && (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text));
}

function textFor(schema: Schema): string {
  switch (schema.format) {
    case 'date-time':
      return '2026-06-01T08:30:00Z';
    case 'date':
      return '2026-06-01';
    case 'email':
      return 'someone@acme.example';
    case 'uri':
      return 'https://acme.example/';
  }
  const long = 'An example that is as long as it has to be. '.repeat(Math.ceil(number(schema.minLength, 1) / 40));
  const found = [...words, long.slice(0, number(schema.maxLength, long.length))].find((word) => fits(word, schema));
  if (found === undefined)
    throw new Error(`no example fits ${JSON.stringify(schema)}; add one to shared/openapi/example.ts`);
  return found;
}

/** Whether a telling value suits the schema: its type, its bounds, its codes. */
function suits(value: unknown, schema: Schema): boolean {
  if (Array.isArray(schema.anyOf)) return schema.anyOf.some((option) => isSchema(option) && suits(value, option));
  if (Array.isArray(schema.enum)) return schema.enum.includes(value);
  if (schema.type === 'string') return typeof value === 'string' && fits(value, schema);
  if (schema.type === 'integer') {
    const within =
      typeof value === 'number' && value >= number(schema.minimum, value) && value <= number(schema.maximum, value);
    return within && Number.isInteger(value);
  }
  return false;
}

const alternatives = ({ anyOf, oneOf }: Schema): readonly Schema[] =>
  [anyOf, oneOf].flatMap((options) => (Array.isArray(options) ? options.filter(isSchema) : []));

/**
 * @param given values for properties by name, used wherever the name occurs
 * @throws Error when nothing it knows fits
 */
export function exampleOf(schema: Schema, given: Readonly<Record<string, unknown>> = {}, name = ''): unknown {
  if (name in given) return given[name];
  if (name in telling && suits(telling[name], schema)) return telling[name];
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
      return Array.from({ length: Math.max(1, number(schema.minItems, 1)) }, () => exampleOf(items, given));
    }
    case 'integer':
    case 'number':
      return Math.min(Math.max(1, number(schema.minimum, 1)), number(schema.maximum, 1));
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return schema.type === 'string' ? textFor(schema) : 'example';
  }
}

function objectExample(schema: Schema, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const required = new Set(requiredOf(schema));
  const entries = Object.entries(propertiesOf(schema)).filter(
    ([name, property]) => required.has(name) || name in given || suits(telling[name], property),
  );
  if (entries.length === 0 && isSchema(schema.additionalProperties) && schema.propertyNames !== undefined)
    return {
      [textFor(isSchema(schema.propertyNames) ? schema.propertyNames : {})]: exampleOf(
        schema.additionalProperties,
        given,
      ),
    };
  return Object.fromEntries(entries.map(([name, property]) => [name, exampleOf(property, given, name)]));
}
