/** What is wrong with a mapping beyond its shape: what a field does not hold, what is said twice, what no record can do without. */
import { dateFormat } from '#shared/imports/date-format';
import {
  channels,
  type Holds,
  type ImportField,
  importFieldNames,
  importFields,
  isImportField,
  resolutionCodes,
  states,
} from '#shared/imports/fields';
import type { MappedColumn, MappingDocument, Meaning } from '#shared/imports/mapping-document';
import { isZone } from '#shared/time/zone';

export interface MappingFault {
  readonly pointer: string;
  readonly message: string;
}

/** Characters of a mapping as JSON: every function of the tenant reads its configuration. */
const MAX_CHARACTERS = 32_000;
const MAX_VALUES = 500;

/** @returns everything that is wrong, with a pointer into the document; nothing of a mapping that can be used. */
export function faultsOf(document: MappingDocument): readonly MappingFault[] {
  const { columns, ignored = [], key, zone, dates, of } = document;
  const size = JSON.stringify(document).length;
  return [
    ...(size > MAX_CHARACTERS ? [{ pointer: '', message: `a mapping has at most ${MAX_CHARACTERS} characters` }] : []),
    ...(zone === undefined || isZone(zone)
      ? []
      : [{ pointer: '/zone', message: `expected an IANA time zone such as Europe/Berlin, was given ${zone}` }]),
    ...patternFaults('/dates', dates),
    ...(of === undefined ? incidentFaults(document) : recordFaults(document)),
    ...twice(
      '/columns',
      'field',
      columns.map(({ field }) => field),
    ),
    ...ignored.flatMap((column, index) =>
      column === key || columns.some((mapped) => mapped.column === column)
        ? [{ pointer: `/ignored/${index}`, message: `${column} is mapped; it cannot be ignored as well` }]
        : [],
    ),
  ];
}

/** What only incidents have, or what they lack. */
function incidentFaults(document: MappingDocument): readonly MappingFault[] {
  const { columns, fixed } = document;
  const strangers = columns.flatMap(({ field }, index) =>
    isImportField(field)
      ? []
      : [
          {
            pointer: `/columns/${index}/field`,
            message: `expected one of ${importFieldNames.join(', ')}, was given ${field}`,
          },
        ],
  );
  const ofRecords = columns.flatMap(({ split, as }, index) =>
    split === undefined && as === undefined
      ? []
      : [{ pointer: `/columns/${index}`, message: 'split and as are for other records than incidents' }],
  );
  return [
    ...strangers,
    ...ofRecords,
    ...(fixed ? [{ pointer: '/fixed', message: 'fixed is for other records than incidents; they have defaults' }] : []),
    ...columns.flatMap((column, index) => columnFaults(document, column, index)),
    ...needed(document),
  ];
}

/** What other records have not: a history, and fields that rows of them may not fill are told when the file comes. */
function recordFaults({ rows, defaults, columns }: MappingDocument): readonly MappingFault[] {
  return [
    ...(rows === 'state'
      ? []
      : [{ pointer: '/rows', message: 'a log is of incidents; other records have a row each' }]),
    ...(defaults ? [{ pointer: '/defaults', message: 'defaults are of incidents; other records have fixed' }] : []),
    ...columns.flatMap(({ dates, otherwise, values }, index) => [
      ...patternFaults(`/columns/${index}/dates`, dates),
      ...(otherwise && !values
        ? [{ pointer: `/columns/${index}/otherwise`, message: 'otherwise goes with values' }]
        : []),
    ]),
  ];
}

function columnFaults(document: MappingDocument, mapped: MappedColumn, index: number): readonly MappingFault[] {
  const { field, values, otherwise, transform = [], dates } = mapped;
  if (!isImportField(field)) return [];
  const { holds } = importFields[field];
  const at = `/columns/${index}`;
  const isFree = holds.kind === 'text' || holds.kind === 'reference';
  const takesValues = holds.kind !== 'instant' && holds.kind !== 'count';
  return [
    ...patternFaults(`${at}/dates`, dates),
    ...(dates && holds.kind !== 'instant' ? [{ pointer: `${at}/dates`, message: `${field} is no date` }] : []),
    ...(holds.kind === 'instant' && !dates && !document.dates
      ? [{ pointer: `${at}/dates`, message: `${field} is a date: say how it is written, here or for the whole file` }]
      : []),
    ...(otherwise && !(isFree && values)
      ? [{ pointer: `${at}/otherwise`, message: 'otherwise goes with the values of text and references' }]
      : []),
    ...(transform.length > 0 && !takesValues
      ? [{ pointer: `${at}/transform`, message: `${field} is read as it stands` }]
      : []),
    ...(values ? valueFaults(`${at}/values`, field, holds, values) : []),
  ];
}

function valueFaults(
  at: string,
  field: ImportField,
  holds: Holds,
  values: Readonly<Record<string, Meaning>>,
): readonly MappingFault[] {
  const entries = Object.entries(values);
  if (entries.length > MAX_VALUES)
    return [{ pointer: at, message: `at most ${MAX_VALUES} values, was given ${entries.length}` }];
  const expected = expectedOf(holds);
  if (expected === undefined) return [{ pointer: at, message: `${field} has no words to choose from` }];
  return entries.flatMap(([word, meaning]) =>
    expected.suits(meaning)
      ? []
      : [
          {
            pointer: `${at}/${word.replaceAll('~', '~0').replaceAll('/', '~1')}`.slice(0, 400),
            message: `${field} is ${expected.said}, was given ${JSON.stringify(meaning).slice(0, 100)}`,
          },
        ],
  );
}

interface Expected {
  readonly said: string;
  readonly suits: (meaning: Meaning) => boolean;
}

function expectedOf(holds: Holds): Expected | undefined {
  const among = (words: readonly string[]): Expected => ({
    said: `one of ${words.join(', ')}`,
    suits: (meaning) => typeof meaning === 'string' && words.includes(meaning),
  });
  switch (holds.kind) {
    case 'text':
    case 'reference':
      return { said: 'text', suits: (meaning) => typeof meaning === 'string' && meaning !== '' };
    case 'state': {
      const { said, suits } = among(states);
      return {
        said: `${said}, or an object with state`,
        suits: (meaning) => typeof meaning === 'object' || suits(meaning),
      };
    }
    case 'channel':
      return among(channels);
    case 'resolution':
      return among(resolutionCodes);
    case 'flag':
      return { said: 'true or false', suits: (meaning) => typeof meaning === 'boolean' };
    case 'level':
      return {
        said: `a number from 1 to ${holds.most}`,
        suits: (meaning) => typeof meaning === 'number' && meaning <= holds.most,
      };
    default:
      return undefined;
  }
}

function patternFaults(pointer: string, patterns: readonly string[] | undefined): readonly MappingFault[] {
  return (patterns ?? []).flatMap((pattern, index) => {
    const read = dateFormat(pattern);
    return typeof read === 'function' ? [] : [{ pointer: `${pointer}/${index}`, message: `${pattern}: ${read.wrong}` }];
  });
}

function twice(pointer: string, name: string, given: readonly string[]): readonly MappingFault[] {
  return given.flatMap((each, index) =>
    given.indexOf(each) === index
      ? []
      : [
          {
            pointer: `${pointer}/${index}/${name}`,
            message: `${each} is filled by column ${given.indexOf(each)} already`,
          },
        ],
  );
}

/** What every record needs, from a column or by default. */
function needed({ rows, columns, defaults }: MappingDocument): readonly MappingFault[] {
  const has = (field: ImportField): boolean => columns.some((mapped) => mapped.field === field);
  const lacks = (pointer: string, message: string) => [{ pointer, message }];
  return [
    ...(has('openedAt') ? [] : lacks('/columns', 'say which column is openedAt: every record was opened at some time')),
    ...(rows === 'state' || has('updatedAt')
      ? []
      : lacks('/columns', 'a log needs updatedAt: when each row was written')),
    ...(has('state') || defaults?.state ? [] : lacks('/defaults/state', 'say which column is state, or a default')),
    ...(has('priority') || defaults?.priority
      ? []
      : lacks('/defaults/priority', 'say which column is priority, or a default from 1 to 5')),
  ];
}
