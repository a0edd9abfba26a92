/** Performs a plan: record, history with its events, comments, tasks and markers in one conditional transaction. */

import type { EventEnvelope } from '#shared/events/envelope';
import { Problem } from '#shared/http/problems';
import { isHidden } from '#shared/process/access';
import { isOpen, type Plan } from '#shared/process/decide';
import type { AnyRecordDefinition } from '#shared/process/definition';
import { linkKinds } from '#shared/process/directory';
import { type Cause, entryOf } from '#shared/process/entry';
import { factWrites } from '#shared/process/facts';
import type { HistoryEntry } from '#shared/process/history';
import { expiry, historyItem, recordItem, retentionItem, type Stored } from '#shared/process/items';
import { purgedAt } from '#shared/process/retention';
import { taskItem, taskNumber } from '#shared/process/task';
import * as keys from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import { newUlid } from '#shared/store/ulid';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';
import { clock, toInstant } from '#shared/time/clock';

export interface Commit {
  readonly process: string;
  readonly definition: AnyRecordDefinition;
  readonly caller: Caller;
  readonly config: Configuration;
  readonly cause: Cause;
  /** Epoch milliseconds of the decision. */
  readonly now: number;
  readonly plan: Plan;
  /** Where the answer to the request is kept, so that a redaction finds it. */
  readonly result?: keys.Key;
  /** Where the record's history stands; absent for a new record. */
  readonly stored?: Stored;
}

/** Fields whose change a requester's events may not name. */
function publicFields(definition: AnyRecordDefinition, fields: readonly string[]): readonly string[] {
  return fields.filter((name) => !isHidden(definition, name));
}

export interface Committed {
  readonly stored: Stored;
  readonly writes: readonly Write[];
  readonly events: readonly EventEnvelope[];
}

/** What a record and an entry of its history may come to: an item holds 400 KB, and our automation adds to it. */
const MAX_RECORD_BYTES = 300_000;
const MAX_ENTRY_BYTES = 380_000;
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** @throws Problem limit-exceeded before somebody's change would grow too large to be kept; automation adds little, and never fails by it */
function refuseTooLarge({ caller, plan: { after } }: Commit, entry: HistoryEntry): void {
  if (caller.roles.has('SYS')) return;
  for (const [what, bytes, most] of [
    ['a record', bytesOf(after), MAX_RECORD_BYTES],
    ['one change, with what was there before,', bytesOf(entry), MAX_ENTRY_BYTES],
  ] as const)
    if (bytes > most)
      throw new Problem('limit-exceeded', `${what} has at most ${most} bytes; this would have ${bytes}`);
}

/** The writes of a plan; the caller adds its own (idempotency result, consumed marker) and sends them as one transaction. */
export function writesOf(commit: Commit): Committed {
  const { definition, plan, caller, stored } = commit;
  const { tenant, actor } = caller;
  const { type } = definition;
  const { after, before } = plan;
  const entry = entryOf({ ...commit, type }, (fields) => publicFields(definition, fields));
  refuseTooLarge(commit, entry);
  const { sequence, hash, events } = entry;
  const next: Stored = { record: after, sequence, hash };

  const writes: Write[] = [
    {
      put: recordItem(tenant, commit.process, definition, next, commit.config),
      condition: stored ? { sequence: stored.sequence } : 'absent',
    },
    { put: historyItem(tenant, type, after.uid, entry, commit.result) },
  ];
  if (!before) {
    writes.push({ put: { ...keys.numberKey(tenant, type, after.id), uid: after.uid }, condition: 'absent' });
  }
  for (const comment of plan.comments) {
    const id = newUlid(commit.now);
    writes.push({
      put: {
        pk: keys.recordPk(tenant, type, after.uid),
        sk: keys.commentSk(id),
        comment: { id, at: toInstant(commit.now), author: actor, ...comment },
      },
    });
  }
  plan.tasks.forEach((task, index) => {
    const number = taskNumber(sequence, index);
    const made = { number, state: 'open', createdAt: toInstant(commit.now), ...task };
    writes.push({ put: taskItem(tenant, after, made), condition: 'absent' });
  });
  writes.push(
    ...linkWrites(commit),
    ...openKeyWrites(commit),
    ...factWrites(definition, tenant, plan, sequence, commit.config),
    ...retentionWrites(commit),
    ...publicationWrites(commit),
    ...viewWrites(commit),
  );
  return { stored: next, writes, events };
}

/** Links as the decision made them, both ways, if the other record is still as it was then. */
function linkWrites({ definition, plan: { links = [], after }, caller: { tenant } }: Commit): Write[] {
  return links.flatMap(({ kind, record: other, sequence, removed }): Write[] => {
    const inverse = linkKinds[kind];
    const own = { pk: keys.recordPk(tenant, definition.type, after.uid), sk: keys.linkSk(kind, other.uid) };
    const theirs = { pk: keys.recordPk(tenant, other.type, other.uid), sk: keys.linkSk(inverse, after.uid) };
    if (removed) return [{ delete: own }, { delete: theirs }];
    return [
      { check: keys.recordKey(tenant, other.type, other.uid), condition: { sequence } },
      { put: { ...own, link: { kind, type: other.type, uid: other.uid, id: other.id } } },
      { put: { ...theirs, link: { kind: inverse, type: definition.type, uid: after.uid, id: after.id } } },
    ];
  });
}

/** The marker of an open record's key: put when it opens, deleted when it no longer is. */
function openKeyWrites({ definition, plan, caller }: Commit): Write[] {
  const { before, after } = plan;
  const holds = (record: Plan['after'] | undefined): string | undefined =>
    record && isOpen(definition, record) ? definition.openKey?.(record as never) : undefined;
  const [old, next] = [holds(before), holds(after)];
  if (old === next) return [];
  return [
    ...(old === undefined ? [] : [{ delete: keys.openKeyKey(caller.tenant, definition.type, old) }]),
    ...(next === undefined
      ? []
      : [
          {
            put: {
              ...keys.openKeyKey(caller.tenant, definition.type, next),
              uid: after.uid,
              ...expiry(definition, after.createdAt),
            },
            condition: 'absent' as const,
          },
        ]),
  ];
}

/** A version that the record publishes, as JSON text (ADR 7): conditions nest deeper than an item may. With it, what the configuration holds. */
function publicationWrites({ definition, plan, caller: { tenant } }: Commit): Write[] {
  const [old, next] = [plan.before, plan.after].map((record) => record && definition.publishes?.(record as never));
  if (!next) return [];
  const { kind, id, version, reference } = next;
  const item = { kind, id, version, updatedAt: plan.after.updatedAt };
  const isNew = old?.version !== version;
  const changed = isNew || JSON.stringify(old.reference) !== JSON.stringify(reference);
  const body = { ...keys.documentVersionKey(tenant, kind, id, version), ...item };
  return [
    ...(isNew ? [{ put: { ...body, body: JSON.stringify(next.body()) }, condition: 'absent' as const }] : []),
    ...(changed ? [{ put: { ...keys.documentKey(tenant, 'own', kind, id), ...item, body: reference } }] : []),
  ];
}

/** What the status page shows of the record: there while the definition says so, and gone when it is deleted. */
function viewWrites({ definition, plan, caller: { tenant } }: Commit): Write[] {
  const [old, next] = [plan.before, plan.after].map((record) =>
    record && !record.deletedAt ? definition.shows?.(record as never) : undefined,
  );
  const key = keys.statusNoticeKey(tenant, plan.after.uid);
  if (!next) return old ? [{ delete: key }] : [];
  const { view, ...until } = next;
  return JSON.stringify(old) === JSON.stringify(next) ? [] : [{ put: { ...key, publicView: view, ...until } }];
}

/** The timer of the purge: there while the record is closed or deleted and nobody holds it. */
function retentionWrites({ definition, plan, caller, config }: Commit): Write[] {
  if (definition.keepDays !== undefined) return [];
  const [old, next] = [plan.before && purgedAt(plan.before, config), purgedAt(plan.after, config)];
  if (old === next) return [];
  if (next !== undefined) return [{ put: retentionItem(caller.tenant, plan.after, next) }];
  return [{ delete: keys.retentionKey(caller.tenant, definition.type, plan.after.uid) }];
}

/** A cause for something that nothing else caused: a request from outside. */
export function firstCause(requestId: string): Cause {
  return { requestId, correlationId: requestId, depth: 0 };
}

/** A cause for what an event led to. */
export function causedBy(event: EventEnvelope, requestId: string): Cause {
  return { requestId, correlationId: event.correlationId, causationId: event.eventId, depth: event.depth + 1 };
}

export const newUid = (): string => newUlid(clock.now());
