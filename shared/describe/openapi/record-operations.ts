/** A record's operations as OpenAPI describes them: parameters, body, every answer. */

import { bodyExample, exampleOf } from '#shared/describe/openapi/example';
import type { Operation } from '#shared/describe/openapi/operations';
import { bodyOfPart, shapeOfPart } from '#shared/describe/openapi/part-operations';
import { always, ownedBy, type ProblemOwner, problemResponses } from '#shared/describe/openapi/problems';
import { pascal } from '#shared/describe/openapi/record';
import {
  commandsOf,
  createExample,
  inputExample,
  partExample,
  patchExample,
} from '#shared/describe/openapi/record-example';
import { type Body, type Success, shapeOf } from '#shared/describe/openapi/record-shapes';
import { annotated, jsonSchema, ref, requiredOf, type Schema } from '#shared/describe/openapi/schema';
import { withArticle } from '#shared/engine/article';
import { sourceStates } from '#shared/engine/decide';
import { eventName } from '#shared/events/name';
import { partsOf } from '#shared/grammar/capability';
import type { AnyRecordDefinition, Party } from '#shared/grammar/definition';
import type { Examples } from '#shared/grammar/examples';
import { fieldNaming } from '#shared/grammar/party';
import { createFields, createSchema, inputSchema, patchSchema } from '#shared/grammar/schemas';

const JSON_TYPE = 'application/json';
/** What a function can answer. */
const MAX_TEXT = 6_000_000;

const schema = (name: string): Schema => ref('schemas', name);

/** The request body of an operation, if it has one. */
export function bodyOf({ kind, definition, action, id, request, part }: Operation): Body | undefined {
  const one = pascal(definition.type);
  switch (kind) {
    case 'create':
      return {
        name: `${one}Create`,
        schema: annotated(jsonSchema(createSchema(definition)), createFields(definition)),
        ...(definition.create.batch !== undefined && { many: definition.create.batch }),
      };
    case 'part':
      return request && part && bodyOfPart(part, request, definition);
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
    default:
      return undefined;
  }
}

/** The example of a body: what must be sent, and a little of what may be. */
function exampleFor({ kind, definition, action = '', id }: Operation, body: Body, examples: Examples): unknown {
  if (body.example) return body.example(definition, commandsOf(definition, examples));
  const stated = examples.requests?.[id];
  if (stated !== undefined) return bodyExample(body.schema, stated);
  switch (kind) {
    case 'create':
      return createExample(definition, examples);
    case 'update':
      return patchExample(definition, examples);
    case 'act':
      return inputExample(definition, action, examples);
    case 'part':
      return partExample(body.schema, body, definition, examples);
    default:
      return exampleOf(body.schema);
  }
}

function requestBody(operation: Operation, body: Body, examples: Examples): Schema {
  const { name, many, mediaTypes = [JSON_TYPE] } = body;
  const one = schema(name);
  const described =
    many === undefined ? one : { oneOf: [one, { type: 'array', minItems: 1, maxItems: many, items: one }] };
  const content = { schema: described, example: exampleFor(operation, body, examples) };
  const required = requiredOf(body.schema).length > 0 || operation.kind === 'update';
  return { required, content: Object.fromEntries(mediaTypes.map((type) => [type, content])) };
}

function successes(success: Success): Schema {
  return Object.fromEntries(
    Object.entries(success).map(([status, { schema: described, says, headers = [], example, alsoAs = [] }]) => [
      status,
      {
        description: says,
        headers: Object.fromEntries(
          ['X-Request-Id', ...headers, 'RateLimit', 'RateLimit-Policy'].map((name) => [name, ref('headers', name)]),
        ),
        ...(described && {
          content: {
            [JSON_TYPE]: { schema: described, ...(example && { examples: { one: ref('examples', example) } }) },
            ...Object.fromEntries(alsoAs.map((type) => [type, { schema: { type: 'string', maxLength: MAX_TEXT } }])),
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

/** A party in words: a role is its code. */
function wordsFor(party: Party): string {
  const field = fieldNaming(party);
  return field === undefined ? (parties[party] ?? party) : `whoever its field ${field} names`;
}

/** Who may call it, and who of them may not, in a sentence. */
function audience(by: readonly Party[], apart: readonly Party[] = []): string {
  const people = by.filter((party) => party !== 'SYS').map(wordsFor);
  const but = apart.length > 0 ? `, but not for ${apart.map(wordsFor).join(' or ')}` : '';
  return `For ${people.join(', ')}${but}.`;
}

function describe({ kind, definition, action, part, request }: Operation): string {
  const called = definition.actions[action ?? ''];
  const said = part?.described.requests[request?.kind ?? '']?.says;
  if (said !== undefined) return said;
  if (kind === 'create') {
    const { summary, says, by } = definition.create;
    return [`${summary}.`, ...(says ? [says] : []), audience(by)].join(' ');
  }
  if (kind === 'actions') return actionsSay(definition);
  if (!called) return `Of ${withArticle(definition.title.toLowerCase())}: what the caller’s roles allow.`;
  const to = called.to === 'same' ? 'The state stays' : `Leads to ${called.to}`;
  return `${to}; possible in ${sourceStates(definition, called).join(', ')}. ${audience(called.by, called.apart)}`;
}

/** What the list of actions holds, and what can be done beside. */
function actionsSay(definition: AnyRecordDefinition): string {
  const requests = partsOf(definition).flatMap(({ described }) => Object.values(described.requests));
  const beside = requests.flatMap(({ besideActions }) => besideActions ?? []);
  const others =
    beside.length > 0
      ? ` What makes or joins records is no action of one: see the operations ${beside.join(', ')}.`
      : '';
  return `Each says what it requires now, all at once, and in \`asks\` why; \`choices\` has the values that fields can have, where they are known.${others}`;
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

/** The OpenAPI operation object. @param examples what the record's folder states */
export function recordOperation(
  operation: Operation,
  owner: ProblemOwner & { readonly title: string },
  examples: Examples,
): Schema {
  const { kind, definition, request, part } = operation;
  const shape =
    kind === 'part'
      ? request && part && shapeOfPart(part, request, definition, examples.parameters?.[operation.id])
      : shapeOf(kind, definition);
  if (!shape) throw new Error(`${operation.id} is no request of a capability`);
  const body = bodyOf(operation);
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: describe(operation),
    tags: [owner.title],
    parameters: [...shape.parameters, ref('parameters', 'ItsmTenant')],
    ...(body && { requestBody: requestBody(operation, body, examples) }),
    responses: { ...successes(shape.success), ...problemResponses(ownedBy(owner, [...always, ...shape.problems])) },
    ...extension(operation),
  };
}
