/**
 * Somebody leaves (A11): their open work goes back to its groups, and what waits for them goes on without them. Part of the grammar's common
 * machinery; a definition says only in what else people have a part (`departure`).
 */

import { departureKey } from '#shared/capabilities/leavers/keys';
import { concludePart, type Leaving, returnRecord, returnTask } from '#shared/capabilities/leavers/leaving';
import { taskAssigneePk } from '#shared/capabilities/tasks/keys';
import { causedBy } from '#shared/engine/commit';
import type { Runtime } from '#shared/engine/runtime';
import type { OwnConsumption } from '#shared/engine/seams';
import { type BusEvent, type EventEnvelope, REMEMBER_SECONDS, withoutReach } from '#shared/events/envelope';
import type { Reach } from '#shared/events/reach';
import { hasIndex } from '#shared/grammar/lists';
import type { ProcessDefinition } from '#shared/grammar/process-definition';
import { type TenantId, tenantId } from '#shared/ids/tenant-id';
import { newUlid } from '#shared/ids/ulid';
import { attempt } from '#shared/store/attempt';
import { assigneePk, openPk } from '#shared/store/keys';
import type { Item, Page, QueryInput } from '#shared/store/store';
import { systemCaller } from '#shared/tenancy/context';
import { userKey } from '#shared/tenancy/keys';
import { storedUser } from '#shared/tenancy/users';
import { clock, toInstant, toSeconds } from '#shared/time/clock';

const LEFT = { source: 'itsm.configuration', detailType: 'user.deactivated' } as const;
const CONTINUED = 'assignment.return_continued';
/** Items worked on per delivery; what is left is another event, so that no delivery takes longer than a function may. */
const CHUNK = 50;
const CONCURRENCY = 5;

type Owner = Pick<ProcessDefinition, 'id' | 'records'>;

/** Something that the person has, found in an index. */
interface Work {
  readonly name: string;
  readonly query: QueryInput;
  readonly one: (leaving: Leaving, item: Item) => Promise<void>;
}

/** What a person may have in a process: records, tasks of records, parts in records. */
function worksOf({ records }: Pick<Owner, 'records'>, tenant: TenantId, user: string): readonly Work[] {
  return records.flatMap((definition): readonly Work[] => {
    const { type, lists, actions, departure } = definition;
    const assigned = { index: 'assignee', pk: assigneePk(tenant, type, user) } as const;
    const tasks = { index: 'assignee', pk: taskAssigneePk(tenant, type, user) } as const;
    const open = { index: 'open', pk: openPk(tenant, type) } as const;
    return [
      ...(hasIndex(lists, 'assignee') ? [{ name: type, query: assigned, one: returnRecord(definition) }] : []),
      ...(Object.keys(actions).length > 0
        ? [{ name: `${type}:tasks`, query: tasks, one: returnTask(definition) }]
        : []),
      ...(departure ? [{ name: `${type}:parts`, query: open, one: concludePart(definition, departure) }] : []),
    ];
  });
}

/** What tells a process of somebody who left. */
export const departureConsumptions = (process: string): readonly OwnConsumption[] =>
  [LEFT, { source: `itsm.${process}`, detailType: CONTINUED }].map((event) => ({ ...event, run: depart }));

/** Works on a chunk of what the user has open, and asks for the next. Delivered twice, or again after a crash, nothing happens twice. */
async function depart(runtime: Runtime, { detail }: BusEvent, requestId: string): Promise<void> {
  const tenant = tenantId(detail.tenantId);
  const store = await runtime.store(tenant);
  const user = detail.id;
  // Whoever is back by now keeps what is theirs.
  if (storedUser(await store.get(userKey(tenant, user)))?.user.active) return;
  const { origin: first, type: begun, after: from } = detail.data;
  const origin = typeof first === 'string' ? first : detail.eventId;
  // Who is active, the configuration says: that of a moment ago would seat the person still.
  if (origin === detail.eventId) runtime.configurations.forget(tenant);
  const config = await runtime.configurations.load(tenant, store);
  const caller = systemCaller(tenant, runtime.process.id);
  const leaving: Leaving = { runtime, store, config, caller, cause: causedBy(detail, requestId), user, origin };
  const works = worksOf(runtime.process, tenant, user);
  let left = CHUNK;
  for (const work of works.slice(
    Math.max(
      0,
      works.findIndex(({ name }) => name === begun),
    ),
  )) {
    const after = work.name === begun ? (from as Page['next']) : undefined;
    const page = await store.query({ ...work.query, limit: left, ...(after && { after }) });
    for (let i = 0; i < page.items.length; i += CONCURRENCY)
      await Promise.all(page.items.slice(i, i + CONCURRENCY).map((item) => work.one(leaving, item)));
    if (page.next) return proceed(leaving, detail, work.name, page.next);
    // The next kind of work is looked at all the same: there may well be none of it.
    left = Math.max(1, left - page.items.length);
  }
}

/** An event of this process's own, from where this delivery ended; asked for twice, it is there once. */
async function proceed(
  { runtime, store, user, origin, caller: { tenant }, cause }: Leaving,
  event: EventEnvelope & Reach,
  type: string,
  after: Readonly<Record<string, unknown>>,
): Promise<void> {
  const now = clock.now();
  const chunk = Number(event.data.chunk ?? 0) + 1;
  const next: EventEnvelope = {
    ...withoutReach(event),
    eventId: newUlid(now),
    name: CONTINUED,
    process: runtime.process.id,
    at: toInstant(now),
    actor: { type: 'system', id: runtime.process.id },
    correlationId: cause.correlationId,
    causationId: origin,
    data: { origin, type, after, chunk },
  };
  const expiresAt = toSeconds(now) + REMEMBER_SECONDS;
  const key = departureKey(tenant, runtime.process.id, origin, chunk);
  await attempt(store, [{ put: { ...key, user, expiresAt, entry: { events: [next] } }, condition: 'absent' }]);
}
