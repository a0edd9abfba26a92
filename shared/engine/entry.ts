/** The entry that a plan leaves in the audit trail, and the events that go out with it. */

import type { Cause } from '#shared/engine/cause';
import {
  type Change,
  diff,
  type FreshEntry,
  freshSeed,
  GENESIS,
  hashOf,
  saltFrom,
  seals,
  withoutValues,
} from '#shared/engine/history';
import type { Stored } from '#shared/engine/items';
import type { Plan } from '#shared/engine/plan';
import type { EventEnvelope } from '#shared/events/envelope';
import type { Emission } from '#shared/grammar/definition';
import { newUlid } from '#shared/ids/ulid';
import { bytesOf } from '#shared/kit/templates/bytes';
import type { Caller } from '#shared/tenancy/context';
import { toInstant } from '#shared/time/clock';

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
  /** Fields that capabilities of the type do not want recorded. */
  readonly unrecorded?: readonly string[];
}

/** Fields that history does not record because they are the record's own bookkeeping. */
export const UNRECORDED: ReadonlySet<string> = new Set(['version', 'updatedAt', 'updatedBy', 'clocks', 'clockBasis']);

/** Changes of parts of the record, such as a comment: `comments/<id>`. */
function partChanges({ parts }: Plan, saltOf: (field: string) => string): readonly Change[] {
  return parts ? diff(parts.before, parts.after, new Set(), saltOf) : [];
}

/** @param nameable which of the changed fields may be named in events that a requester may see */
export function entryOf(entering: Entering, nameable: (fields: readonly string[]) => readonly string[]): FreshEntry {
  const { plan, caller, cause, stored, now } = entering;
  const { before, after, command, reason, visibility } = plan;
  const skipped = new Set([...UNRECORDED, ...(entering.unrecorded ?? [])]);
  const seed = freshSeed();
  const saltOf = (field: string): string => saltFrom(seed, field);
  const changes = [...diff(before ?? {}, after, skipped, saltOf), ...partChanges(plan, saltOf)].map(
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
    sealed: seals(said, saltOf),
    requestId: cause.requestId,
    previousHash: stored?.hash ?? GENESIS,
  };
  return {
    ...unhashed,
    version: after.version,
    visibility,
    hash: hashOf(unhashed),
    events: plan.emissions.map((emission) => envelope(entering, named, emission)),
    seed,
  };
}

function envelope(entering: Entering, changed: readonly string[], { name, data, visibility }: Emission): EventEnvelope {
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
    visibility: visibility ?? plan.visibility,
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
