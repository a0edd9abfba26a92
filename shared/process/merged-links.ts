/** Links of a duplicate go to the survivor when they are merged, and back when they are separated (A8). */
import { type LinkKind, linkKinds } from '#shared/process/directory';
import type { Link } from '#shared/process/operations/links';
import type { AnyRecord } from '#shared/process/record';
import { linkSk, movedLinkSk, recordPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import type { TenantId } from '#shared/tenancy/tenant-id';

/** What moves: all that says what a record is about. Who waits for it, its parent and its duplicates stay its own. */
const movable: ReadonlySet<LinkKind> = new Set([
  'related',
  'caused_by',
  'causes',
  'resolved_by',
  'resolves',
  'implements',
  'implemented_by',
  'derived_from',
  'origin_of',
]);

/** Writes for one link that goes from one record to another. */
export const WRITES_A_LINK = 5;

type Named = Pick<AnyRecord, 'type' | 'uid' | 'id'>;

/** The links of a duplicate that the survivor takes over: none that it has, and none to those it is merged with. */
export function linksToMove(
  own: readonly Link[],
  ofSurvivor: readonly Link[],
  family: ReadonlySet<string>,
): readonly Link[] {
  const known = new Set(ofSurvivor.map(({ kind, uid }) => linkSk(kind, uid)));
  return own.filter(({ kind, uid }) => movable.has(kind) && !family.has(uid) && !known.has(linkSk(kind, uid)));
}

/** The link from one record to the other, both ways, and its mark where it came from. */
export function moveLink(tenant: TenantId, link: Link, from: Named, to: Named): Write[] {
  const mark = { pk: recordPk(tenant, from.type, from.uid), sk: movedLinkSk(link.kind, link.uid), link };
  return [...unlinked(tenant, link, from), ...linkWrites(tenant, link, to), { put: mark }];
}

/** The same, back again. */
export function moveLinkBack(tenant: TenantId, link: Link, from: Named, to: Named): Write[] {
  const mark = { pk: recordPk(tenant, from.type, from.uid), sk: movedLinkSk(link.kind, link.uid) };
  return [...unlinked(tenant, link, to), ...linkWrites(tenant, link, from), { delete: mark }];
}

/** A link of a record, both ways. */
export function linkWrites(tenant: TenantId, link: Link, { type, uid, id }: Named): Write[] {
  const inverse = linkKinds[link.kind];
  return [
    { put: { pk: recordPk(tenant, type, uid), sk: linkSk(link.kind, link.uid), link } },
    {
      put: {
        pk: recordPk(tenant, link.type, link.uid),
        sk: linkSk(inverse, uid),
        link: { kind: inverse, type, uid, id },
      },
    },
  ];
}

function unlinked(tenant: TenantId, link: Link, { type, uid }: Named): Write[] {
  return [
    { delete: { pk: recordPk(tenant, type, uid), sk: linkSk(link.kind, link.uid) } },
    { delete: { pk: recordPk(tenant, link.type, link.uid), sk: linkSk(linkKinds[link.kind], uid) } },
  ];
}
