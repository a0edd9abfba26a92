/** Performs a plan: record, history with its events, comments, tasks and markers in one conditional transaction. */

import { isHidden } from '#shared/engine/access';
import { capabilitiesOf } from '#shared/engine/capability';
import type { Cause } from '#shared/engine/cause';
import { isOpen } from '#shared/engine/decide';
import { entryOf } from '#shared/engine/entry';
import { guardWrite, linksGuard } from '#shared/engine/guards';
import type { HistoryEntry } from '#shared/engine/history';
import { expiry, historyItem, recordItem, type Stored } from '#shared/engine/items';
import { commentSk, linkSk, numberKey, openKeyKey } from '#shared/engine/keys';
import { rowChanges } from '#shared/engine/list-rows';
import type { Plan } from '#shared/engine/plan';
import { asOne } from '#shared/engine/under-conditions';
import type { EventEnvelope } from '#shared/events/envelope';
import { unrecordedOf } from '#shared/grammar/capability';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { linkKinds, sameType } from '#shared/grammar/directory';
import { newUlid } from '#shared/ids/ulid';
import { Problem } from '#shared/problems/problems';
import * as keys from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';
import { documentKey, documentVersionKey, statusNoticeKey } from '#shared/tenancy/keys';
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
  const entry = entryOf({ ...commit, type, unrecorded: unrecordedOf(definition) }, (fields) =>
    publicFields(definition, fields),
  );
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
    writes.push({ put: { ...numberKey(tenant, type, after.id), uid: after.uid }, condition: 'absent' });
  }
  for (const comment of plan.comments) {
    const id = newUlid(commit.now);
    writes.push({
      put: {
        pk: keys.recordPk(tenant, type, after.uid),
        sk: commentSk(id),
        comment: { id, at: toInstant(commit.now), author: actor, ...comment },
      },
    });
  }
  writes.push(
    ...linkWrites(commit, sequence),
    ...openKeyWrites(commit),
    ...publicationWrites(commit),
    ...viewWrites(commit),
    ...rowChanges(definition, tenant, { before, after, listed: stored?.listed }),
    ...capabilitiesOf(definition).flatMap(({ write }) => write?.({ ...commit, tenant, sequence }) ?? []),
  );
  const own = { stored: next, writes: plan.under?.(writes) ?? writes, events };
  if (!plan.joined) return own;
  const others = plan.joined.map((each) => {
    const { result: _, ...rest } = commit;
    return writesOf({ ...rest, ...each });
  });
  const all = [own, ...others];
  return { stored: next, writes: asOne(all.map((each) => each.writes)), events: all.flatMap((each) => each.events) };
}

/** Links as the decision made them, both ways, if the other record is still as it was then. */
function linkWrites({ definition, plan, caller: { tenant }, now }: Commit, sequence: number): Write[] {
  const { links = [], after } = plan;
  return links.flatMap(({ kind, record: other, sequence: known, removed }): Write[] => {
    const inverse = linkKinds[kind];
    const own = { pk: keys.recordPk(tenant, definition.type, after.uid), sk: linkSk(kind, other.uid) };
    const theirs = { pk: keys.recordPk(tenant, other.type, other.uid), sk: linkSk(inverse, after.uid) };
    // Families are not rested on in this way, and are large.
    const guard = sameType.has(kind)
      ? []
      : [guardWrite(linksGuard(tenant, other.type, other.uid), { uid: after.uid, sequence, now })];
    if (removed) return [{ delete: own }, { delete: theirs }, ...guard];
    return [
      { check: keys.recordKey(tenant, other.type, other.uid), condition: { sequence: known } },
      { put: { ...own, link: { kind, type: other.type, uid: other.uid, id: other.id } } },
      { put: { ...theirs, link: { kind: inverse, type: definition.type, uid: after.uid, id: after.id } } },
      ...guard,
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
    ...(old === undefined ? [] : [{ delete: openKeyKey(caller.tenant, definition.type, old) }]),
    ...(next === undefined
      ? []
      : [
          {
            put: {
              ...openKeyKey(caller.tenant, definition.type, next),
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
  const body = { ...documentVersionKey(tenant, kind, id, version), ...item };
  return [
    ...(isNew ? [{ put: { ...body, body: JSON.stringify(next.body()) }, condition: 'absent' as const }] : []),
    ...(changed ? [{ put: { ...documentKey(tenant, 'own', kind, id), ...item, body: reference } }] : []),
  ];
}

/** What the status page shows of the record: there while the definition says so, and gone when it is deleted. */
function viewWrites({ definition, plan, caller: { tenant } }: Commit): Write[] {
  const [old, next] = [plan.before, plan.after].map((record) =>
    record && !record.deletedAt ? definition.shows?.(record as never) : undefined,
  );
  const key = statusNoticeKey(tenant, plan.after.uid);
  if (!next) return old ? [{ delete: key }] : [];
  const { view, ...until } = next;
  return JSON.stringify(old) === JSON.stringify(next) ? [] : [{ put: { ...key, publicView: view, ...until } }];
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
