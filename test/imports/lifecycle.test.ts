/** States, commands and fields of a replayed incident, in the words of our lifecycle. */
import { describe, expect, test } from 'vitest';
import { groupRows } from '#shared/imports/groups';
import { replay } from '#shared/imports/replay';
import { readRows } from '#shared/imports/rows';
import { zoneNamed } from '#shared/imports/zone';
import { imported, log, onlyIncident } from '#test/imports/imported';
import { servicenowIncidents } from '#test/imports/servicenow';

const at = (time: string): Readonly<Record<string, string>> => ({ sys_updated_at: `1/3/2016 ${time}` });

describe('states and commands', () => {
  test('a whole life, in the words of our lifecycle', () => {
    const { history, record } = onlyIncident(
      {},
      { ...at('09:10'), assigned_to: 'Resolver 1' },
      { ...at('09:20'), assigned_to: 'Resolver 1', incident_state: 'Active' },
      { ...at('09:30'), assigned_to: 'Resolver 1', incident_state: 'Awaiting User Info' },
      { ...at('09:40'), assigned_to: 'Resolver 1', incident_state: ' awaiting  vendor ' },
      { ...at('09:50'), assigned_to: 'Resolver 1', incident_state: 'Active' },
      { ...at('10:00'), assignment_group: 'Group 2', reassignment_count: '1', incident_state: 'Active' },
      {
        ...at('10:10'),
        assignment_group: 'Group 2',
        reassignment_count: '1',
        incident_state: 'Active',
        category: 'Category 9',
      },
      {
        ...at('10:20'),
        assignment_group: 'Group 2',
        reassignment_count: '1',
        incident_state: 'Resolved',
        category: 'Category 9',
      },
      {
        ...at('10:30'),
        assignment_group: 'Group 2',
        reassignment_count: '1',
        incident_state: 'Active',
        reopen_count: '1',
      },
      {
        ...at('10:40'),
        assignment_group: 'Group 2',
        reassignment_count: '1',
        incident_state: 'Canceled',
        reopen_count: '1',
      },
    );

    expect(history.map(({ command, state }) => `${command} → ${state.to}`)).toEqual([
      'create → new',
      'assign → assigned',
      'start-work → in_progress',
      'hold → pending',
      'hold → pending',
      'resume → in_progress',
      'assign → in_progress',
      'update → in_progress',
      'resolve → resolved',
      'reopen → in_progress',
      'cancel → canceled',
    ]);
    expect(history[6]?.changes).toContainEqual({ field: 'assignedTo', old: 'Resolver-1' });
    expect(record).toMatchObject({
      title: 'Category 1 / Subcategory 2: Symptom 3',
      state: 'canceled',
      assignedGroup: 'Group-2',
      reassignmentCount: 1,
      reopenCount: 1,
      createdBy: 'Created-by-6',
      updatedBy: 'Updated-by-21',
      closedAt: '2016-03-01T09:40:00Z',
    });
    expect(record).not.toHaveProperty('resolvedAt');
    expect(record).not.toHaveProperty('assignedTo');
  });

  test('closed without ever being resolved has no instant of resolution, and the history says why', () => {
    const { record, history } = onlyIncident({}, { ...at('10:00'), incident_state: 'Closed' });

    expect(record?.resolvedAt).toBeUndefined();
    expect(history[1]).toMatchObject({ command: 'close', note: expect.stringContaining('Closed from new') });
  });

  test('a row that changes nothing we keep is merged into the last one that did', () => {
    const { outcomes } = onlyIncident({}, { ...at('09:30'), sys_mod_count: '4', knowledge: 'false' }, at('09:40'));

    expect(outcomes.slice(1)).toEqual([
      expect.objectContaining({ row: 3, outcome: 'merged', into: 2 }),
      expect.objectContaining({ row: 4, outcome: 'merged', into: 2 }),
    ]);
  });

  test('a close code with a meaning of ours gets it; any other stays the other system’s word', () => {
    const resolved = { ...at('10:00'), incident_state: 'Resolved' };

    expect(onlyIncident({ ...resolved, closed_code: 'Solved (Permanently)' }).record?.resolution).toMatchObject({
      code: 'solved_permanently',
      originalCode: 'Solved (Permanently)',
      by: 'Resolved-by-9',
    });
    expect(onlyIncident(resolved).record?.resolution).toEqual({
      originalCode: 'code 6',
      notes: 'In the system it came from: code 6.',
      by: 'Resolved-by-9',
    });
  });

  test('a log that says neither category nor symptom is titled by its number', () => {
    const { record } = onlyIncident({ category: '?', subcategory: '?', u_symptom: '?', sys_updated_by: '?' });

    expect(record).toMatchObject({ title: 'Incident INC0000001', updatedBy: 'unknown' });
  });

  test('incidents interleaved in the file keep their own order', () => {
    const other = { number: 'INC0000002' };
    const { incidents } = imported(
      log(
        {},
        other,
        { ...at('10:00'), incident_state: 'Active' },
        { ...other, ...at('09:30'), incident_state: 'Resolved' },
      ),
    );

    expect(incidents.map(({ externalId, record }) => [externalId, record?.state])).toEqual([
      ['INC0000001', 'in_progress'],
      ['INC0000002', 'resolved'],
    ]);
  });
});

test('replaying is a function: the same rows give the same answer', () => {
  const file = readRows(log({}, { ...at('10:00'), incident_state: 'Active' }), servicenowIncidents);
  const zone = zoneNamed('Asia/Kolkata');
  if (!file.ok || !zone) throw new Error('the log cannot be read');
  const [group] = groupRows(file.rows, servicenowIncidents, zone).groups;
  if (!group) throw new Error('the log has no incident');

  const again = () => replay(group, servicenowIncidents, zone, Date.UTC(2026, 10, 30));
  expect(again()).toEqual(again());
});
