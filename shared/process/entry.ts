/** The entry that a plan leaves in the audit trail, and the events that go out with it. */

import type { EventEnvelope } from '#shared/events/envelope';
import type { Plan } from '#shared/process/decide';
import type { Emission } from '#shared/process/definition';
import { type Change, diff, GENESIS, type HistoryEntry, hashOf, seals, withoutValues } from '#shared/process/history';
import type { Stored } from '#shared/process/items';
import { newUlid } from '#shared/store/ulid';
import { bytesOf } from '#shared/templates/bytes';
import type { Caller } from '#shared/tenancy/context';
import { toInstant } from '#shared/time/clock';

/** Where a command came from: for the audit trail and to stop loops. */
export interface Cause {
  readonly requestId: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly depth: number;
}

/** What an entry is made of. */
export interface Entering {
  readonly process: string;
  readonly type: string;
  readonly caller: Caller;
  readonly cause: Cause;
  /** Epoch milliseconds of the decision. */
  readonly now: number;
  readonly plan: Plan;
  /** Where the record's history stands; absent for a new record. */
  readonly stored?: Stored;
}

/** Fields that history does not record because they are the record's own bookkeeping. */
const UNRECORDED: ReadonlySet<string> = new Set(['version', 'updatedAt', 'updatedBy', 'clocks', 'clockBasis']);

/** Changes of parts of the record, such as a comment: `comments/<id>`. */
function partChanges({ parts }: Plan): readonly Change[] {
  return parts ? diff(parts.before, parts.after, new Set()) : [];
}

/** @param nameable which of the changed fields may be named in events that a requester may see */
export function entryOf(entering: Entering, nameable: (fields: readonly string[]) => readonly string[]): HistoryEntry {
  const { plan, caller, cause, stored, now } = entering;
  const { before, after, command, reason, visibility } = plan;
  const changes = [...diff(before ?? {}, after, UNRECORDED), ...partChanges(plan)].map(
    (change): Change => (plan.redacts?.includes(change.field) ? withoutValues(change) : change),
  );
  const said = { actor: caller.actor, ...(reason !== undefined && { reason }) };
  const named = nameable(changes.map(({ field }) => field));
  const unhashed = {
    sequence: (stored?.sequence ?? 0) + 1,
    at: toInstant(now),
    ...said,
    command,
    changes,
    sealed: seals(said),
    requestId: cause.requestId,
    previousHash: stored?.hash ?? GENESIS,
  };
  return {
    ...unhashed,
    version: after.version,
    visibility,
    hash: hashOf(unhashed),
    events: plan.emissions.map((emission) => envelope(entering, named, emission)),
  };
}

function envelope(entering: Entering, changed: readonly string[], { name, data }: Emission): EventEnvelope {
  const { process, type, plan, caller, cause, now } = entering;
  const { type: actorType, id: actorId, onBehalfOf } = caller.actor;
  const { after, before } = plan;
  return {
    eventId: newUlid(now),
    name: name.includes('.') ? name : `${type.replaceAll('-', '_')}.${name}`,
    process,
    tenantId: caller.tenant,
    type,
    id: after.id,
    uid: after.uid,
    recordVersion: after.version,
    at: toInstant(now),
    actor: { type: actorType, id: actorId, ...(onBehalfOf && { onBehalfOf }) },
    command: plan.command,
    state: { ...(before && { from: before.state }), to: after.state },
    changed,
    correlationId: cause.correlationId,
    ...(cause.causationId && { causationId: cause.causationId }),
    depth: cause.depth,
    visibility: plan.visibility,
    data: { title: after.confidential ? after.id : after.title, ...customData(after), ...data },
  };
}

/** Bytes of custom fields that an event still carries: ten events go to the bus in one request of 256 KB at most. */
const MAX_CUSTOM_BYTES = 8_192;

/** What an event tells of public custom fields; who needs more than it can carry reads the record. */
function customData({ confidential, customFields }: Plan['after']): Readonly<Record<string, unknown>> {
  if (confidential || !customFields) return {};
  return bytesOf(customFields) > MAX_CUSTOM_BYTES ? { customFieldsOmitted: true } : { customFields };
}
