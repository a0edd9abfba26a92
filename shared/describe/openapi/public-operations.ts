/** The paths that need no credentials: what the service is, and what tenants show in public. */
import { LANGUAGE_HEADER, pathParameter, SLUG, serviceQuery } from '#shared/describe/openapi/parameters';
import { type ProblemSet, problemResponses } from '#shared/describe/openapi/problems';
import { ref, type Schema } from '#shared/describe/openapi/schema';

const JSON_TYPE = 'application/json';
const page: Schema = { type: 'string', maxLength: 1_000_000 };

interface Public {
  readonly id: string;
  readonly summary: string;
  readonly says: string;
  readonly type: string;
  readonly schema: Schema;
  readonly parameters?: readonly Schema[];
  readonly problems?: readonly ProblemSet[];
  /** What is answered, in the same media type, when there is none. */
  readonly missing?: string;
  /** What is answered, in the same media type, when it is out of order. */
  readonly down?: string;
}

const operations: Readonly<Record<string, Public>> = {
  '/health': {
    id: 'getHealth',
    summary: 'Whether the service can do its work: it answers, and so does what it depends on',
    says: 'It can.',
    type: JSON_TYPE,
    schema: ref('schemas', 'Health'),
    down: 'Something that it depends on does not answer; `dependencies` says what.',
  },
  '/openapi.json': {
    id: 'getDescription',
    summary: 'This description',
    says: 'The description (OpenAPI 3.1).',
    type: JSON_TYPE,
    schema: { type: 'object', description: 'An OpenAPI document.' },
  },
  '/docs': {
    id: 'getDocumentation',
    summary: 'This description as a page',
    says: 'A page that shows the description and can try calls.',
    type: 'text/html',
    schema: page,
  },
  '/errors': {
    id: 'getErrors',
    summary: 'What each problem means and what to do about it, as a page',
    says: 'A page with a part for each problem, named by the last part of its `type`: `/errors#version-mismatch`.',
    type: 'text/html',
    schema: page,
  },
  '/v1/service-status': {
    id: 'getServiceStatus',
    summary: 'How the services of a tenant do, what is going on and what is planned, as far as the tenant shows it',
    says: 'The status, at most 30 seconds old.',
    type: JSON_TYPE,
    schema: ref('schemas', 'ServiceStatus'),
    parameters: [{ ...serviceQuery('tenant'), required: true, schema: SLUG }, LANGUAGE_HEADER],
    problems: ['BadRequest', 'NotFound', 'Unavailable'],
  },
  '/status/{slug}': {
    id: 'showStatusPage',
    summary: 'The service status of a tenant as a page',
    says: 'The page, without a script; at most 30 seconds old.',
    type: 'text/html',
    schema: page,
    parameters: [pathParameter('slug', 'The slug of the tenant.', SLUG), LANGUAGE_HEADER],
    problems: ['Unavailable'],
    missing: 'There is no such page.',
  },
};

/** Paths that anyone may read. */
export function publicPaths(tag: string): Readonly<Record<string, Schema>> {
  return Object.fromEntries(
    Object.entries(operations).map(
      ([path, { id, summary, says, type, schema, parameters, problems = [], missing, down }]) => {
        const content = { [type]: { schema } };
        const found = { description: says, headers: { RateLimit: ref('headers', 'RateLimit') }, content };
        const responses = {
          200: found,
          ...(missing !== undefined && { 404: { ...found, description: missing } }),
          ...(down !== undefined && {
            503: {
              ...found,
              description: down,
              headers: { ...found.headers, 'Retry-After': ref('headers', 'Retry-After') },
            },
          }),
          ...problemResponses([...problems, 'TooManyRequests', 'InternalError']),
        };
        const get = {
          operationId: id,
          summary,
          description: 'Needs no credentials.',
          tags: [tag],
          security: [],
          ...(parameters && { parameters }),
          responses,
        };
        return [path, { get }];
      },
    ),
  );
}
