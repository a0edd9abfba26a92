/** What the local runner makes of a state machine, and what it refuses to run because it would run otherwise than on AWS. */
import { expect, it } from 'vitest';
import { localise } from '#infra/local/edges/workflows/definition';
import type { JsonObject } from '#infra/local/machine/json';

const pass = { Type: 'Pass', End: true };
const jsonata = { QueryLanguage: 'JSONata' };
const machine = (state: JsonObject, more: JsonObject = {}): JsonObject => ({
  StartAt: 'A',
  States: { A: state },
  ...more,
});
const map = (inner: JsonObject): JsonObject => ({ Type: 'Map', ItemProcessor: inner, End: true });

it.each<[string, JsonObject]>([
  ['at the top, where CDK writes it', machine(pass, jsonata)],
  ['of a state', machine({ ...pass, ...jsonata })],
  ['of a branch', machine({ Type: 'Parallel', Branches: [machine(pass, jsonata)], End: true })],
  ['of a state in a branch', machine({ Type: 'Parallel', Branches: [machine({ ...pass, ...jsonata })], End: true })],
  ['of what a map runs', machine(map(machine(pass, jsonata)))],
  ['of a state in a map', machine(map(machine({ ...pass, ...jsonata })))],
  ['of a state in a map’s older form', machine({ Type: 'Map', Iterator: machine({ ...pass, ...jsonata }), End: true })],
  ['of a map in a map', machine(map(machine(map(machine({ ...pass, ...jsonata })))))],
])('discovery P6 JSONata %s is refused', (_, definition) => {
  expect(() => localise(definition)).toThrow(/JSONPath, not "JSONata"/);
});

it('discovery P6 JSONPath is taken, said or unsaid', () => {
  for (const more of [{}, { QueryLanguage: 'JSONPath' }])
    expect(localise(machine(map(machine({ ...pass, ...more })), more)).definition.StartAt).toBe('A');
});
