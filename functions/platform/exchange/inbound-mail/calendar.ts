/** Invitations (RFC 5545, 5546) as text that somebody can read: what, when, where, and what is said of it. */

const MAX_EVENTS = 5;
const MAX_LINES = 5_000;
const MAX_LINE = 20_000;

interface Property {
  readonly name: string;
  readonly parameters: string;
  readonly value: string;
}

const METHODS: Readonly<Record<string, string>> = {
  CANCEL: 'Canceled',
  REPLY: 'Answer to the invitation',
  COUNTER: 'Another time is proposed',
};

/** @returns undefined when there is no event in it. @param said what the mail says besides, which is not said again */
export function invitationIn(calendar: string, said = ''): string | undefined {
  const lines = calendar.replace(/\r?\n[ \t]/g, '').split(/\r?\n/, MAX_LINES);
  const properties = lines.flatMap((line) => propertyOf(line.slice(0, MAX_LINE)));
  const method = METHODS[properties.find(({ name }) => name === 'METHOD')?.value.toUpperCase() ?? ''];
  const events = eventsIn(properties).slice(0, MAX_EVENTS);
  const texts = events.map((event) => {
    const text = (name: string): string => unescaped(event.find((property) => property.name === name)?.value ?? '');
    const answers = event.flatMap(({ name, parameters, value }) =>
      name === 'ATTENDEE' && method !== undefined ? answerOf(parameters, value) : [],
    );
    const description = text('DESCRIPTION');
    return [
      ...[method, text('SUMMARY')].filter(Boolean).join(': ').split('\n'),
      labelled('When', period(event)),
      labelled('Repeats', text('RRULE')),
      labelled('Where', text('LOCATION')),
      ...answers,
      ...(description === '' || contains(said, description) ? [] : ['', description]),
    ]
      .filter((line) => line !== undefined)
      .join('\n');
  });
  return texts.length === 0 ? undefined : texts.join('\n\n');
}

const labelled = (label: string, text: string): string | undefined =>
  text === '' ? undefined : `${label}: ${text.replace(/\s+/g, ' ')}`;

/** Whatever the line breaks are. */
const contains = (whole: string, part: string): boolean =>
  whole.replace(/\s+/g, ' ').includes(part.replace(/\s+/g, ' ').trim());

function propertyOf(line: string): readonly Property[] {
  const [, name, parameters = '', value = ''] = /^([A-Z-]{1,40})((?:;(?:"[^"]*"|[^":])*)?):(.*)$/is.exec(line) ?? [];
  return name === undefined ? [] : [{ name: name.toUpperCase(), parameters, value }];
}

/** Without what belongs to parts of an event, such as its alarms. */
function eventsIn(properties: readonly Property[]): readonly (readonly Property[])[] {
  const events: Property[][] = [];
  const within: string[] = [];
  for (const property of properties) {
    const kind = property.value.trim().toUpperCase();
    if (property.name === 'BEGIN') {
      within.push(kind);
      if (isEvent(kind)) events.push([]);
    } else if (property.name === 'END') within.pop();
    else if (isEvent(within.at(-1))) events.at(-1)?.push(property);
  }
  return events;
}

const isEvent = (kind: string | undefined): boolean => kind === 'VEVENT' || kind === 'VTODO';

function period(event: readonly Property[]): string {
  const at = (name: string): Property | undefined => event.find((property) => property.name === name);
  const [start, end] = [at('DTSTART'), at('DTEND') ?? at('DUE')].map((property) => (property ? instant(property) : ''));
  const length = at('DURATION')?.value ?? '';
  return [start, end || length].filter(Boolean).join(' – ');
}

/** As it stands there, with its time zone: what that means where somebody reads it is for them to say. */
function instant({ value, parameters }: Property): string {
  const [, year, month, day, hour, minute, utc] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z)?)?/.exec(value.trim()) ?? [];
  if (year === undefined) return value.trim();
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return date;
  const [, zone] = /;TZID="?([^";:]+)/i.exec(parameters) ?? [];
  const where = utc ? ' UTC' : zone === undefined ? '' : ` (${zone})`;
  return `${date} ${hour}:${minute}${where}`;
}

function answerOf(parameters: string, value: string): readonly string[] {
  const [, answer] = /;PARTSTAT="?([A-Z-]+)/i.exec(parameters) ?? [];
  return answer === undefined ? [] : [`${value.replace(/^mailto:/i, '')}: ${answer.toLowerCase()}`];
}

const unescaped = (value: string): string =>
  value.replace(/\\([\\;,nN])/g, (_, escaped: string) => (escaped.toLowerCase() === 'n' ? '\n' : escaped)).trim();
