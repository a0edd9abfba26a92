/** The rules of redocly and of spectral's OWASP ruleset that a change of ours could break; `npm run lint:api` runs all of them. */
import { expect, it } from 'vitest';
import { isSchema, type Schema } from '#shared/describe/openapi/schema';
import { at, operations } from '#test/contract/description';

interface Place {
  readonly where: string;
  readonly schema: Schema;
}

/** Every schema below a value; what stands in examples is none. */
function schemasIn(value: unknown, where: string): readonly Place[] {
  if (Array.isArray(value)) return value.flatMap((child, index) => schemasIn(child, `${where}/${index}`));
  if (!isSchema(value)) return [];
  const here = typeof value.type === 'string' || Array.isArray(value.type) ? [{ where, schema: value }] : [];
  const below = Object.entries(value).filter(([key]) => !['example', 'examples', 'default', 'enum'].includes(key));
  return [...here, ...below.flatMap(([key, child]) => schemasIn(child, `${where}/${key}`))];
}

const schemas = ['#/components', '#/paths'].flatMap((pointer) => schemasIn(at(pointer), pointer));
const typed = (type: string): readonly Place[] =>
  schemas.filter(({ schema }) => [schema.type].flat().includes(type) && !('const' in schema) && !('enum' in schema));
const lacking = (places: readonly Place[], ...names: readonly string[]): readonly string[] =>
  places.filter(({ schema }) => !names.every((name) => name in schema)).map(({ where }) => where);

it('every text has a greatest length (API4:2023)', () => {
  expect(typed('string').length).toBeGreaterThan(100);
  expect(lacking(typed('string'), 'maxLength')).toEqual([]);
});

it('every list has a greatest length (API4:2023)', () => {
  expect(lacking(typed('array'), 'maxItems')).toEqual([]);
});

it('every number has bounds, and every integer a format (API4:2023)', () => {
  expect(lacking(typed('integer'), 'minimum', 'maximum', 'format')).toEqual([]);
});

it('no body takes fields that nobody has described (API3:2023)', () => {
  const bodies = operations.flatMap(({ id, pointer }) =>
    Object.values(Object(Object(at(`${pointer}/requestBody`)).content)).flatMap((media) => {
      const { $ref } = Object(Object(media).schema);
      const schema = typeof $ref === 'string' ? at($ref) : undefined;
      return isSchema(schema) && schema.type === 'object' ? [{ where: id, schema }] : [];
    }),
  );

  expect(bodies.length).toBeGreaterThan(10);
  expect(lacking(bodies, 'additionalProperties')).toEqual([]);
});

it('every answer tells what is left of the rate limit, and 429 when to come back (API4:2023)', () => {
  const answers = operations.flatMap(({ id, pointer }) =>
    Object.keys(Object(at(`${pointer}/responses`))).map((status) => ({
      where: `${id} ${status}`,
      status,
      headers: Object.keys(Object(Object(at(`${pointer}/responses/${status}`)).headers)),
    })),
  );

  expect(answers.filter(({ headers }) => !headers.includes('RateLimit')).map(({ where }) => where)).toEqual([]);
  expect(answers.filter(({ status, headers }) => status === '429' && !headers.includes('Retry-After'))).toEqual([]);
});

it('every server speaks https (API8:2023)', () => {
  const servers: unknown = at('#/servers');

  expect([servers].flat().map((server) => String(Object(server).url).slice(0, 8))).toEqual(['https://']);
});
