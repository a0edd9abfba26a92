/** Strange input by the description: any field, any parameter of an operation, set to what most code does not expect there. */
import fc, { type Arbitrary } from 'fast-check';
import { isSchema } from '#shared/describe/openapi/schema';
import type { Plain } from '#test/conformance/mutations';
import { at, operations } from '#test/contract/description';

/** Instants at the edges of what there is, in forms that few readers of instants know. */
const instants = [
  ...['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
  ...['9999-12-31T23:59:59-14:00', '9999-12-31T23:59:59.9999999999Z', '2026-11-29T20:00:00.1234567891Z'],
  ...['2026-11-29t20:00:00z', '2016-12-31T23:59:60Z', '2016-06-15T12:00:60Z', '2016-12-31T15:59:60.5-08:00'],
  ...['+275760-09-13T00:00:00Z', '-000001-01-01T00:00:00Z', '2026-02-29T00:00:00Z', '2026-01-01T24:00:00Z'],
  ...['9999-12-31T09:00:00', '9999-12-31T09:00', '1970-01-01T00:00', '9999-12-31', '0001-01-01', '02-29'],
];
const durations = ['P999999999W', 'PT999999999S', 'P20000D', 'PT0S', 'P1M', '-PT1S', 'P'];
const rules = [
  ...['FREQ=DAILY', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=YEARLY;INTERVAL=1000;COUNT=5000', 'FREQ='],
  'FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5,6,7;BYMINUTE=0,30;BYSETPOS=-1',
];
const texts = [
  ...['', ' ', '\u0000', '\u202e', 'constructor', '__proto__', 'Europe/Atlantis', 'America/Winnipeg', '*', '%', '#'],
  ...['INC0000000', '01ARZ3NDEKTSV4RRFFQ69G5FAV', 'x'.repeat(3000), '€'.repeat(400), '[a-z]{0,600}', '((a*)*)*'],
];
const numbers = [0, -0, -1, 0.5, 1e21, 1e308, 5e-324, 2 ** 53, 2 ** 31];

const scalars: Arbitrary<unknown> = fc.constantFrom<unknown>(
  ...[...instants, ...durations, ...rules, ...texts, ...numbers, null, true, false],
);
const values: Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: scalars },
  { weight: 1, arbitrary: fc.constantFrom<unknown>([], {}, [null], [[]], [{}], { id: null }, { to: null }) },
  { weight: 1, arbitrary: fc.array(scalars, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('id', 'kind', 'a', 'constructor'), scalars, { maxKeys: 2 }) },
);

const properties = (schema: unknown): Readonly<Record<string, unknown>> =>
  isSchema(schema) && isSchema(schema.properties) ? schema.properties : {};

const resolved = (schema: unknown): unknown =>
  isSchema(schema) && typeof schema.$ref === 'string' ? at(schema.$ref) : schema;

/** Pointers to the fields of a body, two levels deep, as lists of names; a list's items are its first. */
function fieldsOf(schema: unknown, depth = 2): readonly (readonly string[])[] {
  return Object.entries(properties(resolved(schema))).flatMap(([name, child]) => {
    const inner = resolved(child);
    const items = isSchema(inner) ? resolved(inner.items) : undefined;
    const below = depth > 1 ? fieldsOf(inner, depth - 1).map((rest) => [name, ...rest]) : [];
    const within =
      depth > 1 && items !== undefined ? fieldsOf(items, depth - 1).map((rest) => [name, '0', ...rest]) : [];
    return [[name], ...below, ...within];
  });
}

/** The body with another value at a path; objects and lists on the way are made where there are none. */
function withValue(body: unknown, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  if (name === '') return value;
  const inner = isSchema(body) || Array.isArray(body) ? Reflect.get(body, name) : undefined;
  const next = withValue(inner, rest, value);
  if (name === '0') return [next];
  return { ...(isSchema(body) && !Array.isArray(body) ? body : {}), [name]: next };
}

interface Described {
  readonly fields: readonly (readonly string[])[];
  readonly queries: readonly string[];
}

function describedAs(operation: string): Described {
  const found = operations.find(({ id }) => id === operation);
  if (found === undefined) return { fields: [], queries: [] };
  const described = at(found.pointer);
  const requestBody = resolved(isSchema(described) ? described.requestBody : undefined);
  const content = isSchema(requestBody) ? requestBody.content : undefined;
  const schema = Object.values(Object(content))
    .map((media) => Object(media).schema)
    .find(isSchema);
  const parameters: unknown[] = isSchema(described) && Array.isArray(described.parameters) ? described.parameters : [];
  const queries = parameters.map(resolved).flatMap((each) => {
    const { in: where, name } = Object(each);
    return where === 'query' ? [String(name)] : [];
  });
  return { fields: fieldsOf(schema), queries };
}

/** A request with a few of its fields and parameters set to something strange. */
export interface Strange {
  readonly operation: string;
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const queryText = (name: string, value: unknown): string =>
  `${encodeURIComponent(name)}=${encodeURIComponent(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))}`;

/** Strange requests to one operation: its description says which fields and parameters there are. */
export function strange(plain: Plain): Arbitrary<Strange> {
  const { operation, method, path, body } = plain;
  const { fields, queries } = describedAs(operation);
  const headers = { ...plain.headers, ...(plain.headers['if-match'] !== undefined && { 'if-match': '*' }) };
  const changes = (names: readonly (readonly string[])[]) =>
    names.length === 0
      ? fc.constant([])
      : fc.array(fc.tuple(fc.constantFrom(...names), values), { minLength: 1, maxLength: 3 });
  const wholes = body === undefined ? fc.constant([]) : changes(fields);
  return fc.tuple(wholes, changes(queries.map((name) => [name]))).map(([inBody, inQuery]) => {
    const query = inQuery.map(([[name = ''], value]) => queryText(name, value));
    // A write is tried with its body alone as often as not: an unknown parameter would refuse it before it is looked at.
    const asked = body === undefined || inBody.length % 2 === 0 ? query : [];
    const text = inBody.reduce<unknown>((whole, [names, value]) => withValue(whole, names, value), body);
    return {
      ...{ operation, method, headers },
      target: `/${path.map((segment) => encodeURIComponent(segment)).join('/')}${asked.length > 0 ? `?${asked.join('&')}` : ''}`,
      ...(body !== undefined && { body: JSON.stringify(text) }),
    };
  });
}
