/** Every queue that keeps what could not be worked on wakes somebody: an alarm names it, the dashboard draws it, the runbook tells what to do. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { deployables } from '#functions/deployables';
import { configured, ofType, plain, stacks, templates } from '#test/infra/templates';

const all = templates(configured({ inboundMail: { domain: 'mail.example.com' } }), deployables);

/** The names of all queues, and what of each template calls a queue its dead-letter queue. */
const queues = stacks.flatMap((stack) =>
  ofType(all[stack], 'AWS::SQS::Queue').map(([id, { Properties }]) => ({
    stack,
    id,
    name: String(Properties.QueueName),
  })),
);
const deadLetterQueues = queues.filter(({ stack, id }) => {
  const others = Object.values(all[stack].Resources).filter(({ Type }) => !Type.startsWith('AWS::SQS::'));
  const kept = others.flatMap(({ Properties }) => [
    Properties.DeadLetterConfig,
    Properties.DestinationConfig,
    Properties.Targets,
    Properties.RedrivePolicy,
  ]);
  return JSON.stringify(kept).includes(`"${id}"`);
});
const alarms = ofType(all.observability, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

it('field-report 8, security 16 every dead-letter queue of the templates has an alarm that names it', () => {
  const watched = alarms
    .filter(({ MetricName }) => MetricName === 'ApproximateNumberOfMessagesVisible')
    .map(({ Dimensions }) => JSON.stringify(plain(Dimensions)));

  expect(deadLetterQueues.length).toBe(queues.length);
  expect(queues.length).toBeGreaterThan(1);
  expect(watched.toSorted()).toEqual(
    deadLetterQueues.map(({ name }) => JSON.stringify([{ Name: 'QueueName', Value: name }])).toSorted(),
  );
});

it('field-report 8, security 16 whatever takes events or mail keeps in such a queue what it could not work on', () => {
  const keeping = stacks
    .flatMap((stack) => ofType(all[stack], 'AWS::Lambda::EventInvokeConfig'))
    .map(([, { Properties }]) => String(plain(Properties.FunctionName)));
  const taking = deployables.filter(({ consumes, uses = [] }) => consumes.length > 0 || uses.includes('inbound-mail'));

  expect(keeping).toHaveLength(taking.length);
  for (const id of ['inboundmail', 'incidentmanagement'])
    expect(keeping.filter((name) => name.toLowerCase().startsWith(`<${id}`))).toHaveLength(1);
});

it('sixty queues would cost six dollars: alarms on dead letters stay two, however many functions there are', () => {
  const letters = alarms.filter(({ MetricName }) => MetricName === 'ApproximateNumberOfMessagesVisible');
  const metrics = alarms.flatMap(({ MetricName, Metrics = [] }) =>
    MetricName === undefined
      ? z
          .array(z.looseObject({}))
          .parse(Metrics)
          .filter(({ MetricStat }) => MetricStat)
      : [MetricName],
  );

  expect(letters).toHaveLength(2);
  expect(readFileSync('docs/operations.md', 'utf8')).toContain(`ten are free: ${metrics.length} metrics, however many`);
  // $0.10 each, beyond ten free ones.
  expect(0.1 * (metrics.length - 10)).toBeLessThan(1);
});

it('the dashboard draws each of them, and the runbook says how to find and redrive one', () => {
  const dashboard = JSON.stringify(plain(ofType(all.observability, 'AWS::CloudWatch::Dashboard')[0]?.[1].Properties));
  const runbook = readFileSync('docs/operations.md', 'utf8');

  for (const { name } of deadLetterQueues) {
    expect(dashboard).toContain(name);
    expect(runbook).toContain(name.replace('-test-', '-prod-'));
  }
  expect(runbook).toContain('.requestContext.functionArn');
});
