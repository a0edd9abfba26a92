/** What is told of attachments. */
import * as z from 'zod/mini';
import { type Attachment, attachmentStates } from '#shared/capabilities/attachments/attachment';
import { attachmentSchema } from '#shared/capabilities/attachments/requests';
import { actor, count, instant, name, page, text, visibility } from '#shared/grammar/answer-shapes';
import type { PartDescription, PartEvent, PartParameter } from '#shared/grammar/capability';

const attachment = z.object({
  id: name,
  fileName: name,
  size: count,
  mediaType: name,
  sha256: name,
  visibility,
  state: z.enum(attachmentStates),
  at: instant,
  author: actor,
  record: z.exactOptional(name),
  finding: z.exactOptional(text),
  settledAt: z.exactOptional(instant),
}) satisfies z.ZodMiniType<Omit<Attachment, 'author'>>;
const url = z.string().check(z.maxLength(8000));
const upload = z.object({ method: z.literal('PUT'), url, headers: z.record(name, name), expiresAt: instant });

const which: readonly PartParameter[] = [
  { name: 'attachment', in: 'path', says: 'The attachment’s id.', example: '01ARZ3NDEKTSV4RRFFQ69G5FAV' },
];

const settled = (says: string): PartEvent => ({
  says,
  data: { attachment: z.string().check(z.minLength(1), z.maxLength(400)), finding: z.exactOptional(z.string()) },
});

const posted = ['ETag', 'Idempotency-Replayed'];

export const described: PartDescription = {
  requests: {
    'list-attachments': {
      called: ({ one }) => [`list${one}Attachments`, 'List its attachments'],
      answers: [{ is: 'component', name: 'AttachmentList', says: 'The attachments that the caller may see.' }],
    },
    attach: {
      called: ({ one }) => [`attachTo${one}`, 'Announce a file, and learn where to put it'],
      input: {
        ...{ name: 'NewAttachment', says: 'A file that is to be uploaded, as it is.', schema: () => attachmentSchema },
        example: () => ({ fileName: 'queue.png', size: 48_211, mediaType: 'image/png', sha256: '5f'.repeat(32) }),
      },
      ifMatch: 'optional',
      answers: [
        {
          is: 'component',
          name: 'Upload',
          says: 'The attachment, and where to put the file.',
          status: 201,
          headers: posted,
        },
      ],
      conflicts: ['record-closed'],
      refusals: ['limit-exceeded'],
    },
    'read-attachment': {
      called: ({ one }) => [`get${one}Attachment`, 'Read what is known of an attachment'],
      parameters: which,
      answers: [{ is: 'component', name: 'Attachment', says: 'The attachment.' }],
    },
    'remove-attachment': {
      called: ({ one }) => [`remove${one}Attachment`, 'Take the file away'],
      ifMatch: 'optional',
      parameters: which,
      answers: [{ is: 'nothing', says: 'The file is taken away.' }],
      conflicts: ['legal-hold', 'guard-failed', 'illegal-transition'],
    },
    download: {
      called: ({ one }) => [`download${one}Attachment`, 'Learn where to get the file'],
      parameters: which,
      answers: [{ is: 'component', name: 'Download', says: 'Where the file is for five minutes.' }],
      conflicts: ['not-downloadable'],
    },
  },
  answers: {
    Attachment: [
      attachment,
      'What is known of an attached file. What is `clean` can be downloaded, and what is `unscanned`: the deployment has no malware scanner, and nobody says that it is clean.',
    ],
    AttachmentList: [
      z.object({ ...page(attachment).shape, total: count }),
      'Attachments in the order in which they came.',
      'Attachment',
    ],
    Upload: [
      z.object({ ...attachment.shape, upload }),
      'An announced file. Send it to `upload.url` with `upload.headers`, before `upload.expiresAt`.',
    ],
    Download: [z.object({ url, expiresAt: instant }), 'Where the file can be fetched, until when.'],
  },
  events: {
    'attachment.added': { says: 'A file was announced; its upload may follow.' },
    'attachment.removed': { says: 'A file was taken away.' },
    'attachment.cleared': settled('A file was found clean and can be downloaded.'),
    'attachment.quarantined': settled('Malware was found in a file; nobody can download it.'),
    'attachment.rejected': settled('A file is not what was announced.'),
    'attachment.expired': settled('A file was announced and never came.'),
  },
  envelope: {},
};
