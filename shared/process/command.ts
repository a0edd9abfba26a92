/** One command on one record: load, judge, decide, one transaction; again when somebody else was faster, the same answer when retried. */
import { isValid, lostRace, replay, resultKey, resultWrite } from '#shared/http/idempotency';
import { matchVersion, requireIfMatch } from '#shared/http/precondition';
import { Problem } from '#shared/http/problems';
import { booleanParameter } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { readsAll, visibleRecord } from '#shared/process/access';
import type { Circumstances, Referred } from '#shared/process/circumstances';
import { type Committed, firstCause, writesOf } from '#shared/process/commit';
import type { Context } from '#shared/process/context';
import { isOpen, type Plan } from '#shared/process/decide';
import type { AnyRecordDefinition, Party } from '#shared/process/definition';
import type { Stored } from '#shared/process/items';
import { calendarsOf, loadRecord, seen } from '#shared/process/load';
import type { AnyRecord } from '#shared/process/record';
import { presentClocks } from '#shared/process/record-clocks';
import { templateOf } from '#shared/process/templates';
import { linkSk, recordKey, recordPk } from '#shared/store/keys';
import { type Store, TransactionRefused, type Write } from '#shared/store/store';
import type { TenantId } from '#shared/tenancy/tenant-id';
import { clock } from '#shared/time/clock';

/** How often a command starts over because others changed the record between reading and writing. */
const ATTEMPTS = 8;

export interface Command<I> {
  /** Whether the caller may do this to the record at all; if not, 403. */
  readonly allowed: (record: AnyRecord, circumstances: Circumstances) => boolean;
  /** Whom the command is for, told to those who are refused. */
  readonly by?: readonly Party[];
  /** If-Match is optional for comments: they do not build on what the writer saw. */
  readonly precondition: 'required' | 'optional';
  /** A deleted record takes no command but those that are about its deletion. */
  readonly deleted?: boolean;
  readonly parse: () => I;
  /** Records that the input refers to, looked up once it is clear that the record's state allows the command. */
  readonly refer?: (input: I, record: AnyRecord) => Promise<ReadonlyMap<string, Referred>>;
  readonly decide: (stored: Stored, input: I, circumstances: Circumstances) => Plan | Promise<Plan>;
  /** What must have happened before the command is written, and may happen again if it is not. */
  readonly prepare?: (stored: Stored, plan: Plan) => Promise<void>;
  /** Further writes of the same transaction. */
  readonly also?: (plan: Plan) => readonly Write[];
  readonly respond?: (committed: Committed, plan: Plan) => Response;
}

export function circumstancesOf(
  { request, config }: Pick<Context, 'request' | 'config'>,
  openChildren: readonly string[],
): Circumstances {
  return { caller: request.caller, config, now: clock.now(), openChildren };
}

/** Runs a command on the record that the path names. @throws Problem in the order of A1 */
export async function runCommand<I>(context: Context, command: Command<I>): Promise<Response> {
  const { runtime, request, store, config, definition } = context;
  const { caller } = request;
  const reference = context.parameters.id ?? '';
  const kept = resultKey(request);
  const dryRun = booleanParameter(request, 'dryRun');
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { stored: found, beside } = await loadRecord(runtime, store, caller.tenant, definition, reference, kept);
    const stored = seen(definition, found, reference, caller, config);
    await runtime.configurations.ensureCalendars(caller.tenant, store, calendarsOf(stored));
    const template = await templateOf(runtime, caller.tenant, store, stored.record);
    const circumstances = {
      ...circumstancesOf(context, await openChildren(store, caller.tenant, definition, stored)),
      ...(template && { template }),
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
    if (beside && isValid(beside)) return replay(beside, request);
    if (ifMatch !== undefined && ifMatch !== '*') matchVersion(ifMatch, stored.record.version);
    const input = command.parse();
    const referred = await command.refer?.(input, stored.record);
    const plan = await command.decide(stored, input, { ...circumstances, ...(referred && { referred }) });
    const committed = writesOf({
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
    const response = command.respond?.(committed, plan) ?? recordResponse(context, 200, committed.stored);
    const writes: Write[] = [...committed.writes, ...(command.also?.(plan) ?? [])];
    if (kept) writes.push(resultWrite(kept, request, response, beside));
    try {
      await store.transact(writes);
      return response;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      const won = kept && lostRace(error, writes.length - 1, request);
      if (won) return won;
      refuseDuplicate(error, writes);
    }
  }
  throw new Problem(
    'write-conflict',
    `others changed ${reference} ${ATTEMPTS} times while this was being decided; send it again`,
  );
}

/** A marker other than the record itself was there already: not a race that another attempt would win. @throws Problem duplicate */
export function refuseDuplicate(error: TransactionRefused, writes: readonly Write[]): void {
  const index = error.reasons.findIndex(({ failed, existing }, i) => {
    const write = writes[i];
    return (
      failed &&
      existing !== undefined &&
      write !== undefined &&
      'put' in write &&
      write.condition === 'absent' &&
      !('record' in existing)
    );
  });
  const existing = error.reasons[index]?.existing;
  if (!existing) return;
  throw new Problem('duplicate', 'an open record for the same thing exists already', { uid: existing.uid });
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

/** The whole record with its clocks as of now, as every success answers it. */
export function recordBody(context: Context, { record }: Stored): Readonly<Record<string, unknown>> {
  const { definition, request, config } = context;
  const visible = visibleRecord(definition, record, request.caller);
  const clocks = presentClocks(definition, record, config, clock.now(), readsAll(definition, request.caller));
  return { ...visible, ...(clocks && { clocks }) };
}

export function recordResponse(
  context: Context,
  status: number,
  stored: Stored,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return { status, body: recordBody(context, stored), headers: { etag: etag(stored.record.version), ...headers } };
}

/** What would happen, with nothing stored. */
export function dryRunResponse(context: Context, { stored, events }: Committed, plan: Plan): Response {
  const shown = (record: AnyRecord): Readonly<Record<string, unknown>> =>
    visibleRecord(context.definition, record, context.request.caller);
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
      record: recordBody(context, stored),
    },
  };
}
