/** Parties: people whom fields of a record name may act and see it, and those who are to be different people are (A17). */
import { describe, expect, it } from 'vitest';
import { canSee, isInvolved } from '#shared/engine/access';
import { allowedAction, decideAction, decideCreate, decidePatch, isParty } from '#shared/engine/decide';
import { isApart, peopleOf } from '#shared/engine/parties';
import { type AnyRecordDefinition, defineRecord } from '#shared/grammar/definition';
import { list, reference, text } from '#shared/grammar/fields';
import { party } from '#shared/grammar/party';
import type { AnyRecord } from '#shared/grammar/record';
import { Problem } from '#shared/problems/problems';
import type { Role } from '#shared/tenancy/roles';
import { circumstancesOf } from '#test/grammar/circumstances';

/** A specimen: a visit to a data centre, whose host lets the visitor in, and which nobody approves who asked for it or is visited. */
const visit = defineRecord({
  type: 'visit',
  prefix: 'VIS',
  path: 'visits',
  title: 'Visit',
  permissions: { REQ: 'rC', SEC: 'RCUX', AUD: 'R' },
  fields: {
    host: reference({ required: true, directory: 'person' }),
    escorts: list(reference({ directory: 'person' }), { max: 5 }),
    auditor: reference({ directory: 'person' }),
  },
  parties: ['host', 'escorts'],
  apart: [[party('auditor'), party('host')]],
  lifecycle: { initial: 'requested', states: { requested: 'open', approved: 'open', on_site: 'open', left: 'final' } },
  create: { summary: 'Ask for a visit', by: ['REQ'] },
  actions: {
    approve: {
      summary: 'Approve',
      from: ['requested'],
      to: 'approved',
      by: [party('host'), 'SEC'],
      apart: ['requester'],
      input: {},
      emits: 'approved',
    },
    'check-in': {
      summary: 'Let in',
      from: ['approved'],
      to: 'on_site',
      by: [party('escorts'), party('host')],
      input: { badge: text({ max: 20 }) },
      emits: 'checked_in',
    },
    'hand-over': {
      summary: 'Give to another host',
      from: 'any',
      to: 'same',
      by: [party('host')],
      input: { host: reference({ required: true }) },
      effects: [({ input }) => ({ set: { host: input.host } })],
      emits: 'handed_over',
    },
  },
  lists: {},
}) as unknown as AnyRecordDefinition;

const as = (user: string, ...roles: readonly Role[]) => circumstancesOf(user, roles);
const identity = { uid: '01J00000000000000000000000', id: 'VIS0000001' };
const asked = (values: Readonly<Record<string, unknown>> = {}, user = 'rita'): AnyRecord =>
  decideCreate(visit, { title: 'Rack R-04', requesterId: user, host: 'hana', ...values }, identity, as(user, 'REQ'))
    .after;
const act = (record: AnyRecord, name: string, user: string, input = {}, ...roles: readonly Role[]): AnyRecord => {
  const here = as(user, ...roles);
  if (!isParty(allowedAction(visit, name, record).by, record, here)) throw new Problem('forbidden', 'no party');
  return decideAction(visit, name, record, input, here).after;
};
function slugOf(run: () => unknown): string {
  try {
    run();
    return 'none';
  } catch (error) {
    if (error instanceof Problem) return error.slug;
    throw error;
  }
}

describe('a party', () => {
  it('that a field names may call what is for it, and nobody else may', () => {
    expect(act(asked(), 'approve', 'hana').state).toBe('approved');
    expect(slugOf(() => act(asked(), 'approve', 'otto'))).toBe('forbidden');
    expect(act(asked(), 'approve', 'otto', {}, 'SEC').state).toBe('approved');
  });

  it('is each of those that a list names', () => {
    const approved = act(asked({ escorts: ['eva', 'emil'] }), 'approve', 'hana');
    for (const user of ['eva', 'emil', 'hana']) expect(act(approved, 'check-in', user).state).toBe('on_site');
    expect(slugOf(() => act(approved, 'check-in', 'rita'))).toBe('forbidden');
  });

  it('changes with the field', () => {
    const given = act(asked(), 'hand-over', 'hana', { host: 'hugo' });
    expect(slugOf(() => act(given, 'approve', 'hana'))).toBe('forbidden');
    expect(act(given, 'approve', 'hugo').state).toBe('approved');
  });

  it('sees the record, as its requester does, and others of that role do not', () => {
    const record = asked({ escorts: ['eva'] });
    const sees = (user: string, ...roles: readonly Role[]) => {
      const { caller, config } = as(user, ...roles);
      return canSee(visit, record, caller, config);
    };
    expect(['rita', 'hana', 'eva', 'otto'].map((user) => sees(user, 'REQ'))).toEqual([true, true, true, false]);
    expect(sees('hana')).toBe(false);
    expect(sees('otto', 'SEC')).toBe(true);
    expect(isInvolved(record, as('hana', 'REQ').caller)).toBe(false);
  });

  it('is nobody where the field is empty', () => {
    expect(peopleOf(party('escorts'), asked())).toEqual([]);
    expect(peopleOf('assignee', asked())).toEqual([]);
    expect(peopleOf('requester', asked({ onBehalfOf: 'otto' }))).toEqual(['rita', 'otto', 'rita']);
  });
});

describe('people kept apart', () => {
  it('A17 whoever asked for it does not approve it, be they its host or in duty', () => {
    expect(slugOf(() => act(asked({}, 'hana'), 'approve', 'hana'))).toBe('segregation-of-duties');
    expect(slugOf(() => act(asked({}, 'otto'), 'approve', 'otto', {}, 'SEC'))).toBe('segregation-of-duties');
    expect(slugOf(() => act(asked({ onBehalfOf: 'hana' }), 'approve', 'hana'))).toBe('segregation-of-duties');
  });

  it('are the same person in whatever way their id is written', () => {
    const action = allowedAction(visit, 'approve', asked());
    expect(isApart(action, asked(), 'RITA')).toBe(true);
    expect(isApart(action, asked(), 'rita2')).toBe(false);
  });

  it('are not told so before what is wrong with the record’s state (A1)', () => {
    const approved = act(asked(), 'approve', 'hana');
    expect(slugOf(() => act(approved, 'approve', 'rita', {}, 'SEC'))).toBe('illegal-transition');
  });

  it('A17 cannot be named as one when the record is made, changed or handed on', () => {
    expect(slugOf(() => asked({ auditor: 'hana' }))).toBe('segregation-of-duties');
    const record = asked({ auditor: 'arno' });
    expect(slugOf(() => decidePatch(visit, record, { auditor: 'Hana' }, as('otto', 'SEC')))).toBe(
      'segregation-of-duties',
    );
    expect(slugOf(() => act(record, 'hand-over', 'hana', { host: 'arno' }))).toBe('segregation-of-duties');
    expect(act(record, 'hand-over', 'hana', { host: 'hugo' }).host).toBe('hugo');
  });

  it('who were one before do not keep everything else from being done', () => {
    const imported: AnyRecord = { ...asked(), auditor: 'hana' };
    expect(act(imported, 'approve', 'hana').state).toBe('approved');
    expect(slugOf(() => decidePatch(visit, imported, { title: 'Rack R-05' }, as('otto', 'SEC')))).toBe('none');
  });

  it('say which parties they are', () => {
    try {
      asked({ auditor: 'hana' });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        slug: 'segregation-of-duties',
        message: 'auditor and host are different people, and one is named as both',
        extra: { parties: ['auditor', 'host'] },
      });
    }
  });
});
