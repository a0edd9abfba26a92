/** Templates (A6): the form that a published version lays down for the records made with it. */
import type { Expression } from '#shared/kit/templates/expression';
import type { Program } from '#shared/kit/templates/pattern';

export const customFieldTypes = [
  'string',
  'text',
  'int',
  'decimal',
  'bool',
  'date',
  'datetime',
  'enum',
  'multiEnum',
  'user',
  'group',
  'ci',
  'service',
  'url',
  'json',
] as const;
export type CustomFieldType = (typeof customFieldTypes)[number];

/** Whether a field is of a type that templates have. */
export const isOfTemplates = <F extends CustomField<string>>(
  field: F,
): field is F & { readonly type: CustomFieldType } => customFieldTypes.some((type) => type === field.type);

/** Who sees a custom field. */
export type CustomVisibility = 'public' | 'internal';

/** A custom field as its author states it. @typeParam T types that there are: those of templates, or more */
export interface CustomField<T extends string = CustomFieldType> {
  readonly key: string;
  readonly type: T;
  /** Text by language tag (A14). */
  readonly label?: Readonly<Record<string, string>>;
  readonly required?: boolean;
  /** A condition under which it must have a value, over the record as it is to be: `state = 'resolved'`. */
  readonly requiredIf?: string;
  /** The state from which on, in the order of the lifecycle, it no longer changes. */
  readonly readOnlyAfter?: string;
  readonly default?: unknown;
  /** Bounds of numbers. */
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
  /** What a text must match as a whole. */
  readonly pattern?: string;
  readonly options?: readonly { readonly code: string; readonly label?: Readonly<Record<string, string>> }[];
  readonly visibility?: CustomVisibility;
  /** Personal data. */
  readonly pii?: boolean;
}

/** What publishing makes of a field: texts that were parsed stand beside it, ready to be evaluated. */
export interface PublishedField<T extends string = CustomFieldType> extends CustomField<T> {
  readonly requiredWhen?: Expression;
  readonly program?: Program;
}

export interface TemplateTask {
  readonly title: string;
  readonly mandatory?: boolean;
  readonly assignedGroup?: string;
}

/** An immutable version. */
export interface TemplateVersion {
  readonly recordType: string;
  readonly title: string;
  readonly fields: readonly PublishedField[];
  /** Values of the record's own fields, for those that a request does not give. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly tasks: readonly TemplateTask[];
}

/** What the tenant's configuration holds of a template: enough to find its versions and to check filters. */
export interface TemplateReference {
  readonly recordType: string;
  readonly title: string;
  /** Retired templates make no new records; those that exist keep their version. */
  readonly retired: boolean;
  /** Every key that any version ever had, so that older records can be found by theirs. */
  readonly keys: Readonly<Record<string, CustomVisibility>>;
}

/** A version, and which one it is. */
export interface Template extends TemplateVersion {
  readonly id: string;
  readonly version: number;
}

/** Bytes of a record's custom values as JSON (A6). */
export const MAX_CUSTOM_BYTES = 64 * 1024;

export const isInternal = ({ visibility }: CustomField<string>): boolean => visibility === 'internal';
