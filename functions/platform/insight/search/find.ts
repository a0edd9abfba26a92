/** GET /v1/search: numbers first, then by rank; what the caller may not see is left out before anything is counted. */

import { isForCaller } from '#shared/capabilities/finding/for-caller';
import { COMMON, libraryOf } from '#shared/capabilities/finding/found';
import { segmentsOf } from '#shared/capabilities/finding/library';
import { canSee, readsAll } from '#shared/engine/access';
import { storedRecord } from '#shared/engine/items';
import { numberKey } from '#shared/engine/keys';
import { typeOfNumber } from '#shared/grammar/directory';
import type { AnyRecord } from '#shared/grammar/record';
import { recordTypeNames, recordTypeOf } from '#shared/grammar/record-types';
import { cursorOf, limitOf, positionOf } from '#shared/http/paging';
import type { Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { ask, type Hit } from '#shared/kit/search/ask';
import { askedWords } from '#shared/kit/search/words';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import * as keys from '#shared/store/keys';
import type { Place } from '#shared/tenancy/place';
import { placeOf } from './runtime.ts';

const MAX_QUERY = 200;
/** Numbers in a question that count. */
const MAX_NUMBERS = 8;
/** Best records that are shown, page after page, and how many of them are read at once. */
const MAX_CANDIDATES = 200;
const READ_AT_ONCE = 100;

/** @throws Problem unknown-parameter, required-field-missing, invalid-cursor */
export async function find({ request }: Call<unknown>): Promise<Response> {
  const question = questionOf(request);
  const limit = limitOf(request);
  const types = typesOf(request);
  const place = await placeOf(request.caller.tenant);
  const from = Number(positionOf(request, place.config)?.from ?? 0);
  const [numbered, ranked] = await Promise.all([
    byNumbers(place, question, types),
    byWords(place, request, question, types),
  ]);
  const candidates = [...numbered, ...ranked.filter(({ uid }) => !numbered.some((each) => each.uid === uid))];
  const { visible, left } = await seenOf(place, request, candidates.slice(0, MAX_CANDIDATES), from + limit);
  const page = visible.slice(from, from + limit);
  const next = from + limit;
  const total = visible.length + left;
  return {
    status: 200,
    body: {
      items: page.map(({ record, score }) => hitOf(shownOf(record), score)),
      nextCursor: next < total ? cursorOf(request, place.config, { from: next }) : null,
      approximateTotal: total,
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

interface Candidate {
  readonly uid: string;
  readonly type: string;
  /** A match by number has none. */
  readonly score: number | null;
  /** Whether somebody who reads all of its type may not know of it nevertheless. */
  readonly closed?: boolean;
}

/** The best by rank of what the caller may know of, as far as the index tells. */
async function byWords(
  { store, tenant, config }: Place,
  { caller }: Request,
  question: string,
  types: readonly string[],
): Promise<readonly Candidate[]> {
  const words = askedWords(question);
  if (words.length === 0) return [];
  const libraries = new Set(types.map((type) => libraryOf(type, recordTypeOf(type) ?? {})));
  // The common one alone says how rare a word is among all; the others are small.
  const segments = await Promise.all(
    [...libraries].sort((a) => (a === COMMON ? -1 : 1)).map((library) => segmentsOf({ store, tenant, library })),
  );
  const readable = new Map(
    types.map((type) => {
      const definition = recordTypeOf(type);
      return [type, definition !== undefined && readsAll(definition, caller)];
    }),
  );
  const accepts = isForCaller(caller, config);
  const { hits } = ask(segments.flat(), {
    words,
    accepts: (entry) => readable.has(entry.type) && (readable.get(entry.type) || accepts(entry)),
    most: MAX_CANDIDATES,
  });
  return hits.map(({ entry, score }: Hit) => ({
    ...{ uid: entry.uid, type: entry.type, score },
    ...(entry.closed && { closed: true }),
  }));
}

/** Numbers as people paste them: by themselves, in brackets as our mail writes them, after a number sign, among words. */
async function byNumbers(
  { store, tenant }: Place,
  question: string,
  types: readonly string[],
): Promise<readonly Candidate[]> {
  const numbers = new Set(question.toUpperCase().match(/(?<![\p{L}\p{N}])[A-Z]+\d+(?![\p{L}\p{N}])/gu));
  const wanted = [...numbers].slice(0, MAX_NUMBERS).flatMap((number) => {
    const type = typeOfNumber(number);
    return type !== undefined && types.includes(type) ? [{ type, key: numberKey(tenant, type, number) }] : [];
  });
  if (wanted.length === 0) return [];
  const items = await store.getAll(wanted.map(({ key }) => key));
  return wanted.flatMap(({ type, key }) => {
    const uid = items.find(({ pk, sk }) => pk === key.pk && sk === key.sk)?.uid;
    return typeof uid === 'string' ? [{ uid, type, score: null }] : [];
  });
}

interface Seen {
  readonly record: AnyRecord;
  readonly score: number | null;
}

/**
 * The candidates' records as they are now, without those that the caller may not know of; no more than a page needs are read.
 * @returns also how many there are beside, as far as the index tells
 */
async function seenOf(
  { store, tenant, config }: Place,
  { caller }: Request,
  candidates: readonly Candidate[],
  wanted: number,
): Promise<{ readonly visible: readonly Seen[]; readonly left: number }> {
  const visible: Seen[] = [];
  let read = 0;
  // One more than the page needs tells whether there is another page.
  while (read < candidates.length && visible.length <= wanted) {
    const some = candidates.slice(read, read + READ_AT_ONCE);
    read += some.length;
    const items = await store.getAll(some.map(({ type, uid }) => keys.recordKey(tenant, type, uid)));
    const records = new Map(items.flatMap((item) => storedRecord(item)?.record ?? []).map((each) => [each.uid, each]));
    for (const { uid, type, score } of some) {
      const [record, definition] = [records.get(uid), recordTypeOf(type)];
      if (record && !record.deletedAt && definition && canSee(definition, record, caller, config))
        visible.push({ record, score });
    }
  }
  return { visible, left: candidates.slice(read).filter(({ closed }) => !closed).length };
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
