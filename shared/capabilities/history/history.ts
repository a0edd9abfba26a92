/** The audit trail as an operation: read it, verify it. */

import { readsAll, visibleHistory } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import { type HistoryEntry, type Verification, verifyChain } from '#shared/engine/history';
import { historyEntry, type Stored } from '#shared/engine/items';
import { loadSeen } from '#shared/engine/load';
import { withoutUnseenChanges } from '#shared/engine/unseen';
import { instantParameter } from '#shared/http/instant';
import { knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import { EVENT, recordPk } from '#shared/store/keys';

/** Every entry of a record, first to last. */
export async function readHistory(
  { definition, request, store }: Context,
  { record }: Stored,
): Promise<readonly HistoryEntry[]> {
  const items = await store.queryAll({
    pk: recordPk(request.caller.tenant, definition.type, record.uid),
    begins: EVENT,
  });
  return items.map(historyEntry);
}

/** GET …/history?field=&actor=&from= */
export async function history(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, ['field', 'actor', 'from']);
  const stored = await loadSeen(context);
  const [field, actor, given] = ['field', 'actor', 'from'].map((name) => request.query.get(name));
  const from = given === undefined ? undefined : Date.parse(instantParameter('from', given));
  const entries = (await readHistory(context, stored)).filter(
    (entry) =>
      (actor === undefined || entry.actor.id === actor) &&
      (from === undefined || Date.parse(entry.at) >= from) &&
      (field === undefined || entry.changes.some((change) => change.field === field)),
  );
  const items = await withoutUnseenChanges(context, visibleHistory(definition, entries, request.caller));
  return { status: 200, body: { items, nextCursor: null } };
}

/** GET …/history/verify: recomputes the hash chain. For those who read all: the count of entries tells of internal notes. */
export async function verify(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, []);
  const stored = await loadSeen(context);
  if (!readsAll(definition, request.caller))
    throw new Problem('forbidden', 'verifying the audit trail needs a role that reads all records');
  return { status: 200, body: await verified(context, stored) };
}

/** Times that a record is read again because somebody changed it while its entries were read. */
const READS = 10;

/** Record and entries are read one after the other: an entry that came in between is not one that the record does not point to. */
async function verified(context: Context, first: Stored): Promise<Verification> {
  let stored = first;
  for (let read = 1; ; read++) {
    const found = verifyChain(await readHistory(context, stored), stored.hash);
    if (found.valid || read === READS) return found;
    const now = await loadSeen(context);
    if (now.hash === stored.hash) return found;
    stored = now;
  }
}
