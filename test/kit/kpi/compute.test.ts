/** The KPIs of incident management (D2), on facts made for the purpose. */
import { describe, expect, test } from 'vitest';
import {
  type IncidentFact,
  incidentFields,
} from '#functions/service-operation/incident-management/incident/fact-fields';
import { factSchema } from '#shared/kit/kpi/fact';
import { percentile } from '#shared/kit/kpi/rank';
import { figure, figures, june, keys, unresolved, usual } from '#test/kit/kpi/facts';

const many = (count: number, fact: Partial<IncidentFact>): readonly IncidentFact[] =>
  Array.from({ length: count }, (_, index) => ({ ...usual, ...fact, id: `INC${index}` }));

test('D2.6: of 300 resolved, 120 meet the first-time definition: 40.0 %', () => {
  const met = { resolvedAtLevel: 1, firstContact: true } as const;
  const facts = [
    ...many(120, met),
    ...many(60, { ...met, resolvedAtLevel: 2 }),
    ...many(50, { ...met, reassignmentCount: 1 }),
    ...many(40, { ...met, reopenCount: 1 }),
    ...many(30, { ...met, firstContact: false }),
  ];

  const all = figures(facts);

  expect(figure(all, 'first-time-resolution')).toMatchObject({ value: 40, numerator: 120, denominator: 300, n: 300 });
  expect(figure(all, 'first-line-resolution')).toMatchObject({ value: 80, numerator: 240, denominator: 300 });
  expect(figure(all, 'reopen-rate').value).toBeCloseTo(40 / 3, 10);
});

test('times: mean with median and 90th percentile by nearest rank, values that occurred', () => {
  const minutes = [10, 20, 30, 40, 1000];
  const facts = minutes.map((each) => ({
    ...usual,
    resolvedAt: new Date(Date.parse(usual.openedAt) + each * 60_000).toISOString(),
  }));

  const mttr = figure(figures(facts), 'mttr');

  expect(mttr).toMatchObject({
    value: 220 * 60,
    numerator: 1100 * 60,
    denominator: 5,
    median: 30 * 60,
    p90: 1000 * 60,
    unit: 'seconds',
  });
  expect(percentile([4, 1, 3, 2], 50)).toBe(2);
  expect(percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 90)).toBe(9);
  expect(percentile([7], 90)).toBe(7);
  expect(percentile([], 50)).toBeNull();
});

test('MTTA, MTRS and business time are means over the incidents that have them', () => {
  const outage = {
    startedAt: '2026-06-15T07:30:00Z',
    restoredAt: '2026-06-15T08:30:00Z',
    businessSeconds: { resolution: 1800 },
  };
  const all = figures([usual, { ...usual, ...outage }]);

  expect(figure(all, 'mtta')).toMatchObject({ value: 600, denominator: 2 });
  expect(figure(all, 'mtrs')).toMatchObject({ value: 3600, denominator: 1, n: 2 });
  expect(figure(all, 'mttr-business')).toMatchObject({ value: 1800, denominator: 1 });
});

test('the period is half-open by the instant of resolution', () => {
  const [from, to] = ['2026-06-15T09:00:00Z', '2026-06-15T10:00:00Z'];
  const resolvedAt = (instant: string): IncidentFact => ({ ...usual, resolvedAt: instant });
  const facts = [
    resolvedAt('2026-06-15T08:59:59Z'),
    resolvedAt(from),
    resolvedAt('2026-06-15T09:59:59Z'),
    resolvedAt(to),
  ];

  expect(figure(figures(facts, { from, to }), 'resolved').value).toBe(2);
});

test('an incident closed without being resolved belongs to the period of its closing, and has no time to resolve', () => {
  const all = figures([unresolved({ state: 'closed', closedAt: '2026-06-20T00:00:00Z' })]);

  expect(figure(all, 'resolved')).toMatchObject({ value: 1, n: 1 });
  expect(figure(all, 'mttr')).toMatchObject({ value: null, denominator: 0, n: 1, median: null, p90: null });
});

test('merged and cancelled incidents count nowhere', () => {
  const gone = [{ ...usual, merged: true }, unresolved({ state: 'canceled', closedAt: '2026-06-16T00:00:00Z' })];

  expect(figures(gone).every(({ n }) => n === 0)).toBe(true);
});

test('what has nothing to divide by is null, never 0 or 100', () => {
  for (const each of figures([])) {
    expect(each.value, each.key).toBe(each.unit === 'incidents' ? 0 : null);
    expect(each).toMatchObject({ numerator: 0, denominator: 0, n: 0, definitionVersion: 1 });
  }
  expect(figures([])).toHaveLength(keys.length);
});

describe('service levels (B7)', () => {
  const late = { slaMet: { response: false, resolution: false } };

  test('met / (met + breached); what was not measured or is misclassified counts for nobody', () => {
    const facts = [
      ...many(6, {}),
      ...many(2, late),
      ...many(3, { slaMet: {} }),
      ...many(1, { ...late, misclassified: true }),
    ];

    expect(figure(figures(facts), 'sla-resolution')).toMatchObject({ value: 75, numerator: 6, denominator: 8, n: 12 });
    expect(figure(figures(facts), 'sla-response')).toMatchObject({ value: 75, numerator: 6, denominator: 8 });
  });

  test('a clock still running counts once it is past due, at the end of the period or at the present', () => {
    const facts = [
      usual,
      unresolved({ dueAt: { response: '2026-06-15T12:00:00Z', resolution: '2026-06-20T00:00:00Z' } }),
    ];
    const at = (asOf: string): readonly (number | null)[] =>
      ['sla-response', 'sla-resolution'].map((key) => figure(figures(facts, { ...june, asOf }), key).value);

    expect(at('2026-06-15T12:00:00Z')).toEqual([100, 100]);
    expect(at('2026-06-15T12:00:01Z')).toEqual([50, 100]);
    expect(at('2026-06-21T00:00:00Z')).toEqual([50, 50]);
  });

  test('a response that was given counts when its incident is resolved, not before', () => {
    const answered = unresolved({ respondedAt: '2026-06-15T08:10:00Z', slaMet: { response: true } });

    expect(figure(figures([answered]), 'sla-response')).toMatchObject({ value: null, n: 1 });
  });
});

test('backlog by whole days of age, as of the end of the period or the present', () => {
  const ages = [0, 2.99, 3, 7.99, 8, 30.99, 31, 400];
  const end = Date.parse(june.to);
  const facts = ages.map((days) => unresolved({ openedAt: new Date(end - days * 86_400_000).toISOString() }));
  const resolvedLater = { ...usual, resolvedAt: '2026-07-02T00:00:00Z' };

  const all = figures([...facts, resolvedLater, usual]);

  expect(
    ['backlog-0-2', 'backlog-3-7', 'backlog-8-30', 'backlog-over-30'].map((key) => figure(all, key).value),
  ).toEqual([2, 2, 3, 2]);
  expect(figure(all, 'backlog-0-2')).toMatchObject({ denominator: 9, n: 9 });
  expect(figure(figures(facts, { ...june, asOf: '2026-06-01T00:00:00Z' }), 'backlog-over-30').value).toBe(1);
});

test('reassignments, wrong categories and groups, majors, links and satisfaction', () => {
  const facts: IncidentFact[] = [
    {
      ...usual,
      firstGroup: 'network',
      firstCategory: 'mail',
      category: 'mail',
      csat: { score: 5 },
      linked: true,
      onSite: false,
    },
    {
      ...usual,
      firstGroup: 'desk',
      firstCategory: 'mail',
      category: 'network',
      csat: { score: 2 },
      reassignmentCount: 3,
      major: true,
    },
    { ...usual, reassignmentCount: 2, csat: {}, onSite: true },
    usual,
  ];

  const all = figures(facts);
  const value = (key: string): number | null => figure(all, key).value;

  expect(value('reassignment-mean')).toBe(1.25);
  expect(value('reassigned-over-twice')).toBe(25);
  expect(figure(all, 'incorrectly-assigned')).toMatchObject({ value: 50, denominator: 2, n: 4 });
  expect(value('incorrectly-categorised')).toBe(50);
  expect(value('major-incident-rate')).toBe(25);
  expect(value('linked')).toBe(25);
  expect(value('remote-resolution')).toBe(50);
  expect(figure(all, 'csat-mean')).toMatchObject({ value: 3.5, denominator: 2 });
  expect(figure(all, 'csat-response-rate')).toMatchObject({ numerator: 2, denominator: 3 });
});

test('facts have a schema for the way back from the store', () => {
  const schema = factSchema(incidentFields);

  expect(schema.parse(JSON.parse(JSON.stringify(usual)))).toEqual(usual);
  expect(schema.safeParse({ ...usual, priority: 9 }).success).toBe(false);
});

test('keys of KPIs are unique and fit a path', () => {
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect(key).toMatch(/^[a-z0-9-]+$/);
});
