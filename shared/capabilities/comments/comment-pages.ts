/** Comments as they are answered: with all that a mail said, for who may read it, and no more of them than one answer carries. */

import type { Comment } from '#shared/capabilities/comments/comment';
import { wholesOf } from '#shared/capabilities/mail/whole';
import { readsAll } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import { cursorOf, positionOf } from '#shared/http/paging';

/** Bytes of JSON; Lambda answers with 6 MB at most. */
const MAX_ANSWER = 3_000_000;
/** Mails read at once. */
const CHUNK = 25;

export interface CommentPage {
  readonly items: readonly object[];
  readonly nextCursor: string | null;
}

/** @param comments all that the caller may see, in the order of their ids @throws Problem invalid-cursor */
export async function commentPage(context: Context, comments: readonly Comment[]): Promise<CommentPage> {
  const { request, config } = context;
  const from = positionOf(request, config)?.from;
  const wanted = typeof from === 'string' ? comments.filter(({ id }) => id >= from) : comments;
  const items: object[] = [];
  let size = 0;
  for (let start = 0; start < wanted.length; start += CHUNK) {
    const chunk = wanted.slice(start, start + CHUNK);
    for (const [at, each] of (await withOriginals(context, chunk)).entries()) {
      size += Buffer.byteLength(JSON.stringify(each));
      if (size > MAX_ANSWER && items.length > 0)
        return { items, nextCursor: cursorOf(request, config, { from: chunk[at]?.id }) };
      items.push(each);
    }
  }
  return { items, nextCursor: null };
}

/** A comment without what only the table says of it. */
export const plainComment = ({ mail: _, ...comment }: Comment): object => comment;

/** Only who reads everything of the record reads what a mail quotes. */
async function withOriginals(
  { definition, request: { caller }, store }: Context,
  comments: readonly Comment[],
): Promise<readonly object[]> {
  const mails = readsAll(definition, caller) ? comments.flatMap(({ mail }) => mail ?? []) : [];
  const wholes = await wholesOf(store, caller.tenant, [...new Set(mails)]);
  return comments.map((comment) => {
    const original = comment.mail === undefined ? undefined : wholes.get(comment.mail);
    return { ...plainComment(comment), ...(original !== undefined && { original }) };
  });
}
