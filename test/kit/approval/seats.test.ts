/** Who casts which seat (A10): barred persons, deputies, one person one vote; delegations that may be made; tokens that hold. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Delegation, faultOf } from '#shared/kit/approval/delegation';
import { materialChanges, materialHash } from '#shared/kit/approval/material';
import { type Hall, seatsOf, votersOf } from '#shared/kit/approval/seats';
import { claimsOf, tokenOf } from '#shared/kit/approval/token';

const NOW = Date.parse('2026-06-15T08:00:00Z');
const from = (who: string, to: string, more: object = {}): Delegation => ({
  from: who,
  to,
  start: '2026-06-01T00:00:00Z',
  end: '2026-07-01T00:00:00Z',
  ...more,
});
const hall = (users: readonly string[], more: Partial<Hall> = {}): Hall => ({
  voters: users.map((user) => ({ user, weight: 1 })),
  barred: new Set(),
  delegations: [],
  subjectType: 'change',
  cast: [],
  now: NOW,
  ...more,
});
const holders = (of: Hall) => seatsOf(of).map(({ id, holder }) => [id, holder ?? null]);

describe('voters', () => {
  const groups = [
    { id: 'board', members: ['a', 'b'], roles: ['CAB'] },
    { id: 'owners', members: ['b', 'c'], roles: ['SVO', 'CAB'] },
  ];

  it('are users, members of groups and of groups that hold a role: each once, with the greatest weight, none that is barred', () => {
    const parties = [
      { kind: 'role', id: 'CAB' },
      { kind: 'group', id: 'owners', weight: 2 },
      { kind: 'user', id: 'd' },
    ] as const;
    expect(votersOf(parties, groups, new Set(['a']))).toEqual([
      { user: 'b', weight: 2, group: 'owners' },
      { user: 'c', weight: 2, group: 'owners' },
      { user: 'd', weight: 1 },
    ]);
  });
});

describe('security 2 another spelling is the same person', () => {
  it('security 2 who is barred has no vote under it, nor has anybody two', () => {
    const parties = ['Ada', 'bob', 'BOB', 'cleo'].map((id) => ({ kind: 'user', id }) as const);

    expect(votersOf(parties, [], new Set(['ada'])).map(({ user }) => user)).toEqual(['bob', 'cleo']);
    expect(holders(hall(['cleo'], { barred: new Set(['ada']), delegations: [from('cleo', 'ADA')] }))).toEqual([
      ['cleo', null],
    ]);
    expect(holders(hall(['bob', 'cleo'], { delegations: [from('cleo', 'Bob')] }))).toEqual([
      ['bob', 'bob'],
      ['cleo', null],
    ]);
  });

  it('security 2 nobody deputises for themselves', () => {
    expect(faultOf(from('ada', 'Ada'), [], NOW)?.field).toBe('to');
  });
});

describe('seats', () => {
  it('a deputy casts the voter’s seat while the delegation holds and covers the subject', () => {
    const delegations = [from('a', 'x'), from('b', 'y', { scope: ['release'] })];
    expect(holders(hall(['a', 'b'], { delegations }))).toEqual([
      ['a', 'x'],
      ['b', 'b'],
    ]);
    expect(holders(hall(['a'], { delegations, now: Date.parse('2026-07-01T00:00:00Z') }))).toEqual([['a', 'a']]);
  });

  it('A20.11 a deputy with a vote of their own casts one, and the other stands vacant', () => {
    expect(holders(hall(['a', 'b'], { delegations: [from('a', 'b')] }))).toEqual([
      ['a', null],
      ['b', 'b'],
    ]);
  });

  it('a deputy of two casts the first; a barred deputy none; who was a deputy before has no other seat', () => {
    const delegations = [from('a', 'x'), from('b', 'x')];
    expect(holders(hall(['a', 'b'], { delegations }))).toEqual([
      ['a', 'x'],
      ['b', null],
    ]);
    expect(holders(hall(['a'], { delegations, barred: new Set(['x']) }))).toEqual([['a', null]]);
    expect(holders(hall(['b'], { cast: [{ by: 'b', seat: 'a' }] }))).toEqual([['b', null]]);
  });

  it('no person ever casts two, and nobody who is barred casts any', () => {
    const person = fc.constantFrom<string>('a', 'b', 'c', 'd', 'e');
    const people = fc.uniqueArray(person, { minLength: 1 });
    const delegation = fc.tuple(person, person).map(([who, to]) => from(who, to));
    fc.assert(
      fc.property(people, fc.array(delegation), fc.uniqueArray(person), (users, delegations, barred) => {
        const seated = seatsOf(hall(users, { delegations, barred: new Set(barred) })).flatMap(
          ({ holder }) => holder ?? [],
        );
        expect(new Set(seated).size).toBe(seated.length);
        expect(seated.filter((one) => barred.includes(one))).toEqual([]);
      }),
    );
  });
});

describe('delegations', () => {
  it.each([
    ['to oneself', from('a', 'a'), [], 'to'],
    ['longer than 60 days', from('a', 'b', { end: '2026-08-01T00:00:00Z' }), [], 'end'],
    ['backwards', from('a', 'b', { end: '2026-05-01T00:00:00Z' }), [], 'end'],
    ['in the past', from('a', 'b', { end: '2026-06-10T00:00:00Z' }), [], 'end'],
    ['twice', from('a', 'b'), [from('a', 'c')], 'from'],
    ['to somebody who has delegated', from('a', 'b'), [from('b', 'c')], 'to'],
    ['by a deputy', from('b', 'c'), [from('a', 'b')], 'from'],
  ] as const)('%s is refused', (_, wanted, others, field) => {
    expect(faultOf(wanted, others, NOW)?.field).toBe(field);
  });

  it.each([
    ['of exactly 60 days', from('a', 'b', { end: '2026-07-31T00:00:00Z' }), []],
    [
      'at another time',
      from('a', 'b'),
      [from('a', 'c', { start: '2026-07-01T00:00:00Z', end: '2026-07-02T00:00:00Z' })],
    ],
    ['for something else', from('a', 'b', { scope: ['change'] }), [from('b', 'c', { scope: ['release'] })]],
  ] as const)('one %s is made', (_, wanted, others) => {
    expect(faultOf(wanted, others, NOW)).toBeUndefined();
  });
});

describe('what is decided', () => {
  it('has a hash that is the same for the same values, in whatever order', () => {
    expect(materialHash({ b: [1], a: { y: 1, x: 2 } }, ['a', 'b'])).toBe(
      materialHash({ a: { x: 2, y: 1 }, b: [1] }, ['a', 'b']),
    );
    expect(materialHash({ a: 1 }, ['a'])).not.toBe(materialHash({ a: 2 }, ['a']));
  });

  it('changes are told by field, long ones cut', () => {
    const [change] = materialChanges({ plan: 'a', other: 1 }, { plan: 'b'.repeat(600), other: 2 }, ['plan']);
    expect(change).toMatchObject({ field: 'plan', old: 'a' });
    expect(change?.new).toHaveLength(500);
  });

  it('a token tells what it was signed for, by its tenant’s key alone', () => {
    const bound = { approval: 'X', voter: 'a', step: 1, material: 'h', dueAt: '2026-06-16T00:00:00Z' };
    const token = tokenOf('key', bound);
    expect(claimsOf('key', token)).toEqual(bound);
    expect(claimsOf('another', token)).toBeUndefined();
    const [payload, signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...bound, voter: 'b' })).toString('base64url');
    for (const wrong of [`${forged}.${signature}`, `${payload}.`, payload ?? '', `${token}.x`, '', '.'])
      expect(claimsOf('key', wrong)).toBeUndefined();
  });
});
