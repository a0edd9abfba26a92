/** Files of a record (A5): announced, looked into, handed out and taken away. */

import { described } from '#shared/capabilities/attachments/described';
import { ATTACHMENT } from '#shared/capabilities/attachments/keys';
import { attachmentsProblems } from '#shared/capabilities/attachments/problems';
import {
  attach,
  download,
  listAttachments,
  readAttachment,
  removeAttachment,
} from '#shared/capabilities/attachments/requests';
import { defineCapability } from '#shared/engine/capability';

const ONE = '*/{id}/attachments/{attachment}';

export const attachments = defineCapability<unknown, never, never>({
  name: 'attachments',
  described,
  keeps: [{ begins: ATTACHMENT, counted: 'attachments', files: true }],
  problems: attachmentsProblems,
  requests: [
    { kind: 'list-attachments', method: 'GET', path: '*/{id}/attachments', run: listAttachments },
    { kind: 'attach', method: 'POST', path: '*/{id}/attachments', run: attach },
    { kind: 'read-attachment', method: 'GET', path: ONE, run: readAttachment },
    { kind: 'remove-attachment', method: 'DELETE', path: ONE, run: removeAttachment },
    { kind: 'download', method: 'GET', path: `${ONE}/download`, run: download },
  ],
});
