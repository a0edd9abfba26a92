/**
 * Somebody leaves (A11): their open work goes back to its groups. Part of the grammar's common machinery: every process whose records
 * can be assigned consumes this, and no definition says anything about it.
 */
import type { BusEvent, EventEnvelope } from '#shared/events/envelope';
import { Problem } from '#shared/http/problems';
import type { Circumstances } from '#shared/process/circumstances';
import { causedBy } from '#shared/process/commit';
import { decideAction, decidePatch, isOpen, type Plan, sourceStates } from '#shared/process/decide';
import type { AnyRecordDefinition, ProcessDefinition } from '#shared/process/definition';
import { storedRecord } from '#shared/process/items';
import { changeOnce, type OwnConsumption, REMEMBER_SECONDS } from '#shared/process/once';
import type { Runtime } from '#shared/process/runtime';
import { assigneePk, departureKey, userKey } from '#shared/store/keys';
import { type Page, type Store, TransactionRefused } from '#shared/store/store';
import { newUlid } from '#shared/store/ulid';
import { systemCaller } from '#shared/tenancy/context';
import { type TenantId, tenantId } from '#shared/tenancy/tenant-id';
import { storedUser } from '#shared/tenancy/users';
import { clock, toInstant } from '#shared/time/clock';

const LEFT = { source: 'itsm.configuration', detailType: 'user.deactivated' } as const;
const CONTINUED = 'assignment.return_continued';
/** Records returned per delivery; what is left is another event, so that no delivery takes longer than a function may. */
const CHUNK = 50;
const CONCURRENCY = 5;

const assignable = ({ records }: Pick<ProcessDefinition, 'records'>): readonly AnyRecordDefinition[] =>
  records.filter(({ lists }) => lists.includes('assignee'));

/** What tells of somebody who left, where records can be assigned. */
export function departureConsumptions(process: Pick<ProcessDefinition, 'id' | 'records'>): readonly OwnConsumption[] {
  if (assignable(process).length === 0) return [];
  return [LEFT, { source: `itsm.${process.id}`, detailType: CONTINUED }].map((event) => ({
    ...event,
    run: returnAssignments,
  }));
}

interface Leaving {
  readonly runtime: Runtime;
  readonly store: Store;
  readonly tenant: TenantId;
  readonly user: string;
  /** The event by which the user was deactivated. */
  readonly origin: string;
  readonly event: EventEnvelope;
  readonly requestId: string;
}

/** Returns a chunk of what the user has open, and asks for the next. Delivered twice, or again after a crash, nothing happens twice. */
async function returnAssignments(runtime: Runtime, { detail }: BusEvent, requestId: string): Promise<void> {
  const tenant = tenantId(detail.tenantId);
  const store = await runtime.store(tenant);
  const user = detail.id;
  // Whoever is back by now keeps what is theirs.
  if (storedUser(await store.get(userKey(tenant, user)))?.user.active) return;
  const origin = typeof detail.data.origin === 'string' ? detail.data.origin : detail.eventId;
  const leaving: Leaving = { runtime, store, tenant, user, origin, event: detail, requestId };
  let left = CHUNK;
  for (const definition of assignable(runtime.process)) {
    const after = detail.data.type === definition.type ? detail.data.after : undefined;
    const { count, next } = await returnSome(leaving, definition, left, after as Page['next']);
    left -= count;
    if (next) return proceed(leaving, definition.type, next);
    if (left <= 0) left = 1; // the next type is looked at all the same: it may well have nothing
  }
}

/** Up to `limit` open records of one type. */
async function returnSome(
  leaving: Leaving,
  definition: AnyRecordDefinition,
  limit: number,
  after: Page['next'],
): Promise<{ readonly count: number; readonly next?: Page['next'] }> {
  const { store, tenant, user } = leaving;
  const pk = assigneePk(tenant, definition.type, user);
  const page = await store.query({ index: 'assignee', pk, limit, ...(after && { after }) });
  const uids = page.items.flatMap((item) => storedRecord(item)?.record.uid ?? []);
  for (let i = 0; i < uids.length; i += CONCURRENCY)
    await Promise.all(uids.slice(i, i + CONCURRENCY).map((uid) => returnOne(leaving, definition, uid)));
  return { count: uids.length, ...(page.next && { next: page.next }) };
}

async function returnOne(leaving: Leaving, definition: AnyRecordDefinition, uid: string): Promise<void> {
  const { runtime, store, tenant, user, origin, event, requestId } = leaving;
  const config = await runtime.configurations.load(tenant, store);
  const caller = systemCaller(tenant, runtime.process.id);
  const consuming = { runtime, store, config, caller, definition, cause: causedBy(event, requestId) };
  await changeOnce(consuming, uid, `${origin}:${uid}`, ({ record }, circumstances) =>
    record.assignedTo === user && isOpen(definition, record)
      ? { plan: decideReturn(definition, record, circumstances) }
      : undefined,
  );
}

/** By the record's own `return` where its state allows that, else only the person is taken off. Pure. */
function decideReturn(
  definition: AnyRecordDefinition,
  record: Parameters<typeof decidePatch>[1],
  circumstances: Circumstances,
): Plan {
  const user = record.assignedTo ?? '';
  const plan = byItsOwnAction(definition, record, `${user} was deactivated`, circumstances);
  const { after } = plan;
  const returned = { name: 'assignment.returned', data: { user, group: after.assignedGroup ?? null } };
  return { ...plan, command: 'return', emissions: [...plan.emissions, returned] };
}

function byItsOwnAction(
  definition: AnyRecordDefinition,
  record: Parameters<typeof decidePatch>[1],
  reason: string,
  circumstances: Circumstances,
): Plan {
  const action = definition.actions.return;
  if (action && sourceStates(definition, action).includes(record.state)) {
    try {
      const plan = decideAction(definition, 'return', record, { reason }, circumstances);
      if (plan.after.assignedTo === undefined) return plan;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
  return { ...decidePatch(definition, record, { assignedTo: null }, circumstances), reason };
}

/** An event of this process's own, from where this delivery ended; asked for twice, it is there once. */
async function proceed(leaving: Leaving, type: string, after: Readonly<Record<string, unknown>>): Promise<void> {
  const { runtime, store, tenant, user, origin, event, requestId } = leaving;
  const now = clock.now();
  const chunk = Number(event.data.chunk ?? 0) + 1;
  const next: EventEnvelope = {
    ...event,
    eventId: newUlid(now),
    name: CONTINUED,
    process: runtime.process.id,
    at: toInstant(now),
    actor: { type: 'system', id: runtime.process.id },
    correlationId: event.correlationId ?? requestId,
    causationId: origin,
    data: { origin, type, after, chunk },
  };
  const expiresAt = Math.floor(now / 1000) + REMEMBER_SECONDS;
  try {
    await store.put(
      { ...departureKey(tenant, runtime.process.id, origin, chunk), user, expiresAt, entry: { events: [next] } },
      'absent',
    );
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
  }
}
