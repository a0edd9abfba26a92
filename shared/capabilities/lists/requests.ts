/** Lists of records as operations: those of a collection, and the queue of a group. */

import { type ListQuery, listQuery, queueQuery } from '#shared/capabilities/lists/list-query';
import { type Listed, listRecords } from '#shared/capabilities/lists/lists';
import { ofView, withView } from '#shared/capabilities/lists/view';
import { readsAll } from '#shared/engine/access';
import { recordBody } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { expandOf, withExpanded } from '#shared/engine/expanded';
import { calendarsOf } from '#shared/engine/load';
import { withoutUnseen } from '#shared/engine/unseen';
import type { Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import { NOBODYS_QUEUE } from '#shared/store/keys';

/** GET /v1/{collection} */
export async function list(context: Context): Promise<Response> {
  const { definition, store, config } = context;
  const request = await withView(context.request, definition.type, store, config);
  const expand = expandOf({ definition, request });
  const listed = await listRecords(context, request, listQueryOf(context, request));
  return page(context, listed, request.query.get('fields'), expand);
}

/** The query, refused in the name of the view that it came from, if it did. */
function listQueryOf({ definition, config, request: asked }: Context, request: Request): ListQuery {
  try {
    return listQuery(definition, request, config);
  } catch (error) {
    throw ofView(error, asked.query.get('view'));
  }
}

/**
 * GET /v1/queues/{group}/{collection}: the open records of a group, by priority and what is due first (A1). For those who read them all.
 * A group that the tenant does not have, and that no record names, is not found.
 */
export async function queue(context: Context): Promise<Response> {
  const { definition, request, config, parameters } = context;
  const { group = '' } = parameters;
  if (!readsAll(definition, request.caller))
    throw new Problem('forbidden', `queues are for those who read every ${definition.title.toLowerCase()}`);
  const expand = expandOf(context);
  const listed = await listRecords(context, request, queueQuery(definition, group, request, config));
  const known = group === NOBODYS_QUEUE || config.group(group) !== undefined || request.query.has('cursor');
  if (!known && listed.records.length === 0) throw new Problem('not-found', `there is no group ${group}`);
  return page(context, listed, request.query.get('fields'), expand);
}

async function page(
  context: Context,
  { records, nextCursor }: Listed,
  fields: string | undefined,
  expand: readonly string[] | undefined,
): Promise<Response> {
  const { request, runtime, store } = context;
  await runtime.configurations.ensureCalendars(request.caller.tenant, store, records.flatMap(calendarsOf));
  const bodies = records.map((stored) => sparse(recordBody(context, stored), fields, expand));
  const items = await withoutUnseen(context, bodies);
  return { status: 200, body: { items: expand ? await withExpanded(context, expand, items) : items, nextCursor } };
}

/** Only the fields asked for, with those that identify the record, and those that are expanded. */
export function sparse(
  body: Readonly<Record<string, unknown>>,
  fields: string | undefined,
  expand: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  if (fields === undefined) return body;
  const wanted = new Set(['id', 'uid', 'version', ...fields.split(','), ...expand]);
  return Object.fromEntries(Object.entries(body).filter(([name]) => wanted.has(name)));
}
