/** Reading: one record, now or as of an instant, and what may be done with it. */

import { readHistory } from '#shared/capabilities/history/history';
import { sparse } from '#shared/capabilities/lists/requests';
import { missingInState, templateOf } from '#shared/capabilities/templates/templates';
import { canSee, hasOutside, isInvolved, mayKnowOf, readsAll, standingFor, visibleRecord } from '#shared/engine/access';
import { choicesOf, lengthsOf } from '#shared/engine/asked';
import { capabilitiesOf } from '#shared/engine/capability';
import { circumstancesOf, openChildrenOf, recordResponse } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { askedOf, isParty, sourceStates, unmetGuards } from '#shared/engine/decide';
import { expandOf, withExpanded } from '#shared/engine/expanded';
import { valuesAsOf } from '#shared/engine/history';
import { type Stored, storedRecord } from '#shared/engine/items';
import { loadSeen, notFound } from '#shared/engine/load';
import { isApart } from '#shared/engine/parties';
import { restOf } from '#shared/engine/rest';
import { withoutUnseen } from '#shared/engine/unseen';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { Fields } from '#shared/grammar/fields';
import type { AnyRecord } from '#shared/grammar/record';
import { knownParameters } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import { recordKey } from '#shared/store/keys';
import { fromInstant } from '#shared/time/clock';

/** GET /v1/{collection}/{id}, with `?asOf=`, `?fields=` and `?expand=`. */
export async function read(context: Context): Promise<Response> {
  const { request } = context;
  knownParameters(request, ['asOf', 'expand', 'fields']);
  const stored = await loadSeen(context);
  const asOf = request.query.get('asOf');
  const expand = expandOf(context);
  if (expand && asOf !== undefined)
    throw new Problem('unknown-parameter', 'expand tells of records as they are now, and goes without asOf', {
      parameter: 'expand',
    });
  if (asOf !== undefined) return readAsOf(context, stored, asOf);
  const answer = recordResponse(context, 200, { ...stored, record: await wholeFor(context, stored.record) });
  const body = await withSurvivor(context, stored, answer.body as Readonly<Record<string, unknown>>);
  const seen = await withoutUnseen(context, [sparse(body, request.query.get('fields'), expand)]);
  if (!expand) return { ...answer, body: seen[0] };
  // It tells of other records, too: that this one is as it was says nothing of them.
  return { ...answer, body: (await withExpanded(context, expand, seen))[0], momentary: true };
}

/** The record as the caller reads it: who does not read all of it may be shown something else than what stands there. */
async function wholeFor(context: Context, record: AnyRecord): Promise<AnyRecord> {
  const { definition, request } = context;
  if (readsAll(definition, request.caller)) return record;
  let shown = record;
  for (const { whole } of capabilitiesOf(definition)) if (whole) shown = await whole(context, shown);
  return shown;
}

/** Who reported a duplicate sees how the survivor stands, which may be another one's (A8); anybody else, of a survivor they may know of. */
async function withSurvivor(
  { definition, request, store, config }: Context,
  { record }: Stored,
  body: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { mergedInto } = record;
  if (!mergedInto) return body;
  const item = await store.get(recordKey(request.caller.tenant, definition.type, mergedInto.uid));
  const survivor = storedRecord(item)?.record;
  const told = survivor && (isInvolved(record, request.caller) || mayKnowOf(survivor, request.caller, config));
  return { ...body, mergedInto: { ...mergedInto, ...(told && { state: survivor.state }) } };
}

async function readAsOf(context: Context, stored: Stored, text: string): Promise<Response> {
  const { definition, request, parameters } = context;
  let at: number;
  try {
    at = fromInstant(text);
  } catch {
    throw new Problem('unknown-parameter', `asOf is an RFC 3339 instant, was given ${text}`, { parameter: 'asOf' });
  }
  const entries = await readHistory(context, stored);
  const values = valuesAsOf(entries, at);
  if (!values) throw notFound(definition, `${parameters.id} as of ${text}`);
  const version = entries.filter((entry) => Date.parse(entry.at) <= at && entry.visibility === 'public').length;
  const record = { ...stored.record, clocks: undefined, ...values };
  const known = Object.fromEntries(
    Object.entries(record).filter(([name, value]) => value !== undefined && (name in values || IDENTITY.has(name))),
  );
  const then = { ...known, version } as typeof stored.record;
  // What was not in force then is not told of it now.
  if (hasOutside(definition) && !canSee(definition, then, request.caller, context.config))
    throw notFound(definition, `${parameters.id} as of ${text}`);
  const visible = visibleRecord(definition, then, request.caller);
  const [seen] = await withoutUnseen(context, [visible]);
  return { status: 200, body: { ...seen, asOf: text }, headers: {} };
}

const IDENTITY: ReadonlySet<string> = new Set(['uid', 'id', 'type', 'createdAt', 'createdBy']);

/** Actions that somebody other than the system itself can take. */
const actionsOfPeople = ({ actions }: AnyRecordDefinition) =>
  Object.entries(actions).filter(([, { by }]) => by.some((role) => role !== 'SYS'));

const requiredOf = (input: Fields): readonly string[] =>
  Object.entries(input).flatMap(([field, { options }]) => (options.required ? [field] : []));

/** GET /v1/{collection}/{id}/actions: every action, allowed or not for this caller now, and why not. */
export async function actions(context: Context): Promise<Response> {
  const { definition, request, store, config } = context;
  knownParameters(request, []);
  const stored = await loadSeen(context);
  const { record } = stored;
  const children = definition.needs?.includes('children')
    ? await openChildrenOf(store, request.caller.tenant, definition, record.uid)
    : [];
  const template = await templateOf(context.runtime, request.caller.tenant, store, record);
  const { known } = await restOf(context, { record });
  const circumstances = { ...circumstancesOf(context, children), ...(template && { template }), ...known };
  const { state } = standingFor(definition, record, request.caller);
  const mayWrite = !request.caller.readsOnly && !request.caller.roles.has('AUD');
  const items = actionsOfPeople(definition).map(([name, action]) => {
    const permission =
      mayWrite && isParty(action.by, record, circumstances) && !isApart(action, record, request.caller.actor.id);
    const possible = sourceStates(definition, action).includes(record.state);
    const guards = possible
      ? unmetGuards(action.guards, record, circumstances).map(({ guard, detail }) => ({ guard, detail }))
      : [];
    const to = action.to === 'same' ? state : action.to;
    const asked = possible ? askedOf(action, record, circumstances) : [];
    const choices = choicesOf(action.input, config);
    const lengths = lengthsOf(action.input);
    const missing = possible && permission ? missingInState(definition, record, to, circumstances) : [];
    return {
      action: name,
      summary: action.summary,
      allowed: permission && possible && guards.length === 0 && missing.length === 0,
      to,
      requires: [...requiredOf(action.input), ...asked.flatMap(({ field, when, or }) => (when || or ? [] : [field]))],
      accepts: Object.keys(action.input),
      ...(asked.length > 0 && { asks: asked }),
      ...(Object.keys(choices).length > 0 && { choices }),
      ...(Object.keys(lengths).length > 0 && { lengths }),
      ...(!possible && { illegal: { state, possibleIn: sourceStates(definition, action) } }),
      ...(guards.length > 0 && { unmetGuards: guards }),
      ...(missing.length > 0 && { missingFields: missing }),
      ...(!permission && { missingPermission: { anyOf: action.by } }),
    };
  });
  const shown = readsAll(definition, request.caller)
    ? items
    : items.filter(({ missingPermission }) => !missingPermission);
  return {
    status: 200,
    body: { id: record.id, state, items: shown },
    headers: { etag: etag(record.version) },
    momentary: true,
  };
}
