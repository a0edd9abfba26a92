/** The component schemas of a record: as it is answered, its lifecycle with it, and what requests may send. */

import { answerExample } from '#shared/describe/openapi/record-example';
import { annotated, jsonSchema, propertiesOf, ref, type Schema } from '#shared/describe/openapi/schema';
import { withArticle } from '#shared/engine/article';
import { sourceStates } from '#shared/engine/decide';
import { expandableOf, MAX_EXPANDED } from '#shared/engine/expanded';
import { eventName } from '#shared/events/name';
import { partsOf } from '#shared/grammar/capability';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { COUNT, INSTANT, NAME } from '#shared/grammar/envelope-schemas';
import type { Examples } from '#shared/grammar/examples';
import { objectSchema } from '#shared/grammar/fields';
import { retentionClasses } from '#shared/grammar/retention-classes';
import { createFields, createSchema, patchSchema, recordFields, writableFields } from '#shared/grammar/schemas';

/** `approval-round` → `ApprovalRound`. */
export const pascal = (name: string): string =>
  name.replace(/(^|[-_])([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

const internal = { 'x-visibility': 'internal' };

/** What the machinery writes on every record (A3). */
function envelope(definition: AnyRecordDefinition): Readonly<Record<string, Schema>> {
  const { lifecycle, type, prefix } = definition;
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
    version: { title: 'Version', description: 'The ETag without its quotes.', ...COUNT, minimum: 1 },
    state: { title: 'State', type: 'string', enum: Object.keys(lifecycle.states) },
    openedAt: { title: 'Opened', ...INSTANT },
    createdAt: { title: 'Created', ...INSTANT },
    createdBy: { title: 'Created by', ...NAME, 'x-personal-data': true },
    updatedAt: { title: 'Updated', ...INSTANT },
    updatedBy: { title: 'Updated by', ...NAME, 'x-personal-data': true },
    closedAt: { title: 'Closed', ...INSTANT },
    deletedAt: { title: 'Deleted', ...INSTANT },
    retentionClass: { title: 'How long it is kept', type: 'string', enum: retentionClasses, ...internal },
    legalHold: { title: 'Under legal hold', type: 'boolean', ...internal },
    ...partFields(definition),
    ...expandedSchema(definition),
  };
}

/** What `?expand=` adds to it. */
function expandedSchema(definition: AnyRecordDefinition): Readonly<Record<string, Schema>> {
  const one = ref('schemas', 'ExpandedRecord');
  const properties = Object.entries(expandableOf(definition)).map(([field, { many }]) => [
    field,
    many ? { type: 'array', maxItems: MAX_EXPANDED, items: one } : one,
  ]);
  if (properties.length === 0) return {};
  const title = 'Records that it names, as `expand` asked for them';
  return { expanded: { title, type: 'object', properties: Object.fromEntries(properties) } };
}

/** What capabilities of the type write on it. */
const partFields = (definition: AnyRecordDefinition): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    partsOf(definition).flatMap(({ envelope = {}, described }) =>
      Object.entries(described.envelope).map(([field, { schema, ...said }]) => [
        field,
        { ...said, ...schema, ...(envelope[field]?.visibility !== 'public' && internal) },
      ]),
    ),
  );

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

/** An example of the record; the same at each run. @param examples what its folder states */
export const recordExample = (definition: AnyRecordDefinition, examples: Examples): unknown =>
  answerExample(recordSchema(definition), definition, examples);

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
      description: `Changes to ${withArticle(noun)}, as a merge patch: what is absent stays, null clears.`,
      ...annotated(jsonSchema(patchSchema(definition)), writableFields(definition)),
    },
  };
}
