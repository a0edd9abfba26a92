/** Pure rules of templates: what may be published, and what publishing makes of it (A6). */
import type { Decision, Outcome, Publication, Refusal } from '#shared/process/definition';
import { recordTypes } from '#shared/process/directory';
import { bytesOf } from '#shared/templates/bytes';
import type { Expression } from '#shared/templates/expression';
import { ExpressionError, parseExpression, pathsOf } from '#shared/templates/expression-parser';
import { compilePattern, PatternError } from '#shared/templates/pattern-parser';
import {
  type CustomField,
  type CustomVisibility,
  isInternal,
  type PublishedField,
  type TemplateReference,
  type TemplateVersion,
} from '#shared/templates/template';
import { faultOf, isStorable } from '#shared/templates/values';
import type { TemplateRecord } from './record.ts';

/** Bytes of a published version: it is kept in the memory of every function that uses it. */
const MAX_VERSION_BYTES = 200_000;
/** Keys of all versions of a template together: they stand in the tenant's configuration. */
const MAX_KEYS = 400;

interface Fault {
  readonly pointer: string;
  readonly message: string;
}

const fieldsOf = ({ fields = [] }: TemplateRecord): readonly CustomField[] => fields as readonly CustomField[];

/** A field as it is published, and what is wrong with it. */
function compiled(
  field: CustomField,
  pointer: string,
  all: readonly CustomField[],
): readonly [PublishedField, Fault[]] {
  const faults: Fault[] = [];
  const attempt = <T>(name: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ExpressionError || error instanceof PatternError)) throw error;
      faults.push({ pointer: `${pointer}/${name}`, message: error.message });
      return undefined;
    }
  };
  const { requiredIf, pattern } = field;
  const requiredWhen = requiredIf === undefined ? undefined : attempt('requiredIf', () => parseExpression(requiredIf));
  const program = pattern === undefined ? undefined : attempt('pattern', () => compilePattern(pattern));
  const published = { ...field, ...(requiredWhen && { requiredWhen }), ...(program && { program }) };
  faults.push(...misfits(field, pointer), ...leaks(field, requiredWhen, pointer, all));
  if (field.default !== undefined) {
    const fault = faultOf(published, field.default);
    if (fault !== undefined) faults.push({ pointer: `${pointer}/default`, message: fault });
  }
  return [published, faults];
}

const NUMBERS = ['int', 'decimal'];
const TEXTS = ['string', 'text', 'url'];
const CHOICES = ['enum', 'multiEnum'];

/** Settings that say nothing for the field's type are mistakes. */
function misfits({ type, min, max, maxLength, pattern, options }: CustomField, pointer: string): Fault[] {
  const faults: Fault[] = [];
  const only = (name: string, value: unknown, types: readonly string[]): void => {
    if (value !== undefined && !types.includes(type))
      faults.push({ pointer: `${pointer}/${name}`, message: `${name} is for ${types.join(', ')}, not for ${type}` });
  };
  only('min', min, NUMBERS);
  only('max', max, NUMBERS);
  only('maxLength', maxLength, TEXTS);
  only('pattern', pattern, ['string', 'text']);
  only('options', options, CHOICES);
  if (min !== undefined && max !== undefined && min > max)
    faults.push({ pointer: `${pointer}/min`, message: `min ${min} is above max ${max}` });
  const codes = (options ?? []).map(({ code }) => code);
  if (CHOICES.includes(type) && codes.length === 0)
    faults.push({ pointer: `${pointer}/options`, message: `a field of type ${type} has options` });
  if (new Set(codes).size < codes.length)
    faults.push({ pointer: `${pointer}/options`, message: 'two options have the same code' });
  return faults;
}

/** Whether a public field is required must not tell a requester what an internal one holds. */
function leaks(
  field: CustomField,
  condition: Expression | undefined,
  pointer: string,
  all: readonly CustomField[],
): Fault[] {
  if (!condition) return [];
  return pathsOf(condition).flatMap(([first, key]) => {
    if (first !== 'customFields') return [];
    const read = all.find((other) => other.key === key);
    if (!read) return [{ pointer: `${pointer}/requiredIf`, message: `there is no field ${key}` }];
    if (isInternal(field) || !isInternal(read)) return [];
    return [
      { pointer: `${pointer}/requiredIf`, message: `a public field may not depend on the internal field ${key}` },
    ];
  });
}

/** The version that the draft would be published as, and what is wrong with it. */
function version(record: TemplateRecord): readonly [TemplateVersion, readonly Fault[]] {
  const all = fieldsOf(record);
  const parts = all.map((field, index) => compiled(field, `/fields/${index}`, all));
  const faults = parts.flatMap(([, wrong]) => wrong);
  all.forEach(({ key }, index) => {
    if (all.findIndex((other) => other.key === key) < index)
      faults.push({ pointer: `/fields/${index}/key`, message: `there is another field ${key}` });
  });
  const { defaults = {}, recordType, title, tasks = [] } = record;
  if (!isStorable(defaults)) faults.push({ pointer: '/defaults', message: 'a value cannot be kept' });
  if (!Object.values(recordTypes).includes(recordType))
    faults.push({ pointer: '/recordType', message: `expected one of ${Object.values(recordTypes).join(', ')}` });
  const body = { recordType, title, fields: parts.map(([field]) => field), defaults, tasks };
  if (faults.length === 0 && bytesOf(body) > MAX_VERSION_BYTES)
    faults.push({ pointer: '/fields', message: `a version has at most ${MAX_VERSION_BYTES} bytes` });
  return [body, faults];
}

/** A template can be published when every field, condition, pattern and default of it can be used. */
export function isPublishable({ record, config }: Decision<TemplateRecord, unknown>): Refusal | undefined {
  const [, found] = version(record);
  const faults = [...found];
  (record.tasks ?? []).forEach(({ assignedGroup }, index) => {
    if (assignedGroup !== undefined && !config.group(assignedGroup)?.active)
      faults.push({
        pointer: `/tasks/${index}/assignedGroup`,
        message: `expected an active group, was given ${assignedGroup}`,
      });
  });
  if (Object.keys(keysWith(record)).length > MAX_KEYS)
    faults.push({ pointer: '/fields', message: `all versions together have at most ${MAX_KEYS} keys` });
  if (faults.length === 0) return undefined;
  return {
    slug: 'invalid-template',
    detail: faults
      .map(({ pointer, message }) => `${pointer}: ${message}`)
      .slice(0, 5)
      .join('; '),
    extra: { errors: faults.slice(0, 50).map((fault) => ({ ...fault, code: 'invalid-template' })) },
  };
}

/** Keys of earlier versions and of the draft. A key that was ever internal stays so for filters. */
function keysWith(record: TemplateRecord): Readonly<Record<string, string>> {
  const { publishedKeys = {} } = record;
  const own = fieldsOf(record).map((field) => {
    const inside = isInternal(field) || publishedKeys[field.key] === 'internal';
    return [field.key, inside ? 'internal' : 'public'];
  });
  return { ...publishedKeys, ...Object.fromEntries(own) };
}

export function publish({ record, at }: Decision<TemplateRecord, unknown>): Outcome<TemplateRecord> {
  const publishedVersion = (record.publishedVersion ?? 0) + 1;
  const { recordType } = record;
  return {
    set: { publishedVersion, publishedAt: at, publishedTitle: record.title, publishedKeys: keysWith(record) },
    emit: [{ name: 'published', data: { publishedVersion, recordType } }],
  };
}

/** What a version is made of; tags, watchers and the like are the record's own. */
const CONTENT: readonly string[] = ['title', 'fields', 'defaults', 'tasks'];

/** What was published stays as it is; `revise` begins the next version. */
export function isDraft({ record, input }: Decision<TemplateRecord, unknown>): Refusal | undefined {
  const changed = input !== null && typeof input === 'object' ? Object.keys(input) : [];
  if (record.state === 'draft' || !changed.some((name) => CONTENT.includes(name))) return undefined;
  return {
    slug: 'immutable',
    detail: `${record.id} is ${record.state} as version ${record.publishedVersion}; revise it to work on the next`,
  };
}

/** The version in force: the last one that was published, also while the next is worked on. */
export function publication(record: TemplateRecord): Publication | undefined {
  const { id, publishedVersion, publishedTitle, recordType, state, publishedKeys = {} } = record;
  if (publishedVersion === undefined) return undefined;
  const keys = publishedKeys as Readonly<Record<string, CustomVisibility>>;
  const reference = {
    recordType,
    title: publishedTitle ?? id,
    retired: state === 'retired',
    keys,
  } satisfies TemplateReference;
  return {
    kind: 'template',
    id,
    version: publishedVersion,
    reference,
    body: () => ({ ...version(record)[0] }),
  };
}
