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
        'dead-letters-stream-relay',
        'dead-letters-incident-management',
        'dead-letters-event-management',
        'stream-age',
        'api-errors',
        'function-throttles',
        'table-throttles',
        'approval-failures',
        'clock-errors',
        'clock-silent',
      ].map((name) => `helmdesk-test-${name}`),
    );
  });

  it.each(alarms.map((alarm) => [String(alarm.AlarmName), alarm] as const))(
    '%s tells the topic when it begins and ends, and has its row in the runbook',
    (name, alarm) => {
      const row = name.replace('helmdesk-test-', '').replace(/^dead-letters-.+/, 'dead-letters');
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
