/** The client's types are those of the description. */
import { expect, it } from 'vitest';
import { typeOf } from '#infra/docs/client-types';
import { clientTypesText } from '#infra/docs/texts';
import type { Schemas } from '#shared/client/api';
import { root, textOf } from '#test/architecture/tree';

it('shared/client/api.ts is up to date (npm run docs:generate)', () => {
  expect(textOf('shared/client/api.ts')).toBe(clientTypesText(root));
});

it.each([
  [{ type: 'string', maxLength: 3 }, 'string'],
  [{ type: ['integer', 'null'] }, 'number | null'],
  [{ type: 'integer', enum: [1, 2] }, '1 | 2'],
  [{ const: 'it’s' }, "'it’s'"],
  [{ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'boolean' }] } }, 'readonly (string | boolean)[]'],
  [
    {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'string' }, 'b-c': { $ref: '#/components/schemas/X' } },
    },
    "{ readonly a: string; readonly 'b-c'?: Schemas['X'] }",
  ],
  [{ type: 'object', additionalProperties: { type: 'number' } }, 'Readonly<Record<string, number>>'],
  [
    { anyOf: [{ $ref: '#/components/schemas/Incident' }, { $ref: '#/components/schemas/DryRun' }] },
    "Schemas['Incident']",
  ],
])('%j is %s', (schema, type) => {
  expect(typeOf(schema)).toBe(type);
});

it('a form of schema that it does not know is refused, not guessed', () => {
  expect(() => typeOf({ allOf: [] })).toThrow(/allOf/);
});

it('the types refuse what the API would', () => {
  const possible: Schemas['IncidentCreate'] = { title: 'Mail is slow', impact: 2 };
  // @ts-expect-error impact is 1 to 3
  const impossible: Schemas['IncidentCreate'] = { title: 'Mail is slow', impact: 4 };

  expect([possible.impact, impossible.impact]).toEqual([2, 4]);
});
