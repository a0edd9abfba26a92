/** Links of a duplicate go to the survivor when they are merged, and back when they are separated (A8). */

import { type Link, type LinkEnd, linkRemovals, linkWrites } from '#shared/capabilities/links/links';
import { movedLinkSk } from '#shared/capabilities/merging/keys';
import { linkSk } from '#shared/engine/keys';
import type { LinkKind } from '#shared/grammar/directory';
import type { TenantId } from '#shared/ids/tenant-id';
import { recordPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';

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
export function moveLink(tenant: TenantId, link: Link, from: LinkEnd, to: LinkEnd): Write[] {
  const mark = { pk: recordPk(tenant, from.type, from.uid), sk: movedLinkSk(link.kind, link.uid), link };
  return [...linkRemovals(tenant, link, from), ...linkWrites(tenant, link, to), { put: mark }];
}

/** The same, back again. */
export function moveLinkBack(tenant: TenantId, link: Link, from: LinkEnd, to: LinkEnd): Write[] {
  const mark = { pk: recordPk(tenant, from.type, from.uid), sk: movedLinkSk(link.kind, link.uid) };
  return [...linkRemovals(tenant, link, to), ...linkWrites(tenant, link, from), { delete: mark }];
}
