/** What is told of links. */
import * as z from 'zod/mini';
import { linkSchema } from '#shared/capabilities/links/requests';
import { name, page } from '#shared/grammar/answer-shapes';
import type { PartDescription } from '#shared/grammar/capability';
import { linkKinds } from '#shared/grammar/directory';
import { COUNT, NAME } from '#shared/grammar/envelope-schemas';

const kinds = Object.keys(linkKinds);
const link = z.object({ kind: z.enum(kinds), type: name, uid: name, id: name });

const data = { kind: z.enum(kinds), to: z.string().check(z.minLength(1), z.maxLength(400)) };
const conflicts = ['merge-refused', 'duplicate', 'link-cycle', 'nesting-too-deep'] as const;
const refusals = ['unknown-reference', 'link-not-allowed', 'limit-exceeded'] as const;

export const described: PartDescription = {
  requests: {
    'list-links': {
      called: ({ one }) => [`list${one}Links`, 'List its links'],
      answers: [{ is: 'component', name: 'LinkList', says: 'The links.' }],
    },
    link: {
      called: ({ one }) => [`addLinkTo${one}`, 'Link it to another record of the same collection'],
      input: {
        ...{ name: 'NewLink', says: 'A link to make.', schema: () => linkSchema },
        example: ({ prefix }) => ({ kind: 'related', to: `${prefix}0000041` }),
      },
      ifMatch: 'optional',
      answers: [
        {
          is: 'component',
          name: 'Link',
          says: 'The link, new or known, or what would happen.',
          orDryRun: true,
          headers: ['ETag'],
        },
      ],
      conflicts,
      refusals,
    },
    unlink: {
      called: ({ one }) => [`remove${one}Link`, 'Remove a link'],
      ifMatch: 'optional',
      untried: true,
      parameters: [
        { name: 'kind', in: 'path', says: 'The kind of the link.', schema: { type: 'string', enum: kinds } },
        { name: 'target', in: 'path', says: 'Number or ULID of the other record.', example: 'INC0000002' },
      ],
      answers: [{ is: 'nothing', says: 'The link is gone.', headers: ['ETag'] }],
      conflicts,
      refusals,
    },
  },
  answers: {
    Link: [link, 'A link to another record; the other has the inverse.'],
    LinkList: [page(link), 'Links of a record.', 'Link'],
  },
  events: {
    linked: { says: 'It was linked to another record.', data },
    unlinked: { says: 'A link was removed.', data },
  },
  envelope: {
    parentId: { title: 'Number of its parent', schema: NAME },
    childCount: { title: 'Records that name this one as their parent', schema: COUNT },
  },
};
