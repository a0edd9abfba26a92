/** POST /v1/{collection}: one record, or several where the definition allows a batch. */
import { isValid, lostRace, replay, requireKeyOfMachines, resultKey, resultWrite } from '#shared/http/idempotency';
import { type FieldError, Problem } from '#shared/http/problems';
import { booleanParameter, jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import type { Circumstances } from '#shared/process/circumstances';
import { circumstancesOf, dryRunResponse, recordResponse, refuseDuplicate } from '#shared/process/command';
import { firstCause, newUid, writesOf } from '#shared/process/commit';
import type { Context } from '#shared/process/context';
import { decideCreate, isParty, type Plan } from '#shared/process/decide';
import type { Cause } from '#shared/process/entry';
import type { Stored } from '#shared/process/items';
import { remember } from '#shared/process/load';
import type { AnyRecord, Envelope } from '#shared/process/record';
import { referredBy } from '#shared/process/refer';
import { createFields, createSchema } from '#shared/process/schemas';
import type { NewTask } from '#shared/process/task';
import { complete, presetBody, refuseUnknownTags, tasksOf, templatedValues } from '#shared/process/templates';
import type { Key } from '#shared/store/keys';
import { type Item, TransactionRefused, type Write } from '#shared/store/store';
import { permitted } from '#shared/tenancy/roles';
import { fromInstant, toInstant } from '#shared/time/clock';

/** A phone call may be written down up to three days later (A3). */
const BACKDATE_MS = 72 * 3600_000;

export async function create(context: Context): Promise<Response> {
  const { request, store } = context;
  knownParameters(request, ['dryRun']);
  const circumstances = circumstancesOf(context, []);
  requireCreator(context, circumstances);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  const kept = resultKey(request);
  const known = kept && (await store.get(kept));
  if (known && isValid(known)) return replay(known, request);
  if (Array.isArray(body)) return createMany(context, body, circumstances);
  return createOne(context, { body, circumstances, expired: known });
}

/** @throws Problem forbidden */
export function requireCreator({ definition, request: { caller } }: Context, circumstances: Circumstances): void {
  const { create, permissions, title } = definition;
  if (isParty(create.by, undefined, circumstances) && permitted(permissions, caller.roles, 'C')) return;
  const roles = [...caller.roles].join(', ') || 'none';
  throw new Problem(
    'forbidden',
    `creating a ${title.toLowerCase()} is for ${create.by.join(', ')}; your roles are ${roles}`,
  );
}

/** What the caller states, completed by what follows from who they are. */
async function values(context: Context, body: unknown, circumstances: Circumstances) {
  const { definition } = context;
  const { caller, now, config } = circumstances;
  const { body: preset, template } = await presetBody({ ...context, tenant: caller.tenant }, body);
  const { openedAt, ...stated } = validated(createSchema(definition), preset, Object.keys(createFields(definition)));
  refuseUnknownTags(config, stated.tags);
  const { reason, ...others } = stated;
  const given = 'reason' in definition.fields ? stated : others;
  const agent = caller.roles.has('AGT') || caller.roles.has('SYS') || caller.roles.has('INT');
  if (!agent && given.requesterId !== undefined && given.requesterId !== caller.actor.id) {
    throw new Problem('forbidden', 'a requester opens records for themselves; name the other person in onBehalfOf');
  }
  const opened = openedAt === undefined ? undefined : backdated(String(openedAt), reason, agent, now);
  const requesterId = given.requesterId ?? (agent ? undefined : caller.actor.id);
  const completed = templatedValues(definition, template, given, circumstances);
  return {
    opened,
    reason,
    template,
    values: { channel: defaultChannel(context), ...completed, ...(requesterId !== undefined && { requesterId }) },
  };
}

function defaultChannel({ request }: Context): string {
  return request.caller.actor.type === 'machine' ? 'api' : 'portal';
}

function backdated(openedAt: string, reason: unknown, agent: boolean, now: number): string {
  const at = fromInstant(openedAt);
  const refuse = (
    slug: 'opened-at-in-future' | 'opened-at-too-old' | 'required-field-missing',
    pointer: string,
    detail: string,
  ): never => {
    const errors: FieldError[] = [{ pointer, code: slug, message: detail }];
    throw new Problem(slug, detail, { errors });
  };
  if (at > now) refuse('opened-at-in-future', '/openedAt', `openedAt may not be later than now, ${toInstant(now)}`);
  if (!agent) throw new Problem('forbidden', 'only an agent may back-date a record');
  if (now - at > BACKDATE_MS) refuse('opened-at-too-old', '/openedAt', 'openedAt may lie up to 72 hours back');
  if (reason === undefined) refuse('required-field-missing', '/reason', 'back-dating needs a reason');
  return toInstant(at);
}

/** What a record is made of. */
export interface Making {
  readonly body: unknown;
  readonly circumstances: Circumstances;
  /** Tasks beside those that its template lays down; given how many those are. */
  readonly tasks?: (before: number) => readonly NewTask[];
  /** What the machinery writes on it. */
  readonly envelope?: Partial<Envelope>;
}

/** A new record's plan and writes. */
export async function planCreate(context: Context, making: Making, cause: Cause, result?: Key) {
  const { runtime, store, definition, config } = context;
  const { body, circumstances, tasks, envelope } = making;
  const { caller } = circumstances;
  const stated = await values(context, body, circumstances);
  const { template } = stated;
  const laidDown = tasksOf(template);
  const identity = {
    uid: newUid(),
    ...(stated.opened !== undefined && { openedAt: stated.opened }),
    tasks: [...laidDown, ...(tasks?.(laidDown.length) ?? [])],
    ...(envelope && { envelope }),
  };
  const id = await runtime.numbers.next(caller.tenant, store, definition.type, definition.prefix);
  const referred = await referredBy(context, definition.create.refers, stated.values);
  const decided = decideCreate(definition, stated.values, { ...identity, id }, { ...circumstances, referred });
  complete(definition, decided, { ...circumstances, ...(template && { template }) });
  const plan: Plan = typeof stated.reason === 'string' ? { ...decided, reason: stated.reason } : decided;
  const committed = writesOf({
    process: runtime.process.id,
    definition,
    caller,
    config,
    cause,
    now: circumstances.now,
    plan,
    ...(result && { result }),
  });
  return { plan, committed };
}

export interface MakingOne extends Making {
  /** An earlier answer under the same idempotency key, no longer valid. */
  readonly expired: Item | undefined;
  /** Further writes of the same transaction. */
  readonly also?: (record: AnyRecord) => readonly Write[];
}

/** One new record. */
export async function createOne(context: Context, making: MakingOne): Promise<Response> {
  const { runtime, request, definition, store } = context;
  const { expired, also } = making;
  const kept = resultKey(request);
  const { plan, committed } = await planCreate(context, making, firstCause(request.id), kept);
  if (booleanParameter(request, 'dryRun')) return dryRunResponse(context, committed, plan);
  const response = created(context, committed.stored);
  const writes: Write[] = [...committed.writes, ...(also?.(committed.stored.record) ?? [])];
  if (kept) writes.push(resultWrite(kept, request, response, expired));
  try {
    await store.transact(writes);
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    const won = kept && lostRace(error, writes.length - 1, request);
    if (won) return won;
    refuseDuplicate(error, writes);
    throw new Problem(
      'write-conflict',
      'the record could not be written because of other writes under way; send it again',
    );
  }
  const { id, uid } = committed.stored.record;
  remember(runtime, request.caller.tenant, definition, id, uid);
  return response;
}

function created(context: Context, stored: Stored): Response {
  const location = `/v1/${context.definition.path}/${stored.record.id}`;
  return recordResponse(context, 201, stored, { location });
}

interface Rejection {
  readonly index: number;
  readonly problem: Readonly<Record<string, unknown>>;
}

/** Each item stands for itself: what is acceptable is kept, the rest is named by its place in the request. */
async function createMany(
  context: Context,
  bodies: readonly unknown[],
  circumstances: Circumstances,
): Promise<Response> {
  const { request, definition, store } = context;
  const most = definition.create.batch ?? 0;
  if (most === 0 || bodies.length === 0)
    throw new Problem(
      'malformed-request',
      `expected one object${most === 0 ? '' : ` or 1 to ${most} of them`}, was given a list of ${bodies.length}`,
    );
  if (bodies.length > most)
    throw new Problem('payload-too-large', `expected at most ${most} items, was given ${bodies.length}`);
  const rejected: Rejection[] = [];
  let accepted = 0;
  const one = async (body: unknown, index: number): Promise<void> => {
    try {
      const { committed } = await planCreate(context, { body, circumstances }, firstCause(request.id));
      try {
        await store.transact(committed.writes);
      } catch (error) {
        if (!(error instanceof TransactionRefused)) throw error;
        refuseDuplicate(error, committed.writes);
        await store.transact(committed.writes); // another transaction was under way on the same marker
      }
      accepted++;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // The same thing was received before: it counts once and is answered alike.
      if (error.slug === 'duplicate') accepted++;
      else rejected.push({ index, problem: error.document(request.id) });
    }
  };
  for (let i = 0; i < bodies.length; i += 10) {
    await Promise.all(bodies.slice(i, i + 10).map((body, offset) => one(body, i + offset)));
  }
  return { status: 202, body: { accepted, rejected: rejected.sort((a, b) => a.index - b.index) } };
}
