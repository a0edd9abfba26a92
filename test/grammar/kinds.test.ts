/** Kinds of fields: what each takes and refuses, how it is described, and how its values stand in order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typeOf } from '#infra/docs/client-types';
import { exampleOf } from '#shared/describe/openapi/example';
import { jsonSchema } from '#shared/describe/openapi/schema';
import {
  choice,
  type Field,
  type Fields,
  instant,
  integer,
  level,
  line,
  number,
  objectSchema,
  type ValuesOf,
} from '#shared/grammar/fields';
import { day } from '#shared/grammar/kinds/day';
import { decimal, percentage, rate } from '#shared/grammar/kinds/decimal';
import { digest } from '#shared/grammar/kinds/digest';
import { duration } from '#shared/grammar/kinds/duration';
import { interval } from '#shared/grammar/kinds/interval';
import { measure } from '#shared/grammar/kinds/measure';
import { money } from '#shared/grammar/kinds/money';
import { recurrence } from '#shared/grammar/kinds/recurrence';
import { version } from '#shared/grammar/kinds/version';
import { validated } from '#shared/http/validate';
import { Problem } from '#shared/problems/problems';

/** A specimen: a field of each kind, with what it takes, what it keeps of that, and what it refuses under which name. */
interface Specimen {
  readonly field: Field;
  readonly takes: readonly (readonly [given: unknown, kept: unknown])[];
  readonly refuses: readonly (readonly [given: unknown, slug: string, words: string])[];
  readonly type: string;
}

const same = (value: unknown) => [value, value] as const;
const eur = (amount: unknown) => ({ amount, currency: 'EUR' });

const specimens: Readonly<Record<string, Specimen>> = {
  money: {
    field: money(),
    takes: [same(eur(95_000)), same(eur(-9e15)), same({ amount: 1234, currency: 'KWD' })],
    refuses: [
      [eur(9e15 + 2), 'amount-out-of-range', 'at most'],
      [eur(1e300), 'amount-out-of-range', 'at most'],
      [eur(0.5), 'validation-failed', 'whole number of minor units'],
      [eur('1'), 'validation-failed', 'expected number'],
      [{ amount: 1, currency: 'XAU' }, 'unknown-currency', 'ISO 4217'],
      [{ amount: 1, currency: 'eur' }, 'validation-failed', 'such as EUR'],
      [{ amount: 1 }, 'required-field-missing', 'currency is required'],
      [{ ...eur(1), scale: 2 }, 'unknown-field', 'scale'],
      ['950.00 EUR', 'validation-failed', 'expected object'],
    ],
    type: '{ readonly amount: number; readonly currency: string }',
  },
  'money of some currencies, from zero': {
    field: money({ currencies: ['EUR', 'CHF'], least: 0, most: 100_000 }),
    takes: [same(eur(0)), same({ amount: 100_000, currency: 'CHF' })],
    refuses: [
      [eur(-1), 'validation-failed', 'at least 0'],
      [eur(100_001), 'validation-failed', 'at most 100000'],
      [{ amount: 1, currency: 'USD' }, 'validation-failed', 'one of EUR, CHF'],
    ],
    type: "{ readonly amount: number; readonly currency: 'EUR' | 'CHF' }",
  },
  decimal: {
    field: decimal(),
    takes: [same('12.5'), ['007.50', '7.5'], ['-0', '0'], same('123456789012.123456789012')],
    refuses: [
      ['1e3', 'validation-failed', 'expected a decimal'],
      ['1,5', 'validation-failed', 'expected a decimal'],
      ['1234567890123', 'validation-failed', '12 digits'],
      [1.5, 'validation-failed', 'expected string'],
    ],
    type: 'string',
  },
  rate: {
    field: rate({ most: '1000' }),
    takes: [same('0.000000000001'), ['1000.0', '1000']],
    refuses: [
      ['0', 'validation-failed', 'above 0'],
      ['-1', 'validation-failed', 'above 0'],
      ['1000.000000000001', 'validation-failed', 'to 1000'],
    ],
    type: 'string',
  },
  percentage: {
    field: percentage(),
    takes: [same('0'), same('100'), ['99.950', '99.95']],
    refuses: [
      ['100.0000001', 'validation-failed', 'from 0 to 100'],
      ['-0.1', 'validation-failed', 'from 0 to 100'],
    ],
    type: 'string',
  },
  measure: {
    field: measure({ unit: 'kW', min: 0, max: 100 }),
    takes: [same(6.4), same(0)],
    refuses: [
      [100.1, 'validation-failed', 'at most 100'],
      [-0.1, 'validation-failed', 'at least 0'],
      [0.1234567, 'validation-failed', 'at most 6 decimals'],
      [0.1 + 0.2, 'validation-failed', 'at most 6 decimals'],
    ],
    type: 'number',
  },
  day: {
    field: day(),
    takes: [same('2028-02-29')],
    refuses: [
      ['2026-02-29', 'validation-failed', 'a day such as'],
      ['2026-2-1', 'validation-failed', 'a day such as'],
      ['2026-02-01T00:00:00Z', 'validation-failed', 'a day such as'],
    ],
    type: 'string',
  },
  duration: {
    field: duration({ least: 'PT15M', most: 'P180D' }),
    takes: [same('PT4H'), ['P1D', 'PT24H'], ['PT90M', 'PT1H30M'], ['P2W', 'PT336H']],
    refuses: [
      ['PT14M59S', 'validation-failed', 'from PT15M to P180D'],
      ['P180DT1S', 'validation-failed', 'from PT15M to P180D'],
      ['P1M', 'validation-failed', 'a duration such as'],
      ['4h', 'validation-failed', 'a duration such as'],
    ],
    type: 'string',
  },
  interval: {
    field: interval({ longest: 'PT48H' }),
    takes: [
      [
        { from: '2026-03-14T22:00:00+01:00', to: '2026-03-15T02:00:00+01:00' },
        { from: '2026-03-14T21:00:00Z', to: '2026-03-15T01:00:00Z' },
      ],
    ],
    refuses: [
      [{ from: '2026-03-14T21:00:00Z', to: '2026-03-14T21:00:00Z' }, 'invalid-window', 'to after from'],
      [{ from: '2026-03-14T21:00:00Z', to: '2026-03-14T21:30:00+01:00' }, 'invalid-window', 'to after from'],
      [{ from: '2026-03-14T21:00:00Z', to: '2026-03-16T21:00:01Z' }, 'validation-failed', 'at most PT48H'],
      [{ from: '2026-03-14T21:00:00Z' }, 'required-field-missing', 'to is required'],
      [{ from: '2026-03-14', to: '2026-03-15' }, 'validation-failed', 'RFC 3339'],
    ],
    type: '{ readonly from: string; readonly to: string }',
  },
  'interval of days without an end': {
    field: interval({ of: 'day', end: 'until', open: true }),
    takes: [same({ from: '2026-03-14' }), same({ from: '2026-03-14', until: '2026-03-15' })],
    refuses: [
      [{ from: '2026-03-14', until: '2026-03-14' }, 'invalid-window', 'until after from'],
      [{ from: '2026-03-14', to: '2026-03-15' }, 'unknown-field', 'to'],
      [{ from: '2026-02-30' }, 'validation-failed', 'a day such as'],
    ],
    type: '{ readonly from: string; readonly until?: string }',
  },
  digest: {
    field: digest(),
    takes: [same('0f'.repeat(32))],
    refuses: [
      ['0F'.repeat(32), 'validation-failed', 'lower case'],
      ['0f'.repeat(31), 'validation-failed', '64 hexadecimal digits'],
    ],
    type: 'string',
  },
  version: {
    field: version(),
    takes: [same('1.4.0'), same('2.0.0-rc.1+build.5')],
    refuses: [
      ['1.4', 'validation-failed', 'Semantic Versioning'],
      ['v1.4.0', 'validation-failed', 'Semantic Versioning'],
      ['01.4.0', 'validation-failed', 'Semantic Versioning'],
      ['1.4.0-01', 'validation-failed', 'Semantic Versioning'],
    ],
    type: 'string',
  },
  recurrence: {
    field: recurrence(),
    takes: [
      same({ rrule: 'FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', dtstart: '2026-03-29T02:30', zone: 'Europe/Berlin' }),
      same({ rrule: 'FREQ=MONTHLY', dtstart: '2026-01-31T09:00', calendarId: 'ber', roll: 'following' }),
    ],
    refuses: [
      [{ rrule: 'FREQ=HOURLY', dtstart: '2026-03-29T02:30' }, 'validation-failed', 'FREQ is one of'],
      [{ rrule: 'FREQ=DAILY', dtstart: '2026-02-30T02:30' }, 'validation-failed', 'a wall time'],
      [{ rrule: 'FREQ=DAILY', dtstart: '2026-03-29' }, 'validation-failed', 'a wall time'],
      [{ rrule: 'FREQ=DAILY', dtstart: '2026-03-29T02:30', zone: 'Berlin' }, 'validation-failed', 'IANA'],
      [{ rrule: 'FREQ=DAILY', dtstart: '2026-03-29T02:30', roll: 'skip' }, 'required-field-missing', 'calendarId'],
      [{ dtstart: '2026-03-29T02:30' }, 'required-field-missing', 'rrule is required'],
    ],
    type: "{ readonly rrule: string; readonly dtstart: string; readonly zone?: string; readonly exdates?: readonly (string)[]; readonly calendarId?: string; readonly roll?: 'following' | 'preceding' | 'skip' }",
  },
};

const bodyOf = (of: Field, value: unknown): unknown => validated(objectSchema({ of }), { of: value }, ['of']);

function refusalOf(field: Field, value: unknown): Problem {
  try {
    bodyOf(field, value);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error(`expected a refusal of ${JSON.stringify(value)}`);
}

describe.each(Object.entries(specimens))('%s', (_, { field, takes, refuses, type }) => {
  it.each(takes)('takes %j and keeps %j', (given, kept) => {
    expect(bodyOf(field, given)).toEqual({ of: kept });
  });

  it.each(refuses)('refuses %j: %s', (given, slug, words) => {
    const problem = refusalOf(field, given);
    expect([problem.slug, problem.message]).toEqual([slug, expect.stringContaining(words)]);
  });

  it('is described by a schema whose example it takes, and whose type the client has', () => {
    const schema = jsonSchema(field.schema);
    expect(() => bodyOf(field, exampleOf(schema))).not.toThrow();
    expect(typeOf(schema)).toBe(type);
  });

  it('makes its schema once', () => {
    expect(field.schema).toBe(field.schema);
  });
});

describe('descriptions', () => {
  it('say units, formats and whole minor units', () => {
    expect(jsonSchema(specimens.measure?.field.schema ?? day().schema)).toMatchObject({
      type: 'number',
      'x-unit': 'kW',
    });
    expect(jsonSchema(day().schema)).toMatchObject({ type: 'string', format: 'date' });
    expect(jsonSchema(duration().schema)).toMatchObject({ type: 'string', format: 'duration' });
    expect(jsonSchema(money().schema)).toMatchObject({
      properties: { amount: { type: 'integer', format: 'int64', minimum: -9e15, maximum: 9e15 } },
    });
  });
});

it('a record of such fields has them as their kinds say', () => {
  const fields = {
    price: money({ least: 0, required: true }),
    window: interval({ end: 'until', required: true }),
    share: percentage(),
    valid: interval({ of: 'day', open: true }),
  } as const satisfies Fields;
  const price = { amount: 95_000, currency: 'EUR' };
  const values: ValuesOf<typeof fields> = {
    price,
    window: { from: '2026-03-01T00:00:00Z', until: '2026-03-02T00:00:00Z' },
    valid: { from: '2026-03-01' },
  };
  // @ts-expect-error: a required interval is missing
  const lacking: ValuesOf<typeof fields> = { price };
  expect(validated(objectSchema(fields), values, [])).toEqual(values);
  expect(() => validated(objectSchema(fields), lacking, [])).toThrow('window is required');
});

/** Values of a kind, smaller ones first. */
const ladders: readonly (readonly [string, Field, readonly unknown[]])[] = [
  ['integer', integer({ min: -10, max: 10_000 }), [-10, -9, 0, 9, 10, 1000]],
  ['number', number({ min: -1e9, max: 1e9 }), [-1e9, -2.5, -1e-9, 0, 1e-9, 0.5, 9, 10]],
  ['measure', measure({ unit: '°C', min: -60, max: 120 }), [-60, -0.5, 0, 9, 10, 27.4]],
  ['level', level(), [1, 2, 3]],
  ['choice', choice(['low', 'moderate', 'high', 'very_high']), ['low', 'moderate', 'high', 'very_high']],
  ['line', line({ max: 80 }), ['Äpfel', 'apfelmus', 'Birne', 'zebra']],
  ['instant', instant(), ['2026-03-01T00:00:00Z', '2026-03-01T00:00:00.5Z', '2026-03-01T02:00:00+01:00']],
  ['day', day(), ['0999-12-31', '2026-02-28', '2026-10-01']],
  ['decimal', decimal(), ['-10', '-9.5', '-9', '0', '0.000000000001', '9', '10', '123456789012']],
  ['duration', duration(), ['PT59S', 'PT90M', 'PT2H', 'P1D', 'PT100H']],
  ['money', money(), [{ amount: 900, currency: 'CHF' }, eur(-1000), eur(-999), eur(0), eur(999), eur(1000)]],
  ['version', version(), ['0.9.9', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2']],
  ['version', version(), ['1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.9.0', '1.10.0', '10.0.0']],
  [
    'interval',
    interval({ open: true }),
    [
      { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' },
      { from: '2026-03-01T00:00:00Z' },
      { from: '2026-03-01T12:00:00Z', to: '2026-03-01T13:00:00Z' },
    ],
  ],
];

describe('order', () => {
  it.each(ladders)('of %s', (_, { order }, values) => {
    const keys = values.map((value) => order?.keyOf(value) ?? 'none');
    expect(new Set(keys).size).toBe(values.length);
    expect([...keys].sort()).toEqual(keys);
  });

  it.each<[string, Field, string, unknown]>([
    ['integer', integer({ min: 0, max: 9 }), '7', 7],
    ['measure', measure({ unit: 'kW', min: 0, max: 9 }), '6.4', 6.4],
    ['choice', choice(['low', 'high']), 'high', 'high'],
    ['instant', instant(), '2026-03-01T01:00:00+01:00', '2026-03-01T00:00:00Z'],
    ['instant', instant(), '2026-03-01', '2026-03-01T00:00:00Z'],
    ['day', day(), '2026-03-01', '2026-03-01'],
    ['decimal', decimal(), '7.50', '7.5'],
    ['duration', duration(), 'PT90M', 'PT1H30M'],
    ['money', money(), 'EUR:95000', eur(95_000)],
    ['version', version(), '1.4.0+build', '1.4.0'],
  ])('of %s: a bound in a query is the value that it names', (_, { order }, given, value) => {
    expect(order?.boundOf(given)).toBe(order?.keyOf(value));
    expect(order?.boundOf(given)).toBeDefined();
  });

  it.each<[Field, string]>([
    [integer({ min: 0, max: 9 }), 'many'],
    [choice(['low', 'high']), 'higher'],
    [instant(), 'yesterday'],
    [day(), '2026-02-30'],
    [decimal(), '1e3'],
    [duration(), '4h'],
    [money(), '95000'],
    [money(), 'XXX:1'],
    [version(), '1.4'],
  ])('what is no bound is told so', ({ order }, given) => {
    expect(order?.boundOf(given)).toBeUndefined();
    expect(order?.like).not.toBe('');
  });

  it('of an interval is by its beginning, so that a range holds those that begin in it', () => {
    const { order } = interval();
    const key = order?.keyOf({ from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' }) ?? '';
    expect(key >= (order?.boundOf('2026-03-01') ?? '~')).toBe(true);
    expect(key < (order?.boundOf('2026-03-01T00:00:00.001Z') ?? '')).toBe(true);
  });

  it('of numbers is that of their keys', () => {
    const { order } = number({ min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        const [first, second] = [order?.keyOf(a) ?? '', order?.keyOf(b) ?? ''];
        expect(first < second).toBe(a < b);
      }),
    );
  });

  it('has no place for what is no value', () => {
    for (const [, { order }] of ladders)
      for (const value of [undefined, null, {}, []]) expect(order?.keyOf(value)).toBeUndefined();
  });

  it('digests and recurrences have none', () => {
    expect([digest().order, recurrence().order]).toEqual([undefined, undefined]);
  });
});
