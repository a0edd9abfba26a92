/** GET /v1/search: numbers first, then by rank; what the caller may not see is left out before anything is counted. */

import { canSee } from '#shared/engine/access';
import { storedRecord } from '#shared/engine/items';
import { counterKey, numberKey } from '#shared/engine/keys';
import { recordTypes, typeOfNumber } from '#shared/grammar/directory';
import type { AnyRecord } from '#shared/grammar/record';
import { recordTypeNames, recordTypeOf } from '#shared/grammar/record-types';
import { cursorOf, limitOf, positionOf } from '#shared/http/paging';
import type { Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { isFunctionWord } from '#shared/kit/search/function-words';
import { type Posting, type Ranked, rank, type Term } from '#shared/kit/search/rank';
import { wordsOf } from '#shared/kit/search/words';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import * as keys from '#shared/store/keys';
import type { Place } from '#shared/tenancy/place';
import { wordPk } from './keys.ts';
import { placeOf } from './runtime.ts';

const MAX_QUERY = 200;
/** Words of a question that count; more are left out. */
const MAX_TERMS = 8;
/** Records looked at for one word, newest first: beyond it a word tells little, and older records give way to newer ones. */
const MAX_POSTINGS = 1000;
/** Best records that are read and shown, page after page. */
const MAX_CANDIDATES = 200;

/** @throws Problem unknown-parameter, required-field-missing, invalid-cursor */
export async function find({ request }: Call<unknown>): Promise<Response> {
  const question = questionOf(request);
  const limit = limitOf(request);
  const types = typesOf(request);
  const place = await placeOf(request.caller.tenant);
  const from = Number(positionOf(request, place.config)?.from ?? 0);
  const candidates = await candidatesOf(place, question, types);
  const visible = await seenOf(place, request, candidates);
  const page = visible.slice(from, from + limit);
  const next = from + limit;
  return {
    status: 200,
    body: {
      items: page.map(({ record, score }) => hitOf(shownOf(record), score)),
      nextCursor: next < visible.length ? cursorOf(request, place.config, { from: next }) : null,
      approximateTotal: visible.length,
    },
  };
}

function questionOf({ query }: Request): string {
  const given = query.get('q')?.trim() ?? '';
  if (given.length > 0 && given.length <= MAX_QUERY) return given;
  throw new Problem('unknown-parameter', `q has 1 to ${MAX_QUERY} characters, was given ${given.length}`, {
    parameter: 'q',
  });
}

function typesOf({ query }: Request): readonly string[] {
  const given = query.get('types');
  if (given === undefined) return recordTypeNames;
  const types = given.split(',');
  const stranger = types.find((type) => recordTypeOf(type) === undefined);
  if (stranger === undefined) return types;
  throw new Problem('unknown-parameter', `unknown type ${stranger}; known ones: ${recordTypeNames.join(', ')}`, {
    parameter: 'types',
    known: recordTypeNames,
  });
}

type Candidate = Omit<Ranked, 'score'> & { readonly score: number | null };

/** The records of the numbers in it, then the best by rank. */
async function candidatesOf(place: Place, question: string, types: readonly string[]): Promise<readonly Candidate[]> {
  const words = [...new Set(wordsOf(question))].filter((word) => !isFunctionWord(word)).slice(0, MAX_TERMS);
  const [numbered, documents, ...terms] = await Promise.all([
    byNumbers(place, question, types),
    countDocuments(place, types),
    ...words.map((word) => termOf(place, word, types)),
  ]);
  const ranked = rank(terms, documents).filter(({ uid }) => !numbered.some((each) => each.uid === uid));
  return [...numbered, ...ranked].slice(0, MAX_CANDIDATES);
}

/** Numbers as people paste them: by themselves, in brackets as our mail writes them, after a number sign, among words. */
async function byNumbers(
  { store, tenant }: Place,
  question: string,
  types: readonly string[],
): Promise<readonly Candidate[]> {
  const numbers = new Set(question.toUpperCase().match(/(?<![\p{L}\p{N}])[A-Z]+\d+(?![\p{L}\p{N}])/gu));
  const found = [...numbers].slice(0, MAX_TERMS).map(async (number): Promise<readonly Candidate[]> => {
    const type = typeOfNumber(number);
    if (type === undefined || !types.includes(type)) return [];
    const item = await store.get(numberKey(tenant, type, number));
    return typeof item?.uid === 'string' ? [{ uid: item.uid, type, score: null }] : [];
  });
  return (await Promise.all(found)).flat();
}

/** How many records there are, at most: as many as numbers were reserved. */
async function countDocuments({ store, tenant }: Place, types: readonly string[]): Promise<number> {
  const counted = types.filter((type) => Object.values(recordTypes).includes(type));
  const items = await store.getAll(counted.map((type) => counterKey(tenant, type)));
  return items.reduce((sum, { last }) => sum + Number(last ?? 0), 0);
}

async function termOf({ store, tenant }: Place, word: string, types: readonly string[]): Promise<Term> {
  const { items } = await store.query({
    pk: wordPk(tenant, word),
    descending: true,
    limit: MAX_POSTINGS,
    consistent: false,
  });
  const postings = items.map(
    (item): Posting => ({
      uid: item.sk,
      type: String(item.type),
      weight: Number(item.weight),
      length: Number(item.length),
    }),
  );
  return { postings: postings.filter(({ type }) => types.includes(type)) };
}

interface Seen {
  readonly record: AnyRecord;
  readonly score: number | null;
}

/** The candidates' records as they are now, without those that the caller may not know of. */
async function seenOf(place: Place, { caller }: Request, candidates: readonly Candidate[]): Promise<readonly Seen[]> {
  const { store, tenant, config } = place;
  const records = new Map<string, AnyRecord>();
  for (const item of await store.getAll(candidates.map(({ type, uid }) => keys.recordKey(tenant, type, uid)))) {
    const record = storedRecord(item)?.record;
    if (record) records.set(record.uid, record);
  }
  return candidates.flatMap(({ uid, type, score }) => {
    const record = records.get(uid);
    const definition = recordTypeOf(type);
    return record && !record.deletedAt && definition && canSee(definition, record, caller, config)
      ? [{ record, score }]
      : [];
  });
}

/** A record as it was found: while its next version is worked on, the one in force. */
const shownOf = (record: AnyRecord): AnyRecord => ({ ...record, ...record.inForce });

/** What a list of hits shows. A match by number has no score: it comes first. */
function hitOf({ id, uid, type, title, state, priority, openedAt, updatedAt }: AnyRecord, score: number | null) {
  const href = `/v1/${recordTypeOf(type)?.path}/${id}`;
  const rounded = score === null ? null : Math.round(score * 1000) / 1000;
  return {
    id,
    uid,
    type,
    title,
    state,
    ...(priority !== undefined && { priority }),
    openedAt,
    updatedAt,
    href,
    score: rounded,
  };
}
