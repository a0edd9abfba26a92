/** A mapping of a file whose rows become records of a type: each cell is read as the field's own schema takes it. Pure. */
import type { Fields } from '#shared/grammar/fields';
import type { Cell, Reading } from '#shared/imports/cells';
import { type DateFormat, dateFormat } from '#shared/imports/date-format';
import type { FileMapping } from '#shared/imports/mapping';
import type { MappedColumn, MappingDocument } from '#shared/imports/mapping-document';
import type { MappingFault } from '#shared/imports/mapping-faults';
import { transformed } from '#shared/imports/transform';
import { toInstant } from '#shared/time/clock';

/** Where a mapped column goes: a field, or a key of one that holds values by key. */
const placeOf = (name: string): readonly [field: string, key: string | undefined] => {
  const slash = name.indexOf('/');
  return slash < 0 ? [name, undefined] : [name.slice(0, slash), name.slice(slash + 1)];
};

/** The field in which the number of the other system is kept where no column is mapped to it. */
const EXTERNAL = 'externalId';

/** What of a mapping does not fit a type of record. @param fields those that a row may fill */
export function misfitsOf(document: MappingDocument, type: string, fields: Fields): readonly MappingFault[] {
  const { of, columns, fixed = {} } = document;
  if (of !== type)
    return [{ pointer: '/of', message: `expected ${type}, was given ${of ?? 'a mapping of incidents'}` }];
  const known = Object.keys(fields);
  const unknown = (pointer: string, name: string): MappingFault[] =>
    known.includes(placeOf(name)[0])
      ? []
      : [{ pointer, message: `a row fills one of ${known.join(', ')}; was given ${name}` }];
  return [
    ...columns.flatMap(({ field }, index) => unknown(`/columns/${index}/field`, field)),
    ...Object.keys(fixed).flatMap((name) => unknown(`/fixed/${name}`, name)),
  ];
}

/** @param document one of which {@link misfitsOf} finds nothing */
export function compileRecordMapping(name: string, document: MappingDocument, fields: Fields): FileMapping {
  const { encoding, delimiter, headerLine = 1, key, missing = [], columns, ignored = [], others } = document;
  return {
    ...{ name, rows: 'state', encoding, delimiter, headerLine, key, others },
    missing: new Set(missing),
    cells: new Map(columns.map((column) => [column.field, cellOf(column, document, fields)])),
    ignored: new Set(ignored),
    optional: new Set(columns.flatMap(({ column, optional }) => (optional ? [column] : []))),
  };
}

function cellOf(mapped: MappedColumn, document: MappingDocument, fields: Fields): Cell<unknown> {
  const [name, key] = placeOf(mapped.field);
  const field = fields[name];
  const { values, otherwise, transform = [] } = mapped;
  const formats = (mapped.dates ?? document.dates ?? [])
    .map(dateFormat)
    .flatMap((each) => (typeof each === 'function' ? [each] : []));
  const words = new Map(Object.entries(values ?? {}).map(([word, meaning]) => [word.toLowerCase(), meaning]));
  const takes = (value: unknown): boolean => key !== undefined || field?.schema.safeParse(value).success === true;
  return {
    column: mapped.column,
    expects: expectation(mapped, field?.values),
    code: values ? 'unknown-value' : 'unsuitable-value',
    ...(field?.length && !field.order && { lines: true as const }),
    read: (given, reading) => {
      const known = words.get(given.toLowerCase());
      if (known !== undefined) return takes(known) ? known : undefined;
      if (values && !otherwise) return undefined;
      const text = transformed(given, transform, field?.length?.max ?? 1000);
      return candidates(text, mapped, key, formats, reading).find(takes);
    },
  };
}

const expectation = ({ values, field }: MappedColumn, choices: readonly string[] | undefined): string =>
  values
    ? `one of ${Object.keys(values).slice(0, 40).join(', ')}`
    : choices
      ? `one of ${choices.slice(0, 40).join(', ')}`
      : `a value of ${field}`;

const NUMBER = /^-?\d{1,15}(\.\d{1,10})?$/;
const FLAGS: Readonly<Record<string, boolean>> = { true: true, false: false };

/** What a cell may mean, in the order in which it is tried; of a value by key, which has no schema here, what the mapping says. */
function candidates(
  text: string,
  { split, as }: MappedColumn,
  key: string | undefined,
  formats: readonly DateFormat[],
  { zone }: Reading,
): readonly unknown[] {
  if (split !== undefined)
    return [
      text
        .split(split)
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    ];
  const number = NUMBER.test(text) ? [Number(text)] : [];
  const flag = FLAGS[text.toLowerCase()];
  const flags = flag === undefined ? [] : [flag];
  const written = formats.map((format) => format(text)).find((each) => each !== undefined);
  const dates = !written
    ? []
    : 'instant' in written
      ? [toInstant(written.instant)]
      : [toInstant(zone.instantOf(written.wall)), new Date(written.wall * 1000).toISOString().slice(0, 10)];
  if (as === 'number') return number;
  if (as === 'flag') return flags;
  if (as === 'json') return parsed(text);
  if (key !== undefined) return as === undefined && dates.length > 0 ? dates : [text];
  return [text, ...number, ...flags, ...dates, ...parsed(text)];
}

/** Of money, intervals and the like, their JSON. */
function parsed(text: string): readonly unknown[] {
  if (!/^[[{]/.test(text)) return [];
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

/** The body of a new record: what its row says, what all have, and its number in the other system. */
export function bodyOf(
  read: Readonly<Record<string, unknown>>,
  { fixed = {} }: MappingDocument,
  externalId: string,
): Readonly<Record<string, unknown>> {
  const body: Record<string, unknown> = { [EXTERNAL]: externalId.replace(/[\s#]+/g, '-') };
  for (const [name, value] of [...Object.entries(fixed), ...Object.entries(read)]) {
    const [field, key] = placeOf(name);
    body[field] = key === undefined ? value : { ...(body[field] as object | undefined), [key]: value };
  }
  return body;
}

/** The column that a fault of a body is about. */
export function columnFor(document: MappingDocument, pointer: string): string | undefined {
  const [field = '', key] = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const named = document.columns.find((each) => each.field === field || each.field === `${field}/${key}`);
  const exact = document.columns.find((each) => each.field === `${field}/${key}`);
  return (exact ?? named)?.column;
}
