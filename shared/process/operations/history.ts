/** The audit trail as an operation: read it, verify it. */
import { Problem } from '#shared/http/problems';
import { knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { readsAll, visibleHistory } from '#shared/process/access';
import type { Context } from '#shared/process/context';
import { type HistoryEntry, verifyChain } from '#shared/process/history';
import { historyEntry, type Stored } from '#shared/process/items';
import { loadSeen } from '#shared/process/load';
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
  const [field, actor, from] = ['field', 'actor', 'from'].map((name) => request.query.get(name));
  if (from !== undefined && Number.isNaN(Date.parse(from))) {
    throw new Problem('unknown-parameter', `from is an RFC 3339 instant, was given ${from}`, { parameter: 'from' });
  }
  const entries = (await readHistory(context, stored)).filter(
    (entry) =>
      (actor === undefined || entry.actor.id === actor) &&
      (from === undefined || Date.parse(entry.at) >= Date.parse(from)) &&
      (field === undefined || entry.changes.some((change) => change.field === field)),
  );
  return { status: 200, body: { items: visibleHistory(definition, entries, request.caller), nextCursor: null } };
}

/** GET …/history/verify: recomputes the hash chain. For those who read all: the count of entries tells of internal notes. */
export async function verify(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, []);
  const stored = await loadSeen(context);
  if (!readsAll(definition, request.caller))
    throw new Problem('forbidden', 'verifying the audit trail needs a role that reads all records');
  return { status: 200, body: verifyChain(await readHistory(context, stored), stored.hash) };
}
