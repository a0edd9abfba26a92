/** CloudFormation's own rules and the AwsSolutions rules of cdk-nag hold for every combination of options, but for what is acknowledged beside the construct. */
import { CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DeployConfig } from '#infra/config';
import type { DeployableProcess } from '#infra/functions';
import { sampleProcesses } from '#test/infra/processes';
import { application, configured } from '#test/infra/templates';

const domain = {
  name: 'itsm.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d',
  hostedZoneId: 'Z0123456789ABC',
};

const inboundMail = { domain: 'mail.example.com' };
const takesMail: DeployableProcess = {
  id: 'inbound-mail',
  stage: 'platform',
  paths: ['mail-log'],
  consumes: [],
  uses: ['inbound-mail'],
};

function findings(config: DeployConfig): readonly string[] {
  const app = application(config);
  app.synth();
  return new AwsSolutionsChecks(app)
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );
}

// CloudFormation's own rules take seconds for each stack.
describe('CloudFormation', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('says what is wrong', () => {
    vi.stubEnv('CDK_VALIDATION', 'true');
    const app = application();
    const data = app.node.findChild('helmdesk-test-data');
    if (!Stack.isStack(data)) throw new TypeError('there is no data stack');
    new CfnResource(data, 'Wrong', { type: 'AWS::SNS::Topic', properties: { Nonsense: 3 } });
    expect(() => app.synth()).toThrow('Nonsense');
  });

  it('finds no property, type or value wrong in what a deployment creates', () => {
    vi.stubEnv('CDK_VALIDATION', 'true');
    const options = { region: 'eu-central-1', waf: true, customerManagedKey: true, domain, inboundMail };
    const app = application(configured(options), [...sampleProcesses, takesMail]);
    expect(() => app.synth()).not.toThrow();
  });
});

describe('AwsSolutions', () => {
  it('finds nothing in the default deployment', () => {
    expect(findings(configured())).toEqual([]);
  });

  it('finds nothing with every option on', () => {
    expect(
      findings(
        configured({
          region: 'eu-central-1',
          waf: true,
          customerManagedKey: true,
          alarmEmail: 'ops@example.com',
          domain,
        }),
      ),
    ).toEqual([]);
  });

  it('is acknowledged with a reason of one sentence or more, and never for a whole stack', () => {
    const app = application();
    const acknowledged = app.node
      .findAll()
      .flatMap((construct: IConstruct) =>
        construct.node.metadata
          .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
          .map(({ data }) => ({ depth: construct.node.path.split('/').length, reasons: Object.values<unknown>(data) })),
      );
    expect(acknowledged.length).toBeGreaterThan(0);
    for (const { depth, reasons } of acknowledged) {
      expect(depth).toBeGreaterThan(1);
      for (const reason of reasons) expect(String(reason)).toMatch(/^.{30,}\.$/);
    }
  });
});
