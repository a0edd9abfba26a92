/** What requests about sources answer: reports, at once or as long work; who says what of a record; what waits in quarantine. */
import * as z from 'zod/mini';
import { reportingKey, unrecognisedPk } from '#shared/capabilities/sources/keys';
import { type Quarantined, quarantinedOf } from '#shared/capabilities/sources/quarantine';
import { MANUAL, type SourcesRule } from '#shared/capabilities/sources/rule';
import { applyTo, sight } from '#shared/capabilities/sources/sight';
import type { Sighted, Sighting, SightTask } from '#shared/capabilities/sources/sighting';
import { attributesIn, attributesOf, controlledIn, staleAt, wordsFor } from '#shared/capabilities/sources/weigh';
import { readsAll } from '#shared/engine/access';
import { circumstancesOf } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { isParty } from '#shared/engine/decide';
import { loadRecord, loadSeen, seen, seenOf } from '#shared/engine/load';
import { startOperation } from '#shared/engine/start-operation';
import { answeredBefore, answerOnce, requireKeyOfMachines } from '#shared/http/idempotency';
import { instantSchema } from '#shared/http/instant';
import { pageOf } from '#shared/http/paging';
import { booleanParameter, jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { chunked } from '#shared/jobs/chunks';
import { inFlight } from '#shared/jobs/in-flight';
import { expiryOf, readJob } from '#shared/jobs/job';
import {
  type ItemResult,
  newOperation,
  type Operation,
  type OperationItem,
  operations,
  problemOf,
} from '#shared/jobs/operation';
import { Problem, problemAt } from '#shared/problems/problems';
import { LOST } from '#shared/store/attempt';
import type { Write } from '#shared/store/store';
import { clock, fromInstant, toInstant } from '#shared/time/clock';

/** Reports that are worked on at once; more become an operation, of at most so many. */
const AT_ONCE = 100;
const MOST = 10_000;
/** Reports under way at the same time, and in one batch of an operation. */
const IN_FLIGHT = 10;
const BATCH = 50;
/** How far the clock of a source may be ahead of ours: what it saw later than that was seen now. */
const AHEAD_MS = 5 * 60_000;

const SOURCE = /^[a-z0-9][a-z0-9-]{0,39}$/;
const values = z.record(z.string().check(z.maxLength(120)), z.unknown());
const source = z
  .string()
  .check(z.maxLength(40), z.regex(SOURCE, 'expected the name of a source in lower case, such as discovery'));
export const sightingsBody = z.strictObject({
  source,
  /** When it saw them; now when absent. */
  seenAt: z.optional(instantSchema()),
  /** Values by field, as a new record or a PATCH has them. */
  items: z.array(values).check(z.minLength(1), z.maxLength(MOST)),
});

/** Sent in vain where what is sent may not be so at all. */
function refuse(pointer: string, message: string): never {
  throw problemAt('validation-failed', pointer, message);
}

function requireReporter(context: Context, { by }: SourcesRule): void {
  const { caller } = context.request;
  if (isParty(by, undefined, circumstancesOf(context, [])) && !caller.roles.has('AUD')) return;
  const roles = [...caller.roles].join(', ') || 'none';
  throw new Problem('forbidden', `reports of sources are for ${by.join(', ')}; your roles are ${roles}`);
}

/** POST …/sightings */
export async function report(context: Context, rule: SourcesRule): Promise<Response> {
  const { request, definition, store, runtime } = context;
  knownParameters(request, ['dryRun']);
  requireReporter(context, rule);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  const { replayed, expired } = await answeredBefore(store, request);
  if (replayed) return replayed;
  const { source: name, seenAt: given, items } = validated(sightingsBody, body, Object.keys(sightingsBody.shape));
  if (name === MANUAL) refuse('/source', `${MANUAL} is what people state; a source has another name`);
  const now = clock.now();
  const seenAt = given === undefined || fromInstant(given) > now + AHEAD_MS ? toInstant(now) : given;
  const clamped = given !== undefined && fromInstant(given) > now + AHEAD_MS;
  const dryRun = booleanParameter(request, 'dryRun');
  if (items.length > AT_ONCE) {
    const operation = newOperation(request.caller, {
      task: { kind: 'sight', source: name, seenAt },
      process: runtime.process.id,
      collection: definition.path,
      dryRun,
      total: items.length,
    });
    const work = items.map((item, index): OperationItem => ({ id: String(index), body: item }));
    const turn = dryRun ? [] : await turnOf(context, name, operation);
    try {
      return await startOperation(context, operation, chunked(work, BATCH), expired, turn);
    } catch (error) {
      // Another one took the turn in between: it is said which.
      if (error instanceof Problem && ['duplicate', 'write-conflict'].includes(error.slug))
        await turnOf(context, name, operation);
      throw error;
    }
  }
  const inner: Context = { ...context, request: { ...request, idempotencyKey: undefined } };
  const results = await inFlight(items, IN_FLIGHT, (item, index) =>
    resultOf(inner, rule, { source: name, seenAt, values: item }, String(index)),
  );
  const response: Response = { status: 200, body: { seenAt, ...(clamped && { clamped }), results } };
  if (request.idempotencyKey === undefined || dryRun) return response;
  const answer = await answerOnce(store, [], { request, response, expired });
  return answer === LOST ? response : answer;
}

/** One long report of a source at a time, for two would tell of what changed between them in any order: whoever begins with this is the next. @throws Problem import-running */
async function turnOf(
  { store, request, definition }: Context,
  name: string,
  operation: Operation,
): Promise<readonly [Write]> {
  const { tenant } = request.caller;
  const key = reportingKey(tenant, definition.type, name);
  const before = (await store.get(key))?.operation;
  const known = typeof before === 'string' ? before : undefined;
  if (known !== undefined && (await readJob(operations, store, tenant, known))?.state === 'running')
    throw new Problem('import-running', `reports of ${name} are being worked on; wait until they are`, {
      operation: `/v1/operations/${known}`,
    });
  const put = { ...key, operation: operation.uid, expiresAt: expiryOf(operations, operation) };
  return [{ put, condition: known === undefined ? 'absent' : { operation: known } }];
}

/** What becomes of one report of a request or an operation; what refuses it is its result. */
export async function resultOf(
  context: Context,
  rule: SourcesRule,
  sighting: Sighting,
  id: string,
): Promise<ItemResult> {
  try {
    const sighted = await sight(context, rule, sighting);
    return { id, status: statusOf(sighted), ...sighted };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { id, status: error.status, problem: problemOf(error, context.request.id) };
  }
}

const statusOf = ({ outcome }: Sighted): number =>
  outcome === 'created' ? 201 : outcome === 'quarantined' ? 202 : 200;

/** One report of an operation. */
export const sightOne = (
  context: Context,
  rule: SourcesRule,
  { source: name, seenAt }: SightTask,
  { id, body = {} }: OperationItem,
): Promise<ItemResult> => resultOf(context, rule, { source: name, seenAt, values: body }, id);

/** GET …/{id}/sources: who says what of a record, for those who read all of it. */
export async function readSources(context: Context, rule: SourcesRule): Promise<Response> {
  const { request, definition } = context;
  knownParameters(request, []);
  const { record } = await loadSeen(context);
  if (!readsAll(definition, request.caller))
    throw new Problem('forbidden', `what sources say of ${record.id} is for those who work on it`);
  const { sources = {} } = record;
  const now = clock.now();
  const live = attributesIn(rule, record);
  const controlled = controlledIn(rule, record);
  const attributes = attributesOf(rule, record, sources).map((attribute) => {
    const words = wordsFor(rule, record, sources, attribute, now);
    const value = live[attribute];
    const counts = words.find((word) => JSON.stringify(word.value) === JSON.stringify(value));
    return {
      attribute,
      ...(value !== undefined && { value }),
      ...(counts && { source: counts.source }),
      controlled: controlled.has(attribute),
      others: words.filter((word) => word !== counts),
    };
  });
  const told = Object.entries(sources).map(([name, state]) => {
    const at = staleAt(rule, record, name, state);
    return {
      source: name,
      lastSeen: state.lastSeen,
      stale: at <= now,
      ...(Number.isFinite(at) && { staleAt: toInstant(at) }),
    };
  });
  return { status: 200, body: { sources: told, attributes } };
}

/** GET …/quarantine: reports that wait, with what they may be about. */
export async function listQuarantined(context: Context, rule: SourcesRule): Promise<Response> {
  const { request, definition } = context;
  knownParameters(request, ['limit', 'cursor']);
  requireReporter(context, rule);
  const pk = unrecognisedPk(request.caller.tenant, definition.type);
  const { items, nextCursor } = await pageOf(request, context, { pk });
  const body = await Promise.all(items.map(async (item) => shown(context, quarantinedOf(item))));
  return { status: 200, body: { items: body, nextCursor } };
}

async function shown(context: Context, { id, sighting, since, candidates }: Quarantined) {
  const known = await seenOf(context, candidates);
  return { id, ...sighting, since, candidates: known.map((each) => each.id) };
}

/** The report that the path names. @throws Problem not-found */
async function quarantinedIn({ store, request, definition, parameters }: Context) {
  const key = { pk: unrecognisedPk(request.caller.tenant, definition.type), sk: parameters.report ?? '' };
  const item = await store.get(key);
  if (!item) throw new Problem('not-found', `no report ${key.sk.slice(0, 40)} waits in quarantine`);
  return { key, quarantined: quarantinedOf(item) };
}

export const assignmentBody = z.strictObject({
  /** The record that is meant, by number or ULID. */
  record: z.string().check(z.minLength(1), z.maxLength(40)),
});

/** POST …/quarantine/{report}/assign: it is about this record, and counts as of when it was seen. */
export async function assignQuarantined(context: Context, rule: SourcesRule): Promise<Response> {
  const { request, store, definition, runtime, config } = context;
  knownParameters(request, ['dryRun']);
  requireReporter(context, rule);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  const { replayed } = await answeredBefore(store, request);
  if (replayed) return replayed;
  const { record: reference } = validated(assignmentBody, body, ['record']);
  const { key, quarantined } = await quarantinedIn(context);
  const loaded = await loadRecord(runtime, store, request.caller.tenant, definition, reference);
  const { record } = seen(definition, loaded.stored, reference, request.caller, config);
  const { response } = await applyTo(context, rule, quarantined.sighting, record.uid, () => [{ delete: key }]);
  return response;
}

/** DELETE …/quarantine/{report}: nobody needs it any more. */
export async function dropQuarantined(context: Context, rule: SourcesRule): Promise<Response> {
  const { request, store } = context;
  knownParameters(request, ['dryRun']);
  requireReporter(context, rule);
  const { key } = await quarantinedIn(context);
  if (!booleanParameter(request, 'dryRun')) await store.delete(key);
  return { status: 204 };
}
