/** One rule a function: all that it consumes stands as alternatives in one pattern, which matches what was asked for and nothing else. */
import { describe, expect, it } from 'vitest';
import { LONGEST_PATTERN, patternsOf } from '#infra/constructs/event-patterns';
import { compileEventPattern } from '#infra/local/edges/events/pattern';
import { asObject, type JsonObject } from '#infra/local/machine/json';

type Consumed = Parameters<typeof patternsOf>[0][number];

const event = (source: string, detailType: string): JsonObject => ({ source, 'detail-type': detailType, detail: {} });

/** Whether any of the patterns matches. */
function matcherOf(consumes: readonly Consumed[]): (source: string, detailType: string) => boolean {
  const matchers = patternsOf(consumes).map((pattern) => compileEventPattern(asObject(pattern) ?? {}));
  return (source, detailType) => matchers.some((matches) => matches(event(source, detailType)));
}

const wanted: readonly Consumed[] = [
  { source: 'itsm.change-management', detailType: 'change.closed' },
  { source: 'itsm.change-management', detailType: 'change.failed' },
  { source: 'itsm.event-management', detailType: 'alert.response_selected' },
  { source: 'itsm.*', detailType: '*.user_left' },
];

describe('the pattern of a consumer', () => {
  it('is one, with alternatives beside each other', () => {
    expect(patternsOf(wanted)).toEqual([
      {
        $or: [
          { source: ['itsm.change-management'], 'detail-type': ['change.closed', 'change.failed'] },
          { source: ['itsm.event-management'], 'detail-type': ['alert.response_selected'] },
          { source: [{ prefix: 'itsm.' }], 'detail-type': [{ suffix: '.user_left' }] },
        ],
      },
    ]);
  });

  it('has no alternatives where one pair of lists says it', () => {
    expect(patternsOf(wanted.slice(0, 1))).toEqual([
      { source: ['itsm.change-management'], 'detail-type': ['change.closed'] },
    ]);
    expect(
      patternsOf([
        { source: 'itsm.a', detailType: 'operation.progressed' },
        { source: 'itsm.b', detailType: 'operation.progressed' },
      ]),
    ).toEqual([{ source: ['itsm.a', 'itsm.b'], 'detail-type': ['operation.progressed'] }]);
  });

  it('matches each of them, and neither another type of the same source nor the same type of another', () => {
    const matches = matcherOf(wanted);
    expect(matches('itsm.change-management', 'change.failed')).toBe(true);
    expect(matches('itsm.tenants', 'directory.user_left')).toBe(true);
    expect(matches('itsm.change-management', 'alert.response_selected')).toBe(false);
    expect(matches('itsm.event-management', 'change.closed')).toBe(false);
  });

  it('leaves imported history out of what asks for everything', () => {
    const matches = matcherOf([{ source: 'itsm.*', detailType: '*' }]);
    expect([matches('itsm.incident-management', 'incident.closed')]).toEqual([true]);
    expect(matches('itsm.incident-management', 'incident.imported')).toBe(false);
  });
});

describe('what nobody listens for', () => {
  it('is left out where the relay says so, and only for whom it says it', () => {
    const [pattern] = patternsOf([{ source: 'itsm.*', detailType: '*', unlessUnheard: 'webhooks' }]);
    const matches = compileEventPattern(asObject(pattern) ?? {});
    const told = (detail: JsonObject) => matches({ ...event('itsm.incident-management', 'incident.created'), detail });

    expect(told({ unheard: { webhooks: true } })).toBe(false);
    expect([{}, { unheard: {} }, { unheard: { others: true } }].map(told)).toEqual([true, true, true]);
    expect(matcherOf([{ source: 'itsm.*', detailType: '*' }])('itsm.incident-management', 'incident.created')).toBe(
      true,
    );
  });

  it('is left out beside what else a function consumes', () => {
    const [pattern] = patternsOf([
      { source: 'itsm.*', detailType: '*', unlessUnheard: 'webhooks' },
      { source: 'itsm.tenants', detailType: 'tenant.left' },
    ]);
    const matches = compileEventPattern(asObject(pattern) ?? {});
    const unheard = (source: string, detailType: string) =>
      matches({ ...event(source, detailType), detail: { unheard: { webhooks: true } } });

    expect([unheard('itsm.tenants', 'tenant.left'), unheard('itsm.tenants', 'tenant.joined')]).toEqual([true, false]);
  });
});

describe('a consumer of more than one pattern holds', () => {
  const many: readonly Consumed[] = Array.from({ length: 90 }, (_, at) => ({
    source: `itsm.process-with-a-long-name-${at % 12}`,
    detailType: `record-number-${at}.state_changed`,
  }));

  it('has another one, each within the limit, and together they match all of it', () => {
    const patterns = patternsOf(many);
    expect(patterns.length).toBeGreaterThan(1);
    expect(patterns.length).toBeLessThan(5);
    for (const pattern of patterns) expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(LONGEST_PATTERN);
    const matches = matcherOf(many);
    expect(many.filter(({ source, detailType }) => !matches(source, detailType))).toEqual([]);
  });
});
