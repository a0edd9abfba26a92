/** The KPIs of 2,000 real incidents equal figures computed from the file by itself. */
import { expect, test } from 'vitest';
import { incidentFields } from '#functions/service-operation/incident-management/incident/fact-fields';
import { factSchema } from '#shared/kit/kpi/fact';
import { imported } from '#test/imports/imported';
import { importedFact } from '#test/imports/imported-fact';
import { berlin, logText, type NaiveIncident, naiveIncidents, tally } from '#test/imports/naive-log';
import { figure, figures } from '#test/kit/kpi/facts';

const facts = imported(logText).incidents.flatMap(({ record, history }) =>
  record ? [importedFact(record, history)] : [],
);
const ever = { from: '2016-01-01T00:00:00Z', to: '2018-01-01T00:00:00Z' };

/** Nearest rank, the schoolbook way: count up until enough of the values are not above. */
function naivePercentile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.find((_, index) => (index + 1) * 100 >= share * sorted.length);
}

/** Seconds to resolve, of those that were resolved. */
const timesToResolve = (incidents: readonly NaiveIncident[]): readonly number[] =>
  incidents.flatMap(({ openedAt, resolvedAt }) => (resolvedAt === undefined ? [] : [(resolvedAt - openedAt) / 1000]));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const counter = (incident: NaiveIncident, column: string): number => Number(incident.last.cell(column));

/** What the file says of the time to resolve and of rates, for any of its incidents. */
function expectSame(
  all: ReturnType<typeof figures>,
  incidents: readonly NaiveIncident[],
  ...group: readonly (string | null)[]
): void {
  const times = timesToResolve(incidents);
  const reassignments = incidents.map((each) => counter(each, 'reassignment_count'));
  const [n, reopened, met] = [
    incidents.length,
    incidents.filter((each) => counter(each, 'reopen_count') > 0).length,
    incidents.filter(({ last }) => last.cell('made_sla') === 'true').length,
  ];

  expect(figure(all, 'resolved', ...group).value).toBe(n);
  expect(figure(all, 'mttr', ...group)).toMatchObject({
    value: times.length === 0 ? null : sum(times) / times.length,
    numerator: sum(times),
    denominator: times.length,
    median: naivePercentile(times, 50) ?? null,
    p90: naivePercentile(times, 90) ?? null,
  });
  expect(figure(all, 'reassignment-mean', ...group)).toMatchObject({ numerator: sum(reassignments), denominator: n });
  expect(figure(all, 'reassigned-over-twice', ...group)).toMatchObject({
    numerator: reassignments.filter((each) => each > 2).length,
    denominator: n,
  });
  expect(figure(all, 'reopen-rate', ...group)).toMatchObject({
    value: (100 * reopened) / n,
    numerator: reopened,
    denominator: n,
  });
  expect(figure(all, 'sla-resolution', ...group)).toMatchObject({
    value: (100 * met) / n,
    numerator: met,
    denominator: n,
  });
}

test('the whole file', () => {
  const all = figures(facts, ever);

  expectSame(all, naiveIncidents);
  expect(figure(all, 'mttr').denominator).toBe(1_999);
  expect(figure(all, 'opened').value).toBe(2_000);
  expect(figure(all, 'backlog-over-30').value).toBe(0);
});

test('counts by priority and final state', () => {
  const counts = (dimension: string): Readonly<Record<string, number | null>> =>
    Object.fromEntries(
      figures(facts, { ...ever, groupBy: [dimension] })
        .filter(({ key }) => key === 'resolved')
        .map(({ group, value }) => [Object.values(group)[0] ?? '?', value]),
    );

  expect(counts('priority')).toEqual(tally(naiveIncidents.map(({ last }) => `P${last.cell('priority').slice(0, 1)}`)));
  expect(counts('state')).toEqual({
    closed: naiveIncidents.filter(({ last }) => last.cell('incident_state') === 'Closed').length,
  });
});

test.each([
  ['priority', ({ last }: NaiveIncident) => `P${last.cell('priority').slice(0, 1)}`],
  ['group', ({ last }: NaiveIncident) => last.cell('assignment_group').replace(/\s+/g, '-')],
  ['category', ({ last }: NaiveIncident) => last.cell('category')],
])('by %s', (dimension, naiveValue) => {
  const all = figures(facts, { ...ever, groupBy: [dimension] });
  const naive = Map.groupBy(naiveIncidents, naiveValue);

  for (const [value, incidents] of naive) expectSame(all, incidents, value === '?' ? null : value);
  expect(new Set(all.map(({ group }) => JSON.stringify(group))).size).toBe(naive.size);
});

test('by month in Berlin: the months hold every incident once, each that of its resolution', () => {
  const months = [
    '1/2/2016 00:00',
    '1/3/2016 00:00',
    '1/4/2016 00:00',
    '1/5/2016 00:00',
    '1/6/2016 00:00',
    '1/1/2018 00:00',
  ].map(berlin);
  let total = 0;
  for (const [index, from] of months.slice(0, -1).entries()) {
    const to = months[index + 1] ?? from;
    const all = figures(facts, { from: new Date(from).toISOString(), to: new Date(to).toISOString() });
    const within = naiveIncidents.filter(({ resolvedAt, last }) => {
      const instant = resolvedAt ?? berlin(last.cell('closed_at'));
      return instant >= from && instant < to;
    });
    expectSame(all, within);
    total += within.length;
  }
  expect(total).toBe(2_000);
});

test('what the log does not tell is unknown, not a failure', () => {
  const all = figures(facts, ever);

  for (const key of [
    'first-time-resolution',
    'first-line-resolution',
    'sla-response',
    'mttr-business',
    'mtrs',
    'csat-mean',
  ]) {
    expect(figure(all, key), key).toMatchObject({ value: null, denominator: 0 });
  }
});

test('facts of the import are facts of the store', () => {
  for (const fact of facts) expect(factSchema(incidentFields).safeParse(fact).success).toBe(true);
});
