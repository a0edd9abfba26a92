/** Alarms, each with its row in the runbook, the dashboard and the saved queries. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configured, ofType, plain, templates } from '#test/infra/templates';

const { observability } = templates(configured({ alarmEmail: 'ops@example.com' }));
const alarms = ofType(observability, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
const runbook = readFileSync('docs/operations.md', 'utf8');

describe('alarms', () => {
  it('are these', () => {
    expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual(
      [
        'dead-letters',
        'stream-dead-letters',
        'stream-age',
        'api-errors',
        'function-throttles',
        'table-throttles',
        'refused-credentials',
        'refused-requests',
        'approval-failures',
        'workflow-errors',
        'clock-errors',
        'clock-silent',
      ].map((name) => `helmdesk-test-${name}`),
    );
  });

  it.each(alarms.map((alarm) => [String(alarm.AlarmName), alarm] as const))(
    '%s tells the topic when it begins and ends, and has its row in the runbook',
    (name, alarm) => {
      const row = name.replace('helmdesk-test-', '');
      expect(runbook).toContain(`| \`${row}\` |`);
      expect(plain(alarm.AlarmActions)).toEqual(['<AlarmTopic>']);
      expect(plain(alarm.OKActions)).toEqual(['<AlarmTopic>']);
    },
  );

  it('treat silence as no news, but of the clock as bad news', () => {
    for (const alarm of alarms) {
      const silent = String(alarm.AlarmName).endsWith('clock-silent');
      expect(alarm.TreatMissingData).toBe(silent ? 'breaching' : 'notBreaching');
    }
  });

  it('warn at an hour of the stream’s twenty-four', () => {
    const age = alarms.find(({ AlarmName }) => AlarmName === 'helmdesk-test-stream-age');
    expect(age).toMatchObject({ Threshold: 3_600_000, MetricName: 'IteratorAge' });
  });
});

describe('security B what is counted out of logs', () => {
  const filters = ofType(observability, 'AWS::Logs::MetricFilter').map(([, { Properties }]) => Properties);

  it('security B is requests and errors of all APIs, and refusals: 401, 403, and tenants that are not delegated', () => {
    expect(filters.map(({ LogGroupName, FilterPattern }) => [LogGroupName, FilterPattern])).toEqual([
      ['/helmdesk/test/access', '{ $.requestId = "*" }'],
      ['/helmdesk/test/access', '{ $.status = "5*" }'],
      ['/helmdesk/test/access', '{ $.status = "401" }'],
      ['/helmdesk/test/access', '{ $.status = "403" }'],
      ['/aws/lambda/helmdesk-test-authorizer', '{ ($.security IS TRUE) && ($.refusal = "*") }'],
    ]);
  });

  it('security B wake somebody: every metric that is counted is one that an alarm looks at', () => {
    const watched = JSON.stringify(alarms);
    for (const { MetricTransformations } of filters) {
      const [transformation] = Array.isArray(MetricTransformations) ? MetricTransformations : [];
      expect(transformation).toMatchObject({ MetricNamespace: 'Helmdesk/helmdesk-test', MetricValue: '1' });
      expect(watched).toContain(`"MetricName":"${transformation.MetricName}"`);
    }
    expect(filters).toHaveLength(5);
  });
});

describe('the topic', () => {
  it('takes messages of CloudWatch in this account, over TLS only', () => {
    const [policy] = ofType(observability, 'AWS::SNS::TopicPolicy');
    expect(plain(policy?.[1].Properties.PolicyDocument)).toMatchObject({
      Statement: [
        { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '<AWS::AccountId>' } },
        },
      ],
    });
  });
});

describe('what is looked at', () => {
  it('is one dashboard, as three cost nothing', () => {
    expect(ofType(observability, 'AWS::CloudWatch::Dashboard')).toHaveLength(1);
  });

  it('is saved queries over the access log and the functions’ logs', () => {
    const queries = ofType(observability, 'AWS::Logs::QueryDefinition').map(([, { Properties }]) => Properties);
    expect(queries.map(({ Name }) => Name)).toContain('helmdesk-test/requests by tenant');
    for (const { Name, LogGroupNames } of queries) {
      expect(LogGroupNames, String(Name)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^\/(helmdesk\/test\/access|aws\/lambda\/helmdesk-test-.+)$/)]),
      );
    }
  });
});
