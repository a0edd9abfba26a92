/** The client's types are those of the description. */
import { describe, expect, it } from 'vitest';
import type { Operations, Schemas } from '#generated/client-api.ts';
import { families } from '#infra/docs/client-families';
import { typeOf } from '#infra/docs/client-types';

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

describe('operations that collections have alike', () => {
  const operation = (method: string, path: string, answer: string) => ({
    ...{ method, path, says: '' },
    types: `{ readonly request: {  }; readonly answer: Schemas['${answer}'] }`,
  });
  const of = (path: string, name: string) => [
    operation('GET', `/v1/${path}/{id}`, name),
    operation('GET', `/v1/${path}/{id}/actions`, 'ActionList'),
  ];

  it('are typed once, with the names of their records; what differs is the own of each', () => {
    const { collections, shared, own } = families([
      ...of('alerts', 'Alert'),
      ...of('changes', 'Change'),
      operation('POST', '/v1/alerts/{id}/close', 'Alert'),
      operation('GET', '/v1/tenants/{id}', 'Tenant'),
    ]);

    expect(collections).toEqual(["  readonly 'alerts': 'Alert';\n", "  readonly 'changes': 'Change';\n"]);
    expect(shared).toEqual([
      expect.stringMatching(
        /^ {2}& \{ readonly \[C in keyof Collections as `GET .*\{id\}`\].*Called<`\$\{Collections\[C\]\}`>/,
      ),
      expect.stringContaining("/actions`]: { readonly request: {  }; readonly answer: Schemas['ActionList'] } }"),
    ]);
    expect(own.map((line) => line.trim().split(':')[0])).toEqual([
      "readonly 'POST /v1/alerts/{id}/close'",
      "readonly 'GET /v1/tenants/{id}'",
    ]);
  });

  it('have the types of their records', () => {
    const change: Operations['GET /v1/changes/{id}']['answer']['type'] = 'change';
    // @ts-expect-error an alert is no change
    const alert: Operations['GET /v1/alerts/{id}']['answer']['type'] = 'change';
    // @ts-expect-error nobody resolves an alert
    const none: keyof Operations = 'POST /v1/alerts/{id}/resolve';

    expect([change, alert, none]).toHaveLength(3);
  });
});
