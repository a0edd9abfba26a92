/** Which source's word is a record's, by precedence and age; what identifies a record and what does not. */
import { describe, expect, it } from 'vitest';
import { identifying, identitiesOf, junkIn, recognised } from '#shared/capabilities/sources/identity';
import type { SourcesRule } from '#shared/capabilities/sources/rule';
import { forgotten, settleSources, sourcesAfter } from '#shared/capabilities/sources/settle';
import { device } from '#shared/capabilities/sources/specimen';
import {
  attributesIn,
  changesAt,
  fieldsOf,
  nextChangeAt,
  outcomesOf,
  reported,
  type Sources,
  wordsFor,
} from '#shared/capabilities/sources/weigh';
import { draftOf } from '#shared/engine/draft';
import type { AnyRecord } from '#shared/grammar/record';
import { circumstancesOf } from '#test/grammar/circumstances';

const AT = '2026-06-01T00:00:00.000Z';
const DAY = 86_400_000;
const day = (days: number): number => Date.parse(AT) + days * DAY;
const on = (days: number): string => new Date(day(days)).toISOString();

const rule: SourcesRule<{ readonly kind?: string }, 'title' | 'serial' | 'ram' | 'room' | 'facts'> = {
  by: ['INT'],
  attributes: ['title', 'serial', 'ram', 'room', 'facts'],
  keyed: ['facts'],
  precedence: ['manual', 'discovery', '*'],
  precedenceOf: { room: ['*', 'manual'], 'facts/os': ['scan', '*'] },
  staleAfter: 'P14D',
  identifyBy: [{ by: ['serial'] }],
};
const record = (fields: Readonly<Record<string, unknown>>): AnyRecord =>
  ({ type: 'device', uid: 'u', id: 'DEV1', state: 'live', version: 1, createdAt: AT, title: 'x', ...fields }) as never;
const said = (...reports: readonly (readonly [source: string, days: number, values: object])[]): Sources =>
  reports.reduce<Sources>(
    (sources, [source, days, values]) => reported(sources, { source, seenAt: on(days), values: { ...values } }),
    {},
  );
const first = (sources: Sources, attribute: string, now: number): unknown =>
  wordsFor(rule, record({}), sources, attribute, now)[0]?.value;

describe('the word that counts', () => {
  it('is that of the source that is believed before others, whichever came last', () => {
    const sources = said(['manual', 0, { ram: 32 }], ['discovery', 1, { ram: 64 }], ['other', 2, { ram: 16 }]);
    expect(wordsFor(rule, record({}), sources, 'ram', day(3)).map(({ source }) => source)).toEqual([
      'manual',
      'discovery',
      'other',
    ]);
  });

  it('is by attribute where an attribute has an order of its own, keys of maps too', () => {
    const sources = said(
      ['manual', 0, { room: 'a', 'facts/os': 'x', 'facts/cpu': 'm' }],
      ['scan', 0, { room: 'b', 'facts/os': 'y', 'facts/cpu': 's' }],
    );
    expect([
      first(sources, 'room', day(1)),
      first(sources, 'facts/os', day(1)),
      first(sources, 'facts/cpu', day(1)),
    ]).toEqual(['b', 'y', 'm']);
  });

  it('passes on when its source is stale to the very millisecond, and never when people stated it', () => {
    const sources = said(['discovery', 0, { ram: 64 }], ['other', 10, { ram: 16 }]);
    expect([first(sources, 'ram', day(14) - 1), first(sources, 'ram', day(14))]).toEqual([64, 16]);
    const byHand = said(['manual', 0, { ram: 32 }], ['other', 1000, { ram: 16 }]);
    expect(first(byHand, 'ram', day(1001))).toBe(32);
  });

  it('stays the best one where all are stale', () => {
    const sources = said(['discovery', 0, { ram: 64 }], ['other', 10, { ram: 16 }]);
    expect(first(sources, 'ram', day(100))).toBe(64);
  });

  it('of two that are believed alike is the newer one, and repeating it does not make it newer', () => {
    const both = said(['a', 0, { ram: 1 }], ['b', 1, { ram: 2 }]);
    expect(first(both, 'ram', day(2))).toBe(2);
    const repeated = reported(both, { source: 'a', seenAt: on(2), values: { ram: 1 } });
    expect(first(repeated, 'ram', day(3))).toBe(2);
    const changed = reported(both, { source: 'a', seenAt: on(2), values: { ram: 3 } });
    expect(first(changed, 'ram', day(3))).toBe(3);
  });

  it('does not depend on the order in which reports came, where each was seen at another instant', () => {
    const reports = [
      ['manual', 0, { ram: 1 }],
      ['discovery', 1, { ram: 2, room: 'x' }],
      ['a', 2, { ram: 3, room: 'y' }],
      ['b', 3, { ram: 4, room: 'z' }],
    ] as const;
    const orders = [reports, reports.toReversed(), [reports[2], reports[0], reports[3], reports[1]]] as const;
    const outcomes = orders.map((order) => {
      const sources = said(...order);
      return [first(sources, 'ram', day(4)), first(sources, 'room', day(4)), first(sources, 'room', day(16))];
    });
    expect(new Set(outcomes.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(outcomes[0]).toEqual([1, 'z', 'z']);
  });
});

describe('a report', () => {
  it('leaves what it does not mention, takes back what it says is no more', () => {
    const sources = said(['a', 0, { ram: 1, room: 'x' }], ['a', 1, { room: null }], ['a', 2, { serial: 's' }]);
    expect(sources).toEqual({
      a: { lastSeen: on(2), values: { ram: { value: 1, since: on(0) }, serial: { value: 's', since: on(2) } } },
    });
  });

  it('tells of each attribute what became of it', () => {
    const sources = said(['manual', 0, { ram: 32 }], ['discovery', 1, { ram: 64, room: 'x', serial: 's', title: 'y' }]);
    const report = { source: 'discovery', seenAt: on(1), values: { ram: 64, room: 'x', serial: 's', title: 'y' } };
    const held = { ...rule, controlled: () => ['title'] as const };
    expect(outcomesOf(held, record({ ram: 32, serial: 's' }), report, sources, day(2))).toEqual([
      { attribute: 'ram', outcome: 'shadowed', source: 'manual' },
      { attribute: 'room', outcome: 'promoted' },
      { attribute: 'serial', outcome: 'same' },
      { attribute: 'title', outcome: 'held' },
    ]);
  });

  it('changes nothing that is controlled', () => {
    const held = { ...rule, controlled: () => ['ram', 'facts/os'] as const };
    const sources = said(['discovery', 0, { ram: 64, 'facts/os': 'x', 'facts/cpu': 'y' }]);
    const before = record({ ram: 32, facts: { os: 'w' } });
    expect(changesAt(held, before, sources, day(1))).toEqual({ 'facts/cpu': 'y' });
    expect(fieldsOf(before, { 'facts/cpu': 'y' })).toEqual({ facts: { os: 'w', cpu: 'y' } });
  });

  it('finds what people stated before there were sources', () => {
    const report = { source: 'discovery', seenAt: on(5), values: { ram: 64 } };
    const after = sourcesAfter(rule, record({ ram: 32 }), report);
    expect(after.manual?.values.ram).toEqual({ value: 32, since: AT });
    expect(changesAt(rule, record({ ram: 32 }), after, day(6))).toEqual({});
  });
});

describe('values by key', () => {
  it('come apart and together again', () => {
    const fields = { title: 't', facts: { os: 'x', list: [1, 2] } };
    const attributes = attributesIn(rule, fields);
    expect(attributes).toEqual({ title: 't', 'facts/os': 'x', 'facts/list': [1, 2] });
    expect(fieldsOf({}, attributes)).toEqual(fields);
    expect(fieldsOf(fields, { 'facts/os': undefined, title: undefined })).toEqual({
      facts: { list: [1, 2] },
      title: null,
    });
  });
});

describe('the passing of time', () => {
  it('is due when a giving way changes something, and not before', () => {
    const sources = said(['discovery', 0, { ram: 64, room: 'x' }], ['other', 3, { ram: 64 }], ['last', 5, { ram: 16 }]);
    const standing = record({ ram: 64, room: 'x', sources });
    // Discovery gives way to one that says the same; that one to one that does not.
    expect(
      nextChangeAt(rule, record({ ram: 64, room: 'x', sources: said(['discovery', 0, { ram: 64 }]) })),
    ).toBeUndefined();
    expect(nextChangeAt(rule, standing)).toBe(day(14));
    const [due] = [nextChangeAt(rule, standing)];
    expect(changesAt(rule, standing, sources, Number(due))).toEqual({ ram: 16 });
  });
});

describe('a change by hand', () => {
  const settled = (before: AnyRecord, after: AnyRecord, command: string, redacts?: readonly string[]) => {
    const draft = draftOf(after);
    const at = { ...circumstancesOf('ada', ['AGT']), now: day(1) };
    settleSources(rule, draft, at, { definition: device, before, command, ...(redacts && { redacts }) });
    return draft.record;
  };
  const sources = said(
    ['manual', 0, { ram: 32 }],
    ['discovery', 0, { ram: 64, room: 'x' }],
    ['scan', 0, { 'facts/os': 'l' }],
  );
  const before = record({ ram: 32, room: 'x', facts: { os: 'l' }, sources });

  it('is people’s word', () => {
    const after = settled(before, { ...before, ram: 48 } as AnyRecord, 'update');
    expect([after.ram, after.sources?.manual?.values.ram?.value]).toEqual([48, 48]);
  });

  it('that takes a value back leaves it to the next source', () => {
    const { ram: _, ...rest } = before;
    expect(settled(before, rest as AnyRecord, 'update').ram).toBe(64);
  });

  it('is refused where another source is believed before people, and waits in its shadow where a command makes it', () => {
    expect(() => settled(before, { ...before, room: 'mine' } as AnyRecord, 'update')).toThrow('room');
    const after = settled(before, { ...before, room: 'mine' } as AnyRecord, 'move');
    expect([after.room, after.sources?.manual?.values.room?.value]).toEqual(['x', 'mine']);
  });

  it('that redacts a field takes it out of what all sources say', () => {
    const after = settled(before, { ...before, ram: null, facts: null } as never, 'redact', ['ram', 'facts']);
    expect(JSON.stringify(after.sources)).not.toMatch(/ram|facts/);
    expect(Object.keys(forgotten(sources, ['room']).discovery?.values ?? {})).toEqual(['ram']);
  });
});

describe('what identifies', () => {
  it.each([
    'To be filled by O.E.M.',
    'Default string',
    'System Serial Number',
    'Not Specified',
    'None',
    'N/A',
    '0',
    '00000000',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    '00:00:00:00:00:00',
    'xxxxxxx',
    '-',
    '   ',
    '123456789',
    '[redacted]',
    'x'.repeat(300),
  ])('is not %s', (junk) => {
    expect(identifying(junk)).toBeUndefined();
  });

  it('is compared without what people and agents write differently', () => {
    expect(identifying(' czc1234 abc ')).toBe(identifying('CZC1234  ABC'));
    const mac = 'hardware-address';
    expect(
      new Set(['00:1B:44:11:3a:b7', '001b.4411.3ab7', '00-1B-44-11-3A-B7'].map((each) => identifying(each, mac))).size,
    ).toBe(1);
    expect(identifying('Web-01.Example.com.', 'host-name')).toBe('web-01.example.com');
    expect([identifying('test', 'host-name'), identifying('localhost', 'host-name')]).toEqual(['test', undefined]);
    expect(identifying('A-1')).not.toBe(identifying('A1'));
  });

  it('is complete, of the rules that hold for it, in their order', () => {
    const ways: SourcesRule<{ readonly title?: string }, 'title' | 'serial' | 'room'> = {
      by: ['INT'],
      attributes: ['title', 'serial', 'room'],
      precedence: ['*'],
      staleAfter: 'P14D',
      identifyBy: [
        { by: ['serial'], when: ({ title }) => title !== 'printer' },
        { by: ['title', 'room'] },
        { by: ['room'] },
      ],
    };
    const by = (values: object) => identitiesOf(ways, { ...values }).map(({ attributes }) => attributes.join('+'));
    expect(by({ serial: 'S1', title: 'a1', room: 'r2' })).toEqual(['serial', 'title+room', 'room']);
    expect(by({ serial: 'S1', title: 'printer', room: 'None' })).toEqual([]);
    expect(junkIn(ways, { serial: 'N/A', title: 'a1', room: 'none' })).toEqual(['serial', 'room']);
    const [one, other] = [
      { title: 'ab', room: 'cd' },
      { title: 'a', room: 'bcd' },
    ].map((each) => identitiesOf(ways, each)[0]?.hash);
    expect(one).not.toBe(other);
  });

  it('finds by the first way that finds something; several by it are ambiguous, whatever later ways find', () => {
    const way = (attribute: string, ...uids: readonly string[]) => ({
      identity: { attributes: [attribute], hash: attribute },
      uids,
    });
    expect(recognised([way('serial'), way('tag')])).toEqual({ is: 'new' });
    expect(recognised([way('serial'), way('tag', 'a')])).toEqual({ is: 'known', uid: 'a', by: ['tag'], others: [] });
    expect(recognised([way('serial', 'a'), way('tag', 'b', 'a')])).toEqual({
      is: 'known',
      uid: 'a',
      by: ['serial'],
      others: ['b'],
    });
    expect(recognised([way('serial', 'a', 'b'), way('tag', 'a')])).toEqual({
      is: 'ambiguous',
      uids: ['a', 'b'],
      by: ['serial'],
    });
  });
});
