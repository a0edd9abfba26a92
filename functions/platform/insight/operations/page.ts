/**
 * GET /v1/operations/{id}/pages/{number}: a page of an export's file. Put one after the other, they are the file. What its reader may not
 * see any more, because it was deleted or became confidential since, is left out of it.
 */

import { mediaTypes } from '#shared/capabilities/exporting/export';
import { type Line, linesOfPage } from '#shared/capabilities/exporting/export-page';
import { mayReferTo } from '#shared/engine/access';
import { storedRecord } from '#shared/engine/items';
import type { Response } from '#shared/http/response';
import { operationPageSk, operationPk } from '#shared/jobs/keys';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { recordKey } from '#shared/store/keys';
import type { Caller } from '#shared/tenancy/context';
import type { Place } from '#shared/tenancy/place';
import { clock } from '#shared/time/clock';
import { findOperation, placeOf } from './find.ts';

/** @throws Problem not-found for a page that is not there yet, or that is older than a day */
export async function page({ request, parameters }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { uid, task, pages = 0 } = await findOperation(place, parameters.id ?? '', request.caller, 'caller');
  const number = /^\d{1,5}$/.test(parameters.number ?? '') ? Number(parameters.number) : 0;
  const item = await place.store.get({ pk: operationPk(place.tenant, uid), sk: operationPageSk(number) });
  const isFresh = Number(item?.expiresAt) * 1000 > clock.now();
  const lines = linesOfPage(item);
  if (task.kind !== 'export' || !lines || !isFresh || number > pages)
    throw new Problem(
      'not-found',
      `there is no page ${parameters.number}; so far there are ${pages}, each kept for a day`,
    );
  const next = number < pages ? { link: `</v1/operations/${uid}/pages/${number + 1}>; rel="next"` } : {};
  const seen = await seenAmong(place, request.caller, lines);
  return {
    status: 200,
    text: lines.map(({ text, uid }) => (uid === '' || seen.has(uid) ? text : '')).join(''),
    headers: { 'content-type': mediaTypes[task.format], ...next },
  };
}

/** ULIDs of the records that the caller may still see. */
async function seenAmong(
  { store, tenant, config }: Place,
  caller: Caller,
  lines: readonly Line[],
): Promise<ReadonlySet<string>> {
  const keys = [
    ...new Map(lines.flatMap(({ type, uid }) => (uid === '' ? [] : [[uid, recordKey(tenant, type, uid)]]))).values(),
  ];
  const items = await store.getAll(keys);
  const records = items.flatMap((item) => storedRecord(item)?.record ?? []);
  return new Set(records.flatMap((record) => (mayReferTo(record, caller, config) ? [record.uid] : [])));
}
