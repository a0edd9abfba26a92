/** POST /v1/{collection}: one record, or several where the definition allows a batch. */

import { complete, refuseUnknownTags } from '#shared/capabilities/templates/templates';
import { withArticle } from '#shared/engine/article';
import type { Cause } from '#shared/engine/cause';
import type { Circumstances } from '#shared/engine/circumstances';
import { circumstancesOf, dryRunResponse, recordResponse } from '#shared/engine/command';
import { type Committed, firstCause, newUid, writesOf } from '#shared/engine/commit';
import { completed } from '#shared/engine/complete';
import type { Context } from '#shared/engine/context';
import { decideCreate, isParty } from '#shared/engine/decide';
import type { Stored } from '#shared/engine/items';
import { remember } from '#shared/engine/load';
import { refuseUnknownNames } from '#shared/engine/names';
import { type TakenNumber, unnumbered } from '#shared/engine/numbers';
import type { NewTask, Plan } from '#shared/engine/plan';
import { referredBy } from '#shared/engine/refer';
import { restOf, withJoined } from '#shared/engine/rest';
import { refuseUnsettable } from '#shared/engine/settable';
import { together } from '#shared/engine/under-conditions';
import type { AnyRecord, Envelope } from '#shared/grammar/record';
import { createFields, createSchema, recordFields } from '#shared/grammar/schemas';
import {
  answeredBefore,
  answerTo,
  duplicateOf,
  onceOf,
  requireKeyOfMachines,
  resultKey,
} from '#shared/http/idempotency';
import { booleanParameter, jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { type FieldError, Problem } from '#shared/problems/problems';
import { attempt, LOST, type Lost, PATIENCE, untilWritten } from '#shared/store/attempt';
import type { Key } from '#shared/store/keys';
import type { Item, Write } from '#shared/store/store';
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
  const { replayed, expired } = await answeredBefore(store, request);
  if (replayed) return replayed;
  if (Array.isArray(body)) return createMany(context, body, circumstances);
  return createOne(context, { body, circumstances, expired });
}

/** @throws Problem forbidden */
export function requireCreator({ definition, request: { caller } }: Context, circumstances: Circumstances): void {
  const { create, permissions, title } = definition;
  if (isParty(create.by, undefined, circumstances) && permitted(permissions, caller.roles, 'C')) return;
  const roles = [...caller.roles].join(', ') || 'none';
  throw new Problem(
    'forbidden',
    `creating ${withArticle(title.toLowerCase())} is for ${create.by.join(', ')}; your roles are ${roles}`,
  );
}

/** What the caller states, completed by what follows from who they are. */
async function values(context: Context, body: unknown, circumstances: Circumstances) {
  const { definition } = context;
  const { caller, now, config } = circumstances;
  refuseUnsettable(definition, body, caller, 'new');
  const statement = await completed({ ...context, tenant: caller.tenant }, body);
  const names = Object.keys(createFields(definition));
  const { openedAt, ...stated } = validated(createSchema(definition), statement.body, names);
  refuseUnknownTags(config, stated.tags);
  await refuseUnknownNames(context, recordFields(definition), stated);
  const { reason, ...others } = stated;
  const given = 'reason' in definition.fields ? stated : others;
  const agent = caller.roles.has('AGT') || caller.roles.has('SYS') || caller.roles.has('INT');
  if (!agent && given.requesterId !== undefined && given.requesterId !== caller.actor.id) {
    throw new Problem('forbidden', 'a requester opens records for themselves; name the other person in onBehalfOf');
  }
  const opened = openedAt === undefined ? undefined : backdated(String(openedAt), reason, agent, now);
  const requesterId = given.requesterId ?? (agent ? undefined : caller.actor.id);
  const finished = statement.finish(given, circumstances);
  return {
    opened,
    reason,
    laidDown: statement.tasks,
    standing: statement.standing,
    values: { channel: defaultChannel(context), ...finished, ...(requesterId !== undefined && { requesterId }) },
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

interface Planned {
  readonly plan: Plan;
  readonly committed: Committed;
}

/**
 * A new record's plan and writes, by the number that it is to have. It is planned without one first: what is refused then, or only tried,
 * uses none up.
 */
async function planner(
  context: Context,
  making: Making,
  cause: Cause,
  result?: Key,
): Promise<(id: string) => Promise<Planned>> {
  const { runtime, definition, config } = context;
  const { body, circumstances, tasks, envelope } = making;
  const { caller } = circumstances;
  const stated = await values(context, body, circumstances);
  const { laidDown, standing } = stated;
  const identity = {
    uid: newUid(),
    ...(stated.opened !== undefined && { openedAt: stated.opened }),
    tasks: [...laidDown, ...(tasks?.(laidDown.length) ?? [])],
    ...(envelope && { envelope }),
  };
  const referred = await referredBy(context, definition.create.refers, stated.values);
  const fields = recordFields(definition);
  const { values: rested, known } = await restOf(context, { values: stated.values, fields });
  const resting = { ...circumstances, ...standing, referred, ...known };
  return async (id) => {
    const alone = decideCreate(definition, rested, { ...identity, id }, resting);
    complete(definition, alone, resting);
    const decided = await withJoined(context, 'create', rested, alone, resting);
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
  };
}

/** The record with a number of its own. */
async function numbered(
  { runtime, request, store, definition }: Context,
  planned: (id: string) => Promise<Planned>,
): Promise<Planned & { readonly number: TakenNumber }> {
  const number = await runtime.numbers.take(request.caller.tenant, store, definition);
  try {
    return { ...(await planned(number.id)), number };
  } catch (error) {
    number.unused();
    throw error;
  }
}

export interface MakingOne extends Making {
  /** An earlier answer under the same idempotency key, no longer valid. */
  readonly expired: Item | undefined;
  /** Further writes of the same transaction. */
  readonly also?: (record: AnyRecord) => readonly Write[];
}

/** Other writes were under way on what the new record is written with. */
export const writtenMeanwhile = (): Problem =>
  new Problem('write-conflict', 'the record could not be written because of other writes under way; send it again');

/** One new record. @throws Problem write-conflict */
export function createOne(context: Context, making: MakingOne): Promise<Response> {
  return untilWritten(PATIENCE, () => tryCreate(context, making), writtenMeanwhile);
}

/** The same; lost when others changed meanwhile what goes with it. */
export async function tryCreate(context: Context, making: MakingOne): Promise<Response | Lost> {
  const { runtime, request, definition, store } = context;
  const { expired, also } = making;
  const kept = resultKey(request);
  const planned = await planner(context, making, firstCause(request.id), kept);
  const tried = await planned(unnumbered(definition));
  if (booleanParameter(request, 'dryRun')) return dryRunResponse(context, tried.committed, tried.plan);
  const { committed, number } = await numbered(context, planned);
  const answered = { request, response: created(context, committed.stored), expired };
  const { record } = committed.stored;
  const outcome = await attempt(store, together(committed.writes, also?.(record) ?? []), onceOf(answered));
  number.ended(outcome);
  if (outcome.is === 'written') remember(runtime, request.caller.tenant, definition, record.id, record.uid);
  return answerTo(outcome, answered);
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
      const round = async () => {
        const planned = await planner(context, { body, circumstances }, firstCause(request.id));
        await planned(unnumbered(definition));
        const { committed, number } = await numbered(context, planned);
        const outcome = await attempt(store, committed.writes);
        number.ended(outcome);
        // Lost to another transaction that is under way on the same marker.
        if (outcome.is === 'changed') return LOST;
        if (outcome.is === 'taken') throw duplicateOf(outcome.existing);
        return undefined;
      };
      await untilWritten(PATIENCE, round, writtenMeanwhile);
      accepted++;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // The same thing was received before: it counts once and is answered alike. Another one with the same values is another thing.
      if (error.slug === 'duplicate' && error.extra.fields === undefined) accepted++;
      else rejected.push({ index, problem: error.document(request.id) });
    }
  };
  for (let i = 0; i < bodies.length; i += 10) {
    await Promise.all(bodies.slice(i, i + 10).map((body, offset) => one(body, i + offset)));
  }
  return { status: 202, body: { accepted, rejected: rejected.sort((a, b) => a.index - b.index) } };
}
