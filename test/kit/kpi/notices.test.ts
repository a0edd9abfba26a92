/** Proactive information (D2): notices told before the first user-reported incident, of all that were over in the period. */
import { expect, test } from 'vitest';
import { noticeFact } from '#functions/service-operation/service-notices/service-notice/fact';
import { noticeFields } from '#functions/service-operation/service-notices/service-notice/fact-fields';
import { recordsBehind } from '#shared/kit/kpi/compute';
import { factSchema } from '#shared/kit/kpi/fact';
import { figure, figures, june, measuredBy, usual } from '#test/kit/kpi/facts';

type NoticeSource = Parameters<typeof noticeFact.of>[0];
/** As it comes back from the store. */
const factOf = (notice: NoticeSource) =>
  factSchema(noticeFields).parse(JSON.parse(JSON.stringify(noticeFact.of(notice, {}))));

const over: NoticeSource = {
  id: 'NTC0000001',
  services: ['mail'],
  publishedAt: '2026-06-15T08:00:00Z',
  resolvedAt: '2026-06-15T12:00:00Z',
};
const report = (openedAt: string, fields: object = {}) => ({
  ...usual,
  serviceId: 'mail',
  channel: 'portal',
  openedAt,
  ...fields,
});

test.each<[string, Partial<NoticeSource>, object[], boolean | undefined]>([
  ['nobody reported it', {}, [], true],
  ['somebody had', {}, [report('2026-06-15T07:00:00Z')], false],
  ['somebody did at that instant', {}, [report('2026-06-15T08:00:00Z')], true],
  ['another service was reported', {}, [report('2026-06-15T07:00:00Z', { serviceId: 'erp' })], true],
  ['monitoring noticed it', {}, [report('2026-06-15T07:00:00Z', { channel: 'monitoring' })], true],
  ['it was reported the day before yesterday', {}, [report('2026-06-13T07:00:00Z')], true],
  ['it began then', { startsAt: '2026-06-13T06:00:00Z' }, [report('2026-06-13T07:00:00Z')], false],
  ['it was announced', { announcedAt: '2026-06-14T08:00:00Z' }, [report('2026-06-15T07:00:00Z')], true],
  ['it names no service', { services: [] }, [], undefined],
])('proactive or not, when %s', (_, fields, incidents, expected) => {
  const proactive = figure(
    figures(incidents as Parameters<typeof figures>[0], june, [factOf({ ...over, ...fields })]),
    'proactive-information',
  );

  expect(proactive.value).toBe(expected === undefined ? null : expected ? 100 : 0);
  expect(proactive.n).toBe(1);
});

test('what is not over, or was never told, counts nowhere', () => {
  const { resolvedAt: _, ...open } = over;
  const { publishedAt: __, ...draft } = over;

  expect(figure(figures([], june, [open, draft].map(factOf)), 'proactive-information').n).toBe(0);
});

test('D2: of 4 notices 3 were told before the first report: 75.0 %, with the notices behind it', () => {
  const incidents = [report('2026-06-15T07:00:00Z')];
  const services = [['mail'], ['erp'], ['erp', 'chat'], ['chat']];
  const notices = services.map((each, i) => factOf({ ...over, id: `NTC${i}`, services: each }));
  const later = factOf({ ...over, id: 'NTC9', resolvedAt: '2026-07-01T00:00:00Z' });
  const all = [...notices, later];

  expect(figure(figures(incidents, june, all), 'proactive-information')).toMatchObject({
    value: 75,
    numerator: 3,
    denominator: 4,
    n: 4,
  });
  expect(recordsBehind(measuredBy(incidents, all), 'proactive-information', june)).toEqual({
    ok: true,
    records: notices.map(({ id }) => ({ id, counted: id !== 'NTC0' })),
  });
  expect(
    figure(figures(incidents, { ...june, groupBy: ['group'] }, all), 'proactive-information', 'network').value,
  ).toBeNull();
  expect(figure(figures(incidents, june, all), 'resolved').value).toBe(1);
});
