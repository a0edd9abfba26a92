/** POST /v1/{collection}/merge: duplicates go into a survivor. What fits one transaction is done in one; more becomes an operation (A8). */

import * as z from 'zod/mini';
import { refuseCycle } from '#shared/capabilities/links/link-check';
import { type Link, linksOf } from '#shared/capabilities/links/links';
import { mergedItem } from '#shared/capabilities/merging/family';
import {
  type AnyMergeRule,
  changedByMerge,
  decideGathered,
  decideMerged,
  type MergeTask,
  refused,
  refuseMerge,
} from '#shared/capabilities/merging/merge';
import { linksToMove, moveLink, WRITES_A_LINK } from '#shared/capabilities/merging/merged-links';
import type { Circumstances } from '#shared/engine/circumstances';
import { circumstancesOf, dryRunResponse, seenResponse } from '#shared/engine/command';
import { type Committed, firstCause, writesOf } from '#shared/engine/commit';
import type { Context } from '#shared/engine/context';
import { isParty } from '#shared/engine/decide';
import type { Stored } from '#shared/engine/items';
import { linkSk } from '#shared/engine/keys';
import { calendarsOf, loadRecord, notFound, seen } from '#shared/engine/load';
import type { Plan } from '#shared/engine/plan';
import { startOperation } from '#shared/engine/start-operation';
import { typeOfNumber } from '#shared/grammar/directory';
import { answeredBefore, answerOnce, duplicateOf, requireKeyOfMachines } from '#shared/http/idempotency';
import { booleanParameter, jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { chunked } from '#shared/jobs/chunks';
import { type ItemResult, newOperation } from '#shared/jobs/operation';
import { Problem } from '#shared/problems/problems';
import { attempt, LOST, type Lost, PATIENCE, untilWritten } from '#shared/store/attempt';
import { recordPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import { textSchema } from '#shared/text/line';

const MOST = 50;
/** Of the 100 writes and 4 MB of a transaction; room is left for the idempotency result. */
const WRITES = 98;
const BYTES = 2_500_000;
/** Duplicates of one batch of an operation. */
const BATCH = 5;

const reference = z.string().check(z.minLength(1), z.maxLength(40));
export const mergeBody = z.strictObject({
  survivor: reference,
  duplicates: z.array(reference).check(z.minLength(1), z.maxLength(MOST)),
  reason: textSchema(1000),
});

/** @throws Problem forbidden */
function requireMerger({ request: { caller } }: Context, { by }: AnyMergeRule, circumstances: Circumstances): void {
  if (isParty(by, undefined, circumstances) && !caller.roles.has('AUD')) return;
  throw new Problem(
    'forbidden',
    `merging is for ${by.join(', ')}; your roles are ${[...caller.roles].join(', ') || 'none'}`,
  );
}

export async function merge(context: Context, rule: AnyMergeRule): Promise<Response> {
  const { request, store } = context;
  knownParameters(request, ['dryRun']);
  requireMerger(context, rule, circumstancesOf(context, []));
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  const { replayed, expired } = await answeredBefore(store, request);
  if (replayed) return replayed;
  const { survivor, duplicates, reason } = validated(mergeBody, body, Object.keys(mergeBody.shape));
  const round = async (): Promise<Response | Lost> => {
    const family = await familyOf(context, survivor, duplicates);
    const circumstances = circumstancesOf(context, []);
    for (const { record } of family.duplicates)
      refuseMerge(context.definition, rule, family.survivor.record, record, circumstances);
    const { writes: changes, committed, plan } = mergeWrites(context, rule, family, reason, circumstances);
    const writes = [...changes, ...(await refuseCycles(context, family))];
    if (booleanParameter(request, 'dryRun')) return dryRunResponse(context, committed, plan);
    if (!fits(writes)) {
      const items = family.duplicates.map(({ record }) => ({ id: record.uid }));
      const task = { kind: 'merge', survivor: family.survivor.record.uid, reason } as const;
      const about = { task, process: context.runtime.process.id, collection: context.definition.path, dryRun: false };
      const operation = newOperation(request.caller, { ...about, total: items.length });
      return startOperation(context, operation, chunked(items, BATCH), expired);
    }
    const response = await seenResponse(context, 200, committed.stored);
    return answerOnce(store, writes, { request, response, expired });
  };
  const giveUp = (rounds: number) =>
    new Problem('write-conflict', `others changed these records ${rounds} times while they were merged; send it again`);
  return untilWritten(PATIENCE, round, giveUp);
}

interface Family {
  readonly survivor: Stored;
  readonly ofSurvivor: readonly Link[];
  readonly duplicates: readonly (Stored & { readonly links: readonly Link[] })[];
}

/** @throws Problem not-found, validation-failed when a record is named twice */
async function familyOf(context: Context, survivor: string, duplicates: readonly string[]): Promise<Family> {
  const { runtime, request, store, config, definition } = context;
  const { caller } = request;
  const load = async (id: string): Promise<Stored> => {
    const type = typeOfNumber(id) ?? definition.type;
    if (type !== definition.type)
      throw refused(`${id} is a number of the type ${type}; only records of one type are merged`);
    const { stored } = await loadRecord(runtime, store, caller.tenant, definition, id);
    const found = seen(definition, stored, id, caller, config);
    await runtime.configurations.ensureCalendars(caller.tenant, store, calendarsOf(found));
    return found;
  };
  const [first, ...others] = await Promise.all([survivor, ...duplicates].map(load));
  if (!first) throw notFound(definition, survivor);
  const uids = [first, ...others].map(({ record }) => record.uid);
  const again = uids.findIndex((uid, index) => uids.indexOf(uid) < index);
  if (again > 0) {
    const message = `${duplicates[again - 1]} is named twice`;
    const errors = [{ pointer: `/duplicates/${again - 1}`, code: 'validation-failed', message }];
    throw new Problem('validation-failed', message, { errors });
  }
  const links = await Promise.all(uids.map((uid) => linksOf(context, definition.type, uid)));
  return {
    survivor: first,
    ofSurvivor: links[0] ?? [],
    duplicates: others.map((stored, index) => ({ ...stored, links: links[index + 1] ?? [] })),
  };
}

const fits = (writes: readonly Write[]): boolean => writes.length <= WRITES && JSON.stringify(writes).length <= BYTES;

/** The whole merge as one transaction. */
function mergeWrites(
  context: Context,
  rule: AnyMergeRule,
  { survivor, ofSurvivor, duplicates }: Family,
  reason: string,
  circumstances: Circumstances,
): { readonly writes: readonly Write[]; readonly committed: Committed; readonly plan: Plan } {
  const { runtime, request, definition, config } = context;
  const { tenant } = request.caller;
  const about = {
    process: runtime.process.id,
    definition,
    caller: request.caller,
    config,
    cause: firstCause(request.id),
    now: circumstances.now,
  };
  const records = duplicates.map(({ record }) => record);
  const { plan, brought } = decideGathered(definition, rule, survivor.record, records, circumstances);
  const committed = writesOf({ ...about, plan, stored: survivor });
  const family = new Set([survivor, ...duplicates].map(({ record }) => record.uid));
  const taken = [...ofSurvivor];
  const writes = [...committed.writes];
  for (const [index, { links, ...stored }] of duplicates.entries()) {
    const { record } = stored;
    const merged = decideMerged(definition, rule, record, survivor.record, reason, circumstances);
    writes.push(...writesOf({ ...about, plan: merged, stored }).writes);
    const { brings = {}, added = {} } = brought[index] ?? {};
    const kept = {
      uid: record.uid,
      id: record.id,
      into: survivor.record.uid,
      before: changedByMerge(merged),
      brings,
      added,
    };
    writes.push({ put: mergedItem(context, kept) }, ...duplicateLink(context, record, survivor.record));
    const moving = linksToMove(links, taken, family);
    taken.push(...moving);
    for (const link of moving) writes.push(...moveLink(tenant, link, record, survivor.record));
  }
  return { writes, committed, plan };
}

/** A survivor is no duplicate of what is merged into it, by however many links. @returns conditions on the records in between */
async function refuseCycles(context: Context, { survivor, ofSurvivor, duplicates }: Family): Promise<readonly Write[]> {
  if (!ofSurvivor.some(({ kind }) => kind === 'duplicate_of')) return [];
  const conditions = new Map<string, Write>();
  for (const duplicate of duplicates)
    for (const condition of await refuseCycle(context, 'duplicate_of', duplicate, survivor))
      if ('check' in condition) conditions.set(condition.check.pk, condition);
  return [...conditions.values()];
}

type Named = Stored['record'];

/** What says, on both sides, that one is the duplicate of the other. */
function duplicateLink({ definition, request }: Context, duplicate: Named, survivor: Named): Write[] {
  const { type } = definition;
  const place = ({ uid }: Named) => recordPk(request.caller.tenant, type, uid);
  const link = (kind: string, { uid, id }: Named) => ({ kind, type, uid, id });
  return [
    { put: { pk: place(duplicate), sk: linkSk('duplicate_of', survivor.uid), link: link('duplicate_of', survivor) } },
    {
      put: { pk: place(survivor), sk: linkSk('has_duplicate', duplicate.uid), link: link('has_duplicate', duplicate) },
    },
  ];
}

/** One duplicate of an operation: first the merge itself, then its links, as many at a time as a transaction holds. Harmless to repeat. */
export async function mergeOne(context: Context, rule: AnyMergeRule, task: MergeTask, id: string): Promise<ItemResult> {
  const giveUp = () => new Problem('write-conflict', `others kept changing ${id}`);
  for (;;) {
    const result = await untilWritten(PATIENCE, () => mergeStep(context, rule, task, id), giveUp);
    if (result !== 'more') return result;
  }
}

async function mergeStep(
  context: Context,
  rule: AnyMergeRule,
  { survivor, reason }: MergeTask,
  id: string,
): Promise<ItemResult | 'more' | Lost> {
  const { request, store, definition } = context;
  const family = await familyOf(context, survivor, [id]);
  const [duplicate] = family.duplicates;
  if (!duplicate) throw notFound(definition, id);
  const { record, links } = duplicate;
  const isMerged = record.mergedInto?.uid === family.survivor.record.uid;
  const circumstances = circumstancesOf(context, []);
  if (!isMerged) refuseMerge(definition, rule, family.survivor.record, record, circumstances);
  const conditions = isMerged ? [] : await refuseCycles(context, family);
  const uids = new Set([record.uid, family.survivor.record.uid]);
  const moving = linksToMove(links, family.ofSurvivor, uids).slice(0, Math.floor(WRITES / WRITES_A_LINK));
  if (isMerged && moving.length === 0) return { id: record.id, status: 200 };
  const writes = isMerged
    ? moving.flatMap((link) => moveLink(request.caller.tenant, link, record, family.survivor.record))
    : mergeWrites(context, rule, { ...family, duplicates: [{ ...duplicate, links: [] }] }, reason, circumstances)
        .writes;
  const outcome = await attempt(store, [...writes, ...conditions]);
  if (outcome.is === 'taken') throw duplicateOf(outcome.existing);
  return outcome.is === 'written' ? 'more' : LOST;
}
