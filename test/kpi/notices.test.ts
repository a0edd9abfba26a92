/** Proactive information (D2): notices told before the first user-reported incident, of all that were over in the period. */
import { expect, test } from 'vitest';
import { recordsBehind } from '#shared/kpi/compute';
import { factOfNotice, type NoticeSource } from '#shared/kpi/fact-of-notice';
import { noticeFacts, noticeRow } from '#shared/kpi/notice-fact';
import { figure, figures, june, usual } from '#test/kpi/facts';

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
  const row = noticeRow.parse(factOfNotice({ ...over, ...fields }));

  expect(noticeFacts([row], incidents as Parameters<typeof noticeFacts>[1]).map(({ proactive }) => proactive)).toEqual([
    expected,
  ]);
});

test('what is not over, or was never told, counts nowhere', () => {
  const { resolvedAt: _, ...open } = over;
  const { publishedAt: __, ...draft } = over;

  expect(noticeFacts([open, draft].map(factOfNotice), [])).toEqual([]);
});

test('D2: of 4 notices 3 were told before the first report: 75.0 %, with the notices behind it', () => {
  const incidents = [report('2026-06-15T07:00:00Z')];
  const services = [['mail'], ['erp'], ['erp', 'chat'], ['chat']];
  const notices = services.map((each, i) => factOfNotice({ ...over, id: `NTC${i}`, services: each }));
  const later = factOfNotice({ ...over, id: 'NTC9', resolvedAt: '2026-07-01T00:00:00Z' });
  const facts = [...incidents, ...noticeFacts([...notices, later], incidents)];

  expect(figure(figures(facts), 'proactive-information')).toMatchObject({
    value: 75,
    numerator: 3,
    denominator: 4,
    n: 4,
  });
  expect(recordsBehind(facts, 'proactive-information', june)).toEqual({
    ok: true,
    records: notices.map(({ id }) => ({ id, counted: id !== 'NTC0' })),
  });
  expect(figure(figures(facts, { ...june, groupBy: ['group'] }), 'proactive-information', 'network').value).toBeNull();
  expect(figure(figures(facts), 'resolved').value).toBe(1);
});
