/** A record's operations as OpenAPI describes them: parameters, body, every answer. */
import { eventName } from '#shared/events/catalogue-name';
import { exampleOf } from '#shared/openapi/example';
import type { Operation } from '#shared/openapi/operations';
import { always, problemResponses } from '#shared/openapi/problems';
import { pascal } from '#shared/openapi/record';
import { type Success, shapeOf } from '#shared/openapi/record-shapes';
import { annotated, jsonSchema, ref, requiredOf, type Schema } from '#shared/openapi/schema';
import { sourceStates } from '#shared/process/decide';
import type { Party } from '#shared/process/definition';
import { objectSchema } from '#shared/process/fields';
import { attachmentSchema } from '#shared/process/operations/attachments';
import { bulkBody } from '#shared/process/operations/bulk';
import { commentEdit, commentSchema } from '#shared/process/operations/comments';
import { reasonSchema } from '#shared/process/operations/disposal';
import { exportBody } from '#shared/process/operations/export';
import { linkSchema } from '#shared/process/operations/links';
import { mergeBody } from '#shared/process/operations/merge';
import { commentRedactionSchema, redactionSchema } from '#shared/process/operations/redaction';
import { newTask, verbInput } from '#shared/process/operations/tasks';
import {
  createFields,
  createSchema,
  inputSchema,
  patchSchema,
  splitFields,
  splitSchema,
} from '#shared/process/schemas';
import { applyTemplateBody } from '#shared/templates/apply-template';

const JSON_TYPE = 'application/json';

const schema = (name: string): Schema => ref('schemas', name);

/** A body: its component's name, its schema, and whether it can be left out. */
interface Body {
  readonly name: string;
  readonly schema: Schema;
  readonly mediaTypes?: readonly string[];
  readonly many?: number;
}

/** The request body of an operation, if it has one. */
export function bodyOf({ kind, definition, action, id }: Operation): Body | undefined {
  const one = pascal(definition.type);
  switch (kind) {
    case 'create':
      return {
        name: `${one}Create`,
        schema: annotated(jsonSchema(createSchema(definition)), createFields(definition)),
        ...(definition.create.batch !== undefined && { many: definition.create.batch }),
      };
    case 'bulk':
      return { name: 'Bulk', schema: jsonSchema(bulkBody) };
    case 'export':
      return { name: 'Export', schema: jsonSchema(exportBody) };
    case 'clone':
      return { name: `${one}Patch`, schema: jsonSchema(patchSchema(definition)) };
    case 'split':
      return {
        name: `${one}Split`,
        schema: annotated(jsonSchema(splitSchema(definition)), splitFields(definition)),
      };
    case 'merge':
      return { name: 'Merge', schema: jsonSchema(mergeBody) };
    case 'unmerge':
      return { name: 'Unmerge', schema: jsonSchema(reasonSchema) };
    case 'update':
      return {
        name: `${one}Patch`,
        schema: jsonSchema(patchSchema(definition)),
        mediaTypes: ['application/merge-patch+json', JSON_TYPE],
      };
    case 'act': {
      const input = definition.actions[action ?? '']?.input ?? {};
      const described = annotated(jsonSchema(inputSchema(input)), input);
      return Object.keys(input).length === 0
        ? { name: 'NoInput', schema: described }
        : { name: `${pascal(id)}Input`, schema: described };
    }
    case 'restore':
      return { name: 'NoInput', schema: jsonSchema(objectSchema({})) };
    case 'hold':
      return { name: 'Reason', schema: jsonSchema(reasonSchema) };
    case 'attach':
      return { name: 'NewAttachment', schema: jsonSchema(attachmentSchema) };
    case 'edit-comment':
      return {
        name: 'CommentEdit',
        schema: jsonSchema(commentEdit),
        mediaTypes: ['application/merge-patch+json', JSON_TYPE],
      };
    case 'redact-comment':
      return { name: 'Reason', schema: jsonSchema(commentRedactionSchema) };
    case 'redact':
      return { name: 'Redaction', schema: jsonSchema(redactionSchema) };
    case 'apply-template':
      return { name: 'ApplyTemplate', schema: jsonSchema(applyTemplateBody) };
    case 'comment':
      return { name: 'NewComment', schema: jsonSchema(commentSchema) };
    case 'add-task':
      return { name: 'NewTask', schema: jsonSchema(newTask) };
    case 'act-on-task':
      return { name: 'TaskInput', schema: jsonSchema(verbInput) };
    case 'link':
      return { name: 'NewLink', schema: jsonSchema(linkSchema) };
    default:
      return undefined;
  }
}

/** The example of a body: what must be sent, and a little of what may be. */
function bodyExample(operation: Operation, { schema: described }: Body): unknown {
  const given = operation.kind === 'link' ? { kind: 'related', to: `${operation.definition.prefix}0000041` } : {};
  return exampleOf(described, given);
}

function requestBody(operation: Operation, body: Body): Schema {
  const { name, many, mediaTypes = [JSON_TYPE] } = body;
  const one = schema(name);
  const described =
    many === undefined ? one : { oneOf: [one, { type: 'array', minItems: 1, maxItems: many, items: one }] };
  const content = { schema: described, example: bodyExample(operation, body) };
  const required = requiredOf(body.schema).length > 0 || operation.kind === 'update';
  return { required, content: Object.fromEntries(mediaTypes.map((type) => [type, content])) };
}

function successes(success: Success): Schema {
  return Object.fromEntries(
    Object.entries(success).map(([status, { schema: described, says, headers = [], example }]) => [
      status,
      {
        description: says,
        headers: Object.fromEntries(
          ['X-Request-Id', ...headers, 'RateLimit', 'RateLimit-Policy'].map((name) => [name, ref('headers', name)]),
        ),
        ...(described && {
          content: {
            [JSON_TYPE]: { schema: described, ...(example && { examples: { one: ref('examples', example) } }) },
          },
        }),
      },
    ]),
  );
}

const parties: Readonly<Partial<Record<Party, string>>> = {
  requester: 'its requester',
  assignee: 'its assignee',
  member: 'members of its group',
};

/** Who may call it, in a sentence. */
function audience(by: readonly Party[]): string {
  const people = by.filter((party) => party !== 'SYS').map((party) => parties[party] ?? party);
  return `For ${people.join(', ')}.`;
}

function describe({ kind, definition, action }: Operation): string {
  const called = definition.actions[action ?? ''];
  if (kind === 'create') return `${definition.create.summary}. ${audience(definition.create.by)}`;
  if (!called) return `Of a ${definition.title.toLowerCase()}: what the caller’s roles allow.`;
  const to = called.to === 'same' ? 'The state stays' : `Leads to ${called.to}`;
  return `${to}; possible in ${sourceStates(definition, called).join(', ')}. ${audience(called.by)}`;
}

function extension({ definition, action, kind }: Operation): Schema {
  const called = definition.actions[action ?? ''];
  if (kind === 'create')
    return {
      'x-action': {
        from: [],
        to: definition.lifecycle.initial,
        by: definition.create.by,
        emits: eventName(definition.type, 'created'),
      },
    };
  if (!called) return {};
  const { to, by, emits } = called;
  return { 'x-action': { from: sourceStates(definition, called), to, by, emits: eventName(definition.type, emits) } };
}

/** The OpenAPI operation object. */
export function recordOperation(operation: Operation, tag: string): Schema {
  const shape = shapeOf(operation.kind, operation.definition);
  const body = bodyOf(operation);
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: describe(operation),
    tags: [tag],
    parameters: [...shape.parameters, ref('parameters', 'ItsmTenant')],
    ...(body && { requestBody: requestBody(operation, body) }),
    responses: { ...successes(shape.success), ...problemResponses([...always, ...shape.problems]) },
    ...extension(operation),
  };
}
