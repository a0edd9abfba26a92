/** The requests of capabilities as OpenAPI describes them: derived from what each says of itself. */
import type * as z from 'zod/mini';
import { listParameters, pathParameter, queryParameter, queueParameters } from '#shared/describe/openapi/parameters';
import { type ProblemSet, type SlugSet, unacceptable } from '#shared/describe/openapi/problems';
import { pascal, recordSchema } from '#shared/describe/openapi/record';
import {
  accepted,
  conditional,
  created,
  dryRun,
  forbiddenFor,
  orDryRun,
  parameter,
  recordOf,
  type Body as Sent,
  type Shape,
  type Success,
  sent,
} from '#shared/describe/openapi/record-shapes';
import { annotated, jsonSchema, ref } from '#shared/describe/openapi/schema';
import {
  type DescribedRequest,
  type Part,
  type PartAnswer,
  type PartComponent,
  type PartRequest,
  partsOf,
} from '#shared/grammar/capability';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { Body } from '#shared/grammar/examples';

/** What a capability tells of a request. @throws Error when it tells nothing */
function descriptionOf({ name, described }: Part, { kind }: PartRequest): DescribedRequest {
  const known = described.requests[kind];
  if (!known) throw new Error(`${name} does not describe its request ${kind}`);
  return known;
}

/**
 * Parameters, problems and answers of a capability's request.
 * @param shown values of its parameters that its record's folder states as examples
 */
export function shapeOfPart(
  part: Part,
  request: PartRequest,
  definition: AnyRecordDefinition,
  shown: Body = {},
): Shape {
  const { method, path } = request;
  const described = descriptionOf(part, request);
  const { input, ifMatch, parameters = [], answers, reads, pages, asks } = described;
  const writes = method !== 'GET' && !reads;
  const tried = method !== 'GET' && !described.untried;
  const own = ownProblems(request, described);
  const problems: readonly (ProblemSet | SlugSet)[] = [
    method === 'POST' && writes ? 'BadPost' : pages || asks ? 'BadListRequest' : 'BadRequest',
    input?.like === 'create' ? forbiddenFor(definition) : 'Forbidden',
    ...own,
    ...(input ? sent : []),
    ...(ifMatch === 'required' ? conditional : ifMatch === 'optional' ? (['VersionMismatch'] as const) : []),
    ...(input && !described.refusals ? [unacceptableLike[input.like ?? 'operation']] : []),
    ...(answers.some((answer) => answer.is === 'component' && answer.alsoAs) ? (['NotAcceptable'] as const) : []),
  ];
  return {
    parameters: [
      ...parameter(
        ...(path.startsWith('*/{id}') ? ['RecordId'] : []),
        ...(tried ? ['DryRun'] : []),
        ...(ifMatch === 'required' ? ['IfMatch'] : ifMatch === 'optional' ? ['IfMatchOptional'] : []),
        ...(method === 'POST' && writes ? ['IdempotencyKey'] : []),
        ...(pages ? ['Cursor'] : []),
      ),
      ...(asks ? askedParameters[asks](definition, recordSchema(definition)) : []),
      ...parameters.map(({ name, says, field, example, schema = field && jsonSchema(field.schema), ...rest }) => ({
        ...(rest.in === 'path' ? pathParameter(name, says, schema) : queryParameter(name, says, schema, rest.required)),
        ...((name in shown || example !== undefined) && { example: shown[name] ?? example }),
      })),
    ],
    problems,
    success: Object.assign({}, ...answers.map((answer) => successOf(answer, definition, tried))),
  };
}

const askedParameters = { list: listParameters, queue: queueParameters };

/** Why input may be unacceptable. */
const unacceptableLike = {
  create: 'UnacceptableCreate',
  action: 'UnacceptableInput',
  operation: 'UnacceptableOperation',
} as const;

function successOf(answer: PartAnswer, definition: AnyRecordDefinition, tried: boolean): Success {
  switch (answer.is) {
    case 'record':
      return { 200: recordOf(definition, answer.says) };
    case 'new-record':
      return created(definition, answer.says);
    case 'operation':
      return { 202: accepted };
    case 'page':
      return { 200: { schema: ref('schemas', `${pascal(definition.type)}Page`), says: answer.says } };
    case 'nothing':
      return { ...(tried && { 200: dryRun }), 204: { says: answer.says, headers: answer.headers ?? [] } };
    case 'component': {
      const { name, says, headers = [], status = 200, alsoAs, orDryRun: either } = answer;
      const described = either ? orDryRun(name) : ref('schemas', name);
      const success = { schema: described, says, headers, ...(alsoAs && { alsoAs }) };
      return { ...(status === 201 && { 200: dryRun }), [status]: success };
    }
  }
}

/** What may stand in the way of a request, as components of its own. */
function ownProblems(
  { kind, method }: PartRequest,
  { conflicts, refusals, reads, ruled, asks }: DescribedRequest,
): readonly SlugSet[] {
  const sentAgain = method === 'POST' ? (['request-in-progress'] as const) : [];
  const keyed = method === 'POST' && !reads;
  const known = asks ? [] : unacceptable.filter((slug) => keyed || slug !== 'idempotency-key-reused');
  return [
    ...(conflicts
      ? [
          {
            name: `${pascal(kind)}Conflict`,
            ...(ruled && { ruled }),
            slugs: reads || method === 'GET' ? conflicts : [...conflicts, ...sentAgain, 'write-conflict' as const],
          },
        ]
      : []),
    ...(refusals ? [{ name: `${pascal(kind)}Unacceptable`, slugs: [...new Set([...known, ...refusals])] }] : []),
  ];
}

/** The sets of problems that capabilities of these records have of their own. */
export const partProblems = (definitions: readonly AnyRecordDefinition[]): readonly SlugSet[] =>
  definitions
    .flatMap(partsOf)
    .flatMap((part) => (part.requests ?? []).flatMap((request) => ownProblems(request, descriptionOf(part, request))));

/** The body of a capability's request. */
export function bodyOfPart(part: Part, request: PartRequest, definition: AnyRecordDefinition): Sent | undefined {
  const { input } = descriptionOf(part, request);
  if (!input) return undefined;
  const schema = { ...jsonSchema(input.schema(definition)), ...(input.says && { description: input.says }) };
  const fields = input.fields?.(definition);
  return {
    name: input.name.replace('*', pascal(definition.type)),
    schema: fields ? annotated(schema, fields) : schema,
    ...(fields && { fields }),
    ...(input.like && { like: input.like }),
    ...(input.many !== undefined && { many: input.many }),
    ...(input.example && { example: input.example }),
    ...(request.method === 'PATCH' && { mediaTypes: ['application/merge-patch+json', 'application/json'] }),
  };
}

/** Component schemas of what capabilities of these records answer. */
export const partAnswers = (definitions: readonly AnyRecordDefinition[]): Readonly<Record<string, PartComponent>> =>
  Object.assign({}, ...definitions.flatMap(partsOf).map(({ described }) => described.answers));

/** What long work on these records was asked for with, by field. */
export const partWork = (definitions: readonly AnyRecordDefinition[]): Readonly<Record<string, z.ZodMiniType>> =>
  Object.assign({}, ...definitions.flatMap(partsOf).flatMap(({ described }) => Object.values(described.work ?? {})));
