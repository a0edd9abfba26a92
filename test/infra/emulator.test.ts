/** What of our templates is deployed on MiniStack: all but what it lacks, and every reference still meets something. */
import { describe, expect, it } from 'vitest';
import { deployables } from '#functions/deployables';
import { lackedAtRunTime, lacks, MINISTACK } from '#infra/emulator/lacks';
import { withMethodsByName } from '#infra/emulator/methods';
import { trim } from '#infra/emulator/trim';
import { asObject } from '#infra/local/machine/json';
import { textOf } from '#test/architecture/tree';
import { configured, stacks, templates, text } from '#test/infra/templates';

const all = templates(configured({ inboundMail: { domain: 'mail.example.com' } }), deployables);

describe('templates trimmed for the emulator', () => {
  it.each(stacks)('of %s nothing is changed but what the table says', (stack) => {
    const { Resources, ...others } = all[stack];

    const { template, trimmed } = trim(all[stack]);

    const gone = trimmed.filter(({ lack }) => !lack.replaced).map(({ id }) => id);
    const simpler = trimmed.filter(({ lack }) => lack.replaced).map(({ id }) => id);
    const left = Object.fromEntries(
      Object.entries(Resources)
        .filter(([id]) => !gone.includes(id))
        .map(([id, resource]) => [id, { ...resource, ...withMethodsByName(resource) }]),
    );
    const replaced = Object.fromEntries(simpler.map((id) => [id, asObject(template.Resources)?.[id]]));
    expect(template).toEqual({ ...others, Resources: { ...left, ...replaced } });
    for (const id of simpler) expect(replaced[id]).not.toEqual(Resources[id]);
  });

  it('a path that answers any method answers each by its name, and what was stated by name stays', () => {
    const any = { security: ['some'] };
    const options = { responses: {} };
    const of = (item: object) => ({
      Type: 'AWS::ApiGateway::RestApi',
      Properties: { Name: 'api', Body: { openapi: '3.0.1', paths: { '/v1/incidents': item } } },
    });
    expect(withMethodsByName(of({ 'x-amazon-apigateway-any-method': any, options }))).toEqual(
      of({ get: any, head: any, post: any, put: any, patch: any, delete: any, options }),
    );
    expect(withMethodsByName(of({ get: any }))).toEqual(of({ get: any }));
  });

  it('each row of the table is about something that is deployed', () => {
    const met = stacks.flatMap((stack) => trim(all[stack]).trimmed.map(({ lack }) => lack.what));

    expect([...new Set(met)].sort()).toEqual(lacks.map(({ what }) => what).sort());
  });

  it('each row names the smallest resource of its own kind', () => {
    for (const lack of lacks) expect(lack.concerns(lack.smallest), lack.what).toBe(true);
  });

  it('an alarm of several metrics becomes that of the first, with its name, threshold and actions', () => {
    const alarm = Object.entries(all.observability.Resources).find(
      ([, { Properties }]) => 'Metrics' in Properties && text(Properties).includes('Dimensions'),
    );
    const [id = '', whole] = alarm ?? [];
    const { Metrics: _, ...kept } = whole?.Properties ?? {};

    const { Properties } = asObject(asObject(trim(all.observability).template.Resources)?.[id]) ?? {};

    expect(Properties).toEqual({
      ...kept,
      ...{ Namespace: expect.any(String), MetricName: expect.any(String), Dimensions: expect.any(Array) },
      ...{ Period: expect.any(Number), Statistic: expect.any(String) },
    });
  });

  it('nothing waits for what is left out', () => {
    const archive = { Type: 'AWS::Events::Archive', Properties: {} };
    const topic = { Type: 'AWS::SNS::Topic', Properties: {} };

    const { template } = trim({
      Resources: {
        archive,
        topic,
        one: { ...topic, DependsOn: 'archive' },
        two: { ...topic, DependsOn: ['topic', 'archive'] },
      },
    });

    expect(template).toEqual({ Resources: { topic, one: topic, two: { ...topic, DependsOn: ['topic'] } } });
  });

  it.each([
    { Ref: 'Archive' },
    { 'Fn::GetAtt': ['Archive', 'Arn'] },
    { 'Fn::Join': ['', ['a', { 'Fn::GetAtt': 'Archive.Arn' }]] },
    { 'Fn::Sub': `x-\${Archive.Arn}` },
    { 'Fn::Sub': [`x-\${Archive}-\${y}`, { y: 1 }] },
  ])('a reference to what is left out is an error, as the emulator would let it pass: %j', (reference) => {
    const template = {
      Resources: { Archive: { Type: 'AWS::Events::Archive', Properties: {} } },
      Outputs: { Value: { Value: reference } },
    };

    expect(() => trim(template)).toThrow(/^Archive \(AWS::Events::Archive\) cannot be left out/);
  });
});

it('the README of the emulator has the same table, of the same release', () => {
  const readme = textOf('infra/emulator/README.md');
  const rows = [...readme.matchAll(/^\| (.+) \| (.+) \| (.+) \|$/gm)].slice(1).map(([, ...cells]) => cells);
  const plain = (text: string | undefined): string => (text ?? '').replaceAll('`', '');

  expect(readme).toContain(`MiniStack ${MINISTACK}`);
  expect(rows.map((cells) => cells.map(plain))).toEqual(
    [...lacks, ...lackedAtRunTime].map(({ what, seen, instead }) => [what, seen, instead].map(plain)),
  );
});
