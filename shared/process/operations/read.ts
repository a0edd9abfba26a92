/** Reading: one record, now or as of an instant, and what may be done with it. */
import { Problem } from '#shared/http/problems';
import { knownParameters } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { readsAll, visibleRecord } from '#shared/process/access';
import { circumstancesOf, openChildrenOf, recordResponse } from '#shared/process/command';
import type { Context } from '#shared/process/context';
import { isParty, sourceStates, unmetGuards } from '#shared/process/decide';
import type { AnyRecordDefinition } from '#shared/process/definition';
import { valuesAsOf } from '#shared/process/history';
import { type Stored, storedRecord } from '#shared/process/items';
import { loadSeen, notFound } from '#shared/process/load';
import { readHistory } from '#shared/process/operations/history';
import { sparse } from '#shared/process/operations/list';
import { missingInState, templateOf } from '#shared/process/templates';
import { recordKey } from '#shared/store/keys';
import { fromInstant } from '#shared/time/clock';

/** GET /v1/{collection}/{id}, with `?asOf=` and `?fields=`. */
export async function read(context: Context): Promise<Response> {
  const { request } = context;
  knownParameters(request, ['asOf', 'fields']);
  const stored = await loadSeen(context);
  const asOf = request.query.get('asOf');
  if (asOf !== undefined) return readAsOf(context, stored, asOf);
  const answer = recordResponse(context, 200, stored);
  const body = await withSurvivor(context, stored, answer.body as Readonly<Record<string, unknown>>);
  return { ...answer, body: sparse(body, request.query.get('fields')) };
}

/** Who reported a duplicate sees how the survivor stands, which may be another one's (A8). */
async function withSurvivor(
  { definition, request, store }: Context,
  { record: { mergedInto } }: Stored,
  body: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  if (!mergedInto) return body;
  const item = await store.get(recordKey(request.caller.tenant, definition.type, mergedInto.uid));
  const state = storedRecord(item)?.record.state;
  return { ...body, mergedInto: { ...mergedInto, ...(state !== undefined && { state }) } };
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
  const visible = visibleRecord(definition, { ...known, version } as typeof stored.record, request.caller);
  return { status: 200, body: { ...visible, asOf: text }, headers: {} };
}

const IDENTITY: ReadonlySet<string> = new Set(['uid', 'id', 'type', 'createdAt', 'createdBy']);

/** Actions that somebody other than the system itself can take. */
const actionsOfPeople = ({ actions }: AnyRecordDefinition) =>
  Object.entries(actions).filter(([, { by }]) => by.some((role) => role !== 'SYS'));

/** GET /v1/{collection}/{id}/actions: every action, allowed or not for this caller now, and why not. */
export async function actions(context: Context): Promise<Response> {
  const { definition, request, store } = context;
  knownParameters(request, []);
  const stored = await loadSeen(context);
  const { record } = stored;
  const children = definition.needs?.includes('children')
    ? await openChildrenOf(store, request.caller.tenant, definition, record.uid)
    : [];
  const template = await templateOf(context.runtime, request.caller.tenant, store, record);
  const circumstances = { ...circumstancesOf(context, children), ...(template && { template }) };
  const items = actionsOfPeople(definition).map(([name, action]) => {
    const permission = isParty(action.by, record, circumstances);
    const possible = sourceStates(definition, action).includes(record.state);
    const guards = possible
      ? unmetGuards(action.guards, record, circumstances).map(({ guard, detail }) => ({ guard, detail }))
      : [];
    const to = action.to === 'same' ? record.state : action.to;
    const missing = possible && permission ? missingInState(definition, record, to, circumstances) : [];
    return {
      action: name,
      summary: action.summary,
      allowed: permission && possible && guards.length === 0 && missing.length === 0,
      to,
      requires: Object.entries(action.input).flatMap(([field, { options }]) => (options.required ? [field] : [])),
      accepts: Object.keys(action.input),
      ...(!possible && { illegal: { state: record.state, possibleIn: sourceStates(definition, action) } }),
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
    body: { id: record.id, state: record.state, items: shown },
    headers: { etag: etag(record.version) },
  };
}
