/** The ServiceNow log of 2,000 incidents, imported, against the same file read straight. */
import { expect, test } from 'vitest';
import { imported } from '#test/imports/imported';
import { berlin, logText, naiveIncidents, naiveRows, tally } from '#test/imports/naive-log';
import { SLOW_MACHINE } from '#test/support/cost';

const log = imported(logText);
const byNumber = new Map(log.incidents.map((incident) => [incident.externalId, incident]));

test('every one of 14,041 rows is imported, merged or rejected, each exactly once', () => {
  const lines = log.outcomes.map(({ row }) => row).sort((a, b) => a - b);

  expect(lines).toEqual(naiveRows.map(({ line }) => line));
  expect(log.summary).toEqual({
    rows: 14_041,
    imported: 10_546,
    merged: 3_488,
    rejected: 7,
    rejectedByCode: { 'before-opened': 5, 'time-backwards': 2 },
  });
});

test('rows older than their opening, or than the row accepted before, are rejected; no others', () => {
  const expected: number[] = [];
  for (const { rows, openedAt } of naiveIncidents) {
    let before = openedAt;
    for (const row of rows) {
      const at = berlin(row.cell('sys_updated_at'));
      if (at < before) expected.push(row.line);
      else before = at;
    }
  }

  const rejected = log.outcomes.filter((each) => each.outcome === 'rejected');

  expect(rejected.map(({ row }) => row).sort((a, b) => a - b)).toEqual(expected);
  expect(new Set(rejected.map(({ column }) => column))).toEqual(new Set(['sys_updated_at']));
});

test('2,000 incidents end as the file ends', () => {
  const plain = (given: string): string | undefined => (given === '?' ? undefined : given.replace(/\s+/g, '-'));

  for (const { number, last, openedAt, resolvedAt } of naiveIncidents) {
    const record = byNumber.get(number)?.record;

    expect(record, number).toMatchObject({
      externalId: number,
      state: 'closed',
      priority: Number(last.cell('priority')[0]),
      impact: Number(last.cell('impact')[0]),
      urgency: Number(last.cell('urgency')[0]),
      reassignmentCount: Number(last.cell('reassignment_count')),
      reopenCount: Number(last.cell('reopen_count')),
      madeSla: last.cell('made_sla') === 'true',
      channel: 'phone',
    });
    expect(record?.category?.replaceAll(' ', '-')).toBe(plain(last.cell('category')));
    expect(record?.assignedGroup).toBe(plain(last.cell('assignment_group')));
    expect(record?.assignedTo).toBe(plain(last.cell('assigned_to')));
    expect(Date.parse(record?.openedAt ?? '')).toBe(openedAt);
    expect(record?.resolvedAt === undefined ? undefined : Date.parse(record.resolvedAt)).toBe(resolvedAt);
    expect(Date.parse(record?.closedAt ?? '')).toBe(berlin(last.cell('closed_at')));
  }
  expect(log.incidents).toHaveLength(naiveIncidents.length);
});

test('the history alone gives the incident: every change is in it, and nothing else', () => {
  for (const { record, history, externalId } of log.incidents) {
    const folded: Record<string, unknown> = {};
    for (const { changes } of history) {
      for (const change of changes) {
        expect(folded[change.field], `${externalId} ${change.field}`).toEqual(change.old);
        folded[change.field] = change.new;
      }
    }
    const { externalId: _number, state, createdAt, createdBy, updatedAt, updatedBy, ...fields } = record ?? {};
    expect(Object.fromEntries(Object.entries(folded).filter(([, value]) => value !== undefined))).toEqual(fields);
    expect(history.at(-1)).toMatchObject({ at: updatedAt, actor: updatedBy, state: { to: state } });
    expect([createdAt, createdBy]).not.toContain(undefined);
  }
});

test('steps follow one another in time and in state, from one create', () => {
  for (const { history } of log.incidents) {
    expect(history.map(({ command }) => command).lastIndexOf('create')).toBe(0);
    for (const [index, step] of history.entries()) {
      const before = history[index - 1];
      expect(step.state.from).toBe(before?.state.to);
      expect(step.at >= (before?.at ?? '')).toBe(true);
      expect(step.row).toBeGreaterThan(before?.row ?? 1);
    }
  }
});

test('incidents whose log begins later are created in the state they are first seen in, and say so', () => {
  const accepted = new Map(naiveIncidents.map(({ number, rows }) => [number, rows]));
  const beginsAs = tally(log.incidents.map(({ history }) => history[0]?.state.to ?? '-'));
  const noted = log.incidents.filter(({ history }) => history[0]?.note !== undefined);

  expect(accepted.size).toBe(2_000);
  expect(beginsAs).toEqual({ new: 662, assigned: 840, in_progress: 417, pending: 15, resolved: 66 });
  expect(noted).toHaveLength(417 + 15 + 66);
});

test('the closed incident that becomes active again is reopened with its resolution taken back', () => {
  const { record, history } = byNumber.get('INC0001894') ?? {};
  const reopen = history?.find(({ command }) => command === 'reopen');

  expect(reopen).toMatchObject({ at: '2016-04-28T09:12:00Z', state: { from: 'closed', to: 'in_progress' }, row: 8081 });
  expect(reopen?.changes.map(({ field }) => field)).toEqual(
    expect.arrayContaining(['resolvedAt', 'resolution', 'reopenCount', 'closedAt']),
  );
  expect(record).toMatchObject({ state: 'closed', reopenCount: 1, resolvedAt: '2016-05-16T05:51:00Z' });
});

test('a state -100 in the middle of the file costs its row and nothing else', () => {
  const lines = logText.split('\r\n');
  const spoilt = lines.with(8077, (lines[8077] ?? '').replace('INC0001894,Active,', 'INC0001894,-100,')).join('\r\n');
  const again = imported(spoilt);
  const { record, outcomes } = again.incidents.find(({ externalId }) => externalId === 'INC0001894') ?? {};

  expect(outcomes?.find(({ row }) => row === 8078)).toMatchObject({
    outcome: 'rejected',
    column: 'incident_state',
    value: '-100',
    code: 'unknown-value',
  });
  expect(record).toEqual(byNumber.get('INC0001894')?.record);
  expect(again.summary).toMatchObject({ rows: 14_041, rejected: log.summary.rejected + 1 });
});

test('14,041 rows are read and replayed within a second of the processor’s time', () => {
  const before = process.threadCpuUsage();
  imported(logText);
  const { user, system } = process.threadCpuUsage(before);

  // Not of the clock's: on a busy machine others' work is in that too.
  expect((user + system) / 1000).toBeLessThan(SLOW_MACHINE * 1000);
});
