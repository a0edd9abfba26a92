/** Takes a person out of one record, everything that hangs on it, and what stands beside it. */

import {
  anonymised,
  anonymisedEntry,
  anonymisedRecord,
  type Erased,
  isSubject,
} from '#shared/capabilities/retention/anonymise';
import { taskAssigneePk } from '#shared/capabilities/tasks/keys';
import { amend } from '#shared/engine/amend';
import { namesOf } from '#shared/engine/beside';
import { historyEntry, storedRecord } from '#shared/engine/items';
import { placesKept } from '#shared/engine/list-places';
import { listWrites } from '#shared/engine/list-rows';
import { copiesOf, listsOf } from '#shared/grammar/record-types';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Job } from '#shared/jobs/job';
import { isWritten, LOST, type Lost, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import * as keys from '#shared/store/keys';
import type { Item, Write } from '#shared/store/store';
import { clock } from '#shared/time/clock';
import { deleteAll, silence, standingBeside } from './beside.ts';
import type { Place } from './runtime.ts';

/** A transaction takes a hundred, with the record's rows in lists; what is more goes before it. */
const TRANSACTION_WRITES = 55;

export type Outcome = 'changed' | 'held' | 'untouched';

/** Done twice, or begun again after a crash, it ends the same. The audit trail keeps its digests and verifies as before. */
export function erase(
  place: Place,
  type: string,
  uid: string,
  erased: Erased,
  job: Pick<Job, 'uid' | 'createdBy'>,
): Promise<Outcome> {
  const { store, tenant } = place;
  const round = async (): Promise<Outcome | Lost> => {
    const items = await store.queryAll({ pk: keys.recordPk(tenant, type, uid) });
    const recordItem = items.find(({ sk }) => sk === keys.RECORD);
    const record = storedRecord(recordItem)?.record;
    if (!recordItem || !record) return 'untouched';
    const subject = isSubject(record, erased) || wasSubject(items, erased);
    const history: Item[] = [];
    const others: Item[] = [];
    for (const item of items) {
      const next = changedItem(tenant, type, item, subject, erased);
      if (next && item.sk.startsWith(keys.EVENT)) history.push(next);
      else if (next && item !== recordItem) others.push(next);
    }
    const next = changedItem(tenant, type, recordItem, subject, erased);
    const beside = await standingBeside(place, uid);
    const gone = beside.filter((item) => namesOf(item).includes(erased.person));
    const named = next !== undefined || history.length > 0 || others.length > 0;
    if (!named && gone.length === 0) return 'untouched';
    if (record.legalHold) return 'held';
    // Before the record, which says to whoever begins again that there is something to do.
    await deleteAll(place, gone);
    if (!named) return 'untouched';
    await silence(place, beside);
    const before = others.length > TRANSACTION_WRITES ? [...history, ...others] : history;
    await store.writeAll(before.map((put) => ({ put })));
    const along: readonly Write[] = before === history ? others.map((put) => ({ put })) : [];
    const amended = amend(next ?? recordItem, telling(place, job));
    const shapes = listsOf(type);
    const [old, now] = [record, storedRecord(next)?.record ?? record].map((each) => ({
      record: each,
      places: placesKept(each, recordItem.places, shapes),
    }));
    const rows = listWrites({ tenant, type, shapes, before: old, after: now, listed: true });
    return (await isWritten(store, [...amended, ...along, ...rows])) ? 'changed' : LOST;
  };
  const giveUp = (rounds: number) =>
    new Error(`others changed ${type} ${uid} ${rounds} times while a person was being taken out of it`);
  return untilWritten(PERSISTENCE, round, giveUp);
}

/** Whether the record was about the person at any time. */
function wasSubject(items: readonly Item[], { person }: Erased): boolean {
  return items.some(
    (item) =>
      item.sk.startsWith(keys.EVENT) &&
      historyEntry(item).changes.some(
        ({ field, old, new: value }) => ['requesterId', 'onBehalfOf'].includes(field) && [old, value].includes(person),
      ),
  );
}

/** The item without the person; undefined when it has nothing of them. */
function changedItem(tenant: TenantId, type: string, item: Item, subject: boolean, erased: Erased): Item | undefined {
  const stored = storedRecord(item);
  if (stored) {
    const record = anonymisedRecord(stored.record, { ...erased, copies: copiesOf(type) });
    const moved = {
      requesterPk: keys.requesterPk(tenant, type, erased.person),
      assigneePk: keys.assigneePk(tenant, type, erased.person),
    };
    const to = {
      requesterPk: keys.requesterPk(tenant, type, erased.pseudonym),
      assigneePk: keys.assigneePk(tenant, type, erased.pseudonym),
    };
    const indexed = Object.fromEntries(
      (['requesterPk', 'assigneePk'] as const).flatMap((name) =>
        item[name] === moved[name] ? [[name, to[name]]] : [],
      ),
    );
    return record === stored.record && Object.keys(indexed).length === 0 ? undefined : { ...item, ...indexed, record };
  }
  if (item.sk.startsWith(keys.EVENT)) {
    const entry = historyEntry(item);
    const next = anonymisedEntry(entry, subject, erased);
    return next === entry ? undefined : { ...item, entry: next };
  }
  const { person, pseudonym } = erased;
  const inHand = item.assigneePk === taskAssigneePk(tenant, type, person);
  const next: Item = {
    ...Object.assign({}, item, anonymised(item, erased)),
    ...{ pk: item.pk, sk: item.sk },
    ...(inHand && { assigneePk: taskAssigneePk(tenant, type, pseudonym) }),
  };
  return JSON.stringify(next) === JSON.stringify(item) ? undefined : next;
}

/** What the record's audit trail says of it: that it happened, at whose wish, and not whom it was about. */
function telling({ tenant }: Place, { uid, createdBy }: Pick<Job, 'uid' | 'createdBy'>): Parameters<typeof amend>[1] {
  return {
    caller: { tenant, actor: createdBy, roles: new Set(['SYS']), client: 'system:retention' },
    cause: { requestId: uid, correlationId: uid, depth: 0 },
    now: clock.now(),
    plan: { command: 'anonymise', emissions: [{ name: 'anonymised' }] },
  };
}
