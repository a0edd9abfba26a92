/** GET /v1/operations/{id}/pages/{number}: a page of an export's file. Put one after the other, they are the file. */
import { gunzipSync } from 'node:zlib';
import { Problem } from '#shared/http/problems';
import type { Response } from '#shared/http/response';
import { mediaTypes } from '#shared/process/export';
import type { Call } from '#shared/process/service';
import { operationPageSk, operationPk } from '#shared/store/keys';
import { clock } from '#shared/time/clock';
import { findOperation, placeOf } from './find.ts';

/** @throws Problem not-found for a page that is not there yet, or that is older than a day */
export async function page({ request, parameters }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { uid, task, pages = 0 } = await findOperation(place, parameters.id ?? '', request.caller, 'caller');
  const number = /^\d{1,5}$/.test(parameters.number ?? '') ? Number(parameters.number) : 0;
  const item = await place.store.get({ pk: operationPk(place.tenant, uid), sk: operationPageSk(number) });
  const isFresh = Number(item?.expiresAt) * 1000 > clock.now();
  if (task.kind !== 'export' || !(item?.page instanceof Uint8Array) || !isFresh || number > pages)
    throw new Problem(
      'not-found',
      `there is no page ${parameters.number}; so far there are ${pages}, each kept for a day`,
    );
  const next = number < pages ? { link: `</v1/operations/${uid}/pages/${number + 1}>; rel="next"` } : {};
  return {
    status: 200,
    text: gunzipSync(item.page).toString('utf8'),
    headers: { 'content-type': mediaTypes[task.format], ...next },
  };
}
