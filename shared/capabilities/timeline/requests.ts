/** What happened to a record as one list: what was done, and what was said. */

import type { Comment } from '#shared/capabilities/comments/comment';
import { readsAll } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import { historyEntry } from '#shared/engine/items';
import { COMMENT } from '#shared/engine/keys';
import { loadSeen } from '#shared/engine/load';
import { knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { EVENT, recordPk } from '#shared/store/keys';

export interface Moment {
  readonly at: string;
  /** The command, or `comment`. */
  readonly kind: string;
  readonly by: string;
  readonly text: string | null;
  readonly public: boolean;
}

/** GET …/timeline, first to last; for who does not read all, only what is public. */
export async function timeline(context: Context): Promise<Response> {
  const { definition, request, store } = context;
  knownParameters(request, []);
  const { record } = await loadSeen(context);
  const pk = recordPk(request.caller.tenant, definition.type, record.uid);
  const [history, comments] = await Promise.all([EVENT, COMMENT].map((begins) => store.queryAll({ pk, begins })));
  const moments: Moment[] = [
    ...(history ?? []).map(historyEntry).flatMap(({ at, command, actor, reason, visibility }) => {
      // A comment of its own is said below.
      if (command === 'comment') return [];
      return [{ at, kind: command, by: actor.id, text: reason ?? null, public: visibility === 'public' }];
    }),
    ...(comments ?? []).map((item) => {
      const { at, author, body, visibility } = item.comment as Comment;
      return { at, kind: 'comment', by: author.id, text: body, public: visibility === 'public' };
    }),
  ];
  const all = readsAll(definition, request.caller);
  const items = moments.filter((moment) => all || moment.public).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return { status: 200, body: { items, nextCursor: null } };
}
