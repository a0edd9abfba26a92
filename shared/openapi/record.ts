/** The component schemas of a record: as it is answered, its lifecycle with it, and what requests may send. */
import { eventName } from '#shared/events/catalogue-name';
import { exampleOf } from '#shared/openapi/example';
import { annotated, jsonSchema, propertiesOf, ref, type Schema } from '#shared/openapi/schema';
import { sourceStates } from '#shared/process/decide';
import type { AnyRecordDefinition } from '#shared/process/definition';
import { objectSchema } from '#shared/process/fields';
import { createFields, createSchema, patchSchema, recordFields, writableFields } from '#shared/process/schemas';
import { retentionClasses } from '#shared/tenancy/documents';

/** `approval-round` → `ApprovalRound`. */
export const pascal = (name: string): string =>
  name.replace(/(^|[-_])([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

const instant = { type: 'string', format: 'date-time', maxLength: 40 };
const name = { type: 'string', minLength: 1, maxLength: 120 };
const count = { type: 'integer', format: 'int32', minimum: 0, maximum: 2_147_483_647 };

const ids = { type: 'array', maxItems: 50, items: name };

const internal = { 'x-visibility': 'internal' };

/** What the machinery writes on every record (A3). */
function envelope({
  lifecycle,
  clocks,
  type,
  prefix,
  similarity,
  split,
}: AnyRecordDefinition): Readonly<Record<string, Schema>> {
  return {
    uid: {
      title: 'Identity',
      description: 'ULID; never changes.',
      type: 'string',
      pattern: '^[0-9A-HJKMNP-TV-Z]{26}$',
      maxLength: 26,
    },
    id: {
      title: 'Number',
      description: 'A label, unique per tenant and type.',
      type: 'string',
      pattern: `^${prefix}\\d{7,9}$`,
      maxLength: 20,
    },
    type: { title: 'Record type', type: 'string', const: type },
    version: { title: 'Version', description: 'The ETag without its quotes.', ...count, minimum: 1 },
    state: { title: 'State', type: 'string', enum: Object.keys(lifecycle.states) },
    openedAt: { title: 'Opened', ...instant },
    createdAt: { title: 'Created', ...instant },
    createdBy: { title: 'Created by', ...name, 'x-personal-data': true },
    updatedAt: { title: 'Updated', ...instant },
    updatedBy: { title: 'Updated by', ...name, 'x-personal-data': true },
    closedAt: { title: 'Closed', ...instant },
    deletedAt: { title: 'Deleted', ...instant },
    retentionClass: { title: 'How long it is kept', type: 'string', enum: retentionClasses, ...internal },
    legalHold: { title: 'Under legal hold', type: 'boolean', ...internal },
    openTasks: { title: 'Mandatory tasks that are neither done nor skipped', ...count, ...internal },
    mergedInto: {
      title: 'The record that this one, a duplicate, was merged into',
      description: 'When one record is read, with the state of that record.',
      type: 'object',
      required: ['id', 'at'],
      properties: { id: name, uid: name, at: instant, state: name },
    },
    ...(similarity?.hint && {
      possibleDuplicates: {
        title: 'Records that said the same before',
        description:
          'As found when it was made, the most similar first. Its requester sees them where they are their own.',
        type: 'array',
        maxItems: 10,
        items: {
          type: 'object',
          required: ['id', 'uid', 'similarity'],
          properties: { id: name, uid: name, similarity: { type: 'number', minimum: 0, maximum: 1 } },
        },
        ...internal,
      },
    }),
    mergedCount: { title: 'Duplicates that were merged into this one', ...count, ...internal },
    ...(split && {
      splitFrom: {
        title: 'The record that this one was split from',
        description: 'With the comments and attachments of it that are shown here as well.',
        type: 'object',
        required: ['id', 'uid', 'at', 'comments', 'attachments'],
        properties: { id: name, uid: name, at: instant, comments: ids, attachments: ids },
        ...internal,
      },
    }),
    parentId: { title: 'Number of its parent', ...name, ...internal },
    childCount: { title: 'Records that name this one as their parent', ...count, ...internal },
    ...(clocks && {
      clocks: {
        title: 'Service-level clocks by name',
        type: 'object',
        maxProperties: 100,
        additionalProperties: ref('schemas', 'ServiceLevelClock'),
      },
    }),
  };
}

const envelopeRequired = [
  'uid',
  'id',
  'type',
  'version',
  'state',
  'openedAt',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
];

/** The record as answers carry it, with its lifecycle as extensions. */
export function recordSchema(definition: AnyRecordDefinition): Schema {
  const fields = recordFields(definition);
  const described = propertiesOf(annotated(jsonSchema(objectSchema(fields)), fields));
  const required = Object.entries(fields).flatMap(([field, { options }]) =>
    options.required && (options.visibility ?? 'public') === 'public' ? [field] : [],
  );
  return {
    title: definition.title,
    description: `${definition.title} as answers carry it. Fields marked internal are absent for a requester.`,
    type: 'object',
    required: [...envelopeRequired, ...required],
    properties: { ...envelope(definition), ...open(described) },
    'x-lifecycle': lifecycleOf(definition),
  };
}

/** Groups in an answer stay open: fields may be added within v1. */
function open(properties: Readonly<Record<string, Schema>>): Schema {
  return JSON.parse(
    JSON.stringify(properties, (key, value: unknown) =>
      key === 'additionalProperties' && value === false ? undefined : value,
    ),
  );
}

/** States with their classes, and what leads from one to another. Effects may go on to a further state; the answer says which. */
export function lifecycleOf(definition: AnyRecordDefinition): Schema {
  const { initial, states } = definition.lifecycle;
  const transitions = Object.entries(definition.actions).map(([action, { from, to, by, emits, ...rest }]) => ({
    action,
    from: sourceStates(definition, { from, to, by, emits, ...rest }),
    to,
    by,
    emits: eventName(definition.type, emits),
    guards: Object.keys(rest.guards ?? {}),
  }));
  const timers = Object.entries(definition.timers ?? {}).map(([timer, { run }]) => ({ timer, runs: run }));
  return { initial, states, transitions, timers };
}

/** An example of the record; the same at each run. */
export function recordExample(definition: AnyRecordDefinition): unknown {
  const { prefix, lifecycle, type } = definition;
  const fields = recordFields(definition);
  const given = {
    uid: '01JWNZ4Q8W0000000000000042',
    id: `${prefix}0000042`,
    type,
    version: 1,
    state: lifecycle.initial,
    createdBy: 'erika',
    updatedBy: 'erika',
    ...('priority' in fields && { priority: 'P3' }),
    ...('requesterId' in fields && { requesterId: 'erika' }),
  };
  return exampleOf(recordSchema(definition), given);
}

/** Component schemas of a definition: the record, its page, and the bodies of create and change. */
export function recordComponents(definition: AnyRecordDefinition): Readonly<Record<string, Schema>> {
  const one = pascal(definition.type);
  const noun = definition.title.toLowerCase();
  const item = { anyOf: [ref('schemas', one), ref('schemas', 'PartialRecord')] };
  return {
    [one]: recordSchema(definition),
    [`${one}Page`]: {
      description: `A page of ${noun} records.`,
      type: 'object',
      required: ['items', 'nextCursor'],
      properties: {
        items: { type: 'array', maxItems: 200, items: item },
        nextCursor: { type: ['string', 'null'], maxLength: 4000 },
      },
    },
    [`${one}Create`]: {
      description: `A new ${noun}.`,
      ...annotated(jsonSchema(createSchema(definition)), createFields(definition)),
    },
    [`${one}Patch`]: {
      description: `Changes to a ${noun}, as a merge patch: what is absent stays, null clears.`,
      ...annotated(jsonSchema(patchSchema(definition)), writableFields(definition)),
    },
  };
}
