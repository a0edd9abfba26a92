/** From 0.2.0, whose functions stood in one stack: they move to the stacks of their stages as they are, and nothing is made anew. */
import { expect, it } from 'vitest';
import { application, configured, ofType, type Template, templateSchema, templates } from '#test/infra/templates';

const stages = ['service-operation', 'service-transition'] as const;
const assembly = application(configured(), undefined, true).synth();
const gathered = (stack: string): Template =>
  templateSchema.parse(assembly.getStackByName(`helmdesk-test-${stack}`).template);
const now = templates();

/** What bears a name of ours, or is of something that does: it cannot be made a second time beside the first. */
const moving = [
  'AWS::Lambda::Function',
  'AWS::IAM::Role',
  'AWS::Logs::LogGroup',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Events::Rule',
  'AWS::Lambda::Permission',
];

it('each function with what belongs to it is the same resource in either stack, by the same logical id', () => {
  const before = gathered('processes').Resources;
  for (const stage of stages) {
    const there = moving.flatMap((type) => ofType(now[stage], type)).filter(([id]) => !id.startsWith('InvokeRole'));
    expect(there.length).toBeGreaterThanOrEqual(3);
    for (const [id, resource] of there) expect(before[id], id).toEqual(resource);
  }
});

it('a move and nothing else lies between the two: the rest of both is the same', () => {
  const resources = (of: (stack: 'processes' | (typeof stages)[number]) => Template) =>
    (['processes', ...stages] as const).flatMap((stack) => Object.keys(of(stack).Resources)).toSorted();
  expect(resources(gathered)).toEqual(resources((stack) => now[stack]));
});

it('no stack is empty on the way, as CloudFormation would not have it', () => {
  for (const stage of stages) expect(ofType(gathered(stage), 'AWS::ApiGateway::RestApi')).toHaveLength(1);
  expect(ofType(now.processes, 'AWS::Lambda::Function').length).toBeGreaterThan(0);
});
