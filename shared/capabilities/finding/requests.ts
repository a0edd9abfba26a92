/** Searching records of one type, and suggesting some of them: ranked in memory, then read and judged as they are now. */
import * as z from 'zod/mini';
import { isForCaller } from '#shared/capabilities/finding/for-caller';
import { segmentsOf } from '#shared/capabilities/finding/library';
import { type FindingRule, type Narrowing, narrowing } from '#shared/capabilities/finding/rule';
import { canSee, readsAll, standingFor } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import { storedRecord } from '#shared/engine/items';
import type { AnyRecord } from '#shared/grammar/record';
import { jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { ask } from '#shared/kit/search/ask';
import { askedWords } from '#shared/kit/search/words';
import { Problem } from '#shared/problems/problems';
import { recordKey } from '#shared/store/keys';
import { idSchema, plainSchema } from '#shared/text/line';

const MAX_QUERY = 200;
/** Best by rank that are read: one request to the table. */
const MOST_READ = 100;
const MOST_SHOWN = 50;
const SHOWN = 10;
const SUGGESTED = 5;
/** Words of a title and of a description that are asked for; the title's count twice. */
const TITLE_WORDS = 12;
const BODY_WORDS = 24;
/** A suggestion that has less than this of what was said says nothing of it. */
const LEAST = 0.2;
/** What it adds that a suggestion is about the same service, or the same item. */
const SAME_SERVICE = 0.1;
const SAME_ITEM = 0.05;

type Rule = FindingRule<never>;
interface Match {
  readonly record: AnyRecord;
  readonly score: number;
  readonly share: number;
}

const ruled = <T>(of: ((record: never) => T) | undefined, record: AnyRecord): T | undefined => of?.(record as never);

async function matchesOf(
  context: Context,
  rule: Rule,
  words: readonly string[],
  weights?: ReadonlyMap<string, number>,
): Promise<readonly Match[]> {
  const { store, request, definition, config } = context;
  const { caller } = request;
  if (words.length === 0) return [];
  const segments = await segmentsOf({ store, tenant: caller.tenant, library: definition.type });
  const all = readsAll(definition, caller);
  const accepts = isForCaller(caller, config);
  const { hits } = ask(segments, {
    words,
    ...(weights && { weights }),
    accepts: (entry) => all || accepts(entry),
    most: MOST_READ,
  });
  const items = await store.getAll(hits.map(({ entry }) => recordKey(caller.tenant, definition.type, entry.uid)));
  const records = new Map(items.flatMap((item) => storedRecord(item)?.record ?? []).map((each) => [each.uid, each]));
  return hits.flatMap(({ entry, score, share }) => {
    const record = records.get(entry.uid);
    const isFound =
      record && !record.deletedAt && ruled(rule.isInForce, record) && canSee(definition, record, caller, config);
    return isFound ? [{ record, score, share }] : [];
  });
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** A record as it was found: the version in force, whoever asks. */
const shownOf = (record: AnyRecord): AnyRecord => ({ ...record, ...record.inForce });

function present({ definition, request }: Context, rule: Rule, { record, score }: Match) {
  const { id, uid, type, title, state } = shownOf(standingFor(definition, record, request.caller));
  const warning = readsAll(definition, request.caller) ? ruled(rule.warns, record) : undefined;
  const href = `/v1/${definition.path}/${id}`;
  return { id, uid, type, title, state, href, score: rounded(score), ...(warning !== undefined && { warning }) };
}

const orders = {
  '-relevance': () => 0,
  '-usage': (rule: Rule, a: Match, b: Match) => (ruled(rule.used, b.record) ?? 0) - (ruled(rule.used, a.record) ?? 0),
  validUntil: (rule: Rule, a: Match, b: Match) =>
    (ruled(rule.validUntil, a.record) ?? '9999') < (ruled(rule.validUntil, b.record) ?? '9999') ? -1 : 1,
} as const;
export const sorts = Object.keys(orders) as readonly (keyof typeof orders)[];

const unknown = (parameter: string, detail: string): Problem => new Problem('unknown-parameter', detail, { parameter });

/** GET …/search?q=&serviceId=&ciId=&audience=&lang=&kind=&sort=&limit= */
export async function search(context: Context, rule: Rule): Promise<Response> {
  const { request } = context;
  knownParameters(request, ['q', ...narrowing, 'sort', 'limit']);
  const { query } = request;
  const q = query.get('q')?.trim() ?? '';
  if (q === '' || q.length > MAX_QUERY) throw unknown('q', `q has 1 to ${MAX_QUERY} characters, was given ${q.length}`);
  const limit = Number(query.get('limit') ?? SHOWN);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_SHOWN)
    throw unknown('limit', `limit is 1 to ${MOST_SHOWN}, was given ${query.get('limit')}`);
  const sort = sorts.find((each) => each === (query.get('sort') ?? '-relevance'));
  if (!sort) throw unknown('sort', `unknown sort ${query.get('sort')}; known ones: ${sorts.join(' · ')}`);
  const asked = narrowing.flatMap((name): (readonly [Narrowing, readonly string[]])[] => {
    const value = query.get(name);
    return value === undefined ? [] : [[name, value.split(',')]];
  });
  const matches = (await matchesOf(context, rule, askedWords(q))).filter(({ record }) =>
    asked.every(([name, wanted]) =>
      (ruled(rule.values[name], shownOf(record)) ?? []).some((value) => wanted.includes(value)),
    ),
  );
  const inOrder = [...matches].sort((a, b) => orders[sort](rule, a, b));
  return {
    status: 200,
    body: {
      items: inOrder.slice(0, limit).map((match) => present(context, rule, match)),
      nextCursor: null,
      approximateTotal: matches.length,
    },
  };
}

export const suggestSchema = z.strictObject({
  title: z.optional(plainSchema(400)),
  description: z.optional(plainSchema(32_000)),
  serviceId: z.optional(idSchema(120)),
  ciId: z.optional(idSchema(120)),
});

/**
 * POST …/suggest {title, description, serviceId, ciId}: the five that fit best. The score is what of the words said a record has, each by how rare
 * it is and the title's twice, with a tenth for the same service and a twentieth for the same item; at most 1.
 */
export async function suggest(context: Context, rule: Rule): Promise<Response> {
  const { request } = context;
  knownParameters(request, []);
  const body = validated(suggestSchema, jsonBody(request), ['title', 'description', 'serviceId', 'ciId']);
  const { title = '', description = '', serviceId, ciId } = body;
  const ofTitle = askedWords(title, TITLE_WORDS);
  const words = [...new Set([...ofTitle, ...askedWords(description, BODY_WORDS)])];
  const weights = new Map(ofTitle.map((word) => [word, 2]));
  const found = (await matchesOf(context, rule, words, weights)).filter(({ share }) => share >= LEAST);
  const scored = found.map((match) => {
    const shown = shownOf(match.record);
    const isAbout = (name: Narrowing, value: string | undefined): boolean =>
      value !== undefined && (ruled(rule.values[name], shown) ?? []).includes(value);
    const [service, item] = [isAbout('serviceId', serviceId), isAbout('ciId', ciId)];
    const score = Math.min(1, match.share + (service ? SAME_SERVICE : 0) + (item ? SAME_ITEM : 0));
    const reasons = [
      `has ${Math.round(match.share * 100)} % of what was said`,
      ...(service ? [`is about the service ${serviceId}`] : []),
      ...(item ? [`is about ${ciId}`] : []),
    ];
    return { match, score, reason: reasons.join('; ') };
  });
  const best = scored.sort((a, b) => b.score - a.score || b.match.score - a.match.score).slice(0, SUGGESTED);
  return {
    status: 200,
    body: {
      items: best.map(({ match, score, reason }) => ({ ...present(context, rule, { ...match, score }), reason })),
      nextCursor: null,
    },
  };
}
