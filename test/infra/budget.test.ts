/** The whole of what is designed fits into a fresh account: a table of its default quotas, and what is used of each. */
import { afterAll, describe, expect, it } from 'vitest';
import { functionEntries } from '#infra/functions';
import { fullSet, sharedSegments } from '#test/infra/full-set';
import { linesOf, quotasOf } from '#test/infra/quotas';
import { configured, stacks, type Template, templates } from '#test/infra/templates';
import { SLOW_MACHINE } from '#test/support/cost';

const options = {
  ...{ region: 'eu-central-1', waf: true, customerManagedKey: true, alarmEmail: 'ops@example.com' },
  ...{ mailFrom: 'helpdesk@example.com', inboundMail: { domain: 'mail.example.com' } },
  domain: {
    name: 'itsm.example.com',
    certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d',
    hostedZoneId: 'Z0123456789ABC',
  },
};

describe('every process and service of the specification, with every option', () => {
  const before = process.cpuUsage();
  const all: Readonly<Record<string, Template>> = templates(configured(options), fullSet);
  const { user, system } = process.cpuUsage(before);
  const quotas = quotasOf(all);

  it('is the set that is specified: 38 processes of seven stages, 313 first segments, 65 functions', () => {
    const segments = fullSet.flatMap(({ paths }) => paths);
    expect(new Set([...segments, ...sharedSegments]).size).toBe(313);
    expect(segments.length + sharedSegments.length).toBe(313);
    expect(fullSet.filter(({ stage }) => stage !== 'platform')).toHaveLength(38);
    expect(functionEntries(fullSet).length).toBeGreaterThanOrEqual(65);
    for (const { consumes } of fullSet) expect(consumes).toHaveLength(10);
  });

  it('has a stack for each stage of the lifecycle, none of them empty', () => {
    for (const stack of stacks) expect(Object.keys(all[stack]?.Resources ?? {}).length, stack).toBeGreaterThan(5);
  });

  it.each(quotas.map((quota) => [quota.what, quota] as const))('%s', (_, { used, allowed, ours = allowed }) => {
    expect(used).toBeGreaterThan(0);
    expect(used).toBeLessThanOrEqual(ours);
  });

  it('is synthesised in seconds of the processor’s time', () => {
    expect((user + system) / 1e6).toBeLessThan(SLOW_MACHINE * 30);
  });

  afterAll(() => console.log(linesOf(quotas).join('\n')));
});
