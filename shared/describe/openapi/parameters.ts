/** Parameters and headers: what the machinery reads from paths, queries and headers, and sends back in headers. */

import { propertiesOf, ref, type Schema } from '#shared/describe/openapi/schema';
import { expandableOf, MAX_EXPANDED } from '#shared/engine/expanded';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { orderOf, shapesOf } from '#shared/grammar/list-shapes';
import { filtersOf, filtersWith, queueFiltersOf, sortsOf } from '#shared/grammar/list-vocabulary';
import { chronological, numeric, type Order } from '#shared/grammar/order';
import { DEFAULT_LIMIT, MAX_LIMIT } from '#shared/http/paging';
import { NOBODYS_QUEUE } from '#shared/store/keys';

const text = (maxLength: number): Schema => ({ type: 'string', minLength: 1, maxLength });
const instant: Schema = { type: 'string', format: 'date-time', maxLength: 40 };

const query = (name: string, description: string, schema: Schema): Schema => ({
  name,
  in: 'query',
  description,
  schema,
});
const header = (name: string, description: string, schema: Schema, required = false): Schema => ({
  name,
  in: 'header',
  description,
  ...(required && { required }),
  schema,
});

/** A path parameter that names something by a short text. */
export const pathParameter = (name: string, description: string, schema: Schema = text(120)): Schema => ({
  name,
  in: 'path',
  required: true,
  description,
  schema,
});

/** Component parameters by name. */
export const parameters: Readonly<Record<string, Schema>> = {
  RecordId: pathParameter('id', 'The record’s number, such as INC0000042, or its ULID.', {
    type: 'string',
    minLength: 1,
    maxLength: 40,
    pattern: '^[0-9A-Za-z]+$',
  }),
  Limit: query('limit', 'How many items a page has at most.', {
    type: 'integer',
    format: 'int32',
    minimum: 1,
    maximum: MAX_LIMIT,
    default: DEFAULT_LIMIT,
  }),
  Cursor: query(
    'cursor',
    'Where to continue: `nextCursor` of the page before, valid for 24 hours for the same query.',
    text(4000),
  ),
  Fields: query('fields', 'Only these fields, beside id, uid and version.', {
    type: 'array',
    maxItems: 100,
    items: text(80),
  }),
  View: query('view', 'Run this saved view: its filters, sort and columns where the request has none.', text(40)),
  AsOf: query('asOf', 'The record as it stood at this instant, rebuilt from its history.', instant),
  DryRun: query('dryRun', 'Answer what would happen and store nothing.', { type: 'boolean', default: false }),
  IfMatch: header('If-Match', 'The ETag of the version that the change is based on.', text(200), true),
  IfMatchOptional: header('If-Match', 'The ETag of the version that was seen.', text(200)),
  IfNoneMatch: header(
    'If-None-Match',
    'The ETag of the version that is known already: as long as it is the current one the answer is 304, without a body. Internal notes and tasks change no version.',
    text(200),
  ),
  IdempotencyKey: header(
    'Idempotency-Key',
    'A fresh key for each new request: sending the request again with its key within 24 hours gives the first answer. Machine clients must send one.',
    text(255),
  ),
  ItsmTenant: header(
    'Itsm-Tenant',
    'For an MSP’s operator: the client’s id or slug. Absent: the caller’s own tenant.',
    text(64),
  ),
};

/** A query parameter of one operation. */
export const queryParameter = (
  name: string,
  description: string,
  schema: Schema = text(120),
  required = false,
): Schema => ({ ...query(name, description, schema), ...(required && { required }) });

/** What a tenant is called in addresses. */
export const SLUG: Schema = { type: 'string', minLength: 2, maxLength: 40, pattern: '^[a-z][a-z0-9-]*$' };

/** What the reader would like to read. */
export const LANGUAGE_HEADER: Schema = header(
  'Accept-Language',
  'Languages in the order of preference; what nobody wrote in one of them comes in the tenant’s own.',
  text(1000),
);

/** Component headers of answers. */
export const headers: Readonly<Record<string, Schema>> = {
  ETag: { description: 'The record’s version in quotes, for If-Match.', schema: text(40) },
  Location: { description: 'Where the new record is.', schema: text(400) },
  'X-Request-Id': { description: 'Names this request in our logs; `instance` of a problem.', schema: text(100) },
  'Idempotency-Replayed': {
    description: '`true` when this is the kept answer of an earlier request with the same key.',
    schema: { type: 'string', const: 'true' },
  },
  'WWW-Authenticate': {
    description:
      'That credentials are sent as `Bearer`; with `error="invalid_token"` if those that were sent prove nothing (RFC 6750).',
    schema: { type: 'string', enum: ['Bearer', 'Bearer error="invalid_token"'] },
  },
  'Retry-After': {
    description: 'Seconds to wait before trying again.',
    schema: { type: 'integer', format: 'int32', minimum: 0, maximum: 86_400 },
  },
  RateLimit: {
    description: 'What is left of the rate limit, where the deployment counts it in answers.',
    schema: text(200),
  },
  'RateLimit-Policy': { description: 'The rate limit, where the deployment counts it in answers.', schema: text(200) },
};

const explained: Readonly<Record<string, string>> = {
  q: 'Words that must all occur in number, title or description.',
  tag: 'Records with one of these tags.',
  ciId: 'Records about one of these configuration items.',
  watcher: 'Records that one of these users watches; `me` is the caller.',
  open: 'Whether it is open: in hand, or waiting for somebody.',
  unassigned: 'Whether nobody is assigned.',
  deleted: 'Deleted records instead of the others; for TAD and AUD.',
  state: 'Records in one of these states.',
};

/** The query parameters of a record's list: filters, sort, page (A1). */
export function listParameters(definition: AnyRecordDefinition, record: Schema): readonly Schema[] {
  return [...asked(definition, record, filtersOf(definition), '-updatedAt'), ref('parameters', 'View')];
}

/** The parameters of a group's queue. */
export function queueParameters(definition: AnyRecordDefinition, record: Schema): readonly Schema[] {
  const group = pathParameter('group', `The group’s id; \`${NOBODYS_QUEUE}\` for what no group has.`);
  return [group, ...asked(definition, record, queueFiltersOf(definition), 'priority,dueAt')];
}

function asked(
  definition: AnyRecordDefinition,
  record: Schema,
  filters: readonly string[],
  usual: string,
): readonly Schema[] {
  const properties = propertiesOf(record);
  const sort = query(
    'sort',
    `The order; \`-\` is descending. By priority: open records only, what is due first comes first. What changes while you read on comes once more at the end, newly read, so that no record is lost; by \`-openedAt\` and \`updatedAt\` nothing comes twice.${served(definition)}`,
    { type: 'string', enum: sortsOf(definition), default: usual },
  );
  return [
    ...filters.map((name) => query(name, describe(definition, name), filterSchema(definition, properties, name))),
    sort,
    ref('parameters', 'Limit'),
    ref('parameters', 'Cursor'),
    ref('parameters', 'Fields'),
    ...expandParameter(definition),
  ];
}

/** Which references of the record can be expanded. */
export function expandParameter(definition: AnyRecordDefinition): readonly Schema[] {
  const known = Object.keys(expandableOf(definition));
  if (known.length === 0) return [];
  const expand = query(
    'expand',
    `Answers with \`expanded\` what these fields name: of each record what the caller may see of it now, of up to ${MAX_EXPANDED} records an answer. What they may not see, or is deleted, is not among them.`,
    {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      items: { type: 'string', enum: known },
    },
  );
  return [expand];
}

/** Which filters go with which orders whatever the number of records; with others, up to 2,000 records are looked at for a page. */
function served(definition: AnyRecordDefinition): string {
  const orders = [...new Set(shapesOf(definition).map(({ order }) => order))];
  const ways = orders.flatMap((order) =>
    filtersWith(definition, order).map((names) => {
      const filters = names.map((name) => `\`${name === 'open' ? 'open=true' : name}\``).join(' and ');
      return filters === '' ? `by \`${order}\`` : `by \`${order}\` with ${filters}`;
    }),
  );
  if (ways.length === 0) return '';
  return ` Kept ready, so that a page looks at nothing else however many records there are: ${ways.join('; ')}. Other filters are applied to what is read, up to 2,000 records for a page.`;
}

function describe(definition: AnyRecordDefinition, name: string): string {
  const [, field, bound] = rangeOf(name);
  if (field !== undefined) {
    const isInstant = orderOf(definition, field) === chronological;
    const [from, below] = isInstant ? ['at or after', 'before'] : ['at least', 'below'];
    return `Records whose ${field} is ${bound === 'gte' ? from : below} this ${isInstant ? 'instant' : 'value'}.`;
  }
  const { filters } = definition;
  return filters?.[name]?.says ?? explained[name] ?? `Records with one of these values of ${name}.`;
}

function filterSchema(
  definition: AnyRecordDefinition,
  properties: Readonly<Record<string, Schema>>,
  name: string,
): Schema {
  const [, ranged] = rangeOf(name);
  if (ranged !== undefined) return boundSchema(orderOf(definition, ranged));
  if (name === 'open' || name === 'unassigned' || name === 'deleted') return { type: 'boolean' };
  if (name === 'q') return text(400);
  const words = definition.filters?.[name]?.of;
  if (Array.isArray(words)) return wordsSchema(words);
  const property = properties[name];
  const codes = name === 'state' ? Object.keys(definition.lifecycle.states) : property?.enum;
  if (property?.type === 'boolean') return { type: 'boolean' };
  const type = property?.type === 'integer' ? 'integer' : 'string';
  const item = Array.isArray(codes)
    ? { type, enum: codes }
    : type === 'integer'
      ? { ...property, title: undefined }
      : text(120);
  return {
    type: 'array',
    maxItems: 50,
    items: Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)),
  };
}

const rangeOf = (name: string): readonly string[] => /^(\w+)\[(gte|lt)\]$/.exec(name) ?? [];

function boundSchema(order: Order | undefined): Schema {
  if (order === chronological) return instant;
  return order === numeric ? { type: 'number', minimum: -1e15, maximum: 1e15 } : text(400);
}

/** Words that a filter takes; true and false alone are a flag. */
function wordsSchema(words: readonly string[]): Schema {
  if (words.every((word) => word === 'true' || word === 'false')) return { type: 'boolean' };
  return { type: 'array', maxItems: words.length, items: { type: 'string', enum: words } };
}

/** Query parameters of platform services, by name. */
const serviceQueries: Readonly<Record<string, Schema>> = {
  from: instant,
  to: instant,
  limit: { type: 'integer', format: 'int32', minimum: 1, maximum: MAX_LIMIT },
};

const serviceDescriptions: Readonly<Record<string, string>> = {
  q: 'A number such as INC0000042, or words.',
  types: 'Types of records, separated by commas; every type when absent.',
  tenants: 'Ids or slugs of clients, separated by commas; all that the operator may work for when absent.',
  unassigned: 'Whether nobody is assigned.',
  ...Object.fromEntries(
    ['priority', 'state', 'assignedTo', 'assignedGroup', 'requesterId', 'serviceId', 'category'].map((field) => [
      field,
      `Records with one of these values of ${field}, separated by commas.`,
    ]),
  ),
  limit: 'Items of a page.',
  tenant: 'The slug of the tenant.',
};

export function serviceQuery(name: string): Schema {
  const known = parameters[{ cursor: 'Cursor', dryRun: 'DryRun', fields: 'Fields' }[name] ?? ''];
  return (
    known ?? query(name, serviceDescriptions[name] ?? `The ${name} to answer for.`, serviceQueries[name] ?? text(400))
  );
}
