/** How figures are asked for: groups, periods, and the incidents behind a figure. */
import { describe, expect, test } from 'vitest';
import type { IncidentFact } from '#functions/service-operation/incident-management/incident/fact-fields';
import { computeKpis, recordsBehind } from '#shared/kit/kpi/compute';
import { figure, figures, june, keys, measuredBy, unresolved, usual } from '#test/kit/kpi/facts';

describe('groups', () => {
  const { group: _group, ...groupless } = usual;
  const facts: IncidentFact[] = [
    usual,
    { ...usual, priority: 1 },
    { ...usual, group: 'desk' },
    groupless,
    { ...usual, group: 'later', openedAt: '2027-01-01T00:00:00Z', resolvedAt: '2027-01-02T00:00:00Z' },
  ];

  test('every KPI for every group with facts in the period; unknown is a group of its own', () => {
    const all = figures(facts, { ...june, groupBy: ['group'] });

    expect([...new Set(all.map(({ group }) => group.group))]).toEqual(['desk', 'network', null]);
    expect(figure(all, 'resolved', 'network').value).toBe(2);
    expect(figure(all, 'resolved', null).value).toBe(1);
  });

  test('groups of several dimensions add up to the whole', () => {
    const all = figures(facts, { ...june, groupBy: ['priority', 'group', 'priority'] });

    expect(all.filter(({ key }) => key === 'resolved').map(({ group, value }) => [group, value])).toEqual([
      [{ priority: 'P1', group: 'network' }, 1],
      [{ priority: 'P3', group: 'desk' }, 1],
      [{ priority: 'P3', group: 'network' }, 1],
      [{ priority: 'P3', group: null }, 1],
    ]);
  });

  test('an unknown group is a problem that names the known ones', () => {
    for (const name of ['colour', 'constructor', '']) {
      expect(computeKpis(measuredBy(facts), { ...june, groupBy: ['priority', name] })).toEqual({
        ok: false,
        problem: {
          code: 'unknown-group-key',
          given: name,
          known: ['priority', 'state', 'group', 'serviceId', 'customer', 'category', 'channel'],
          detail: expect.stringContaining('known are priority, state, group'),
        },
      });
    }
  });
});

test.each([
  [{ from: june.to, to: june.from }],
  [{ from: june.from, to: june.from }],
  [{ from: 'yesterday', to: june.to }],
  [{ from: '2026-06-01', to: june.to }],
  [{ ...june, asOf: 'now' }],
])('%j is no period', (period) => {
  expect(computeKpis(measuredBy([usual]), period)).toMatchObject({ ok: false, problem: { code: 'invalid-period' } });
  expect(recordsBehind(measuredBy([usual]), 'mttr', period)).toMatchObject({
    ok: false,
    problem: { code: 'invalid-period' },
  });
});

test('behind every figure stand the incidents of its denominator, those of the numerator marked', () => {
  const facts: IncidentFact[] = [
    { ...usual, id: 'INC1', reopenCount: 1, slaMet: {} },
    { ...usual, id: 'INC2', group: 'desk', slaMet: { resolution: false } },
    unresolved({ id: 'INC3' }),
  ];

  expect(recordsBehind(measuredBy(facts), 'reopen-rate', june)).toEqual({
    ok: true,
    records: [
      { id: 'INC1', counted: true },
      { id: 'INC2', counted: false },
    ],
  });
  expect(recordsBehind(measuredBy(facts), 'reopen-rate', { ...june, group: { group: 'desk' } })).toEqual({
    ok: true,
    records: [{ id: 'INC2', counted: false }],
  });
  expect(recordsBehind(measuredBy(facts), 'mttr-mean', june)).toMatchObject({
    ok: false,
    problem: { code: 'unknown-kpi', given: 'mttr-mean' },
  });
  for (const key of keys) {
    const { numerator, denominator, unit } = figure(figures(facts), key);
    const behind = recordsBehind(measuredBy(facts), key, june);
    if (!behind.ok) throw new Error(behind.problem.detail);
    expect(behind.records, key).toHaveLength(denominator);
    if (unit === 'percent' || unit === 'incidents')
      expect(behind.records.filter(({ counted }) => counted)).toHaveLength(numerator);
  }
});
