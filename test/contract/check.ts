/** Holds every answer that the tests receive against the OpenAPI description, and notes which operations were exercised. */

import { isSchema, type Schema } from '#shared/describe/openapi/schema';
import { at, type DescribedOperation, fault, operations } from '#test/contract/description';
import { noteAnswer } from '#test/contract/tally';

/** One request and its answer. */
export interface Exchange {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly status: number;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Headers of an answer that mean something to a client of this API; a response must declare those that it has. */
const MEANINGFUL = [
  'location',
  'etag',
  'retry-after',
  'idempotency-replayed',
  'ratelimit',
  'ratelimit-policy',
  'deprecation',
  'sunset',
];

/** Notes the answer. @throws Error when it is not what the description says; what is outside the described API is let pass. */
export function checkAnswer(exchange: Exchange): void {
  const { operation, faults } = judged(exchange);
  if (operation) noteAnswer(operation.id, exchange.status);
  if (faults.length === 0) return;
  const name = `${operation?.id ?? 'something undescribed'} (${exchange.method} ${exchange.target})`;
  throw new Error(
    `${name} answered ${exchange.status} otherwise than the description says:\n${faults.join('\n')}\n${exchange.text.slice(0, 600)}`,
  );
}

/** The operation that was called, and in what its answer disagrees with the description. */
export function judged(exchange: Exchange): {
  readonly operation?: DescribedOperation | undefined;
  readonly faults: readonly string[];
} {
  const [path = '', query = ''] = exchange.target.split('?');
  const segments = path.split('/').filter(Boolean);
  const operation = meant(exchange.method, segments);
  if (operation) return { operation, faults: answerFaults(operation, exchange, new URLSearchParams(query)) };
  return { faults: segments[0] === 'v1' ? undescribedFaults(exchange) : [] };
}

/** The described operation of a request; a literal segment wins over a parameter. */
function meant(method: string, segments: readonly string[]): DescribedOperation | undefined {
  const fits = operations.filter(
    ({ path, method: own }) =>
      own === method &&
      path.length === segments.length &&
      path.every((part, index) => part.startsWith('{') || part === segments[index]),
  );
  const parameters = ({ path }: DescribedOperation): number => path.filter((part) => part.startsWith('{')).length;
  return fits.sort((a, b) => parameters(a) - parameters(b))[0];
}

/** What is not described can only be refused. */
function undescribedFaults({ status, text }: Exchange): readonly string[] {
  if (![400, 401, 403, 404, 405, 413, 429].includes(status))
    return [`nothing is described there, so that 404 or 405 was expected`];
  const wrong = text === '' ? undefined : fault('#/components/schemas/Problem', JSON.parse(text));
  return wrong === undefined ? [] : [wrong];
}

function answerFaults(
  { pointer, method }: DescribedOperation,
  { status, headers, text }: Exchange,
  query: URLSearchParams,
): readonly string[] {
  const response = at(`${pointer}/responses/${status}`);
  if (!isSchema(response)) return [`status ${status} is not declared`];
  const declared = Object.keys(Object(response.headers)).map((name) => name.toLowerCase());
  const faults = MEANINGFUL.filter((name) => headers[name] !== undefined && !declared.includes(name)).map(
    (name) => `header ${name} is not declared`,
  );
  const type = headers['content-type']?.split(';')[0]?.trim() ?? '';
  if (!isSchema(response.content)) return text === '' ? faults : [...faults, 'no body is declared, there is one'];
  const media = response.content[type];
  if (!isSchema(media)) return [...faults, `media type ${type} is not declared`];
  if (method === 'HEAD') return faults;
  const body: unknown = /[/+]json$/.test(type) ? JSON.parse(text) : text;
  const schema = `${responsePointer(pointer, status)}/content/${type.replaceAll('/', '~1')}/schema`;
  const wrong = fault(narrowed(schema, media, query), body);
  const slug = String(Object(body).type).replace('urn:itsm:problem:', '');
  const slugs = response['x-problems'];
  if (Array.isArray(slugs) && !slugs.includes(slug))
    faults.push(
      `problem ${slug} is not declared, only ${slugs.join(', ')}; the sets are in shared/describe/openapi/problems.ts`,
    );
  return wrong === undefined ? faults : [...faults, wrong];
}

/** Where the response stands: in place, or the component that is referred to. */
function responsePointer(pointer: string, status: number): string {
  const responses = at(`${pointer}/responses`);
  const own = isSchema(responses) ? responses[status] : undefined;
  return isSchema(own) && typeof own.$ref === 'string' ? own.$ref : `${pointer}/responses/${status}`;
}

/** Of several shapes the one that the request asks for, so that the loosest does not vouch for all. */
function narrowed(schema: string, { schema: described }: Schema, query: URLSearchParams): string {
  const choices =
    isSchema(described) && Array.isArray(described.anyOf) ? described.anyOf.map((one) => String(one.$ref)) : [];
  const [whole, other] = choices;
  if (whole === undefined || other === undefined) return schema;
  if (other.endsWith('/DryRun')) return query.get('dryRun') === 'true' ? other : whole;
  if (other.endsWith('/PartialRecord')) return query.has('fields') || query.has('asOf') ? other : whole;
  return schema;
}
