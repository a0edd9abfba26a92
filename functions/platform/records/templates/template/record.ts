/** The template record (A6): a draft that is worked on, and the versions that were published of it. */
import type { StateClass } from '#shared/grammar/definition';
import { dictionary, type Fields, flag, group, list, reference, text, values } from '#shared/grammar/fields';
import { customField } from '#shared/grammar/kinds/custom-field';
import type { RecordOf } from '#shared/grammar/record';

export const templateFields = {
  recordType: text({
    max: 80,
    pattern: /^[a-z]+(-[a-z]+)*$/,
    like: 'a record type such as incident',
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
  publishedTitle: text({ max: 160, label: 'Title of the version in force', readOnly: true }),
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
