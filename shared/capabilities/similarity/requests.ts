/** Records like this one: possible duplicates, and how similar ones were solved (D2). Computed when asked, from indexes. */

import { type Match, matchesAmong, type SimilarityRule } from '#shared/capabilities/similarity/similarity';
import { canSee, readsAll, visibleRecord } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import { storedRecord } from '#shared/engine/items';
import { loadSeen } from '#shared/engine/load';
import { hasIndex } from '#shared/grammar/lists';
import type { AnyRecord } from '#shared/grammar/record';
import { knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { listPk, openPk, requesterPk } from '#shared/store/keys';
import type { QueryInput } from '#shared/store/store';

/** From here on a record counts as similar. */
const SIMILAR = 0.3;
/** Items looked at by each index, and records answered. */
const LOOKED_AT = 200;
const MOST = 10;

/** GET …/similar: the most similar records that the caller may see, most similar first. */
export async function similar(context: Context, rule: SimilarityRule): Promise<Response> {
  knownParameters(context.request, []);
  const matches = await matchesOf(context, rule);
  return {
    status: 200,
    body: { items: matches.slice(0, MOST).map((match) => present(context, match)), nextCursor: null },
  };
}

/** GET …/suggestions: what to merge it with, and what solved the like of it. */
export async function suggestions(context: Context, rule: SimilarityRule): Promise<Response> {
  const { definition } = context;
  knownParameters(context.request, []);
  const matches = await matchesOf(context, rule);
  const { solution } = rule;
  const solved = matches.filter(({ record }) => solution !== undefined && record[solution] !== undefined);
  return {
    status: 200,
    body: {
      duplicates: matches
        .filter(({ duplicate }) => duplicate)
        .slice(0, MOST)
        .map((match) => present(context, match)),
      solutions: solved.slice(0, MOST).map((match) => ({
        ...present(context, match),
        solution: solution && visibleRecord(definition, match.record, context.request.caller)[solution],
      })),
    },
  };
}

function present({ definition, request }: Context, { record, similarity: score, duplicate }: Match) {
  const { id, uid, title, state, openedAt } = visibleRecord(definition, record, request.caller);
  return { id, uid, title, state, openedAt, similarity: score, duplicate };
}

async function matchesOf(context: Context, rule: SimilarityRule): Promise<readonly Match[]> {
  const { definition, request, config } = context;
  const { record } = await loadSeen(context);
  const others = await candidates(context, record);
  const seen = others.filter((other) => canSee(definition, other, request.caller, config));
  return matchesAmong(definition, rule, record, seen).filter(({ similarity }) => similarity >= SIMILAR);
}

/** What is open, what changed last, and what the same person reported last; for a requester only the last. */
async function candidates({ store, definition, request }: Context, record: AnyRecord): Promise<readonly AnyRecord[]> {
  const { tenant, actor } = request.caller;
  const { type, lists } = definition;
  const all = readsAll(definition, request.caller);
  const person = all ? (record.requesterId ?? record.createdBy) : actor.id;
  const queries: QueryInput[] = [];
  if (hasIndex(lists, 'requester'))
    queries.push({ index: 'requester', pk: requesterPk(tenant, type, person), descending: true });
  if (all && hasIndex(lists, 'open')) queries.push({ index: 'open', pk: openPk(tenant, type) });
  if (all) queries.push({ index: 'list', pk: listPk(tenant, type), descending: true });
  const pages = await Promise.all(queries.map((query) => store.query({ ...query, limit: LOOKED_AT })));
  return pages.flatMap(({ items }) => items.flatMap((item) => storedRecord(item)?.record ?? []));
}
