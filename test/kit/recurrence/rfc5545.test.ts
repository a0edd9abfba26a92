/** The examples of RFC 5545, section 3.8.5.3, that recur by days or longer: each with the dates that the standard gives. */
import { expect, it } from 'vitest';
import { nextOccurrences, type Recurrence } from '#shared/kit/recurrence/occurrences';
import { parseRule, wallOf } from '#shared/kit/recurrence/rule';

const ZONE = 'America/New_York';
const show = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 16);

/** `09-02..04` is 2, 3 and 4 September; `1998: 01-01` goes on in that year. */
function dates(text: string): readonly string[] {
  let year = 1997;
  return text.split(/\s+/).flatMap((word) => {
    const next = /^(\d{4}):$/.exec(word);
    if (next) {
      year = Number(next[1]);
      return [];
    }
    const [, month = '', from = '', to = from] = /^(\d\d)-(\d\d)(?:\.\.(\d\d))?$/.exec(word) ?? [];
    return Array.from(
      { length: Number(to) - Number(from) + 1 },
      (_, i) => `${year}-${month}-${String(Number(from) + i).padStart(2, '0')}T09:00`,
    );
  });
}

/** Name, DTSTART, RRULE, the first dates; `ends` when there are no more. */
const examples: readonly (readonly [name: string, start: string, rule: string, wanted: string, ends?: 'ends'])[] = [
  ['daily for 10 occurrences', '19970902T090000', 'FREQ=DAILY;COUNT=10', '09-02..11', 'ends'],
  ['every other day', '19970902T090000', 'FREQ=DAILY;INTERVAL=2', '09-02 09-04 09-06 09-08 09-10 09-12 09-14'],
  [
    'every 10 days, 5 occurrences',
    '19970902T090000',
    'FREQ=DAILY;INTERVAL=10;COUNT=5',
    '09-02 09-12 09-22 10-02 10-12',
    'ends',
  ],
  [
    'every day in January, yearly',
    '19980101T090000',
    'FREQ=YEARLY;UNTIL=19980131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA',
    '1998: 01-01..31',
    'ends',
  ],
  [
    'every day in January, daily',
    '19980101T090000',
    'FREQ=DAILY;UNTIL=19980131T140000Z;BYMONTH=1',
    '1998: 01-01..31',
    'ends',
  ],
  [
    'weekly for 10 occurrences',
    '19970902T090000',
    'FREQ=WEEKLY;COUNT=10',
    '09-02 09-09 09-16 09-23 09-30 10-07 10-14 10-21 10-28 11-04',
    'ends',
  ],
  [
    'weekly until 24 December',
    '19970902T090000',
    'FREQ=WEEKLY;UNTIL=19971224T000000Z',
    '09-02 09-09 09-16 09-23 09-30 10-07 10-14 10-21 10-28 11-04 11-11 11-18 11-25 12-02 12-09 12-16 12-23',
    'ends',
  ],
  [
    'every other week',
    '19970902T090000',
    'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
    '09-02 09-16 09-30 10-14 10-28 11-11 11-25 12-09 12-23 1998: 01-06 01-20',
  ],
  [
    'weekly on Tuesday and Thursday',
    '19970902T090000',
    'FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH',
    '09-02 09-04 09-09 09-11 09-16 09-18 09-23 09-25 09-30 10-02',
    'ends',
  ],
  [
    'every other week on MO, WE, FR',
    '19970901T090000',
    'FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR',
    '09-01 09-03 09-05 09-15 09-17 09-19 09-29 10-01 10-03 10-13 10-15 10-17 10-27 10-29 10-31 11-10 11-12 11-14 11-24 11-26 11-28 12-08 12-10 12-12 12-22',
    'ends',
  ],
  [
    'every other week on TU and TH, 8 times',
    '19970902T090000',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
    '09-02 09-04 09-16 09-18 09-30 10-02 10-14 10-16',
    'ends',
  ],
  [
    'monthly on the first Friday',
    '19970905T090000',
    'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
    '09-05 10-03 11-07 12-05 1998: 01-02 02-06 03-06 04-03 05-01 06-05',
    'ends',
  ],
  [
    'first Friday until 24 December',
    '19970905T090000',
    'FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR',
    '09-05 10-03 11-07 12-05',
    'ends',
  ],
  [
    'first and last Sunday, every other month',
    '19970907T090000',
    'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
    '09-07 09-28 11-02 11-30 1998: 01-04 01-25 03-01 03-29 05-03 05-31',
    'ends',
  ],
  [
    'second-to-last Monday',
    '19970922T090000',
    'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
    '09-22 10-20 11-17 12-22 1998: 01-19 02-16',
    'ends',
  ],
  [
    'third-to-last day of the month',
    '19970928T090000',
    'FREQ=MONTHLY;BYMONTHDAY=-3',
    '09-28 10-29 11-28 12-29 1998: 01-29 02-26',
  ],
  [
    '2nd and 15th',
    '19970902T090000',
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15',
    '09-02 09-15 10-02 10-15 11-02 11-15 12-02 12-15 1998: 01-02 01-15',
    'ends',
  ],
  [
    'first and last day',
    '19970930T090000',
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
    '09-30 10-01 10-31 11-01 11-30 12-01 12-31 1998: 01-01 01-31 02-01',
    'ends',
  ],
  [
    '10th to 15th, every 18 months',
    '19970910T090000',
    'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
    '09-10..15 1999: 03-10..13',
    'ends',
  ],
  [
    'every Tuesday, every other month',
    '19970902T090000',
    'FREQ=MONTHLY;INTERVAL=2;BYDAY=TU',
    '09-02 09-09 09-16 09-23 09-30 11-04 11-11 11-18 11-25 1998: 01-06 01-13 01-20 01-27 03-03',
  ],
  [
    'yearly in June and July',
    '19970610T090000',
    'FREQ=YEARLY;COUNT=10;BYMONTH=6,7',
    '06-10 07-10 1998: 06-10 07-10 1999: 06-10 07-10 2000: 06-10 07-10 2001: 06-10 07-10',
    'ends',
  ],
  [
    'every other year in January, February, March',
    '19970310T090000',
    'FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
    '03-10 1999: 01-10 02-10 03-10 2001: 01-10 02-10 03-10 2003: 01-10 02-10 03-10',
    'ends',
  ],
  [
    'every third year on days 1, 100 and 200',
    '19970101T090000',
    'FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
    '01-01 04-10 07-19 2000: 01-01 04-09 07-18 2003: 01-01 04-10 07-19 2006: 01-01',
    'ends',
  ],
  ['20th Monday of the year', '19970519T090000', 'FREQ=YEARLY;BYDAY=20MO', '05-19 1998: 05-18 1999: 05-17'],
  ['Monday of week 20', '19970512T090000', 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', '05-12 1998: 05-11 1999: 05-17'],
  [
    'every Thursday in March',
    '19970313T090000',
    'FREQ=YEARLY;BYMONTH=3;BYDAY=TH',
    '03-13 03-20 03-27 1998: 03-05 03-12 03-19 03-26 1999: 03-04 03-11 03-18 03-25',
  ],
  [
    'every Thursday in summer',
    '19970605T090000',
    'FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8',
    '06-05 06-12 06-19 06-26 07-03 07-10 07-17 07-24 07-31 08-07 08-14 08-21 08-28 1998: 06-04',
  ],
  [
    'Friday the 13th',
    '19980101T090000',
    'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
    '1998: 02-13 03-13 11-13 1999: 08-13 2000: 10-13',
  ],
  [
    'first Saturday after the first Sunday',
    '19970913T090000',
    'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
    '09-13 10-11 11-08 12-13 1998: 01-10 02-07 03-07 04-11 05-09 06-13',
  ],
  [
    'presidential election day',
    '19961105T090000',
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    '1996: 11-05 2000: 11-07 2004: 11-02',
  ],
  [
    'third of Tuesday, Wednesday, Thursday',
    '19970904T090000',
    'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
    '09-04 10-07 11-06',
    'ends',
  ],
  [
    'second-to-last weekday',
    '19970929T090000',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
    '09-29 10-30 11-27 12-30 1998: 01-29 02-26 03-30',
  ],
  [
    'weeks that begin on Monday',
    '19970805T090000',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
    '08-05 08-10 08-19 08-24',
    'ends',
  ],
  [
    'weeks that begin on Sunday',
    '19970805T090000',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
    '08-05 08-17 08-19 08-31',
    'ends',
  ],
  [
    'a date that some months lack',
    '20070115T090000',
    'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
    '2007: 01-15 01-30 02-15 03-15 03-30',
    'ends',
  ],
];

it.each(examples.map(([name, ...rest]) => ({ name, rest })))('$name', ({ rest: [start, rule, wanted, ends] }) => {
  const recurrence: Recurrence = { rule: parseRule(rule), start: wallOf(start) ?? 0, zone: ZONE };
  const expected = dates(wanted);
  const found = nextOccurrences(recurrence, 0, expected.length + (ends ? 1 : 0));

  expect(found.map(({ nominal }) => show(nominal))).toEqual(expected);
  // 9:00 in New York is 13:00 UTC in summer time and 14:00 in winter.
  for (const { at, nominal } of found) expect([4, 5]).toContain((at - nominal) / 3600);
});

it('several times a day', () => {
  const rule = parseRule('FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,20,40;COUNT=8');
  const found = nextOccurrences({ rule, start: wallOf('19970902T090000') ?? 0, zone: ZONE }, 0, 20);

  expect(found.map(({ nominal }) => show(nominal).slice(8))).toEqual([
    ...['02T09:00', '02T09:20', '02T09:40', '02T10:00', '02T10:20', '02T10:40', '03T09:00', '03T09:20'],
  ]);
});
