/** A mapping as a document → a mapping ready to read files with. */
import { type Cell, count, instant, oneOf, ownInstant, reference, text } from '#shared/imports/cells';
import { type DateFormat, dateFormat } from '#shared/imports/date-format';
import { channels, type Holds, importFields, isImportField, resolutionCodes, states } from '#shared/imports/fields';
import type { ResolutionCode } from '#shared/imports/incident';
import type { IncidentMapping, RowField } from '#shared/imports/mapping';
import type { MappedColumn, MappingDocument, Meaning } from '#shared/imports/mapping-document';
import { transformed } from '#shared/imports/transform';

/** @param document one in which {@link faultsOf} finds nothing wrong. */
export function compileMapping(name: string, document: MappingDocument): IncidentMapping {
  const { rows, encoding, delimiter, headerLine = 1, key, missing = [], columns, ignored = [], others } = document;
  const cells = new Map<RowField, Cell<unknown>>();
  for (const column of columns)
    if (isImportField(column.field))
      cells.set(importFields[column.field].row, cellOf(column, importFields[column.field].holds, document));
  return {
    name,
    rows,
    encoding,
    delimiter,
    headerLine,
    missing: new Set(missing),
    key,
    cells,
    defaults: defaultsOf(document),
    ignored: new Set(ignored),
    optional: new Set(columns.flatMap(({ column, optional }) => (optional ? [column] : []))),
    others,
  };
}

function cellOf(mapped: MappedColumn, holds: Holds, document: MappingDocument): Cell<unknown> {
  const cell = plainCell(mapped, holds, document);
  const { transform = [] } = mapped;
  if (transform.length === 0) return cell;
  const max = holds.kind === 'text' ? holds.max : 120;
  return { ...cell, read: (given, reading) => cell.read(transformed(given, transform, max), reading) };
}

function plainCell(mapped: MappedColumn, holds: Holds, document: MappingDocument): Cell<unknown> {
  const { column, field, values, otherwise } = mapped;
  switch (holds.kind) {
    case 'text':
    case 'reference': {
      const isText = holds.kind === 'text';
      const free = isText ? text(column, holds.max) : reference(column);
      const kept: Cell<string> = isText && holds.lines ? { ...free, lines: true } : free;
      if (!values) return kept;
      const words = oneOf(column, values);
      if (otherwise === undefined) return { ...words, read: (given, reading) => freely(free, words, given, reading) };
      return { ...kept, read: (given, reading) => freely(free, words, given, reading) ?? free.read(given, reading) };
    }
    case 'instant': {
      const patterns = mapped.dates ?? document.dates ?? [];
      const formats = patterns.map(dateFormat).filter((format): format is DateFormat => typeof format === 'function');
      return field === 'updatedAt' && document.rows === 'log'
        ? ownInstant(column, patterns, formats)
        : instant(column, patterns, formats);
    }
    case 'state':
      return oneOf(
        column,
        mapWords(values, (meaning) => (typeof meaning === 'object' ? meaning : { state: meaning })),
      );
    case 'channel':
      return oneOf(column, values ?? itself(channels));
    case 'resolution': {
      const codes = oneOf(column, values ?? itself(resolutionCodes));
      return {
        ...text(column),
        read: (given, reading) => {
          if (given.length > 160) return undefined;
          const code = codes.read(given, reading);
          return { original: given, ...(isResolutionCode(code) && { code }) };
        },
      };
    }
    case 'level':
      return oneOf(column, values ?? levels(holds.most));
    case 'flag':
      return oneOf(column, values ?? { true: true, false: false });
    case 'count':
      return count(column);
  }
}

function freely(
  free: Cell<string>,
  words: Cell<Meaning>,
  ...given: Parameters<Cell<string>['read']>
): string | undefined {
  const known = words.read(...given);
  return known === undefined ? undefined : free.read(String(known), given[1]);
}

const isResolutionCode = (code: unknown): code is ResolutionCode => resolutionCodes.some((each) => each === code);

/** Words that mean themselves. */
const itself = (words: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(words.map((word) => [word, word]));

const mapWords = (values: MappedColumn['values'], meant: (meaning: Meaning) => unknown) =>
  Object.fromEntries(Object.entries(values ?? itself(states)).map(([word, meaning]) => [word, meant(meaning)]));

/** 1, 2, 3 … and, of priorities, P1, P2, P3 … */
function levels(most: 3 | 5): Readonly<Record<string, number>> {
  const numbers = Array.from({ length: most }, (_, index) => index + 1);
  return Object.fromEntries(numbers.flatMap((n) => [[`${n}`, n], ...(most === 5 ? [[`P${n}`, n]] : [])]));
}

function defaultsOf({ defaults = {} }: MappingDocument): IncidentMapping['defaults'] {
  const { state, priority, channel, resolutionCode } = defaults;
  return {
    ...(state && { state: { state } }),
    ...(priority && { priority }),
    ...(channel && { channel }),
    ...(resolutionCode && { resolutionCode: { original: resolutionCode, code: resolutionCode } }),
  };
}
