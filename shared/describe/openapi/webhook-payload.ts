/** The body that a webhook sends, for each kind of event: a CloudEvent around what the catalogue says of its events. */
import * as z from 'zod/mini';
import type { CatalogueEvent } from '#shared/describe/events/catalogue';
import { exampleOf } from '#shared/describe/openapi/example';
import { createExample } from '#shared/describe/openapi/record-example';
import { isSchema, jsonSchema, propertiesOf, requiredOf, type Schema } from '#shared/describe/openapi/schema';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { ExamplesOf } from '#shared/grammar/examples';

/** Bound of texts and lists that the catalogue leaves open: nothing longer fits into an event. */
const LONGEST = 4000;

const text = (description: string, maxLength = 120): Schema => ({
  type: 'string',
  description,
  minLength: 1,
  maxLength,
});
const state = text('A state of the record’s lifecycle.');

/** The names of some events, each once. */
export const namesOf = (events: readonly CatalogueEvent[]): readonly string[] => [
  ...new Set(events.map(({ name }) => name)),
];

/** The schema with a greatest length wherever there is none. */
function bounded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bounded);
  if (!isSchema(value)) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, bounded(child)]));
  const types = [inner.type].flat();
  return {
    ...(types.includes('string') && { maxLength: LONGEST }),
    ...(types.includes('array') && { maxItems: LONGEST }),
    ...inner,
  };
}

/** What the data of any of these events can have; what some say otherwise than others is one or the other. */
function dataOf(events: readonly CatalogueEvent[]): Schema {
  const schemas = events.map(({ data }) => jsonSchema(z.looseObject(data)));
  const forms = new Map<string, Map<string, unknown>>();
  for (const [name, property] of schemas.flatMap((schema) => Object.entries(propertiesOf(schema)))) {
    const known = forms.get(name) ?? new Map<string, unknown>();
    forms.set(name, known.set(JSON.stringify(property), bounded(property)));
  }
  const properties = [...forms].map(([name, known]) => {
    const [only, ...others] = known.values();
    return [name, others.length === 0 ? only : { anyOf: [only, ...others] }];
  });
  return {
    type: 'object',
    description: 'What the event says beside: at least the title, which for a confidential record is its number.',
    required: [...forms.keys()].filter((name) => schemas.every((schema) => requiredOf(schema).includes(name))),
    properties: Object.fromEntries(properties),
    additionalProperties: true,
  };
}

/** What happened to which record. */
function happening(events: readonly CatalogueEvent[]): Schema {
  return {
    type: 'object',
    description: 'What happened to which record.',
    required: ['type', 'id', 'uid', 'recordVersion', 'command', 'state', 'changed', 'actor', 'data'],
    properties: {
      type: text(`Type of the record, such as ${events[0]?.record}.`),
      id: text('The record’s number.'),
      uid: text('The record’s ULID.'),
      recordVersion: { type: 'integer', format: 'int64', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
      command: text('What was asked for, such as resolve.'),
      state: { type: 'object', required: ['to'], properties: { from: state, to: state } },
      changed: { type: 'array', maxItems: LONGEST, items: text('Name of a field that changed.') },
      actor: {
        type: 'object',
        required: ['type', 'id'],
        properties: {
          type: { type: 'string', enum: ['human', 'robot', 'machine', 'system', 'msp'] },
          id: text('Who did it.'),
        },
      },
      visibility: {
        type: 'string',
        description: 'For webhooks of scope internal.',
        enum: ['public', 'internal'],
      },
      data: dataOf(events),
    },
  };
}

/** The schema of what is sent for events of one kind. */
export function payloadSchema(kind: string, events: readonly CatalogueEvent[]): Schema {
  const properties = {
    specversion: { type: 'string', const: '1.0' },
    id: text('The event’s id, equal to Webhook-Id.'),
    source: text('`urn:itsm:{tenant}:{process}`'),
    type: { type: 'string', enum: namesOf(events) },
    subject: text('The record’s number.'),
    time: { type: 'string', format: 'date-time', maxLength: 40 },
    datacontenttype: { type: 'string', const: 'application/json' },
    dataschema: text('`urn:itsm:event:{type}:1`; another number would say that something has another meaning.'),
    tenantid: text('Whose event it is.'),
    partitionkey: text('The record’s ULID: events with the same one come in their order.'),
    correlationid: text('The same for everything that one request led to.', 400),
    data: happening(events),
  };
  return {
    type: 'object',
    description: `An event of the kind ${kind} as webhooks bring it: a CloudEvent 1.0.`,
    required: Object.keys(properties),
    properties: { ...properties, causationid: text('The event that led to this one.') },
  };
}

/** One body: of the event that tells of a new record, where there is one. */
export function payloadExample(
  events: readonly CatalogueEvent[],
  records: readonly AnyRecordDefinition[],
  shown: ExamplesOf,
): Schema {
  const event = events.find(({ name }) => name.endsWith('.created')) ?? events[0];
  if (!event) throw new Error('a kind of events has at least one event');
  const definition = records.find(({ type }) => type === event.record);
  const uid = '01JWNZ4Q8W0000000000000042';
  const number = definition ? `${definition.prefix}0000042` : uid;
  return {
    specversion: '1.0',
    id: '01JXS2Z0V80000000000000007',
    source: event.source.replace('itsm.', 'urn:itsm:acme00000000:'),
    type: event.name,
    subject: number,
    time: '2026-06-15T07:00:00Z',
    datacontenttype: 'application/json',
    dataschema: `urn:itsm:event:${event.name}:1`,
    tenantid: 'acme00000000',
    partitionkey: uid,
    correlationid: '4e1bb1d2-5a7f-4c0e-9a55-2f3c6f0f7a11',
    data: {
      type: event.record,
      id: number,
      uid,
      recordVersion: 1,
      command: event.name.split('.').at(-1) === 'created' ? 'create' : 'update',
      state: { to: definition?.lifecycle.initial ?? 'active' },
      changed: [],
      actor: { type: 'human', id: 'erika' },
      data: exampleOf(dataOf([event]), definition && createExample(definition, shown(definition.type))),
    },
  };
}
