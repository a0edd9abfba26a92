/** Looks after attachments whose time has come: uploads that nobody told of, or that never came, and files to be taken away. */

import type { Logger } from '@aws-lambda-powertools/logger';
import { attachmentIn } from '#shared/capabilities/attachments/attachment';
import { ATTACHMENT } from '#shared/capabilities/attachments/keys';
import { type DueTimer, type DueTimers, type TickResult, throughTimers } from '#shared/engine/due';
import { tenantId } from '#shared/ids/tenant-id';
import { type AttachmentRef, objectKey } from '#shared/objects/object-keys';
import { recordPk } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import { clock } from '#shared/time/clock';
import { inspect } from './inspect.ts';
import { type Place, placeOf } from './runtime.ts';
import { settle } from './settle.ts';

/** A record is named once for each of its attachments that is due, and looked after once. */
export function tick(due: DueTimers, logger: Logger): Promise<TickResult> {
  const records = new Map(due.timers.map((timer) => [`${timer.tenantId} ${timer.type} ${timer.uid}`, timer]));
  return throughTimers({ ...due, timers: [...records.values()] }, logger, lookAfter);
}

async function lookAfter({ tenantId: tenant, type, uid }: DueTimer): Promise<void> {
  const place = await placeOf(tenantId(tenant));
  const items = await place.store.queryAll({ pk: recordPk(place.tenant, type, uid), begins: ATTACHMENT });
  for (const item of items) {
    const due = typeof item.dueAt === 'string' && Date.parse(item.dueAt) <= clock.now();
    if (due) await next(place, { tenant: place.tenant, type, uid, id: attachmentIn(item).id }, item);
  }
}

async function next(place: Place, ref: AttachmentRef, item: Item): Promise<void> {
  const { objects, store } = place;
  const attachment = attachmentIn(item);
  if (attachment.state === 'removed') {
    for (const area of ['attachments', 'incoming'] as const) await objects.delete(objectKey(area, ref));
    return store.put({ pk: item.pk, sk: item.sk, attachment });
  }
  if (await objects.exists(objectKey('incoming', ref))) return inspect(place, ref);
  await settle(place, ref, { state: 'expired', emits: 'expired' });
}
