/** The mapping of a foreign file as a document: which column becomes which of our fields, and what its words mean. Data alone. */
import * as z from 'zod/mini';
import { encodings } from '#shared/imports/encoding';
import { channels, holdReasons, importFieldNames, resolutionCodes, states } from '#shared/imports/fields';
import { nameSchema } from '#shared/text/line';

const column = z.string().check(z.minLength(1), z.maxLength(200));
const word = z.string().check(z.maxLength(200));
const dates = z.array(z.string().check(z.minLength(1), z.maxLength(40))).check(z.minLength(1), z.maxLength(4));

const stateMeaning = z.strictObject({
  state: z.enum(states),
  holdReason: z.exactOptional(z.enum(holdReasons)),
  /** The state when a person is assigned: elsewhere `assigned` is no state but a flag. */
  whenAssigned: z.exactOptional(z.enum(states)),
});

const meaning = z.union([
  z.string().check(z.maxLength(200)),
  z.int().check(z.gte(1), z.lte(5)),
  z.boolean(),
  stateMeaning,
]);

/** What is done to a cell before it is read; in this order of mention. */
export const transforms = ['lower-case', 'upper-case', 'mail-address', 'leading-number', 'cut'] as const;

const mappedColumn = z.strictObject({
  column,
  /** Of an incident, one of those that a file may fill; of another record, one that it is made with, or `field/key` where that holds values by key. */
  field: z.union([z.enum(importFieldNames), z.string().check(z.minLength(1), z.maxLength(160))]),
  /** The file's words and ours; upper and lower case mean the same. Others are rejected. */
  values: z.exactOptional(z.record(word, meaning)),
  /** Words that `values` does not know, of text and references: kept as they are. */
  otherwise: z.exactOptional(z.literal('kept')),
  transform: z.exactOptional(z.array(z.enum(transforms)).check(z.maxLength(4))),
  dates: z.exactOptional(dates),
  /** The file may be without the column. */
  optional: z.exactOptional(z.boolean()),
  /** Of other records than incidents: what stands between the values of a list. */
  split: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(3))),
  /** Of other records: how a value by key is read, where its field does not say so. */
  as: z.exactOptional(z.enum(['text', 'number', 'flag', 'json'])),
});

export const mappingDocument = z.strictObject({
  title: nameSchema(160),
  /** The type of records that rows become; incidents when absent. */
  of: z.exactOptional(
    z.string().check(z.maxLength(60), z.regex(/^[a-z]+(-[a-z]+)*$/, 'expected a record type such as site')),
  ),
  /** `state`: one row a record, as it stands; `log`: one row an update. */
  rows: z.enum(['state', 'log']),
  encoding: z.enum(encodings),
  delimiter: z.enum([',', ';', '\t', '|']),
  /** The line of the column names; what stands above is passed over. */
  headerLine: z.exactOptional(z.int().check(z.gte(1), z.lte(20))),
  /** The column with the number of the record in the other system. */
  key: column,
  /** What stands for a missing value, beside the empty cell. */
  missing: z.exactOptional(z.array(word).check(z.maxLength(20))),
  /** How instants are written: patterns such as `dd/MM/yyyy HH:mm`, tried in turn. */
  dates: z.exactOptional(dates),
  /** IANA zone of the file's wall times; an import may name another, and the tenant's own counts when neither does. */
  zone: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(64))),
  columns: z.array(mappedColumn).check(z.minLength(1), z.maxLength(100)),
  /** Columns that are known and not kept. */
  ignored: z.exactOptional(z.array(column).check(z.maxLength(500))),
  /** Columns that are neither mapped nor listed as ignored. */
  others: z.enum(['refused', 'ignored']),
  /** Values where a cell is missing. */
  defaults: z.exactOptional(
    z.strictObject({
      state: z.exactOptional(z.enum(states)),
      priority: z.exactOptional(z.int().check(z.gte(1), z.lte(5))),
      channel: z.exactOptional(z.enum(channels)),
      resolutionCode: z.exactOptional(z.enum(resolutionCodes)),
    }),
  ),
  /** Of other records than incidents: what each of them has where its row says nothing. */
  fixed: z.exactOptional(
    z.record(
      z.string().check(z.maxLength(160)),
      z.union([z.string().check(z.maxLength(1000)), z.number(), z.boolean()]),
    ),
  ),
});

export type MappingDocument = z.infer<typeof mappingDocument>;
export type MappedColumn = MappingDocument['columns'][number];
export type Meaning = z.infer<typeof meaning>;
