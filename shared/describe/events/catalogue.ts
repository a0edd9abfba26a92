/** Every event that processes emit, with what it carries: derived from the definitions. Names and data only ever grow. */
import * as z from 'zod/mini';
import { workOf } from '#shared/engine/capability';
import { eventName } from '#shared/events/name';
import { type ProcessEvent, partsOf } from '#shared/grammar/capability';
import type { Contract, ServiceContract } from '#shared/grammar/contract';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { ProcessDefinition } from '#shared/grammar/process-definition';

/** The fields of an event's data. */
export type EventData = Readonly<Record<string, z.ZodMiniType>>;

export interface CatalogueEvent {
  /** The bus's detail-type. */
  readonly name: string;
  /** The bus's source. */
  readonly source: string;
  /** Type of the record that it is about. */
  readonly record: string;
  /** When it is emitted. */
  readonly when: string;
  readonly data: EventData;
  /** Kinds of records have it in common, under this name, and it carries the same for each. */
  readonly common?: boolean;
}

const name = z.string().check(z.minLength(1), z.maxLength(400));

/** Every event's data begins with the title; a confidential record's is its number. */
const always: EventData = {
  title: z.string().check(z.maxLength(160)),
  /** Public custom fields of a record with a template; left out when they are many. */
  customFields: z.optional(z.record(z.string(), z.unknown())),
  customFieldsOmitted: z.optional(z.boolean()),
};

/** What every record emits (A2), with the data each carries. */
function commonEvents({ actions, title }: AnyRecordDefinition): Readonly<Record<string, readonly [string, EventData]>> {
  const created = { created: [`A new ${title.toLowerCase()} exists.`, {}] } as const;
  if (Object.keys(actions).length === 0) return created;
  return {
    ...created,
    updated: ['Fields were changed by PATCH.', {}],
    state_changed: ['Its state changed, by whatever command.', { from: name, to: name }],
  };
}

/** What capabilities of the type tell. */
const partEvents = (definition: AnyRecordDefinition): Readonly<Record<string, readonly [string, EventData]>> =>
  Object.fromEntries(
    partsOf(definition)
      .flatMap(({ described }) => Object.entries(described.events))
      .map(([event, { says, data = {} }]) => [event, [says, data]] as const),
  );

function actionEvents({ actions }: AnyRecordDefinition): Readonly<Record<string, readonly [string, EventData]>> {
  return Object.fromEntries(Object.values(actions).map(({ emits, summary }) => [emits, [`${summary}.`, {}]]));
}

/** What the letterbox says of the type's events. */
function promised({ type }: AnyRecordDefinition, contract: Contract | undefined): Readonly<Record<string, EventData>> {
  const events = contract?.events.filter(({ record }) => record === type) ?? [];
  return Object.fromEntries(
    events.flatMap(({ carries }) => Object.entries(carries).map(([event, payload]) => [event, payload()])),
  );
}

function ruleEvents(data: Readonly<Record<string, EventData>>): Readonly<Record<string, readonly [string, EventData]>> {
  return Object.fromEntries(
    Object.entries(data).map(([event, each]) => [event, [`${event.replaceAll('_', ' ')}.`, each]]),
  );
}

/** Events of one record type, by name. */
function recordEvents(
  { id, contract }: Pick<ProcessDefinition, 'id' | 'contract'>,
  definition: AnyRecordDefinition,
): readonly CatalogueEvent[] {
  const common = { ...commonEvents(definition), ...partEvents(definition) };
  const carried = promised(definition, contract);
  const named = {
    ...ruleEvents(carried),
    ...common,
    ...actionEvents(definition),
  };
  return Object.entries(named).map(([event, [when, data]]) => ({
    name: eventName(definition.type, event),
    source: `itsm.${id}`,
    record: definition.type,
    when,
    data: { ...always, ...data, ...carried[event] },
    common: event in common && !event.includes('.') && !(event in carried),
  }));
}

/** Kinds of long work that records of these types know, by name. */
export const workKinds = (records: readonly AnyRecordDefinition[]): readonly string[] =>
  [...new Set(records.flatMap(workOf))].sort();

const counted = z.int().check(z.gte(0));

/** Long work on a process's records, told by that process (A1). @param kinds those of all processes, for an event carries the same whoever tells it */
function operationEvents({ id, records }: ProcessDefinition, kinds: readonly string[]): readonly CatalogueEvent[] {
  if (!records.some((definition) => workOf(definition).length > 0)) return [];
  const data: EventData = {
    step: counted,
    kind: z.enum(kinds),
    collection: name,
    done: counted,
    refused: counted,
    total: z.optional(counted),
  };
  const said = {
    progressed: 'An operation asks for its next step.',
    finished: 'An operation has worked through its items.',
    canceled: 'An operation was stopped.',
    failed: 'An operation could not go on.',
  };
  return Object.entries(said).map(([event, when]) => ({
    name: eventName('operation', event),
    source: `itsm.${id}`,
    record: 'operation',
    when,
    data,
  }));
}

/** What capabilities of its records let a process tell of something else. */
function besideEvents({ id, records }: Pick<ProcessDefinition, 'id' | 'records'>): readonly CatalogueEvent[] {
  const told = Object.entries(
    Object.assign({}, ...records.flatMap(partsOf).map(({ described }) => described.beside)) as Readonly<
      Record<string, ProcessEvent>
    >,
  );
  return told.map(([event, { says, about, data = {} }]) => ({
    name: event,
    source: `itsm.${id}`,
    record: about,
    when: says,
    data,
  }));
}

/** What services tell of, as their letterboxes say it. */
function serviceEvents({ contract }: Lettered): readonly CatalogueEvent[] {
  return (contract?.events ?? []).flatMap(({ process, record, carries }) =>
    Object.entries(carries).map(([event, payload]) => ({
      name: eventName(record, event),
      source: `itsm.${process}`,
      record,
      when: `${record.replaceAll('-', ' ')} ${event.replaceAll('_', ' ')}.`,
      data: payload(),
    })),
  );
}

/** A service, as far as the catalogue looks at it. */
export interface Lettered {
  readonly contract?: ServiceContract;
}

/** Every event of these processes and services, by name and then by source. */
export function catalogueOf(
  processes: readonly ProcessDefinition[],
  services: readonly Lettered[] = [],
): readonly CatalogueEvent[] {
  const kinds = workKinds(processes.flatMap(({ records }) => records));
  const events = processes.flatMap((process) => [
    ...process.records.flatMap((definition) => recordEvents(process, definition)),
    ...operationEvents(process, kinds),
    ...besideEvents(process),
  ]);
  return [...events, ...services.flatMap(serviceEvents)].sort((a, b) =>
    `${a.name} ${a.source}` < `${b.name} ${b.source}` ? -1 : 1,
  );
}

/** The schema of an event's data; consumers tolerate fields that they do not know. */
export function dataSchema({ data }: CatalogueEvent): z.ZodMiniType {
  return z.looseObject(data);
}
