/** Answers a query: what was asked is judged, what its rule needs is read within bounds, and the rule's answer given as data or as a picture. */
import type { AnyQuery, Asking, Question, Reads } from '#shared/capabilities/queries/query';
import type { Reading } from '#shared/capabilities/queries/reading';
import { visible } from '#shared/capabilities/queries/visible';
import { readsAll } from '#shared/engine/access';
import { circumstancesOf } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { isParty } from '#shared/engine/decide';
import { loadSeen, notFound } from '#shared/engine/load';
import type { Refusal } from '#shared/grammar/definition';
import type { Fields } from '#shared/grammar/fields';
import type { AnyRecord } from '#shared/grammar/record';
import { inputSchema } from '#shared/grammar/schemas';
import { JSON_TYPE, pictureResponse, SVG_TYPE, typeFor, VARIES } from '#shared/http/negotiate';
import { booleanParameter, jsonBody, knownParameters, type Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { Problem } from '#shared/problems/problems';

/** What Lambda can answer, with room for its wrapping: 6 MB. */
const MOST_BYTES = 5_000_000;

/** A rule that is called with what it says it takes: who stated the query has been held to it by the compiler. */
type Rule<T> = (question: Question<unknown, unknown, unknown>) => T;

export async function answer(context: Context, query: AnyQuery): Promise<Response> {
  const { request, config } = context;
  const type = query.picture ? typeFor(request, [JSON_TYPE, SVG_TYPE]) : JSON_TYPE;
  const stored = query.on === 'record' ? (await loadSeen(context)).record : undefined;
  if (stored?.deletedAt) throw notFound(context.definition, stored.id);
  requireParty(context, query, stored);
  const input = inputOf(request, query);
  const reading: Reading = { context, ...(stored && { record: stored }), examined: { count: 0 } };
  const [record] = stored ? await visible(reading, context.definition, [stored]) : [];
  const { now } = circumstancesOf(context, []);
  const asking: Asking<unknown, unknown> = { input, record, now, actor: request.caller.actor, config };
  const reads = (query.reads as ((asking: Asking<unknown, unknown>) => Reads) | undefined)?.(asking) ?? {};
  const question = { ...asking, read: await readAll(reading, reads) };
  for (const check of (query.checks ?? []) as readonly Rule<Refusal | undefined>[]) {
    const refusal = check(question);
    if (refusal) throw new Problem(refusal.slug, refusal.detail, refusal.extra);
  }
  const answered = (query.answer as Rule<object>)(question);
  if (type === SVG_TYPE) {
    const drawn = (query.picture as (answer: object, question: Question<unknown, unknown, unknown>) => string)(
      answered,
      question,
    );
    return pictureResponse(bounded(drawn));
  }
  return { status: 200, text: bounded(JSON.stringify(answered)), ...(query.picture && { headers: VARIES }) };
}

/** One after the other: what they look at together is bounded. */
async function readAll(reading: Reading, reads: Reads): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(reads)) found[name] = await read(reading);
  return found;
}

/** @throws Problem forbidden */
function requireParty(context: Context, { by, on }: AnyQuery, record: AnyRecord | undefined): void {
  const { definition, request } = context;
  const { caller } = request;
  const allowed = by
    ? isParty(by, record, circumstancesOf(context, [])) || (caller.roles.has('AUD') && readsAll(definition, caller))
    : on === 'record' || readsAll(definition, caller);
  if (allowed) return;
  const roles = [...caller.roles].join(', ') || 'none';
  throw new Problem(
    'forbidden',
    `this is for ${by?.join(', ') ?? 'those who read all of them'}; your roles are ${roles}`,
  );
}

/** @throws Problem unknown-parameter, validation-failed and what else is wrong with the input */
function inputOf(request: Request, { input, method = 'GET' }: AnyQuery): unknown {
  const names = Object.keys(input);
  if (method === 'GET') {
    knownParameters(request, names);
    return validated(inputSchema(input), fromParameters(request, input), names);
  }
  // It stores nothing anyhow, so that a dry run is answered as the real thing is.
  knownParameters(request, ['dryRun']);
  booleanParameter(request, 'dryRun');
  return validated(inputSchema(input), jsonBody(request), names);
}

/** Each parameter as the kind of value that its field takes; what it takes in no form is refused as the text that it is. */
function fromParameters({ query }: Request, fields: Fields): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...query].map(([name, text]) => {
      const schema = fields[name]?.schema;
      const fits = forms(text).find((form) => schema?.safeParse(form).success);
      return [name, fits ?? text];
    }),
  );
}

/** What a text in an address may mean. */
function forms(text: string): readonly unknown[] {
  const one = (word: string): readonly unknown[] => [
    word,
    ...(/^-?\d+(\.\d+)?$/.test(word) ? [Number(word)] : []),
    ...(word === 'true' || word === 'false' ? [word === 'true'] : []),
  ];
  const words = text.split(',');
  return [...one(text), words, words.map((word) => one(word).at(-1))];
}

/** @throws Problem limit-exceeded */
function bounded(text: string): string {
  const bytes = Buffer.byteLength(text);
  if (bytes <= MOST_BYTES) return text;
  throw new Problem('limit-exceeded', `the answer would have ${bytes} bytes, more than ${MOST_BYTES}; ask for less`, {
    limit: MOST_BYTES,
  });
}
