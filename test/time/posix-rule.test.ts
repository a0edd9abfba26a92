/** Rules for the future of a zone: every form that POSIX and RFC 9636 allow. */
import { describe, expect, it } from 'vitest';
import { changesIn, parsePosixRule } from '#shared/time/posix-rule';
import { changesBetween, offsetIn, readHistory } from '#shared/time/zone-data';
import { at, instant } from '#test/time/calendars';

const changes = (rule: string, year: number) =>
  changesIn(parsePosixRule(rule), year).map(([when, offset]) => [instant(when), offset]);

describe('discovery P5 a rule', () => {
  it.each<[string, string, number, readonly (readonly [string, number])[]]>([
    [
      'of the last Sundays',
      'CET-1CEST,M3.5.0,M10.5.0/3',
      2026,
      [
        ['2026-03-29T01:00:00Z', 7200],
        ['2026-10-25T01:00:00Z', 3600],
      ],
    ],
    [
      'of the south, which begins its summer in the old year',
      'NZST-12NZDT,M9.5.0,M4.1.0/3',
      2026,
      [
        ['2026-04-04T14:00:00Z', 43_200],
        ['2026-09-26T14:00:00Z', 46_800],
      ],
    ],
    [
      'with winter as the exception',
      'IST-1GMT0,M10.5.0,M3.5.0/1',
      2026,
      [
        ['2026-03-29T01:00:00Z', 3600],
        ['2026-10-25T01:00:00Z', 0],
      ],
    ],
    [
      'with hours before midnight',
      '<-02>2<-01>,M3.5.0/-1,M10.5.0/0',
      2026,
      [
        ['2026-03-29T01:00:00Z', -3600],
        ['2026-10-25T01:00:00Z', -7200],
      ],
    ],
    [
      'with hours beyond the day, half an hour of summer and a name in brackets',
      '<+1030>-10:30<+11>-11,M10.1.0,M4.1.0/26',
      2026,
      [
        ['2026-04-05T15:00:00Z', 37_800],
        ['2026-10-03T15:30:00Z', 39_600],
      ],
    ],
    [
      'of days of the year, without and with 29 February',
      'AAA0BBB,J60/0,300/0',
      2028,
      [
        ['2028-03-01T00:00:00Z', 3600],
        ['2028-10-26T23:00:00Z', 0],
      ],
    ],
    ['without summer', '<-03>3', 2026, []],
  ])('%s', (_, rule, year, expected) => {
    expect(changes(rule, year)).toEqual(expected);
  });

  it.each(['', 'CET', 'CET-1CEST', 'CET-1CEST,M3.5.0', 'X-1', 'CET-1CEST,M3.5.0,M10.5.0/3 '])('is not %s', (rule) => {
    expect(() => parsePosixRule(rule)).toThrow(RangeError);
  });

  it('goes on where what is written down ends', () => {
    const summer = `${at('1971-10-22T04:45:00Z').toString(36)}1`;
    const history = readHistory(`3600,7200|${summer}|CET-1CEST,M3.5.0,M10.5.0/3`);
    expect(history.changes.map(([when]) => instant(when))).toEqual(['1971-10-22T04:45:00Z']);
    const found = changesBetween(history, at('1971-01-01T00:00:00Z'), at('1973-01-01T00:00:00Z'));
    expect(found.map(([when, offset]) => [instant(when), offset])).toEqual([
      ['1971-10-22T04:45:00Z', 7200],
      ['1971-10-31T01:00:00Z', 3600],
      ['1972-03-26T01:00:00Z', 7200],
      ['1972-10-29T01:00:00Z', 3600],
    ]);
    expect(
      [at('1969-07-01T00:00:00Z'), at('1971-10-25T00:00:00Z'), at('2071-07-01T00:00:00Z')].map((when) =>
        offsetIn(history, when),
      ),
    ).toEqual([3600, 7200, 7200]);
  });
});
