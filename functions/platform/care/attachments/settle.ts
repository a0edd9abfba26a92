/** Moves an attachment on: its item, an entry in the record's audit trail and the event, in one transaction, so each happens once. */

import { type Attachment, type AttachmentState, attachmentIn } from '#shared/capabilities/attachments/attachment';
import { attachmentSk } from '#shared/capabilities/attachments/keys';
import { periodsOf } from '#shared/capabilities/retention/documents';
import { after } from '#shared/capabilities/retention/retention';
import { amend } from '#shared/engine/amend';
import type { AttachmentRef } from '#shared/objects/object-keys';
import { isWritten, LOST, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import * as keys from '#shared/store/keys';
import type { Item, Write } from '#shared/store/store';
import { systemCaller } from '#shared/tenancy/context';
import { clock, toInstant, toSeconds } from '#shared/time/clock';
import { quarantineKey } from './keys.ts';
import type { Place } from './runtime.ts';

/** How it ends: the event is `attachment.<emits>`. */
export interface Ending {
  readonly state: Extract<AttachmentState, 'clean' | 'unscanned' | 'infected' | 'rejected' | 'expired'>;
  readonly emits: 'cleared' | 'quarantined' | 'rejected' | 'expired';
  readonly finding?: string;
}

const waits = ({ state }: Attachment): boolean => state === 'pending' || state === 'scanning';

const keyOf = ({ tenant, type, uid, id }: AttachmentRef): keys.Key => ({
  pk: keys.recordPk(tenant, type, uid),
  sk: attachmentSk(id),
});

/** The attachment's item, if there is one. */
export const itemOf = ({ store }: Place, ref: AttachmentRef): Promise<Item | undefined> => store.get(keyOf(ref));

/** Ends the wait. What has ended already, or is gone with its record, stays as it is. */
export function settle(place: Place, ref: AttachmentRef, ending: Ending): Promise<void> {
  const { store, tenant } = place;
  const recordKey = keys.recordKey(tenant, ref.type, ref.uid);
  const round = async () => {
    const items = await store.getAll([recordKey, keyOf(ref)]);
    const record = items.find(({ sk }) => sk === keys.RECORD);
    const item = items.find(({ sk }) => sk !== keys.RECORD);
    if (!record || !item || !waits(attachmentIn(item))) return;
    const writes = endingWrites(place, ref, record, attachmentIn(item), ending);
    return (await isWritten(store, writes)) ? undefined : LOST;
  };
  const giveUp = (rounds: number) =>
    new Error(`others changed ${ref.type} ${ref.uid} ${rounds} times while ${ref.id} was ${ending.state}`);
  return untilWritten(PERSISTENCE, round, giveUp);
}

function endingWrites(
  place: Place,
  ref: AttachmentRef,
  record: Item,
  before: Attachment,
  { state, emits, finding }: Ending,
): readonly Write[] {
  const now = clock.now();
  const found = finding === undefined ? {} : { finding };
  const attachment: Attachment = { ...before, state, settledAt: toInstant(now), ...found };
  const part = `attachments/${before.id}`;
  const amended = amend(record, {
    caller: systemCaller(place.tenant, 'attachments'),
    cause: { requestId: before.id, correlationId: before.id, depth: 0 },
    now,
    plan: {
      command: `attachment-${emits}`,
      parts: { before: { [part]: { state: before.state } }, after: { [part]: { state, ...found } } },
      emissions: [{ name: `attachment.${emits}`, data: { attachment: before.id, ...found } }],
    },
  });
  const quarantined: readonly Write[] =
    state === 'infected' ? [{ put: quarantineItem(place, ref, record, attachment, now) }] : [];
  return [...amended, { put: { ...keyOf(ref), attachment } }, ...quarantined];
}

/** What the security officer sees, as long as the file is kept. */
function quarantineItem(
  { tenant, config }: Place,
  { type, id }: AttachmentRef,
  record: Item,
  attachment: Attachment,
  now: number,
): Item {
  const until = after(now, periodsOf(config).quarantine);
  const file = { ...attachment, record: { type, id: String(record.id) }, keptUntil: toInstant(until) };
  return { ...quarantineKey(tenant, id), file, expiresAt: toSeconds(until) };
}

/** Notes that the file is being looked at, and when to look after it again. @returns false when it no longer waits */
export async function markScanning({ store }: Place, item: Item, again: number): Promise<boolean> {
  const attachment = attachmentIn(item);
  if (!waits(attachment)) return false;
  const scanning: Attachment = { ...attachment, state: 'scanning' };
  const put = { ...item, attachment: scanning, dueAt: new Date(again).toISOString() };
  return isWritten(store, [{ put, condition: { dueAt: String(item.dueAt) } }]);
}
