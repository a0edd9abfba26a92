/** Pure rules of templates: what may be published, and what publishing makes of it (A6). */

import { templateDocuments } from '#shared/capabilities/templates/documents';
import type { Emits } from '#shared/grammar/contract';
import type { Decision, Outcome, Publication, Refusal } from '#shared/grammar/definition';
import { recordTypes } from '#shared/grammar/directory';
import { bytesOf } from '#shared/kit/templates/bytes';
import { type Fault, publishedFields } from '#shared/kit/templates/publish-fields';
import {
  type CustomField,
  type CustomVisibility,
  isInternal,
  type TemplateReference,
  type TemplateVersion,
} from '#shared/kit/templates/template';
import { isStorable, ofTemplates } from '#shared/kit/templates/values';
import type { contract } from '../contract.ts';
import type { TemplateRecord } from './record.ts';

/** Bytes of a published version: it is kept in the memory of every function that uses it. */
const MAX_VERSION_BYTES = 200_000;
/** Keys of all versions of a template together: they stand in the tenant's configuration. */
const MAX_KEYS = 400;

const fieldsOf = ({ fields = [] }: TemplateRecord): readonly CustomField[] => fields as readonly CustomField[];

/** The version that the draft would be published as, and what is wrong with it. */
function version(record: TemplateRecord): readonly [TemplateVersion, readonly Fault[]] {
  const [fields, wrong] = publishedFields(fieldsOf(record), {
    pointer: '/fields',
    values: 'customFields',
    judge: ofTemplates,
  });
  const faults = [...wrong];
  const { defaults = {}, recordType, title, tasks = [] } = record;
  if (!isStorable(defaults)) faults.push({ pointer: '/defaults', message: 'a value cannot be kept' });
  if (!Object.values(recordTypes).includes(recordType))
    faults.push({ pointer: '/recordType', message: `expected one of ${Object.values(recordTypes).join(', ')}` });
  const body = { recordType, title, fields, defaults, tasks };
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

/** What lists and filters know of the version that it comes to be published as. */
export function publish({
  record,
}: Decision<TemplateRecord, unknown>): Outcome<TemplateRecord, Emits<typeof contract, 'template'>> {
  const publishedVersion = (record.publishedVersion ?? 0) + 1;
  const { recordType } = record;
  return {
    set: { publishedTitle: record.title, publishedKeys: keysWith(record) },
    emit: [{ name: 'published', data: { publishedVersion, recordType } }],
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
    kind: templateDocuments.kind,
    id,
    version: publishedVersion,
    reference,
    body: () => ({ ...version(record)[0] }),
  };
}
