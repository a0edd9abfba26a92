/**
 * What links must not become, looked for on the records as they stand (A6, D2). Every record whose links a check has read is named with its
 * sequence: the link is written if none of them has changed meanwhile, else all is looked at anew. So of two that would close a cycle
 * together, one is refused.
 */

import { type Link, linksOf } from '#shared/capabilities/links/links';
import { mayKnowOf } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import { type Stored, storedRecord } from '#shared/engine/items';
import { acyclic, type LinkKind, linkKinds } from '#shared/grammar/directory';
import type { AnyRecord } from '#shared/grammar/record';
import { Problem } from '#shared/problems/problems';
import { recordKey } from '#shared/store/keys';
import type { Write } from '#shared/store/store';

/** Records that one check looks at: their conditions have to fit the transaction. */
const MOST = 80;

type Looking = Pick<Context, 'store' | 'request' | 'config'>;

/**
 * Follows the links of a kind that must stay acyclic, to see whether they lead back.
 * @param kind of the link to be made; whichever of its two sides it is made from
 * @returns conditions on the records that were looked at, but for `from` and `to`: these are the caller's
 * @throws Problem link-cycle with the records of the cycle, limit-exceeded when there are too many to be looked at
 */
export async function refuseCycle(
  looking: Looking,
  kind: LinkKind,
  from: Stored,
  to: Stored,
): Promise<readonly Write[]> {
  const inverse = linkKinds[kind];
  if (acyclic.has(kind)) return refuseWayBack(looking, kind, from, to);
  return acyclic.has(inverse) ? refuseWayBack(looking, inverse, to, from) : [];
}

async function refuseWayBack(looking: Looking, kind: LinkKind, from: Stored, to: Stored): Promise<readonly Write[]> {
  const { store, request } = looking;
  const cameFrom = new Map<string, string | undefined>([[to.record.uid, undefined]]);
  const looked = new Map<string, Stored>([[to.record.uid, to]]);
  for (let open: readonly Stored[] = [to]; open.length > 0; ) {
    const next: Link[] = [];
    for (const { record } of open) {
      for (const link of await linksOf(looking, record.type, record.uid)) {
        if (link.kind !== kind || cameFrom.has(link.uid)) continue;
        cameFrom.set(link.uid, record.uid);
        if (link.uid === from.record.uid) throw cycleOf(looking, from, cameFrom, looked);
        next.push(link);
      }
    }
    if (looked.size + next.length > MOST)
      throw new Problem(
        'limit-exceeded',
        `more than ${MOST} records hang together by ${kind}; whether the link closes a cycle cannot be told`,
      );
    // Each before its links: whoever adds one in between changes the record.
    open = await Promise.all(next.map(({ type, uid }) => store.get(recordKey(request.caller.tenant, type, uid)))).then(
      (items) => items.flatMap((item) => storedRecord(item) ?? []),
    );
    for (const stored of open) looked.set(stored.record.uid, stored);
  }
  looked.delete(to.record.uid);
  return [...looked.values()].map(({ record: { type, uid }, sequence }) => ({
    check: recordKey(request.caller.tenant, type, uid),
    condition: { sequence },
  }));
}

function cycleOf(
  { request: { caller }, config }: Looking,
  from: Stored,
  cameFrom: ReadonlyMap<string, string | undefined>,
  looked: ReadonlyMap<string, Stored>,
): Problem {
  const nameOf = (record: AnyRecord): string =>
    mayKnowOf(record, caller, config) ? record.id : 'a record that you may not see';
  const trail: string[] = [];
  for (let uid = cameFrom.get(from.record.uid); uid !== undefined; uid = cameFrom.get(uid)) {
    const stored = looked.get(uid);
    if (stored) trail.unshift(nameOf(stored.record));
  }
  const cycle = [...trail, nameOf(from.record), ...trail.slice(0, 1)];
  return new Problem('link-cycle', `the link would close the cycle ${cycle.join(' → ')}`, { cycle });
}

/** A child has one parent, and no children of its own (D2). @param known its links, as read after it; the parent's likewise */
export function refuseNesting(
  child: AnyRecord,
  known: readonly Link[],
  parent: AnyRecord,
  parentLinks: readonly Link[],
): void {
  if (known.some((link) => link.kind === 'parent')) throw new Problem('duplicate', `${child.id} has a parent already`);
  if (known.some((link) => link.kind === 'child'))
    throw new Problem('nesting-too-deep', `${child.id} has children; it cannot become a child itself`);
  if (parentLinks.some((link) => link.kind === 'parent'))
    throw new Problem('nesting-too-deep', `${parent.id} is a child itself`);
}
