/** Every event that processes emit, with what it carries: derived from the definitions. Names and data only ever grow. */
import * as z from 'zod/mini';
import { type EventData, emissions } from '#shared/events/catalogue-emissions';
import { eventName } from '#shared/events/catalogue-name';
import { MAIL_RECEIVED, mailSteps } from '#shared/mail/asked';
import { MAIL } from '#shared/mail/received';
import type { AnyRecordDefinition, ProcessDefinition } from '#shared/process/definition';
import { linkKinds } from '#shared/process/directory';

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
}

const name = z.string().check(z.minLength(1), z.maxLength(400));

/** Every event's data begins with the title; a confidential record's is its number. */
const always: EventData = {
  title: z.string().check(z.maxLength(160)),
  /** Public custom fields of a record with a template; left out when they are many. */
  customFields: z.optional(z.record(z.string(), z.unknown())),
  customFieldsOmitted: z.optional(z.boolean()),
};

const linked: EventData = { kind: z.enum(Object.keys(linkKinds)), to: name };
const settled: EventData = { attachment: name, finding: z.exactOptional(z.string()) };
const task: EventData = { task: z.int().check(z.gte(1)), state: name };

const mergeEvents = {
  merged: ['It was a duplicate and went into another record.', { into: name }],
  absorbed: ['Duplicates went into it.', { count: z.int().check(z.gte(1)) }],
  unmerged: ['It became what it was before it was merged.', { from: name }],
  released: ['A duplicate was separated from it again.', {}],
} as const satisfies Readonly<Record<string, readonly [string, EventData]>>;

/** What every record emits (A2), with the data each carries. */
function commonEvents({
  actions,
  title,
  merge,
  similarity,
  split,
}: AnyRecordDefinition): Readonly<Record<string, readonly [string, EventData]>> {
  const created = { created: [`A new ${title.toLowerCase()} exists.`, {}] } as const;
  if (Object.keys(actions).length === 0) return created;
  return {
    ...created,
    updated: ['Fields were changed by PATCH.', {}],
    commented: ['A comment or an internal note was added.', {}],
    comment_edited: ['The author changed a comment.', {}],
    anonymised: ['A person was taken out of it and of its history.', {}],
    redacted: ['A comment or values were taken out of it and of its history.', {}],
    'attachment.added': ['A file was announced; its upload may follow.', {}],
    'attachment.removed': ['A file was taken away.', {}],
    ...Object.fromEntries(
      (
        [
          ['cleared', 'A file was found clean and can be downloaded.'],
          ['quarantined', 'Malware was found in a file; nobody can download it.'],
          ['rejected', 'A file is not what was announced.'],
          ['expired', 'A file was announced and never came.'],
        ] as const
      ).map(([name, says]) => [`attachment.${name}`, [says, settled]] as const),
    ),
    deleted: ['It was deleted; it can be restored for 30 days.', {}],
    restored: ['It was brought back after it had been deleted.', {}],
    legal_hold_placed: ['It was put under legal hold.', {}],
    legal_hold_released: ['Its legal hold was released.', {}],
    state_changed: ['Its state changed, by whatever command.', { from: name, to: name }],
    linked: ['It was linked to another record.', linked],
    unlinked: ['A link was removed.', linked],
    task_added: ['A task was added.', task],
    task_changed: ['A task changed its state.', task],
    ...(merge && mergeEvents),
    ...(split && {
      split: ['Part of it became another record.', { into: name, tasks: z.array(z.int().check(z.gte(1))) }],
    }),
    ...(similarity?.hint && {
      duplicates_suspected: ['Others said the same before.', { duplicates: z.array(name) }],
    }),
  };
}

/** Events of service-level clocks bear the clock's kind, not the record's. */
function clockEvents({
  clocks,
  groupClock,
}: AnyRecordDefinition): Readonly<Record<string, readonly [string, EventData]>> {
  const kinds = [...(clocks ? ['sla'] : []), ...(groupClock ? ['ola'] : [])];
  const data: EventData = { clock: name, percent: z.number(), dueAt: z.iso.datetime() };
  return Object.fromEntries(
    kinds.flatMap((kind) => [
      [`${kind}.threshold_reached`, ['A threshold of a clock was reached.', data]],
      [`${kind}.breached`, ['A clock’s target was missed.', data]],
    ]),
  );
}

/** Work of somebody who left goes back to its group (A11), whatever the type of record. */
function departureEvents({ actions }: AnyRecordDefinition): Readonly<Record<string, readonly [string, EventData]>> {
  if (Object.keys(actions).length === 0) return {};
  const data: EventData = { user: name, group: z.nullable(name), task: z.optional(z.int().check(z.gte(1))) };
  const says = 'It, or a task of it, returned to its group, as the person who had it was deactivated.';
  return { 'assignment.returned': [says, data] };
}

function actionEvents({ actions }: AnyRecordDefinition): Readonly<Record<string, readonly [string, EventData]>> {
  return Object.fromEntries(Object.values(actions).map(({ emits, summary }) => [emits, [`${summary}.`, {}]]));
}

function ruleEvents({ type }: AnyRecordDefinition): Readonly<Record<string, readonly [string, EventData]>> {
  return Object.fromEntries(
    Object.entries(emissions[type] ?? {}).map(([event, data]) => [event, [`${event.replaceAll('_', ' ')}.`, data]]),
  );
}

/** Events of one record type, by name. */
function recordEvents(process: string, definition: AnyRecordDefinition): readonly CatalogueEvent[] {
  const named = {
    ...ruleEvents(definition),
    ...clockEvents(definition),
    ...commonEvents(definition),
    ...departureEvents(definition),
    ...actionEvents(definition),
  };
  return Object.entries(named).map(([event, [when, data]]) => ({
    name: eventName(definition.type, event),
    source: `itsm.${process}`,
    record: definition.type,
    when,
    data: { ...always, ...data, ...emissions[definition.type]?.[event] },
  }));
}

const counted = z.int().check(z.gte(0));
const operationData: EventData = {
  step: counted,
  kind: z.enum(['bulk', 'merge', 'export']),
  collection: name,
  done: counted,
  refused: counted,
  total: z.optional(counted),
};

/** Long work on a process's records, told by that process (A1). */
function operationEvents(process: string): readonly CatalogueEvent[] {
  const said = {
    progressed: 'An operation asks for its next step.',
    finished: 'An operation has worked through its items.',
    canceled: 'An operation was stopped.',
    failed: 'An operation could not go on.',
  };
  return Object.entries(said).map(([event, when]) => ({
    name: eventName('operation', event),
    source: `itsm.${process}`,
    record: 'operation',
    when,
    data: operationData,
  }));
}

/** Mail that a process is to take (A15): what it says stands in the mail, not in the event. */
function mailEvents(process: string): readonly CatalogueEvent[] {
  const data: EventData = { mail: name, step: z.enum(mailSteps) };
  const when = 'A mail came in for a record of the process.';
  return [{ name: MAIL_RECEIVED, source: `itsm.${process}`, record: MAIL, when, data }];
}

/** Every event of these processes, by name and then by source. */
export function catalogueOf(processes: readonly ProcessDefinition[]): readonly CatalogueEvent[] {
  const events = processes.flatMap(({ id, records }) => [
    ...records.flatMap((definition) => recordEvents(id, definition)),
    ...operationEvents(id),
    ...mailEvents(id),
  ]);
  return events.sort((a, b) => (`${a.name} ${a.source}` < `${b.name} ${b.source}` ? -1 : 1));
}

/** The schema of an event's data; consumers tolerate fields that they do not know. */
export function dataSchema({ data }: CatalogueEvent): z.ZodMiniType {
  return z.looseObject(data);
}
