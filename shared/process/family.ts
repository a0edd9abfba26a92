/** A survivor and the duplicates that were merged into it. */
import type { Context } from '#shared/process/context';
import type { Brought } from '#shared/process/merge';
import { linksOf } from '#shared/process/operations/links';
import type { AnyRecord } from '#shared/process/record';
import { mergeKey } from '#shared/store/keys';
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
    const items = keys.length > 0 ? await context.store.getAll(keys) : [];
    const merged = items.flatMap((item) => mergedOf(item) ?? []).filter((each) => into.includes(each.into));
    found.push(...merged);
    into = merged.map((each) => each.uid);
  }
  return found;
}
