/** Budgets of the infrastructure, at the size the service is designed for. */
import { describe, expect, it } from 'vitest';
import type { DeployableProcess } from '#infra/functions';
import { configured, ofType, stacks, templates, text } from '#test/infra/templates';

/** CloudFormation allows 500 resources a stack; we stay below 400, so that an option never breaks a deployment. */
const resourcesPerStack = 400;
/** API Gateway: resources an API may have before the quota must be raised. */
const resourcesPerApi = 300;

/** Every process of ITIL 4 that has a folder, and the platform's own: 34, with two collections and three consumed events each. */
const designed: readonly DeployableProcess[] = Array.from({ length: 34 }, (_, at) => ({
  id: `process-number-${at}`,
  stage: 'service-operation',
  paths: [`collection-${at}`, `further-collection-${at}`],
  consumes: ['opened', 'changed', 'closed'].map((event) => ({
    source: `itsm.source-${at}`,
    detailType: `record-${at}.${event}`,
  })),
}));

describe('a deployment of 34 processes with every option', () => {
  const before = process.cpuUsage();
  const all = templates(configured({ waf: true, customerManagedKey: true, alarmEmail: 'ops@example.com' }), designed);
  const { user, system } = process.cpuUsage(before);

  it.each(stacks)('has at most 400 resources in the stack %s', (stack) => {
    expect(Object.keys(all[stack].Resources).length).toBeLessThanOrEqual(resourcesPerStack);
  });

  it('stays within the resources of one API', () => {
    expect(ofType(all.api, 'AWS::ApiGateway::Resource').length).toBeLessThanOrEqual(resourcesPerApi);
  });

  it('has policies that IAM accepts: 10,240 characters a role', () => {
    for (const stack of stacks) {
      for (const [id, { Properties }] of ofType(all[stack], 'AWS::IAM::Role')) {
        const policies = text(Properties.Policies ?? [])
          .replaceAll('<AWS::Partition>', 'aws')
          .replaceAll('<AWS::Region>', 'ap-southeast-1')
          .replaceAll('<AWS::AccountId>', '123456789012');
        expect(policies.length, id).toBeLessThan(10_240);
      }
    }
  });

  it('is synthesised in seconds of the processor’s time', () => {
    expect((user + system) / 1e6).toBeLessThan(15);
  });
});
