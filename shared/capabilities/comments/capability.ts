/** What is said on a record: comments, and notes among those who work on it (A5). */

import { described } from '#shared/capabilities/comments/described';
import { comment, editComment, listComments } from '#shared/capabilities/comments/requests';
import { defineCapability } from '#shared/engine/capability';
import { COMMENT } from '#shared/engine/keys';

export const comments = defineCapability<unknown, never, never>({
  name: 'comments',
  described,
  keeps: [{ begins: COMMENT, counted: 'comments' }],
  requests: [
    { kind: 'list-comments', method: 'GET', path: '*/{id}/comments', run: listComments },
    { kind: 'comment', method: 'POST', path: '*/{id}/comments', run: comment },
    { kind: 'edit-comment', method: 'PATCH', path: '*/{id}/comments/{comment}', run: editComment },
  ],
});
