/** One command on one record: load, judge, decide, one transaction; again when somebody else was faster, the same answer when retried. */

import { readsAll, visibleRecord } from '#shared/engine/access';
import { capabilitiesOf } from '#shared/engine/capability';
import type { Circumstances, Referred } from '#shared/engine/circumstances';
import { type Committed, firstCause, writesOf } from '#shared/engine/commit';
import { standingOf } from '#shared/engine/complete';
import type { Context } from '#shared/engine/context';
import { isOpen } from '#shared/engine/decide';
import type { Stored } from '#shared/engine/items';
import { linkSk } from '#shared/engine/keys';
import { calendarsOf, loadRecord, seen } from '#shared/engine/load';
import type { Plan } from '#shared/engine/plan';
import { changesNothing, leaveAsIs } from '#shared/engine/unchanged';
import { withoutUnseen } from '#shared/engine/unseen';
import type { AnyRecordDefinition, Party } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { answerOnce, before, resultKey } from '#shared/http/idempotency';
import { matchVersion, requireIfMatch } from '#shared/http/precondition';
import { booleanParameter } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import type { TenantId } from '#shared/ids/tenant-id';
import { Problem } from '#shared/problems/problems';
import { LOST, type Lost, PATIENCE, untilWritten } from '#shared/store/attempt';
import { recordKey, recordPk } from '#shared/store/keys';
import type { Store, Write } from '#shared/store/store';
import { clock } from '#shared/time/clock';

export interface Command<I> {
  /** Whether the caller may do this to the record at all; if not, 403. */
  readonly allowed: (record: AnyRecord, circumstances: Circumstances) => boolean;
  /** Whom the command is for, told to those who are refused. */
  readonly by?: readonly Party[];
  /** If-Match is optional for comments: they do not build on what the writer saw. */
  readonly precondition: 'required' | 'optional';
  /** A deleted record takes no command but those that are about its deletion. */
  readonly deleted?: boolean;
  readonly parse: (record: AnyRecord, circumstances: Circumstances) => I;
  /** Records that the input refers to, looked up once it is clear that the record's state allows the command. */
  readonly refer?: (input: I, record: AnyRecord) => Promise<ReadonlyMap<string, Referred>>;
  readonly decide: (stored: Stored, input: I, circumstances: Circumstances) => Plan | Promise<Plan>;
  /** What must have happened before the command is written, and may happen again if it is not. */
  readonly prepare?: (stored: Stored, plan: Plan) => Promise<void>;
  /** Further writes of the same transaction. */
  readonly also?: (plan: Plan) => readonly Write[];
  readonly respond?: (committed: Committed, plan: Plan) => Response;
  /** What the answer tells beside what is kept of it under the request's key; said again whenever that is replayed. */
  readonly tell?: (response: Response, stored: Stored) => Response;
}

export function circumstancesOf(
  { request, config }: Pick<Context, 'request' | 'config'>,
  openChildren: readonly string[],
): Circumstances {
  return { caller: request.caller, config, now: clock.now(), openChildren };
}

/** Runs a command on the record that the path names. @throws Problem in the order of A1 */
export function runCommand<I>(context: Context, command: Command<I>): Promise<Response> {
  return untilWritten(
    PATIENCE,
    () => decideAndWrite(context, command),
    (rounds) =>
      new Problem(
        'write-conflict',
        `others changed ${context.parameters.id} ${rounds} times while this was being decided; send it again`,
      ),
  );
}

async function decideAndWrite<I>(context: Context, command: Command<I>): Promise<Response | Lost> {
  const { runtime, request, store, config, definition } = context;
  const { caller } = request;
  const reference = context.parameters.id ?? '';
  const kept = resultKey(request);
  const dryRun = booleanParameter(request, 'dryRun');
  const { stored: found, beside } = await loadRecord(runtime, store, caller.tenant, definition, reference, kept);
  const stored = seen(definition, found, reference, caller, config);
  await runtime.configurations.ensureCalendars(caller.tenant, store, calendarsOf(stored));
  const standing = await standingOf({ runtime, store, config, definition, tenant: caller.tenant }, stored.record);
  const circumstances = {
    ...circumstancesOf(context, await openChildren(store, caller.tenant, definition, stored)),
    ...standing,
  };
  if (!command.allowed(stored.record, circumstances)) {
    const roles = [...caller.roles].join(', ') || 'none';
    throw new Problem(
      'forbidden',
      command.by
        ? `on ${stored.record.id} this is for ${command.by.join(', ')}; your roles are ${roles}`
        : `your roles (${roles}) do not allow this on ${stored.record.id}`,
    );
  }
  if (stored.record.deletedAt && !command.deleted) {
    throw new Problem('illegal-transition', `${stored.record.id} is deleted; restore it first`, {
      from: 'deleted',
      allowed: ['restore'],
    });
  }
  const isRequired = command.precondition === 'required' && !context.unconditional;
  const ifMatch = isRequired ? requireIfMatch(request.ifMatch) : request.ifMatch;
  const told = (response: Response): Response => command.tell?.(response, stored) ?? response;
  const { replayed, expired } = before(beside, request);
  if (replayed) return told(replayed);
  if (ifMatch !== undefined) matchVersion(ifMatch, stored.record.version);
  const input = command.parse(stored.record, circumstances);
  const referred = await command.refer?.(input, stored.record);
  const decided = await command.decide(stored, input, { ...circumstances, ...(referred && { referred }) });
  const also = command.also?.(decided) ?? [];
  const idle = also.length === 0 && changesNothing(definition, decided);
  const plan = idle ? leaveAsIs(decided) : decided;
  const committed = idle
    ? { stored, writes: [], events: [] }
    : writesOf({
        process: runtime.process.id,
        definition,
        caller,
        config,
        cause: firstCause(request.id),
        now: circumstances.now,
        plan,
        stored,
        ...(kept && { result: kept }),
      });
  if (dryRun) return dryRunResponse(context, committed, plan);
  await command.prepare?.(stored, plan);
  const response = command.respond?.(committed, plan) ?? (await seenResponse(context, 200, committed.stored));
  const answer = await answerOnce(store, [...committed.writes, ...also], { request, response, expired });
  return answer === LOST ? answer : told(answer);
}

/** Open children by link, when the definition's guards ask for them. */
async function openChildren(
  store: Store,
  tenant: TenantId,
  definition: AnyRecordDefinition,
  { record }: Stored,
): Promise<readonly string[]> {
  if (!definition.needs?.includes('children') || !record.childCount) return [];
  return openChildrenOf(store, tenant, definition, record.uid);
}

/** Ulids of the records whose parent this one is and that are not done. @param parentType when it is another one than theirs */
export async function openChildrenOf(
  store: Store,
  tenant: TenantId,
  definition: AnyRecordDefinition,
  uid: string,
  parentType = definition.type,
): Promise<readonly string[]> {
  const links = await store.queryAll({ pk: recordPk(tenant, parentType, uid), begins: linkSk('child', '') });
  const children = links.map(({ sk }) => sk.slice(linkSk('child', '').length));
  if (children.length === 0) return [];
  const found: string[] = [];
  for (let i = 0; i < children.length; i += 100) {
    const items = await store.getAll(
      children.slice(i, i + 100).map((child) => recordKey(tenant, definition.type, child)),
    );
    for (const item of items) {
      const record = item.record as AnyRecord | undefined;
      if (record && isOpen(definition, record)) found.push(record.uid);
    }
  }
  return found;
}

/** The whole record as of now, as every success answers it. */
export function recordBody(context: Context, { record }: Stored): Readonly<Record<string, unknown>> {
  const { definition, request, config } = context;
  const visible = visibleRecord(definition, record, request.caller);
  const presenting = { record, config, now: clock.now(), all: readsAll(definition, request.caller) };
  return Object.assign({}, visible, ...capabilitiesOf(definition).map(({ present }) => present?.(presenting)));
}

export function recordResponse(
  context: Context,
  status: number,
  stored: Stored,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return { status, body: recordBody(context, stored), headers: { etag: etag(stored.record.version), ...headers } };
}

/** The response with what the record says of others as far as the caller may know of them. */
export async function seenResponse(context: Context, status: number, stored: Stored): Promise<Response> {
  const [body] = await withoutUnseen(context, [recordBody(context, stored)]);
  return { status, body, headers: { etag: etag(stored.record.version) } };
}

/** What would happen, with nothing stored. */
export async function dryRunResponse(context: Context, { stored, events }: Committed, plan: Plan): Promise<Response> {
  const shown = (record: AnyRecord): Readonly<Record<string, unknown>> =>
    visibleRecord(context.definition, record, context.request.caller);
  const [record] = await withoutUnseen(context, [recordBody(context, stored)]);
  const before = plan.before ? shown(plan.before) : {};
  const after = shown(plan.after);
  const changed = Object.keys(after).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]) && field !== 'clocks',
  );
  return {
    status: 200,
    body: {
      dryRun: true,
      command: plan.command,
      state: { from: plan.before?.state ?? null, to: plan.after.state },
      changed,
      events: readsAll(context.definition, context.request.caller)
        ? events.map(({ name }) => name)
        : events.filter(({ visibility }) => visibility === 'public').map(({ name }) => name),
      comments: plan.comments,
      tasks: plan.tasks,
      record,
    },
  };
}
