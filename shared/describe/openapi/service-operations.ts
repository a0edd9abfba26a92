/** Operations of platform services as OpenAPI describes them, and the three paths that need no credentials. */

import { bodyExample } from '#shared/describe/openapi/example';
import { pathParameter, serviceQuery } from '#shared/describe/openapi/parameters';
import {
  always,
  ownedBy,
  type ProblemOwner,
  type ProblemSet,
  problemResponses,
} from '#shared/describe/openapi/problems';
import { pascal } from '#shared/describe/openapi/record';
import { jsonSchema, propertiesOf, ref, requiredOf, type Schema } from '#shared/describe/openapi/schema';
import { answerOf } from '#shared/describe/openapi/service-answers';
import type { Examples } from '#shared/grammar/examples';
import { MAX_BODY_BYTES } from '#shared/http/body';
import type { AnyServiceOperation } from '#shared/serve/service';

const JSON_TYPE = 'application/json';

const said: Readonly<Record<number, string>> = {
  200: 'Done.',
  201: 'Created.',
  202: 'Accepted; it goes on by itself.',
  204: 'Done; there is nothing to say.',
  304: 'Nothing has changed since the version that If-None-Match names.',
};

/** Component name of an operation's body. */
export const bodyName = ({ id }: AnyServiceOperation): string => `${pascal(id)}Body`;

/** The body's schema, if the operation has one that is described by a schema. */
export function serviceBody({ body }: AnyServiceOperation): Schema | undefined {
  return body && jsonSchema(body);
}

function badRequest(method: string, query: readonly string[]): ProblemSet {
  if (query.includes('cursor')) return 'BadListRequest';
  return method === 'POST' ? 'BadPost' : 'BadRequest';
}

function responses(operation: AnyServiceOperation, owner: ProblemOwner): Schema {
  const { id, method, statuses, body, produces, query = [] } = operation;
  const writes = method !== 'GET';
  const names: ProblemSet[] = [...always, badRequest(method, query), writes ? 'ForbiddenAction' : 'Forbidden'];
  if (writes)
    names.push(
      'ServiceConflict',
      'PayloadTooLarge',
      'UnsupportedMediaType',
      'VersionMismatch',
      'PreconditionRequired',
      'UnacceptableDocument',
    );
  else if (body) names.push('UnacceptableDocument');
  else if (query.length > 0) names.push('UnacceptableQuery');
  if (produces?.includes(JSON_TYPE)) names.push('NotAcceptable');
  const headers = [
    'X-Request-Id',
    ...(statuses.includes(201) || statuses.includes(202) ? ['Location'] : []),
    'ETag',
    ...(method === 'POST' ? ['Idempotency-Replayed'] : []),
    'RateLimit',
    'RateLimit-Policy',
  ];
  const answers = (description: string, content?: Schema): Schema => ({
    description,
    headers: Object.fromEntries(headers.map((name) => [name, ref('headers', name)])),
    ...(content && { content }),
  });
  const success = statuses.map((status) => [
    String(status),
    answers(said[status] ?? 'Done.', [204, 304].includes(status) ? undefined : answered(id, produces)),
  ]);
  // What is told by 201 or 202 has not happened after a dry run; 204 tells nothing in any case.
  const dry = writes && !statuses.some((status) => status === 200 || status === 204);
  return {
    ...(dry && {
      200: answers('What would happen; nothing was stored.', {
        [JSON_TYPE]: { schema: ref('schemas', 'ServiceDryRun') },
      }),
    }),
    ...Object.fromEntries(success),
    ...problemResponses(ownedBy(owner, names)),
  };
}

function answered(id: string, produces: readonly string[] | undefined): Schema {
  const json = { schema: ref('schemas', answerOf[id] ?? 'ServiceAnswer') };
  if (!produces) return { [JSON_TYPE]: json };
  const text = { schema: { type: 'string', maxLength: MAX_BODY_BYTES } };
  return Object.fromEntries(produces.map((type) => [type, type === JSON_TYPE ? json : text]));
}

/** The body: by its schema, or text of a media type that the operation reads by itself. */
function requestBody(operation: AnyServiceOperation, { requests = {} }: Examples): Schema {
  const { mediaTypes = [JSON_TYPE] } = operation;
  const body = serviceBody(operation);
  if (!body && !operation.mediaTypes) return {};
  const content = body
    ? { schema: ref('schemas', bodyName(operation)), example: bodyExample(body, requests[operation.id]) }
    : { schema: { type: 'string', maxLength: MAX_BODY_BYTES }, example: requests[operation.id] ?? 'text' };
  const required = !body || requiredOf(body).length > 0 || Object.keys(propertiesOf(body)).length === 0;
  return { requestBody: { required, content: Object.fromEntries(mediaTypes.map((type) => [type, content])) } };
}

/** The OpenAPI operation object of a service's operation. @param examples what the service's folder states */
export function serviceOperation(
  operation: AnyServiceOperation,
  owner: ProblemOwner & { readonly title: string },
  examples: Examples,
): Schema {
  const { id, summary, by, path, query = [], method } = operation;
  const writes = method !== 'GET';
  const shown = examples.parameters?.[id] ?? {};
  const named = path.flatMap((segment) => (segment.startsWith('{') ? [segment.slice(1, -1)] : []));
  const headers = [
    'ItsmTenant',
    ...(method === 'POST' ? ['IdempotencyKey'] : []),
    ...(writes ? ['IfMatchOptional'] : []),
    ...(operation.statuses.includes(304) ? ['IfNoneMatch'] : []),
  ];
  return {
    operationId: id,
    summary,
    description: by ? `For ${by.join(', ')}.` : 'For everyone who is authenticated.',
    tags: [owner.title],
    parameters: [
      ...named.map((name) => ({
        ...pathParameter(name, `The ${name} that is meant.`),
        ...(name in shown && { example: shown[name] }),
      })),
      ...query.map(serviceQuery),
      ...(writes && !query.includes('dryRun') ? [ref('parameters', 'DryRun')] : []),
      ...headers.map((name) => ref('parameters', name)),
    ],
    ...requestBody(operation, examples),
    responses: responses(operation, owner),
  };
}
