/** Event patterns as they are synthesised: EventBridge takes each of them, and the local runner matches them as EventBridge does. */
import { describe, expect, it } from 'vitest';
import { deployables } from '#functions/deployables';
import { compileEventPattern } from '#infra/local/edges/events/pattern';
import { asArray, asObject, asString, isObject, type JsonObject } from '#infra/local/machine/json';
import { configured, type Resource, stacks, templates } from '#test/infra/templates';

const all = templates(configured({ malwareScanner: 'guardduty' }), deployables);
const resources = (type: string): readonly (readonly [string, Resource])[] =>
  stacks.flatMap((stack) => Object.entries(all[stack].Resources).filter(([, { Type }]) => Type === type));

/** What CloudFormation fills in is some text. */
function filledIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filledIn);
  if (!isObject(value)) return value;
  const [name = ''] = Object.keys(value);
  if (name === 'Ref' || name.startsWith('Fn::')) return 'filled-in';
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, filledIn(child)]));
}

const rules = resources('AWS::Events::Rule').flatMap(([name, { Properties }]) => {
  const pattern = asObject(filledIn(Properties.EventPattern));
  return pattern === undefined ? [] : [[name, pattern] as const];
});
const filters = resources('AWS::Lambda::EventSourceMapping').flatMap(([name, { Properties }]) =>
  asArray(asObject(Properties.FilterCriteria)?.Filters).map((filter): readonly [string, JsonObject] => [
    name,
    asObject(JSON.parse(asString(asObject(filter)?.Pattern) ?? '{}')) ?? {},
  ]),
);

describe('discovery P4 what is deployed', () => {
  it('has rules and filters', () => {
    expect([rules.length > 5, filters.length > 0]).toEqual([true, true]);
  });

  it.each([...rules, ...filters])('%s is a pattern that EventBridge takes', (_, pattern) => {
    expect(() => compileEventPattern(pattern)).not.toThrow();
    expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(2048);
  });
});
