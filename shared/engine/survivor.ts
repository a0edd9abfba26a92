/** The record that a duplicate went on as: old numbers go on working, through however many merges, and it hears what is said on them (A8). */
import type { Circumstances } from '#shared/engine/circumstances';
import { decideChange } from '#shared/engine/decide';
import { type Stored, storedRecord } from '#shared/engine/items';
import type { NewComment, Plan } from '#shared/engine/plan';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import type { TenantId } from '#shared/ids/tenant-id';
import { recordKey } from '#shared/store/keys';
import type { Store } from '#shared/store/store';

/** Merges one after the other; more are looked at as if there were no survivor. */
const MOST = 50;

/** Undefined for a record that is no duplicate, and when the survivor is deleted or gone. */
export async function survivorOf(
  store: Store,
  tenant: TenantId,
  { type, mergedInto }: Pick<AnyRecord, 'type' | 'mergedInto'>,
): Promise<Stored | undefined> {
  let next = mergedInto;
  for (let i = 0; next && i < MOST; i++) {
    const stored = storedRecord(await store.get(recordKey(tenant, type, next.uid)));
    if (!stored || stored.record.deletedAt) return undefined;
    next = stored.record.mergedInto;
    if (!next) return stored;
  }
  return undefined;
}

/**
 * What a comment on a duplicate is to the record that survives: its words stay where they were said, and whoever works on it hears of them.
 * @param isOfAsker whether it is said by whom the survivor was asked for by as well: then it does what a comment of theirs does
 */
export function decideHeard(
  definition: AnyRecordDefinition,
  survivor: AnyRecord,
  duplicate: Pick<AnyRecord, 'id'>,
  comment: NewComment,
  isOfAsker: boolean,
  circumstances: Circumstances,
): Plan {
  const visibility = comment.visibility === 'public' && isOfAsker ? 'public' : 'internal';
  const { effects, noted } = definition.comment ?? {};
  return decideChange(
    definition,
    survivor,
    {},
    {
      command: 'comment',
      visibility,
      emits: 'commented',
      data: { on: duplicate.id },
      effects: visibility === 'public' ? effects : noted,
      input: comment,
    },
    circumstances,
  );
}

/** Who asked for a record, and for whom: nobody else's answer is theirs. */
export const asks = ({ requesterId, createdBy, onBehalfOf }: AnyRecord, user: string): boolean =>
  [requesterId ?? createdBy, onBehalfOf].includes(user);
