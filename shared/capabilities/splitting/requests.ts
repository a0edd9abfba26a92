/**
 * POST /v1/{collection}/{id}/split: a record that holds two matters becomes two. The new one says what the second matter is; comments and
 * attachments that belong to it are shown on both, open tasks go with it.
 */

import { attachmentIn, COUNTING } from '#shared/capabilities/attachments/attachment';
import { attachmentSk } from '#shared/capabilities/attachments/keys';
import { linkWrites } from '#shared/capabilities/links/links';
import { requireCreator, tryCreate, writtenMeanwhile } from '#shared/capabilities/records/create';
import { splitFields, splitSchema } from '#shared/capabilities/splitting/schema';
import {
  type Carried,
  decideSplit,
  leftTasks,
  movedTasks,
  refuseSplitting,
  type SplitRule,
  tasksToMove,
} from '#shared/capabilities/splitting/split';
import { type Task, taskItem } from '#shared/capabilities/tasks/task';
import { tasksOf } from '#shared/capabilities/tasks/task-command';
import { visibleRecord } from '#shared/engine/access';
import { circumstancesOf } from '#shared/engine/command';
import { firstCause, writesOf } from '#shared/engine/commit';
import { confidentialLike } from '#shared/engine/confidential';
import type { Context } from '#shared/engine/context';
import { isParty } from '#shared/engine/decide';
import type { Stored } from '#shared/engine/items';
import { commentSk } from '#shared/engine/keys';
import { loadSeen } from '#shared/engine/load';
import { refuseUnsettable, settable } from '#shared/engine/settable';
import type { AnyRecord } from '#shared/grammar/record';
import { answeredBefore, requireKeyOfMachines } from '#shared/http/idempotency';
import { matchVersion, requireIfMatch } from '#shared/http/precondition';
import { jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { Problem } from '#shared/problems/problems';
import { type Lost, PATIENCE, untilWritten } from '#shared/store/attempt';
import { recordPk } from '#shared/store/keys';
import type { Item, Write } from '#shared/store/store';
import { toInstant } from '#shared/time/clock';

interface Carry {
  readonly comments?: readonly string[];
  readonly attachments?: readonly string[];
  readonly tasks?: readonly number[];
}

export async function split(context: Context, rule: SplitRule): Promise<Response> {
  const { definition, request, store } = context;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  const round = async () => {
    const source = await loadSeen(context);
    requireSplitter(context, rule, source);
    const ifMatch = requireIfMatch(request.ifMatch);
    const { replayed, expired } = await answeredBefore(store, request);
    if (replayed) return replayed;
    matchVersion(ifMatch, source.record.version);
    refuseUnsettable(definition, body, request.caller, 'new');
    const stated = validated(splitSchema(definition), body, Object.keys(splitFields(definition)));
    refuseSplitting(definition, source.record);
    return splitOff(context, rule, source, stated, expired);
  };
  return untilWritten(PATIENCE, round, writtenMeanwhile);
}

/** @throws Problem forbidden */
function requireSplitter(context: Context, rule: SplitRule, { record }: Stored): void {
  const { request } = context;
  const circumstances = circumstancesOf(context, []);
  requireCreator(context, circumstances);
  if (isParty(rule.by, record, circumstances) && !request.caller.roles.has('AUD')) return;
  const roles = [...request.caller.roles].join(', ') || 'none';
  throw new Problem('forbidden', `splitting is for ${rule.by.join(', ')}; your roles are ${roles}`);
}

/** The new record and what is left of the old one, in one transaction. */
async function splitOff(
  context: Context,
  rule: SplitRule,
  source: Stored,
  { carry: wanted, ...stated }: Readonly<Record<string, unknown>> & { readonly carry?: Carry | null },
  expired: Item | undefined,
): Promise<Response | Lost> {
  const { definition, request } = context;
  const { record } = source;
  const carry = wanted ?? {};
  const { tasks: numbers = [] } = carry;
  const upper = (ids: readonly string[] = []) => ids.map((each) => each.toUpperCase());
  const [moving, carried] = await Promise.all([
    numbers.length > 0 ? tasksOf(context, source).then((known) => tasksToMove(record.id, known, numbers)) : [],
    carriedBy(context, record, { comments: upper(carry.comments), attachments: upper(carry.attachments) }),
  ]);
  const circumstances = circumstancesOf(context, []);
  const { uid, id } = record;
  return tryCreate(context, {
    body: bodyOf(context, rule, record, stated),
    circumstances,
    expired,
    tasks: (before) => movedTasks(id, moving, before),
    envelope: { splitFrom: { id, uid, at: toInstant(circumstances.now), ...carried } },
    also: (made) => {
      const link = { kind: 'derived_from', type: definition.type, uid, id } as const;
      return [...linkWrites(request.caller.tenant, link, made), ...sourceWrites(context, source, made, stated, moving)];
    },
  });
}

/** What the old record and the new one have in common, and what is said of the new one; null clears. */
function bodyOf(
  { definition, request }: Context,
  { takes }: SplitRule,
  record: AnyRecord,
  stated: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const visible = visibleRecord(definition, record, request.caller);
  const taken = takes.flatMap((field) => (field in visible ? [[field, visible[field]]] : []));
  const own = { ...stated, ...confidentialLike(record, stated) };
  const values = { ...settable(definition, Object.fromEntries(taken), request.caller), ...own };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

/** @throws Problem unknown-reference for what does not stand on the record itself */
async function carriedBy(
  { definition, request, store }: Context,
  { uid, id }: AnyRecord,
  { comments, attachments }: Carried,
): Promise<Carried> {
  const wanted = [...new Set([...comments.map(commentSk), ...attachments.map(attachmentSk)])];
  const pk = recordPk(request.caller.tenant, definition.type, uid);
  const items = await store.getAll(wanted.map((sk) => ({ pk, sk })));
  const bySk = new Map(items.map((item) => [item.sk, item]));
  const check = (kind: keyof Carried, skOf: (id: string) => string, ids: readonly string[]) => {
    const errors = ids.flatMap((each, index) => {
      const item = bySk.get(skOf(each));
      if (item && (kind === 'comments' || COUNTING.has(attachmentIn(item).state))) return [];
      const message = `${id} has no such ${kind.slice(0, -1)} of its own: ${each}`;
      return [{ pointer: `/carry/${kind}/${index}`, code: 'unknown-reference', message }];
    });
    if (errors[0]) throw new Problem('unknown-reference', errors[0].message, { errors });
    return [...new Set(ids)];
  };
  return {
    comments: check('comments', commentSk, comments),
    attachments: check('attachments', attachmentSk, attachments),
  };
}

function sourceWrites(
  { runtime, definition, request, config }: Context,
  source: Stored,
  made: AnyRecord,
  { reason }: Readonly<Record<string, unknown>>,
  moving: readonly Task[],
): readonly Write[] {
  const { caller } = request;
  const circumstances = circumstancesOf({ request, config }, []);
  const plan = decideSplit(definition, source.record, { into: made.id, reason: String(reason), moving }, circumstances);
  const about = { process: runtime.process.id, definition, caller, config, cause: firstCause(request.id) };
  return [
    ...writesOf({ ...about, now: circumstances.now, plan, stored: source }).writes,
    ...leftTasks(moving, made.id).map((task) => ({ put: taskItem(caller.tenant, source.record, task) })),
  ];
}
