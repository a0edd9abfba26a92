/** How each kind of a record's operations is called and answered. */

import { listParameters, pathParameter, queueParameters } from '#shared/openapi/parameters';
import type { ProblemSet } from '#shared/openapi/problems';
import { pascal, recordSchema } from '#shared/openapi/record';
import { ref, type Schema } from '#shared/openapi/schema';
import type { AnyRecordDefinition } from '#shared/process/definition';
import { linkKinds } from '#shared/process/directory';
import { taskVerbs } from '#shared/process/operations/tasks';
import type { OperationKind } from '#shared/process/routes';

/** Success by status: the component schema, and headers beside the request id. */
export type Success = Readonly<
  Record<
    string,
    { readonly schema?: Schema; readonly says: string; readonly headers?: readonly string[]; readonly example?: string }
  >
>;

/** Parameters, problems and successes of an operation. */
export interface Shape {
  readonly parameters: readonly Schema[];
  readonly problems: readonly ProblemSet[];
  readonly success: Success;
}

const parameter = (...names: readonly string[]): readonly Schema[] => names.map((name) => ref('parameters', name));
const schema = (name: string): Schema => ref('schemas', name);
const orDryRun = (name: string): Schema => ({ anyOf: [schema(name), schema('DryRun')] });
const reading: readonly ProblemSet[] = ['BadRequest', 'Forbidden'];
const sent: readonly ProblemSet[] = ['PayloadTooLarge', 'UnsupportedMediaType'];
const conditional: readonly ProblemSet[] = ['VersionMismatch', 'PreconditionRequired'];
const posted = ['ETag', 'Idempotency-Replayed'];

/** What is particular to each kind of operation: parameters, answers, problems. */
export function shapeOf(kind: OperationKind, definition: AnyRecordDefinition): Shape {
  const one = pascal(definition.type);
  const read = (name: string, says: string, headers: readonly string[] = []): Shape => ({
    parameters: parameter('RecordId'),
    problems: reading,
    success: { 200: { schema: schema(name), says, headers } },
  });
  const post = (conflict: ProblemSet, unacceptable: ProblemSet, success: Success): Shape => ({
    parameters: parameter('RecordId', 'DryRun', 'IfMatchOptional', 'IdempotencyKey'),
    problems: ['BadPost', 'Forbidden', conflict, ...sent, 'VersionMismatch', unacceptable],
    success,
  });
  const record = {
    schema: orDryRun(one),
    says: `The whole ${definition.title.toLowerCase()}, or what would happen.`,
    headers: posted,
    example: one,
  };
  const accepted = {
    schema: schema('Operation'),
    says: 'It goes on by itself; its address tells how far it is.',
    headers: ['Location', ...posted],
  };
  const dryRun = { schema: schema('DryRun'), says: 'What would happen; nothing was stored.' };
  switch (kind) {
    case 'list':
      return {
        parameters: listParameters(definition, recordSchema(definition)),
        problems: ['BadListRequest', 'Forbidden', 'UnsortableList'],
        success: { 200: { schema: schema(`${one}Page`), says: 'A page; `nextCursor` is null on the last one.' } },
      };
    case 'queue':
      return {
        parameters: queueParameters(definition, recordSchema(definition)),
        problems: ['BadListRequest', 'Forbidden', 'UnsortableList'],
        success: { 200: { schema: schema(`${one}Page`), says: 'A page; `nextCursor` is null on the last one.' } },
      };
    case 'create':
      return {
        parameters: parameter('DryRun', 'IdempotencyKey'),
        problems: ['BadPost', 'Forbidden', 'CreateConflict', ...sent, 'UnacceptableCreate'],
        success: {
          200: dryRun,
          201: { schema: schema(one), says: 'Created.', headers: ['Location', ...posted], example: one },
          ...(definition.create.batch !== undefined && {
            202: { schema: schema('BatchResult'), says: 'What became of each item.' },
          }),
        },
      };
    case 'export':
      return {
        parameters: parameter('IdempotencyKey'),
        problems: ['BadPost', 'Forbidden', 'OperationConflict', ...sent, 'UnacceptableOperation'],
        success: { 202: accepted },
      };
    case 'clone':
      return {
        parameters: parameter('RecordId', 'DryRun', 'IdempotencyKey'),
        problems: ['BadPost', 'Forbidden', 'CreateConflict', ...sent, 'UnacceptableCreate'],
        success: {
          200: dryRun,
          201: { schema: schema(one), says: 'Created.', headers: ['Location', ...posted], example: one },
        },
      };
    case 'split':
      return {
        parameters: parameter('RecordId', 'DryRun', 'IfMatch', 'IdempotencyKey'),
        problems: ['BadPost', 'Forbidden', 'SplitConflict', ...sent, ...conditional, 'UnacceptableCreate'],
        success: {
          200: dryRun,
          201: {
            schema: schema(one),
            says: 'The new record.',
            headers: ['Location', ...posted],
            example: one,
          },
        },
      };
    case 'merge':
      return {
        parameters: parameter('DryRun', 'IdempotencyKey'),
        problems: ['BadPost', 'Forbidden', 'MergeConflict', ...sent, 'UnacceptableOperation'],
        success: { 200: { ...record, says: 'The survivor, or what would become of it.' }, 202: accepted },
      };
    case 'unmerge':
      return {
        parameters: parameter('RecordId', 'DryRun', 'IfMatch', 'IdempotencyKey'),
        problems: ['BadPost', 'Forbidden', 'MergeConflict', ...sent, ...conditional, 'UnacceptableOperation'],
        success: { 200: record },
      };
    case 'bulk':
      return {
        parameters: parameter('DryRun', 'IdempotencyKey'),
        problems: ['BadPost', 'Forbidden', 'OperationConflict', ...sent, 'UnacceptableOperation'],
        success: {
          200: {
            schema: schema('BulkResult'),
            says: 'What came of each item, in the order of the request.',
            headers: ['Idempotency-Replayed'],
          },
          202: accepted,
        },
      };
    case 'read':
      return {
        parameters: parameter('RecordId', 'AsOf', 'Fields'),
        problems: reading,
        success: {
          200: {
            schema: { anyOf: [schema(one), schema('PartialRecord')] },
            says: 'The record, as far as the caller may see it.',
            headers: ['ETag'],
            example: one,
          },
        },
      };
    case 'update':
      return {
        parameters: parameter('RecordId', 'DryRun', 'IfMatch'),
        problems: ['BadRequest', 'Forbidden', 'UpdateConflict', ...sent, ...conditional, 'UnacceptableUpdate'],
        success: { 200: { ...record, headers: ['ETag'] } },
      };
    case 'act':
      return {
        parameters: parameter('RecordId', 'DryRun', 'IfMatch', 'IdempotencyKey'),
        problems: ['BadPost', 'ForbiddenAction', 'ActionConflict', ...sent, ...conditional, 'UnacceptableInput'],
        success: { 200: record },
      };
    case 'delete':
      return {
        parameters: parameter('RecordId', 'DryRun', 'IfMatch'),
        problems: ['BadRequest', 'Forbidden', 'DeleteConflict', ...conditional],
        success: { 200: dryRun, 204: { says: 'It is deleted.' } },
      };
    case 'edit-comment':
    case 'redact-comment': {
      const posts = kind === 'redact-comment';
      return {
        parameters: [
          ...parameter('RecordId', 'DryRun', 'IfMatchOptional', ...(posts ? ['IdempotencyKey'] : [])),
          pathParameter('comment', 'The comment’s id.'),
        ],
        problems: [
          posts ? 'BadPost' : 'BadRequest',
          'Forbidden',
          'RedactionConflict',
          ...sent,
          'VersionMismatch',
          'UnacceptableInput',
        ],
        success: {
          200: { schema: orDryRun('Comment'), says: 'The comment, or what would happen.', headers: ['ETag'] },
        },
      };
    }
    case 'redact':
      return {
        parameters: parameter('RecordId', 'DryRun', 'IfMatch', 'IdempotencyKey'),
        problems: ['BadPost', 'Forbidden', 'RedactionConflict', ...sent, ...conditional, 'UnacceptableInput'],
        success: { 200: record },
      };
    case 'list-attachments':
      return read('AttachmentList', 'The attachments that the caller may see.');
    case 'read-attachment':
    case 'download': {
      const shape =
        kind === 'download'
          ? read('Download', 'Where the file is for five minutes.')
          : read('Attachment', 'The attachment.');
      return {
        ...shape,
        parameters: [...shape.parameters, pathParameter('attachment', 'The attachment’s id.')],
        problems: kind === 'download' ? [...shape.problems, 'DownloadConflict'] : shape.problems,
      };
    }
    case 'attach':
      return post('CommentConflict', 'UnacceptableAttachment', {
        200: dryRun,
        201: { schema: schema('Upload'), says: 'The attachment, and where to put the file.', headers: posted },
      });
    case 'remove-attachment':
      return {
        parameters: [
          ...parameter('RecordId', 'DryRun', 'IfMatchOptional'),
          pathParameter('attachment', 'The attachment’s id.'),
        ],
        problems: ['BadRequest', 'Forbidden', 'RedactionConflict', 'VersionMismatch'],
        success: { 200: dryRun, 204: { says: 'The file is taken away.' } },
      };
    case 'restore':
    case 'hold':
      return {
        parameters: parameter('RecordId', 'DryRun', 'IfMatch', 'IdempotencyKey'),
        problems: ['BadPost', 'Forbidden', 'ActionConflict', ...sent, ...conditional, 'UnacceptableInput'],
        success: { 200: record },
      };
    case 'similar':
      return read('SimilarList', 'The most similar records that the caller may see.');
    case 'suggestions':
      return read('Suggestions', 'What to merge it with, and what solved the like of it.');
    case 'actions':
      return read('ActionList', 'Every action, possible or not.', ['ETag']);
    case 'history': {
      const filters = [
        {
          name: 'field',
          in: 'query',
          description: 'Only entries that changed this field.',
          schema: { type: 'string', minLength: 1, maxLength: 80 },
        },
        {
          name: 'actor',
          in: 'query',
          description: 'Only entries of this actor.',
          schema: { type: 'string', minLength: 1, maxLength: 120 },
        },
        {
          name: 'from',
          in: 'query',
          description: 'Only entries from this instant on.',
          schema: { type: 'string', format: 'date-time', maxLength: 40 },
        },
      ];
      const shape = read('History', 'The audit trail, as far as the caller may see it.');
      return { ...shape, parameters: [...shape.parameters, ...filters] };
    }
    case 'verify':
      return read('Verification', 'Whether the chain holds.');
    case 'timeline':
      return read('Timeline', 'What was done and said, as far as the caller may see it.');
    case 'list-comments':
      return read('CommentList', 'The comments that the caller may see.');
    case 'list-tasks':
      return read('TaskList', 'The tasks; none for a requester.');
    case 'list-clocks':
      return read('ClockList', 'The clocks as they stand now.');
    case 'list-links':
      return read('LinkList', 'The links.');
    case 'explain-clock': {
      const shape = read('ClockExplanation', 'Every second accounted for.');
      return {
        ...shape,
        parameters: [...shape.parameters, pathParameter('clock', 'The clock’s name, such as resolution.')],
      };
    }
    case 'comment':
      return post('CommentConflict', 'UnacceptableInput', {
        200: dryRun,
        201: { schema: schema('Comment'), says: 'The comment.', headers: posted },
      });
    case 'add-task':
      return post('TaskConflict', 'UnacceptableInput', {
        200: dryRun,
        201: { schema: schema('Task'), says: 'The task.', headers: posted },
      });
    case 'act-on-task': {
      const shape = post('TaskConflict', 'UnacceptableInput', {
        200: { schema: orDryRun('Task'), says: 'The task, or what would happen.', headers: posted },
      });
      const task = pathParameter('task', 'The task’s number.', {
        type: 'integer',
        format: 'int32',
        minimum: 1,
        maximum: 2_147_483_647,
      });
      return {
        ...shape,
        parameters: [
          ...shape.parameters,
          task,
          pathParameter('verb', 'What to do with it.', { type: 'string', enum: taskVerbs }),
        ],
      };
    }
    case 'list-templates':
      return {
        parameters: [],
        problems: reading,
        success: { 200: { schema: schema('TemplateList'), says: 'Templates that new records can be made with.' } },
      };
    case 'read-form':
      return {
        parameters: [
          {
            name: 'templateId',
            in: 'query',
            required: true,
            description: 'Number of the template.',
            schema: { type: 'string', minLength: 1, maxLength: 40 },
          },
          {
            name: 'version',
            in: 'query',
            description: 'This version instead of the one in force.',
            schema: { type: 'integer', format: 'int32', minimum: 1, maximum: 1_000_000 },
          },
        ],
        problems: reading,
        success: { 200: { schema: schema('Form'), says: 'The form, as far as the caller may see it.' } },
      };
    case 'apply-template':
      return {
        parameters: parameter('RecordId', 'DryRun', 'IfMatch', 'IdempotencyKey'),
        problems: ['BadPost', 'Forbidden', 'ApplyConflict', ...sent, ...conditional, 'UnacceptableInput'],
        success: { 200: record },
      };
    case 'link':
      return {
        parameters: parameter('RecordId', 'DryRun', 'IfMatchOptional'),
        problems: ['BadRequest', 'Forbidden', 'LinkConflict', ...sent, 'VersionMismatch', 'UnacceptableLink'],
        success: {
          200: { schema: orDryRun('Link'), says: 'The link, new or known, or what would happen.', headers: ['ETag'] },
        },
      };
    case 'unlink': {
      const kinds = pathParameter('kind', 'The kind of the link.', { type: 'string', enum: Object.keys(linkKinds) });
      return {
        parameters: [
          ...parameter('RecordId', 'IfMatchOptional'),
          kinds,
          pathParameter('target', 'Number or ULID of the other record.'),
        ],
        problems: ['BadRequest', 'Forbidden', 'LinkConflict', 'VersionMismatch', 'UnacceptableLink'],
        success: { 204: { says: 'The link is gone.', headers: ['ETag'] } },
      };
    }
  }
}
