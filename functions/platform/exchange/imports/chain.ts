/** The history of an imported incident as ours keeps it: one entry a step, original instants and actors, chained by hashes. */
import { createHmac } from 'node:crypto';
import { incident as incidentType } from '#functions/service-operation/incident-management/contract';
import { type Change, diff, digestOf, GENESIS, type HistoryEntry, hashOf, seals } from '#shared/engine/history';
import type { EventEnvelope } from '#shared/events/envelope';
import type { AnyRecord } from '#shared/grammar/record';
import type { ImportedIncident, ImportedStep } from '#shared/imports/incident';
import type { PriorityMatrix } from '#shared/kit/service-levels/priority';
import type { Actor } from '#shared/tenancy/context';
import { incidentValues, type Standing } from './incident-values.ts';

/** Bookkeeping of the record, which no history of ours names. */
const UNRECORDED: ReadonlySet<string> = new Set(['version', 'updatedAt', 'updatedBy']);

export interface ChainInput {
  readonly incident: ImportedIncident;
  readonly steps: readonly ImportedStep[];
  readonly identity: { readonly uid: string; readonly id: string; readonly externalId: string };
  readonly importedBy: Actor;
  /** The import's id, which stands for the request, and what it knows of itself. */
  readonly importId: string;
  readonly source: string;
  readonly salt: string;
  readonly matrix: PriorityMatrix;
  /** The present instant. */
  readonly at: string;
}

export interface Chain {
  readonly record: AnyRecord;
  /** The steps, then the import itself: what it added, who asked for it, and the only event. */
  readonly entries: readonly HistoryEntry[];
}

/** @param announce makes the event of the import, given the finished record and the names of the fields that it has. */
export function chainOf(input: ChainInput, announce: (record: AnyRecord) => EventEnvelope): Chain {
  const { incident, steps, identity, importId, importedBy } = input;
  const entries: HistoryEntry[] = [];
  let values: Readonly<Record<string, unknown>> = {};
  const append = (after: Readonly<Record<string, unknown>>, said: Said, events: readonly EventEnvelope[]): void => {
    const sequence = entries.length + 1;
    const place = `${input.salt}\n${identity.uid}\n${sequence}`;
    const changes = salted(diff(values, after, UNRECORDED), place);
    const sealed = seals(said, (field) => saltAt(place, field));
    const previousHash = entries.at(-1)?.hash ?? GENESIS;
    const unhashed = { sequence, ...said, changes, sealed, requestId: importId, previousHash };
    entries.push({ ...unhashed, version: sequence, visibility: 'public', hash: hashOf(unhashed), events });
    values = after;
  };

  let standing: Standing = { state: 'new', fields: {}, first: {} };
  for (const step of steps) {
    standing = after(standing, step);
    const { createdAt, createdBy } = incident;
    append(
      present({ ...incidentValues(standing, input.matrix), type: incidentType.type, createdAt, createdBy }),
      {
        at: step.at,
        actor: { type: 'human', id: step.actor },
        command: step.command,
        ...(step.note !== undefined && { reason: step.note }),
      },
      [],
    );
  }

  const { uid, id, externalId } = identity;
  const last = present({
    ...values,
    uid,
    id,
    externalId,
    imported: present({ source: input.source, slaMet: incident.madeSla, importId }),
  });
  const record: AnyRecord = {
    ...last,
    uid,
    id,
    externalId,
    type: incidentType.type,
    title: incident.title,
    state: incident.state,
    version: entries.length + 1,
    openedAt: incident.openedAt,
    createdAt: incident.createdAt,
    createdBy: incident.createdBy,
    updatedAt: incident.updatedAt,
    updatedBy: incident.updatedBy,
    retentionClass: 'operational',
  };
  append(last, { at: input.at, actor: importedBy, command: 'import' }, [announce(record)]);
  return { record, entries };
}

type Said = Pick<HistoryEntry, 'at' | 'actor' | 'command' | 'reason'>;

function after({ fields, first }: Standing, { at, state, changes, inferred }: ImportedStep): Standing {
  const next = Object.assign({ ...fields }, Object.fromEntries(changes.map((change) => [change.field, change.new])));
  const category = first.category ?? next.category;
  const group = first.group ?? next.assignedGroup;
  const respondedAt = first.respondedAt ?? (inferred || state.to === 'new' || state.to === 'assigned' ? undefined : at);
  return {
    state: state.to,
    fields: next,
    first: { ...(category && { category }), ...(group && { group }), ...(respondedAt && { respondedAt }) },
  };
}

/** Salts made from the import's secret: writing the same step again gives the same bytes, so a repeated write changes nothing. */
function salted(changes: readonly Change[], place: string): readonly Change[] {
  return changes.map((change) => {
    const salt = saltAt(place, change.field);
    return { ...change, salt, digest: digestOf(salt, change.field, change.old, change.new) };
  });
}

const saltAt = (place: string, field: string): string =>
  createHmac('sha256', place).update(field).digest('base64url').slice(0, 16);

function present(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
