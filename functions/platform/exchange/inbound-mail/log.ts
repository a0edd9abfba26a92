/** GET /v1/mail-log: mail that came in and what became of it, newest first, without its text. */

import { MAIL, type Mail, mailOf } from '#shared/capabilities/mail/received';
import { pageOf } from '#shared/http/paging';
import type { Response } from '#shared/http/response';
import type { Call } from '#shared/serve/service';
import { listPk } from '#shared/store/keys';
import { placeOf } from './runtime.ts';

export async function listMail({ request }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const newest = { index: 'list', pk: listPk(place.tenant, MAIL), descending: true } as const;
  const { items, nextCursor } = await pageOf(request, place, newest);
  return { status: 200, body: { items: items.flatMap((item) => mailOf(item) ?? []).map(present), nextCursor } };
}

function present({ uid, at, state, reason, user, task, record, files, said }: Mail) {
  return {
    ...{ id: uid, at, state },
    ...(reason && { reason }),
    ...(said && { from: said.from, subject: said.subject, missing: said.missing }),
    ...(user !== undefined && { user }),
    ...(record && { record }),
    files: files.length,
    ...(task?.kind === 'open' && task.overflow && { ofThisHour: task.overflow.count }),
  };
}
