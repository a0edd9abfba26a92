/** The template record (A6): a draft that is worked on, and the versions that were published of it. */
import type { StateClass } from '#shared/process/definition';
import {
  choice,
  dictionary,
  type Fields,
  flag,
  group,
  instant,
  integer,
  json,
  list,
  number,
  reference,
  text,
  values,
} from '#shared/process/fields';
import type { RecordOf } from '#shared/process/record';
import { MAX_EXPRESSION } from '#shared/templates/expression-parser';
import { MAX_PATTERN } from '#shared/templates/pattern-parser';
import { customFieldTypes } from '#shared/templates/template';

const visibilities = ['public', 'internal'] as const;
const bound = { min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };

/** What a template may ask for. */
export const customField = {
  key: text({ max: 40, pattern: /^[a-z][A-Za-z0-9]*$/, required: true, label: 'Key' }),
  type: choice(customFieldTypes, { required: true, label: 'Type' }),
  label: dictionary({ label: 'Label by language' }),
  required: flag({ label: 'Required' }),
  requiredIf: text({
    max: MAX_EXPRESSION,
    label: 'Required if',
    description: 'Such as state in [’resolved’, ’closed’]',
  }),
  readOnlyAfter: text({ max: 80, label: 'Read-only from this state on' }),
  default: json({ max: 16_384, label: 'Default' }),
  min: number({ ...bound, label: 'Least' }),
  max: number({ ...bound, label: 'Most' }),
  maxLength: integer({ min: 1, max: 32_000, label: 'Most characters' }),
  pattern: text({ max: MAX_PATTERN, label: 'What the whole text matches' }),
  options: list(group({ code: text({ max: 80, pattern: /^[^\s,]+$/, required: true }), label: dictionary() }), {
    max: 200,
    label: 'Choices',
  }),
  visibility: choice(visibilities, { label: 'Who sees it' }),
  pii: flag({ label: 'Personal data' }),
} as const satisfies Fields;

export const templateFields = {
  recordType: text({
    max: 80,
    pattern: /^[a-z]+(-[a-z]+)*$/,
    required: true,
    fixed: true,
    filter: true,
    label: 'Record type',
  }),
  fields: list(group(customField), { max: 100, label: 'Fields' }),
  defaults: values({ max: 50, label: 'Defaults of the record’s own fields' }),
  tasks: list(group({ title: text({ max: 160, required: true }), mandatory: flag(), assignedGroup: reference() }), {
    max: 30,
    label: 'Tasks of a new record',
  }),
  publishedVersion: integer({ min: 1, max: 1_000_000, label: 'Version in force', readOnly: true }),
  publishedTitle: text({ max: 160, label: 'Title of the version in force', readOnly: true }),
  publishedAt: instant({ label: 'Published', readOnly: true }),
  publishedKeys: dictionary({ label: 'Keys of all versions', readOnly: true, visibility: 'internal' }),
} as const satisfies Fields;

export const templateStates = {
  draft: 'open',
  published: 'done',
  retired: 'final',
} as const satisfies Readonly<Record<string, StateClass>>;

export type TemplateRecord = RecordOf<typeof templateFields, keyof typeof templateStates>;

/** Inputs of the actions. */
export const inputs = {
  publish: { notes: text({ max: 2000, label: 'What is new' }) },
  retire: { reason: text({ max: 1000, required: true }) },
  nothing: {},
} as const;
