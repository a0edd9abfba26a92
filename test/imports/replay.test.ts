/** Rows that are rejected, and the instants of those that are not: small logs, one surprise each. */
import { describe, expect, test } from 'vitest';
import { zoneNamed } from '#shared/imports/zone';
import { imported, log, onlyIncident } from '#test/imports/imported';

const at = (time: string): Readonly<Record<string, string>> => ({ sys_updated_at: `1/3/2016 ${time}` });

describe('rows that cannot be read are rejected with row, column and reason, and lose nothing else', () => {
  test.each([
    ['incident_state', '-100', 'unknown-value'],
    ['incident_state', 'constructor', 'unknown-value'],
    ['incident_state', '?', 'missing-value'],
    ['priority', '9 - Huge', 'unknown-value'],
    ['priority', '1 - Low', 'unknown-value'],
    ['impact', 'High', 'unknown-value'],
    ['contact_type', 'Pigeon', 'unknown-value'],
    ['made_sla', 'maybe', 'unknown-value'],
    ['reassignment_count', '-1', 'malformed-number'],
    ['reassignment_count', '1e9', 'malformed-number'],
    ['sys_updated_at', '', 'missing-value'],
    ['sys_updated_at', '30/2/2016 10:00', 'malformed-instant'],
    ['sys_updated_at', '2016-03-01 10:00', 'malformed-instant'],
    ['sys_updated_at', '1/13/2016 10:00', 'malformed-instant'],
    ['resolved_at', '1/3/2016 25:00', 'malformed-instant'],
    ['category', 'x'.repeat(161), 'too-long'],
  ])('%s %j → %s', (column, value, code) => {
    const { record, outcomes, history } = onlyIncident(
      {},
      { ...at('10:00'), incident_state: 'Active', [column]: value },
      { ...at('11:00'), incident_state: 'Resolved' },
    );

    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['imported', 'rejected', 'imported']);
    expect(outcomes[1]).toMatchObject({ row: 3, column, value, code, reason: expect.stringContaining(column) });
    expect(history.map(({ command }) => command)).toEqual(['create', 'resolve']);
    expect(record).toMatchObject({ state: 'resolved', resolvedAt: '2016-03-01T10:00:00Z' });
  });

  test('the state -100 in the real vocabulary of the log names what was expected', () => {
    const { outcomes } = onlyIncident({ incident_state: '-100' });

    expect(outcomes).toEqual([
      {
        row: 2,
        outcome: 'rejected',
        column: 'incident_state',
        value: '-100',
        code: 'unknown-value',
        reason: expect.stringMatching(/expected one of New, Active, .*Awaiting Vendor.*, Closed, Canceled/),
      },
    ]);
  });
});

describe('time', () => {
  test('a row older than the row accepted before is rejected; the same minute is not older', () => {
    const { outcomes, record } = onlyIncident(
      {},
      { ...at('10:00'), incident_state: 'Active' },
      { ...at('09:59'), incident_state: 'Awaiting Vendor' },
      { ...at('10:00'), incident_state: 'Awaiting Problem' },
    );

    expect(outcomes[2]).toMatchObject({
      row: 4,
      column: 'sys_updated_at',
      value: '1/3/2016 09:59',
      code: 'time-backwards',
    });
    expect(record).toMatchObject({ state: 'pending', holdReason: 'awaiting_problem' });
  });

  test('a rejected row does not set the time that later rows are measured by', () => {
    const { outcomes } = onlyIncident(
      {},
      { ...at('23:00'), incident_state: '-100' },
      { ...at('10:00'), incident_state: 'Active' },
    );

    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['imported', 'rejected', 'imported']);
  });

  test.each([
    [{ ...at('08:59') }, 'sys_updated_at', 'before-opened'],
    [
      { ...at('10:00'), incident_state: 'Resolved', resolved_at: '1/3/2016 08:00' },
      'resolved_at',
      'resolved-before-opened',
    ],
    [{ ...at('10:00'), incident_state: 'Closed', closed_at: '1/3/2016 08:00' }, 'closed_at', 'closed-before-opened'],
    [
      { ...at('10:00'), incident_state: 'Closed', resolved_at: '1/3/2016 09:50', closed_at: '1/3/2016 09:40' },
      'closed_at',
      'closed-before-resolved',
    ],
  ])('%j is rejected: %s %s', (row, column, code) => {
    expect(onlyIncident(row).outcomes).toEqual([expect.objectContaining({ outcome: 'rejected', column, code })]);
    expect(onlyIncident(row).record).toBeUndefined();
  });

  test('a final instant repeated on every row takes effect when its time has come', () => {
    const final = { resolved_at: '1/3/2016 12:00', closed_at: '1/3/2016 13:00' };
    const { history, record } = onlyIncident(
      final,
      { ...final, ...at('11:00'), incident_state: 'Resolved' },
      { ...final, ...at('12:00'), incident_state: 'Resolved' },
      { ...final, ...at('13:00'), incident_state: 'Closed' },
    );

    expect(history[0]?.changes.map(({ field }) => field)).not.toContain('resolvedAt');
    expect(history[1]?.changes).toContainEqual({ field: 'resolvedAt', new: '2016-03-01T10:00:00Z' });
    expect(history[2]).toMatchObject({
      command: 'update',
      changes: [{ field: 'resolvedAt', new: '2016-03-01T11:00:00Z' }],
    });
    expect(record).toMatchObject({ resolvedAt: '2016-03-01T11:00:00Z', closedAt: '2016-03-01T12:00:00Z' });
  });

  test('an hour that came twice is told apart by the order of rows', () => {
    const opened = { opened_at: '30/10/2016 01:00', sys_created_at: '?' };
    const { history, outcomes } = onlyIncident(
      { ...opened, sys_updated_at: '30/10/2016 02:50' },
      { ...opened, sys_updated_at: '30/10/2016 02:10', incident_state: 'Resolved', resolved_at: '30/10/2016 02:10' },
      { ...opened, sys_updated_at: '30/10/2016 03:00', incident_state: 'Closed', resolved_at: '30/10/2016 02:10' },
    );

    expect(outcomes.every(({ outcome }) => outcome === 'imported')).toBe(true);
    expect(history.map((step) => step.at)).toEqual([
      '2016-10-30T00:50:00Z',
      '2016-10-30T01:10:00Z',
      '2016-10-30T02:00:00Z',
    ]);
    expect(history[1]?.changes).toContainEqual({ field: 'resolvedAt', new: '2016-10-30T01:10:00Z' });
    expect(history[2]?.changes.map(({ field }) => field)).toEqual(['closedAt']);
  });

  test('an hour that the clocks skipped is the first instant after it', () => {
    const opened = { opened_at: '27/3/2016 01:00', sys_created_at: '?' };
    const { history } = onlyIncident(
      { ...opened, sys_updated_at: '27/3/2016 02:30' },
      { ...opened, sys_updated_at: '27/3/2016 03:00', incident_state: 'Active' },
    );

    expect(history.map((step) => step.at)).toEqual(['2016-03-27T01:00:00Z', '2016-03-27T01:00:00Z']);
  });

  test('the zone decides the instant; there is no default zone', () => {
    const [there] = imported(log({}), 'America/New_York').incidents;

    expect(there?.record?.openedAt).toBe('2016-03-01T14:00:00Z');
    expect([zoneNamed('Mars/Olympus'), zoneNamed('+02:00'), zoneNamed('')]).toEqual([undefined, undefined, undefined]);
  });
});
