/** Records like this one: possible duplicates, and how similar ones were solved (D2). Computed when asked, from indexes. */
import { knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { canSee, readsAll, visibleRecord } from '#shared/process/access';
import type { Context } from '#shared/process/context';
import { stateClass } from '#shared/process/decide';
import type { AnyRecordDefinition } from '#shared/process/definition';
import { storedRecord } from '#shared/process/items';
import { loadSeen } from '#shared/process/load';
import type { AnyRecord } from '#shared/process/record';
import { listPk, openPk, requesterPk } from '#shared/store/keys';
import type { QueryInput } from '#shared/store/store';
import { type Shape, shapeOf, similarity } from '#shared/text/similarity';

/** From here on a record counts as similar, and as said twice when it is also recent and alike in what the definition names. */
const SIMILAR = 0.3;
const DUPLICATE = 0.85;
const RECENT_MS = 24 * 3600_000;
/** Items looked at by each index, and records answered. */
const LOOKED_AT = 200;
const MOST = 10;

interface Match {
  readonly record: AnyRecord;
  readonly similarity: number;
  readonly duplicate: boolean;
}

/** GET …/similar: the most similar records that the caller may see, most similar first. */
export async function similar(context: Context): Promise<Response> {
  knownParameters(context.request, []);
  const matches = await matchesOf(context);
  return {
    status: 200,
    body: { items: matches.slice(0, MOST).map((match) => present(context, match)), nextCursor: null },
  };
}

/** GET …/suggestions: what to merge it with, and what solved the like of it. */
export async function suggestions(context: Context): Promise<Response> {
  const { definition } = context;
  knownParameters(context.request, []);
  const matches = await matchesOf(context);
  const solution = definition.similarity?.solution;
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

async function matchesOf(context: Context): Promise<readonly Match[]> {
  const { definition, request, config } = context;
  const { record } = await loadSeen(context);
  const shape = textShape(definition, record);
  const seen = new Map((await candidates(context, record)).map((each) => [each.uid, each]));
  return [...seen.values()]
    .filter(
      (other) => other.uid !== record.uid && !other.mergedInto && canSee(definition, other, request.caller, config),
    )
    .map((other): Match => {
      const score = similarity(shape, textShape(definition, other));
      return { record: other, similarity: score, duplicate: score >= DUPLICATE && isTwice(definition, record, other) };
    })
    .filter((match) => match.similarity >= SIMILAR)
    .sort((a, b) => b.similarity - a.similarity || (a.record.uid < b.record.uid ? 1 : -1));
}

function textShape({ similarity: by }: AnyRecordDefinition, record: AnyRecord): Shape {
  return shapeOf((by?.text ?? []).map((field) => record[field] ?? '').join('\n'));
}

/** Whether two records are about the same and were opened within a day, and the other one is still in hand. */
function isTwice(definition: AnyRecordDefinition, record: AnyRecord, other: AnyRecord): boolean {
  const same = (definition.similarity?.same ?? []).every(
    (field) => record[field] !== undefined && record[field] === other[field],
  );
  const apart = Math.abs(Date.parse(record.openedAt) - Date.parse(other.openedAt));
  return same && apart <= RECENT_MS && stateClass(definition, other.state) !== 'final';
}

/** What is open, what changed last, and what the same person reported last; for a requester only the last. */
async function candidates({ store, definition, request }: Context, record: AnyRecord): Promise<readonly AnyRecord[]> {
  const { tenant, actor } = request.caller;
  const { type, lists } = definition;
  const all = readsAll(definition, request.caller);
  const person = all ? (record.requesterId ?? record.createdBy) : actor.id;
  const queries: QueryInput[] = [];
  if (lists.includes('requester'))
    queries.push({ index: 'requester', pk: requesterPk(tenant, type, person), descending: true });
  if (all && lists.includes('open')) queries.push({ index: 'open', pk: openPk(tenant, type) });
  if (all) queries.push({ index: 'list', pk: listPk(tenant, type), descending: true });
  const pages = await Promise.all(queries.map((query) => store.query({ ...query, limit: LOOKED_AT })));
  return pages.flatMap(({ items }) => items.flatMap((item) => storedRecord(item)?.record ?? []));
}
