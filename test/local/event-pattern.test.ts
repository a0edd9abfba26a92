/** Event patterns match as EventBridge documents them. */
import { expect, it } from 'vitest';
import { compileEventPattern } from '#infra/local/events/pattern';
import type { JsonObject } from '#infra/local/iam/json';

const event = {
  source: 'itsm.incident-management',
  'detail-type': 'incident.resolved',
  detail: {
    priority: 2,
    tags: ['vip', 'mail'],
    state: { from: 'new', to: 'Resolved' },
    empty: null,
    lines: [{ n: 1 }, { n: 5 }],
  },
};

it.each<[string, JsonObject, boolean]>([
  ['exact', { source: ['itsm.incident-management'] }, true],
  ['another value', { source: ['itsm.problem-management'] }, false],
  ['one of several', { 'detail-type': ['incident.closed', 'incident.resolved'] }, true],
  ['all members', { source: ['itsm.incident-management'], detail: { priority: [3] } }, false],
  ['a number', { detail: { priority: [2] } }, true],
  ['a number is not its text', { detail: { priority: ['2'] } }, false],
  ['null', { detail: { empty: [null] } }, true],
  ['an entry of a list', { detail: { tags: ['mail'] } }, true],
  ['an object in a list', { detail: { lines: { n: [5] } } }, true],
  ['prefix', { source: [{ prefix: 'itsm.' }] }, true],
  ['prefix in any case', { detail: { state: { to: [{ prefix: { 'equals-ignore-case': 'RES' } }] } } }, true],
  ['suffix', { 'detail-type': [{ suffix: '.closed' }] }, false],
  ['wildcard', { 'detail-type': [{ wildcard: 'inc*.res*d' }] }, true],
  ['a dot is no wildcard', { 'detail-type': [{ wildcard: 'incident?resolved' }] }, false],
  ['in any case', { detail: { state: { to: [{ 'equals-ignore-case': 'rESOLVED' }] } } }, true],
  ['anything-but', { detail: { priority: [{ 'anything-but': [1, 3] }] } }, true],
  ['anything-but one of them', { detail: { priority: [{ 'anything-but': [2] }] } }, false],
  ['anything-but a prefix', { source: [{ 'anything-but': { prefix: 'itsm.' } }] }, false],
  ['anything-but of what is absent', { detail: { missing: [{ 'anything-but': 1 }] } }, false],
  ['exists', { detail: { priority: [{ exists: true }] } }, true],
  ['exists not', { detail: { missing: [{ exists: false }] } }, true],
  ['exists not, but does', { detail: { priority: [{ exists: false }] } }, false],
  ['numeric range', { detail: { priority: [{ numeric: ['>', 1, '<=', 2] }] } }, true],
  ['numeric of another range', { detail: { priority: [{ numeric: ['<', 2] }] } }, false],
  ['or', { $or: [{ detail: { priority: [9] } }, { source: [{ suffix: 'management' }] }] }, true],
])('%s', (_, pattern, expected) => {
  expect(compileEventPattern(pattern)(event)).toBe(expected);
});

it('an operator that is not known is refused', () => {
  expect(() => compileEventPattern({ source: [{ cidr: '10.0.0.0/8' }] })).toThrow('cidr');
  expect(() => compileEventPattern({ source: 'x' })).toThrow('must be a list');
});
