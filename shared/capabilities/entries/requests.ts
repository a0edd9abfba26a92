/** Entries are appended some at a time and read in pages; nothing changes them, and their record has no version more for them. */

import { type Entry, entriesOf, type NamedEntries } from '#shared/capabilities/entries/entries';
import { entriesSk } from '#shared/capabilities/entries/keys';
import { readsAll } from '#shared/engine/access';
import { circumstancesOf, dryRunResponse } from '#shared/engine/command';
import { newUid } from '#shared/engine/commit';
import type { Context } from '#shared/engine/context';
import { isParty, stateClass } from '#shared/engine/decide';
import { loadRecord, loadSeen, seen } from '#shared/engine/load';
import { refuseUnknownNames } from '#shared/engine/names';
import type { EventEnvelope } from '#shared/events/envelope';
import { newEvent } from '#shared/events/new-event';
import type { AnyRecord } from '#shared/grammar/record';
import { inputSchema } from '#shared/grammar/schemas';
import { answerOnce, before, requireKeyOfMachines, resultKey } from '#shared/http/idempotency';
import { pageOf } from '#shared/http/paging';
import { booleanParameter, jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { type FieldError, Problem } from '#shared/problems/problems';
import { type Lost, PATIENCE, untilWritten } from '#shared/store/attempt';
import { recordKey, recordPk } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import { clock, toInstant } from '#shared/time/clock';

type Values = Readonly<Record<string, unknown>>;

const entryIn = (item: Item): Entry => item.appended as Entry;

const isSeen = ({ definition, request }: Context, { rule }: NamedEntries): boolean =>
  rule.visibility !== 'internal' || readsAll(definition, request.caller);

/** The entry as the caller may see it. */
function visibleEntry({ definition, request }: Context, { rule }: NamedEntries, { values, ...entry }: Entry): Values {
  const all = readsAll(definition, request.caller);
  const own = Object.entries(rule.fields).flatMap(([field, { options }]) =>
    values[field] !== undefined && (all || (options.visibility ?? 'public') === 'public')
      ? [[field, values[field]]]
      : [],
  );
  return { id: entry.id, ...Object.fromEntries(own), at: entry.at, by: entry.by, digest: entry.digest };
}

/** GET …/{entries}: in the order in which they were written. */
export async function listEntries(context: Context, named: NamedEntries): Promise<Response> {
  const { request, definition } = context;
  knownParameters(request, ['limit', 'cursor']);
  const { record } = await loadSeen(context);
  if (!isSeen(context, named)) return { status: 200, body: { items: [], nextCursor: null } };
  const pk = recordPk(request.caller.tenant, definition.type, record.uid);
  const { items, nextCursor } = await pageOf(request, context, { pk, begins: entriesSk(named.name) });
  return { status: 200, body: { items: items.map((item) => visibleEntry(context, named, entryIn(item))), nextCursor } };
}

/** POST …/{entries}: one, or an array of them; all or none. */
export function appendEntries(context: Context, named: NamedEntries): Promise<Response> {
  const { request } = context;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  return untilWritten(
    PATIENCE,
    () => append(context, named, body),
    (rounds) => new Problem('write-conflict', `others changed ${context.parameters.id} ${rounds} times; send it again`),
  );
}

async function append(context: Context, named: NamedEntries, body: unknown): Promise<Response | Lost> {
  const { runtime, request, store, config, definition, parameters } = context;
  const { caller } = request;
  const { name, rule } = named;
  const reference = parameters.id ?? '';
  const kept = resultKey(request);
  const { stored: found, beside } = await loadRecord(runtime, store, caller.tenant, definition, reference, kept);
  const stored = seen(definition, found, reference, caller, config);
  const { record } = stored;
  refuseWriter(context, named, record);
  const { replayed, expired } = before(beside, request);
  if (replayed) return replayed;
  const given = valuesIn(named, body);
  for (const values of given) await refuseUnknownNames(context, rule.fields, values);
  const entries = entriesOf(newUid(), { at: toInstant(clock.now()), by: caller.actor.id }, given);
  const told = eventOf(context, named, record, entries);
  if (booleanParameter(request, 'dryRun')) {
    const plan = { before: record, after: record, command: told.command, emissions: [], comments: [], tasks: [] };
    const visibility = rule.visibility ?? 'public';
    return dryRunResponse(context, { stored, writes: [], events: [told] }, { ...plan, visibility });
  }
  const pk = recordPk(caller.tenant, definition.type, record.uid);
  const puts = entries.map((entry, index) => ({
    // The relay finds the event with the first of them: there is no entry of the history that would carry it.
    put: {
      pk,
      sk: `${entriesSk(name)}${entry.id}`,
      appended: entry,
      ...(index === 0 && { entry: { events: [told] } }),
    },
  }));
  const response: Response = {
    status: 201,
    body: { items: entries.map((entry) => visibleEntry(context, named, entry)), nextCursor: null },
  };
  const standing = {
    check: recordKey(caller.tenant, definition.type, record.uid),
    condition: { sequence: stored.sequence },
  };
  return answerOnce(store, [standing, ...puts], { request, response, expired });
}

/** @throws Problem forbidden, record-closed */
function refuseWriter(context: Context, { name, rule }: NamedEntries, record: AnyRecord): void {
  const { definition, request } = context;
  const roles = [...request.caller.roles].join(', ') || 'none';
  if (!isParty(rule.by, record, circumstancesOf(context, [])) || request.caller.roles.has('AUD'))
    throw new Problem(
      'forbidden',
      `${name} of ${record.id} are written by ${rule.by.join(', ')}; your roles are ${roles}`,
    );
  if (record.deletedAt || stateClass(definition, record.state) === 'final')
    throw new Problem(
      'record-closed',
      `${record.id} is ${record.deletedAt ? 'deleted' : record.state}; it takes no more ${name}`,
    );
}

/** What each entry says. @throws Problem payload-too-large, and what is wrong with an entry by its place */
function valuesIn({ rule, name }: NamedEntries, body: unknown): readonly Values[] {
  if (!Array.isArray(body)) return [validated(inputSchema(rule.fields), body, Object.keys(rule.fields))];
  if (body.length > rule.most)
    throw new Problem(
      'payload-too-large',
      `expected at most ${rule.most} of ${name} at once, was given ${body.length}`,
    );
  if (body.length === 0) throw new Problem('validation-failed', `expected one of ${name} at least`, { errors: [] });
  return body.map((each: unknown, index) => {
    try {
      return validated(inputSchema(rule.fields), each, Object.keys(rule.fields));
    } catch (error) {
      throw error instanceof Problem ? placed(error, index) : error;
    }
  });
}

/** The problem with pointers into the array. */
function placed({ slug, message, extra }: Problem, index: number): Problem {
  const errors = Array.isArray(extra.errors) ? (extra.errors as readonly FieldError[]) : [];
  const moved = errors.map(({ pointer, ...error }) => ({ pointer: `/${index}${pointer}`, ...error }));
  return new Problem(slug, `entry ${index + 1}: ${message}`, { ...extra, errors: moved });
}

function eventOf(
  { runtime, request, definition }: Context,
  { rule }: NamedEntries,
  { id, uid, title, confidential, state, version }: AnyRecord,
  entries: readonly Entry[],
): EventEnvelope {
  const { tenant, actor } = request.caller;
  const event = newEvent({
    name: `${definition.type.replaceAll('-', '_')}.${rule.item}_${rule.emits ?? 'appended'}`,
    process: runtime.process.id,
    tenantId: tenant,
    ...{ type: definition.type, id, uid, recordVersion: version },
    actor: { type: actor.type, id: actor.id },
    command: `append-${rule.item}`,
    state: { from: state, to: state },
    correlationId: request.id,
    data: { title: confidential ? id : title, count: entries.length, first: entries[0]?.id },
  });
  return { ...event, visibility: rule.visibility ?? 'public' };
}
