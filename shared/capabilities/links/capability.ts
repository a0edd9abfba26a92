/** Links between records (A6), written both ways: a record that nobody acts on is linked to and no more. */

import { described } from '#shared/capabilities/links/described';
import { linksProblems } from '#shared/capabilities/links/problems';
import { link, listLinks, unlink } from '#shared/capabilities/links/requests';
import { defineCapability } from '#shared/engine/capability';
import { LINK } from '#shared/engine/keys';

const list = { kind: 'list-links', method: 'GET', path: '*/{id}/links', run: listLinks } as const;

const keeps = [{ begins: LINK, counted: 'links' }];

/** What others have linked the record to is read. */
export const linked = defineCapability<unknown, never, never>({
  name: 'linked',
  described: { ...described, events: {}, envelope: {} },
  keeps,
  requests: [list],
});

export const links = defineCapability<unknown, never, never>({
  name: 'links',
  described,
  keeps,
  problems: linksProblems,
  requests: [
    list,
    { kind: 'link', method: 'PUT', path: '*/{id}/links', run: link },
    { kind: 'unlink', method: 'DELETE', path: '*/{id}/links/{kind}/{target}', run: unlink },
  ],
  envelope: { parentId: { visibility: 'internal' }, childCount: { visibility: 'internal' } },
});
