/** Event patterns match as AWS's Event Ruler does, and what EventBridge would refuse is refused. */
import { describe, expect, it } from 'vitest';
import { compileEventPattern } from '#infra/local/edges/events/pattern';
import type { JsonObject } from '#infra/local/machine/json';

const event = {
  source: 'itsm.incident-management',
  'detail-type': 'incident.resolved',
  detail: {
    priority: 2,
    tags: ['vip', 'mail'],
    state: { from: 'new', to: 'Resolved' },
    empty: null,
    yes: true,
    nothing: '',
    none: [],
    hollow: {},
    'a.b': 'dotted',
    ip: '10.0.0.33',
    ip6: '2001:db8::1',
    file: 'a*b\\c.png',
    lines: [
      { n: 1, of: { kind: 'x' } },
      { n: 5, of: { kind: 'y' } },
    ],
    deep: [[{ k: 1 }], [{ k: 2 }]],
  },
};
const detail = (rule: JsonObject): JsonObject => ({ detail: rule });

describe('discovery P4 a pattern', () => {
  it.each<[string, JsonObject, boolean]>([
    ['exact', { source: ['itsm.incident-management'] }, true],
    ['another value', { source: ['itsm.problem-management'] }, false],
    ['one of several', { 'detail-type': ['incident.closed', 'incident.resolved'] }, true],
    ['exactly', { source: [{ exactly: 'itsm.incident-management' }] }, true],
    ['all members', { source: ['itsm.incident-management'], detail: { priority: [3] } }, false],
    ['a number', detail({ priority: [2] }), true],
    ['a number is not its text', detail({ priority: ['2'] }), false],
    ['null', detail({ empty: [null] }), true],
    ['null is not what is absent', detail({ missing: [null] }), false],
    ['true', detail({ yes: [true] }), true],
    ['the empty text', detail({ nothing: [''] }), true],
    ['an object is no value', detail({ state: ['new'] }), false],
    // Lists.
    ['an entry of a list', detail({ tags: ['mail'] }), true],
    ['an object in a list', detail({ lines: { n: [5] } }), true],
    ['two members of one entry', detail({ lines: { n: [5], of: { kind: ['y'] } } }), true],
    ['members of two entries', detail({ lines: { n: [5], of: { kind: ['x'] } } }), false],
    [
      'members of two entries, by dotted names',
      { 'detail.lines.n': [5], detail: { lines: { 'of.kind': ['x'] } } },
      false,
    ],
    ['a list in a list', detail({ deep: { k: [2] } }), true],
    // Dots and nesting are one.
    ['a dotted name for a nested field', { 'detail.state.from': ['new'] }, true],
    ['a nested name for a dotted field', detail({ a: { b: ['dotted'] } }), true],
    // Texts.
    ['prefix', { source: [{ prefix: 'itsm.' }] }, true],
    ['prefix of nothing', detail({ nothing: [{ prefix: '' }] }), true],
    ['prefix of a number', detail({ priority: [{ prefix: '2' }] }), false],
    ['prefix in any case', detail({ state: { to: [{ prefix: { 'equals-ignore-case': 'RES' } }] } }), true],
    ['suffix', { 'detail-type': [{ suffix: '.closed' }] }, false],
    ['suffix in any case', { 'detail-type': [{ suffix: { 'equals-ignore-case': '.RESOLVED' } }] }, true],
    ['wildcard', { 'detail-type': [{ wildcard: 'inc*.res*d' }] }, true],
    ['a dot is no wildcard', { 'detail-type': [{ wildcard: 'incident?resolved' }] }, false],
    ['wildcard for nothing', { 'detail-type': [{ wildcard: 'incident.resolved*' }] }, true],
    ['wildcard with escapes', detail({ file: [{ wildcard: 'a\\*b\\\\*.png' }] }), true],
    ['in any case', detail({ state: { to: [{ 'equals-ignore-case': 'rESOLVED' }] } }), true],
    // Anything but.
    ['anything-but', detail({ priority: [{ 'anything-but': [1, 3] }] }), true],
    ['anything-but one of them', detail({ priority: [{ 'anything-but': [2] }] }), false],
    ['anything-but a text, of a number', detail({ priority: [{ 'anything-but': 'x' }] }), true],
    [
      'anything-but a text, of true and null',
      detail({ yes: [{ 'anything-but': 'x' }], empty: [{ 'anything-but': 1 }] }),
      true,
    ],
    ['anything-but a prefix', { source: [{ 'anything-but': { prefix: 'itsm.' } }] }, false],
    ['anything-but prefixes', { source: [{ 'anything-but': { prefix: ['aws.', 'x'] } }] }, true],
    ['anything-but a suffix', { source: [{ 'anything-but': { suffix: 'management' } }] }, false],
    ['anything-but a wildcard', { source: [{ 'anything-but': { wildcard: '*problem*' } }] }, true],
    [
      'anything-but in any case',
      detail({ state: { to: [{ 'anything-but': { 'equals-ignore-case': ['resolved'] } }] } }),
      false,
    ],
    ['anything-but one entry of a list', detail({ tags: [{ 'anything-but': 'vip' }] }), true],
    ['anything-but of what is absent', detail({ missing: [{ 'anything-but': 1 }] }), false],
    ['anything-but of an object', detail({ state: [{ 'anything-but': 'x' }] }), false],
    ['anything-but of an empty list', detail({ none: [{ 'anything-but': 'x' }] }), false],
    // Existence is of leaves.
    ['exists', detail({ priority: [{ exists: true }] }), true],
    ['exists, being null', detail({ empty: [{ exists: true }] }), true],
    ['exists not', detail({ missing: [{ exists: false }] }), true],
    ['exists not, but does', detail({ priority: [{ exists: false }] }), false],
    ['an object does not exist', detail({ state: [{ exists: true }] }), false],
    ['an object exists not', detail({ state: [{ exists: false }] }), true],
    ['a list of objects exists not', detail({ lines: [{ exists: false }] }), true],
    ['an empty list exists not', detail({ none: [{ exists: false }] }), true],
    ['an empty object exists not', detail({ hollow: [{ exists: false }] }), true],
    ['exists not below what is missing', detail({ missing: { k: [{ exists: false }] } }), true],
    ['exists not below a text', { source: { k: [{ exists: false }] } }, true],
    ['exists not, or a value', detail({ priority: [{ exists: false }, 2] }), true],
    // Numbers and addresses.
    ['numeric range', detail({ priority: [{ numeric: ['>', 1, '<=', 2] }] }), true],
    ['numeric of another range', detail({ priority: [{ numeric: ['<', 2] }] }), false],
    ['numeric equality', detail({ priority: [{ numeric: ['=', 2.0] }] }), true],
    ['numeric of a text', detail({ nothing: [{ numeric: ['<', 2] }] }), false],
    ['cidr', detail({ ip: [{ cidr: '10.0.0.0/24' }] }), true],
    ['cidr of another network', detail({ ip: [{ cidr: '10.0.1.0/24' }] }), false],
    ['cidr of version 6', detail({ ip6: [{ cidr: '2001:db8::/32' }] }), true],
    ['cidr of what is no address', { source: [{ cidr: '0.0.0.0/0' }] }, false],
    // Alternatives.
    ['or', { $or: [{ detail: { priority: [9] } }, { source: [{ suffix: 'management' }] }] }, true],
    ['or, and more', { $or: [{ source: ['x'] }, { source: ['y'] }], detail: { priority: [2] } }, false],
    ['or within', detail({ $or: [{ priority: [9] }, { empty: [null], yes: [true] }] }), true],
    [
      'or within or',
      { $or: [{ source: ['x'] }, { $or: [{ source: ['y'] }, { 'detail-type': ['incident.resolved'] }] }] },
      true,
    ],
    ['the later of two rules for a field', { 'detail.priority': [9], detail: { priority: [2] } }, true],
  ])('%s', (_, pattern, expected) => {
    expect(compileEventPattern(pattern)(event)).toBe(expected);
  });

  it.each<[string, JsonObject]>([
    ['an operator that is not known', { source: [{ contains: 'x' }] }],
    ['a rule that is no list', { source: 'x' }],
    ['an empty list', { source: [] }],
    ['an empty object', {}],
    ['an empty object within', { detail: {} }],
    ['an operator without a name', { source: [{}] }],
    ['two operators in one', { source: [{ prefix: 'a', suffix: 'b' }] }],
    ['a list in a list', { source: [['x']] }],
    ['or with one alternative', { $or: [{ source: ['x'] }] }],
    ['or of an object', { $or: { source: ['x'] } }],
    ['or of texts', { $or: ['x', 'y'] }],
    ['or with an operator as a field', { $or: [{ prefix: ['x'] }, { source: ['y'] }] }],
    ['two wildcards in a row', { source: [{ wildcard: 'a**b' }] }],
    ['a backslash before a letter', { source: [{ wildcard: 'a\\b' }] }],
    ['a prefix that is a number', { source: [{ prefix: 1 }] }],
    ['a prefix of another operator', { source: [{ prefix: { wildcard: 'x' } }] }],
    ['exists of a text', { source: [{ exists: 'true' }] }],
    ['anything-but true', { source: [{ 'anything-but': true }] }],
    ['anything-but null', { source: [{ 'anything-but': [null] }] }],
    ['anything-but nothing', { source: [{ 'anything-but': [] }] }],
    ['anything-but texts and numbers', { source: [{ 'anything-but': ['x', 1] }] }],
    ['anything-but an empty prefix', { source: [{ 'anything-but': { prefix: '' } }] }],
    ['anything-but numeric', { source: [{ 'anything-but': { numeric: ['=', 1] } }] }],
    ['numeric with the upper bound first', { source: [{ numeric: ['<', 10, '>', 5] }] }],
    ['numeric with nothing between', { source: [{ numeric: ['>', 5, '<', 5] }] }],
    ['numeric with more than a range', { source: [{ numeric: ['>', 1, '<', 5, '<', 9] }] }],
    ['numeric of a text', { source: [{ numeric: ['>', '1'] }] }],
    ['numeric of an unknown comparison', { source: [{ numeric: ['!=', 1] }] }],
    ['cidr without bits', { source: [{ cidr: '10.0.0.0' }] }],
    ['cidr with too many bits', { source: [{ cidr: '10.0.0.0/33' }] }],
  ])('is refused: %s', (_, pattern) => {
    expect(() => compileEventPattern(pattern)).toThrow(/rule for|event pattern|\$or/);
  });

  it('of a rule is told with the place', () => {
    const pattern = { $or: [{ source: ['x'] }, { detail: { state: [{ exists: 1 }] } }] };
    expect(() => compileEventPattern(pattern)).toThrow(
      'the rule for detail.state: expected true or false for exists, was given 1',
    );
  });
});
