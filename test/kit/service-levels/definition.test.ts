/** B2 and B6: definitions, which of them holds, and whether they fit together. */
import { describe, expect, it } from 'vitest';
import { chainExceedsSla, olaExceedsSla } from '#shared/kit/service-levels/agreements';
import { defaultDefinitions } from '#shared/kit/service-levels/defaults';
import {
  calendarIdOf,
  checkDefinition,
  clockTerms,
  type ServiceLevelDefinition,
  type Subject,
  selectDefinition,
  targetOf,
} from '#shared/kit/service-levels/definition';
import { priorities } from '#shared/kit/service-levels/priority';
import { HOUR } from '#test/time/calendars';

const [response, resolution] = defaultDefinitions({ business: 'office', roundTheClock: '24x7' }) as readonly [
  ServiceLevelDefinition,
  ServiceLevelDefinition,
];
const now = Date.parse('2026-06-15T07:00:00Z');
const subject: Subject = { type: 'incident', serviceId: 'mail', customerId: 'acme' };

const variant = (id: string, more: Partial<ServiceLevelDefinition>): ServiceLevelDefinition => ({
  ...resolution,
  id,
  ...more,
});
const select = (definitions: readonly ServiceLevelDefinition[], of: Subject = subject) =>
  selectDefinition(definitions, 'sla', 'resolution', of, now);

describe('B2 default targets', () => {
  it('B2 are these, P1 and P2 round the clock', () => {
    const minutes = (definition: ServiceLevelDefinition) =>
      priorities.map((priority) => (targetOf(definition, priority) ?? 0) / 60);
    expect(minutes(response)).toEqual([15, 30, 240, 480, 600]);
    expect(minutes(resolution)).toEqual([240, 480, 1200, 2400, 6000]);
    expect(priorities.map((priority) => calendarIdOf(resolution, priority))).toEqual([
      '24x7',
      '24x7',
      'office',
      'office',
      'office',
    ]);
    expect([...checkDefinition(response), ...checkDefinition(resolution)]).toEqual([]);
  });

  it('B2 make the terms of a clock', () => {
    expect(clockTerms(resolution, 'P1', (id) => ({ id, version: 7 }))).toEqual({
      name: 'resolution',
      kind: 'sla',
      metric: 'resolution',
      definition: { id: 'default-resolution', version: 1 },
      calendar: { id: '24x7', version: 7 },
      target: 4 * HOUR,
      thresholds: [50, 75, 90, 100],
      pauseOn: resolution.pauseOn,
    });
    expect(
      clockTerms(variant('some', { targetByPriority: { P1: 'PT1H' } }), 'P2', (id) => ({ id, version: 1 })),
    ).toBeUndefined();
  });

  it('B4 pause for the caller, not for the vendor, and responses never', () => {
    const pausedBy = (definition: ServiceLevelDefinition) =>
      clockTerms(definition, 'P3', (id) => ({ id, version: 1 }))?.pauseOn;

    expect(pausedBy(resolution)).toContain('awaiting_caller');
    expect(pausedBy(resolution)).not.toContain('awaiting_vendor');
    expect(pausedBy(resolution)).not.toContain('awaiting_problem');
    expect(pausedBy({ ...response, pauseOn: ['awaiting_caller'] })).toEqual([]);
  });
});

describe('B2 the definition that holds', () => {
  const forService = variant('service', { appliesTo: { serviceId: 'mail' } });
  const forCustomer = variant('customer', { appliesTo: { customerId: 'acme' } });
  const forBoth = variant('both', { appliesTo: { serviceId: 'mail', customerId: 'acme' } });

  it('B2 is the most specific one, with the reason and the runners-up', () => {
    const selection = select([resolution, forCustomer, forBoth, forService]);
    expect([selection?.definition.id, selection?.because]).toEqual(['both', 'service and customer']);
    expect(selection?.instead.map(({ id }) => id)).toEqual(['service', 'customer', 'default-resolution']);
    expect(select([resolution, forCustomer])?.because).toBe('customer');
    expect(select([resolution, forService, forBoth], { type: 'incident' })?.because).toBe('default');
  });

  it('B2 of equals is the one valid from the latest instant', () => {
    const newer = variant('newer', { validFrom: '2026-06-01T00:00:00Z' });
    const future = variant('future', { validFrom: '2026-07-01T00:00:00Z' });
    const ended = variant('ended', { validFrom: '2026-06-02T00:00:00Z', validTo: '2026-06-15T07:00:00Z' });
    expect(select([resolution, newer, future, ended])?.definition.id).toBe('newer');
    expect(
      select([variant('b', {}), variant('a', { version: 2 }), variant('c', {})])?.instead.map(({ id }) => id),
    ).toEqual(['b', 'c']);
  });

  it('B2 is for the record’s type, metric and kind', () => {
    expect(select([response])).toBeUndefined();
    expect(select([variant('uc', { kind: 'uc' })])).toBeUndefined();
    expect(select([variant('change', { appliesTo: { types: ['change'] } })])).toBeUndefined();
    expect(
      select([variant('group', { appliesTo: { groupId: 'network' } })], { ...subject, groupId: 'network' })?.definition
        .id,
    ).toBe('group');
  });
});

describe('B2 a definition', () => {
  it('B2 is refused with everything that is wrong', () => {
    const wrong = variant('wrong', {
      metric: 'response',
      targetByPriority: { P1: 'PT0S', P2: '4 hours', P3: 'PT4H' },
      warnAt: [0, 50, 99.5],
      pauseOn: ['awaiting_caller'],
      validTo: '1999-01-01T00:00:00Z',
    });
    expect(checkDefinition(wrong).map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'invalid-target /targetByPriority/P1',
      'invalid-target /targetByPriority/P2',
      'invalid-threshold /warnAt/0',
      'invalid-threshold /warnAt/2',
      'response-never-pauses /pauseOn',
      'invalid-validity /validTo',
    ]);
  });
});

describe('B6 agreements', () => {
  const ola = (id: string, target: string): ServiceLevelDefinition =>
    variant(id, { kind: 'ola', name: id, targetByPriority: { P3: target } });

  it('B6 an OLA that promises less than the SLA is refused', () => {
    expect(olaExceedsSla(resolution, [ola('network', 'PT20H'), ola('servers', 'PT20H1S')])).toEqual([
      {
        code: 'ola-exceeds-sla',
        pointer: '/targetByPriority/P3',
        definitionId: 'servers',
        message: 'expected at most PT20H, the target of Resolution, was given PT20H1S in servers',
      },
    ]);
  });

  it('B6 a chain that takes longer is accepted with a warning', () => {
    const path = [
      ola('service desk', 'PT2H'),
      ola('network', 'PT12H'),
      variant('uc', { kind: 'uc', name: 'carrier', targetByPriority: { P3: 'PT8H' } }),
    ];
    expect(chainExceedsSla(resolution, path)).toEqual([
      {
        code: 'chain-exceeds-sla',
        priority: 'P3',
        sum: 22 * HOUR,
        target: 20 * HOUR,
        message: 'service desk, network, carrier take PT22H of the PT20H of Resolution',
      },
    ]);
    expect(chainExceedsSla(resolution, path.slice(0, 2))).toEqual([]);
  });
});
