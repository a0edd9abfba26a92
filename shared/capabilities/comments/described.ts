/** What is told of comments. */
import * as z from 'zod/mini';
import { commentEdit, describedComment } from '#shared/capabilities/comments/requests';
import { actor, count, instant, name, page, text, visibility } from '#shared/grammar/answer-shapes';
import type { PartDescription } from '#shared/grammar/capability';

const comment = z.object({
  id: name,
  at: instant,
  author: actor,
  body: text,
  visibility,
  original: z.exactOptional(z.string().check(z.maxLength(75_000))),
  record: z.exactOptional(name),
  editedAt: z.exactOptional(instant),
  redactedAt: z.exactOptional(instant),
  redactedBy: z.exactOptional(name),
});

const on = z.exactOptional(z.string().check(z.minLength(1), z.maxLength(400)));

const posted = ['ETag', 'Idempotency-Replayed'];

export const described: PartDescription = {
  requests: {
    'list-comments': {
      called: ({ one }) => [`list${one}Comments`, 'List its comments'],
      pages: true,
      answers: [
        {
          ...{ is: 'component', name: 'CommentList' },
          says: 'The comments that the caller may see, as many as one answer carries.',
        },
      ],
    },
    comment: {
      called: ({ one }) => [`commentOn${one}`, 'Add a comment or an internal note'],
      says: 'Whoever may write internal notes says in `visibility` which of the two it is; what others write is public, said or not.',
      input: {
        ...{ name: 'NewComment', says: 'A comment to add.', like: 'action' },
        schema: () => describedComment,
        example: () => ({ body: 'It is being worked on.', visibility: 'public' }),
      },
      ifMatch: 'optional',
      answers: [{ is: 'component', name: 'Comment', says: 'The comment.', status: 201, headers: posted }],
      conflicts: ['record-closed'],
    },
    'edit-comment': {
      called: ({ one }) => [`edit${one}Comment`, 'Change a comment of one’s own, up to 15 minutes old'],
      input: {
        ...{ name: 'CommentEdit', says: 'What the comment is to say instead.' },
        ...{ schema: () => commentEdit, like: 'action' },
        example: () => ({ body: 'It will be done by noon.' }),
      },
      ifMatch: 'optional',
      parameters: [{ name: 'comment', in: 'path', says: 'The comment’s id.', example: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }],
      answers: [
        {
          is: 'component',
          name: 'Comment',
          says: 'The comment, or what would happen.',
          orDryRun: true,
          headers: ['ETag'],
        },
      ],
      conflicts: ['record-closed', 'guard-failed'],
    },
  },
  answers: {
    Comment: [comment, 'A public comment, or an internal note that a requester never sees.'],
    CommentList: [
      z.object({ ...page(comment).shape, total: count }),
      'Comments, first to last, with how many there are.',
      'Comment',
    ],
  },
  events: {
    commented: {
      says: 'A comment or an internal note was added; `on` names the duplicate where it was said, if it was merged into this one.',
      data: { on },
    },
    comment_edited: { says: 'The author changed a comment.' },
  },
  envelope: {},
};
