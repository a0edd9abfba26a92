/** A survivor and the duplicates that were merged into it. */

import { linksOf } from '#shared/capabilities/links/links';
import { mergeKey } from '#shared/capabilities/merging/keys';
import type { Brought } from '#shared/capabilities/merging/merge';
import type { Showing, Shown } from '#shared/engine/capability';
import type { Context } from '#shared/engine/context';
import { seenOf } from '#shared/engine/load';
import type { AnyRecord } from '#shared/grammar/record';
import { inFlight } from '#shared/jobs/in-flight';
import { recordPk } from '#shared/store/keys';
import type { Item } from '#shared/store/store';

/** What is kept beside a merged duplicate. */
export interface Merged extends Brought {
  readonly uid: string;
  readonly id: string;
  /** The survivor. */
  readonly into: string;
  /** What merging changed on the duplicate, as it was. */
  readonly before: Readonly<Record<string, unknown>>;
}

/** The item that keeps it. */
export function mergedItem({ definition, request }: Context, merged: Merged): Item {
  return { ...mergeKey(request.caller.tenant, definition.type, merged.uid), merged };
}

export const mergedOf = (item: Item | undefined): Merged | undefined => item?.merged as Merged | undefined;

/** Duplicates read at once. */
const DUPLICATES_IN_FLIGHT = 10;
/** Records read beside a survivor at most. */
const MOST = 100;

/** Duplicates merged into a record, and those merged into them before. */
export async function duplicatesOf(
  context: Context,
  { uid, mergedCount }: Pick<AnyRecord, 'uid' | 'mergedCount'>,
): Promise<readonly Merged[]> {
  if (!mergedCount) return [];
  const found: Merged[] = [];
  for (let into = [uid]; into.length > 0 && found.length < MOST; ) {
    const links = (await Promise.all(into.map((each) => linksOf(context, context.definition.type, each)))).flat();
    const candidates = links.filter(({ kind }) => kind === 'has_duplicate').slice(0, MOST);
    const { tenant } = context.request.caller;
    const keys = candidates.map((link) => mergeKey(tenant, context.definition.type, link.uid));
    const items = await context.store.getAll(keys);
    const merged = items.flatMap((item) => mergedOf(item) ?? []).filter((each) => into.includes(each.into));
    found.push(...merged);
    into = merged.map((each) => each.uid);
  }
  return found;
}

/**
 * What was said on records that were merged into this one. Whoever works on it reads all of it; a requester what was said on those that are
 * their own as well (A8). What the caller may not see there, being confidential, is not seen here. Files stay where they are.
 */
export async function saidOnDuplicates(
  context: Context,
  record: AnyRecord,
  { kind, begins }: Showing,
): Promise<readonly Shown[]> {
  if (kind !== 'comments') return [];
  const { definition, request, store } = context;
  const duplicates = await seenOf(context, await duplicatesOf(context, record));
  return inFlight(duplicates, DUPLICATES_IN_FLIGHT, async ({ uid, id }) => ({
    items: await store.queryAll({ pk: recordPk(request.caller.tenant, definition.type, uid), begins }),
    uid,
    id,
  }));
}
