/** The operations of the API as tools for agents that speak the Model Context Protocol, and what is told to them of records: derived from the API's description. */
import { type Described, openApiDocument } from '#shared/describe/openapi/document';
import { processOperations } from '#shared/describe/openapi/operations';
import { isSchema, type Schema } from '#shared/describe/openapi/schema';
import { sourceStates } from '#shared/engine/decide';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { isRole, type Role } from '#shared/tenancy/roles';

/** Where an argument of a tool stands in the request. */
export type Place = 'path' | 'query' | 'header';

export interface ToolArgument {
  /** What the argument is called; a header's word is shorter than its name. */
  readonly name: string;
  readonly in: Place;
  /** What it is called in the request. */
  readonly as: string;
}

export interface Tool {
  /** The operation's id. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The first segment after /v1, by which a caller may choose. */
  readonly collection: string;
  readonly method: string;
  readonly path: string;
  readonly arguments: readonly ToolArgument[];
  /** Media type of the body, if it has one. */
  readonly mediaType?: string;
  readonly inputSchema: Schema;
  /** Roles of which a caller needs one to get anywhere; absent: everybody. */
  readonly by?: readonly Role[];
  /** What it does can be looked at beforehand: `?dryRun=true`. */
  readonly rehearses: boolean;
  /** It ends something, takes it away or puts something in its place. */
  readonly destructive: boolean;
}

/** What an agent is told of a type of record. */
export interface ToolRecord {
  readonly type: string;
  readonly title: string;
  readonly collection: string;
  readonly process: string;
  readonly purpose: string;
  readonly initial: string;
  readonly states: Readonly<Record<string, string>>;
  readonly actions: readonly {
    readonly tool: string;
    readonly summary: string;
    readonly from: readonly string[];
    readonly to: string;
  }[];
  readonly by: readonly Role[];
}

export interface ToolsDocument {
  readonly version: string;
  readonly tools: readonly Tool[];
  readonly records: readonly ToolRecord[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Headers that an agent says something with, and what they are called among its arguments. */
const headerWords: Readonly<Record<string, string>> = {
  'If-Match': 'version',
  'Idempotency-Key': 'idempotencyKey',
  'Itsm-Tenant': 'tenant',
};

const DRY_RUN = 'dryRun';
/** What an agent says to have it done; without, it is shown what would be done. */
export const CARRY_OUT = 'carryOut';
export const BODY = 'body';

type Parts = Readonly<Record<string, Readonly<Record<string, Schema>>>>;

const asSchema = (value: unknown): Schema => (isSchema(value) ? value : {});

/** What a reference of this document points to; a schema without one is itself. */
function followed(parts: Parts, value: unknown): Schema {
  const schema = asSchema(value);
  const [, kind = '', name = ''] = /^#\/components\/(\w+)\/(.+)$/.exec(String(schema.$ref ?? '')) ?? [];
  return parts[kind]?.[name] ?? schema;
}

/** The schema with all that it refers to in its place; one that is within itself takes anything there, which the API looks at. */
function inlined(parts: Parts, value: unknown, within: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((each) => inlined(parts, each, within));
  if (!isSchema(value)) return value;
  if (typeof value.$ref === 'string') {
    if (within.includes(value.$ref)) return {};
    return inlined(parts, followed(parts, value), [...within, value.$ref]);
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith('x-'))
      .map(([key, each]) => [key, inlined(parts, each, within)]),
  );
}

interface Given {
  readonly argument: ToolArgument;
  readonly schema: unknown;
  readonly required: boolean;
}

/** The parameters that an agent may say something with. */
function givenOf(parts: Parts, parameters: unknown): readonly Given[] {
  const all = [parameters ?? []].flat();
  const inAddress = all.map((each) => followed(parts, each)).filter((each) => each.in !== 'header');
  return all.flatMap((each): readonly Given[] => {
    const { name, in: place, required, description, schema } = followed(parts, each);
    const as = String(name);
    const word = place === 'header' ? headerWords[as] : as;
    if (word === undefined || as === DRY_RUN || (place !== 'path' && place !== 'query' && place !== 'header'))
      return [];
    // What the address itself says goes before: it names the tenant that is meant.
    if (place === 'header' && inAddress.some((other) => other.name === word)) return [];
    const told = description === undefined ? {} : { description };
    return [
      {
        argument: { name: word, in: place, as },
        schema: { ...asSchema(inlined(parts, schema)), ...told },
        required: required === true,
      },
    ];
  });
}

const carryOut: Schema = {
  type: 'boolean',
  default: false,
  description: 'false shows what would happen and stores nothing; true does it.',
};

function inputSchema(given: readonly Given[], body: unknown, bodyRequired: boolean, rehearses: boolean): Schema {
  const named = given.map(({ argument, schema }) => [argument.name, schema]);
  const properties = {
    ...Object.fromEntries(named),
    ...(body !== undefined && { [BODY]: body }),
    ...(rehearses && { [CARRY_OUT]: carryOut }),
  };
  const required = [
    ...given.flatMap(({ argument, required: must }) => (must ? [argument.name] : [])),
    ...(body !== undefined && bodyRequired ? [BODY] : []),
  ];
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

/** Who may get anywhere with each operation, by its id, and which of them end a record's life. */
interface Known {
  readonly by: ReadonlyMap<string, readonly Role[]>;
  readonly ends: ReadonlySet<string>;
}

/** Roles that see records of a type at all. */
const readersOf = ({ permissions }: AnyRecordDefinition): readonly Role[] => Object.keys(permissions).filter(isRole);

function knownOf({ processes, services }: Described): Known {
  const by = new Map<string, readonly Role[]>();
  const ends = new Set<string>();
  for (const { id, by: roles } of services.flatMap(({ operations }) => operations)) if (roles) by.set(id, roles);
  for (const { id, kind, action, definition } of processes.flatMap(processOperations)) {
    const called = kind === 'act' ? definition.actions[action ?? ''] : undefined;
    const parties = called?.by ?? (kind === 'create' ? definition.create.by : []);
    const roles = parties.filter(isRole).filter((role) => role !== 'SYS');
    // Whom the record itself names may have any role that sees such records.
    by.set(id, parties.length > 0 && parties.every(isRole) ? roles : readersOf(definition));
    if (called && called.to !== 'same' && definition.lifecycle.states[called.to] === 'final') ends.add(id);
  }
  return { by, ends };
}

/** Whether a client without a hand for files can send and read it. */
function isJson(content: unknown): boolean {
  const types = Object.keys(asSchema(content));
  return types.length === 0 || types.some((type) => type.endsWith('json'));
}

function toolOf(parts: Parts, known: Known, path: string, method: string, operation: Schema): Tool | undefined {
  const requestBody = asSchema(operation.requestBody);
  const content = asSchema(requestBody.content);
  const success = Object.entries(asSchema(operation.responses)).filter(([status]) => /^2/.test(status));
  if (!isJson(content) || !success.every(([, answer]) => isJson(followed(parts, answer).content))) return undefined;
  if (Array.isArray(operation.security) && operation.security.length === 0) return undefined;
  const [mediaType] = Object.keys(content).filter((type) => type.endsWith('json'));
  const name = String(operation.operationId);
  const rehearses = [operation.parameters ?? []].flat().some((each) => followed(parts, each).name === DRY_RUN);
  const given = givenOf(parts, operation.parameters);
  const body = mediaType === undefined ? undefined : inlined(parts, asSchema(content[mediaType]).schema);
  const by = known.by.get(name);
  return {
    name,
    title: String(operation.summary),
    description: `${operation.summary}. ${operation.description ?? ''}`.trim(),
    collection: path.split('/')[2] ?? '',
    method: method.toUpperCase(),
    path,
    arguments: given.map(({ argument }) => argument),
    ...(mediaType !== undefined && { mediaType }),
    inputSchema: inputSchema(given, body, requestBody.required === true, rehearses),
    ...(by && { by }),
    rehearses,
    destructive: ['put', 'patch', 'delete'].includes(method) || known.ends.has(name),
  };
}

function recordOf(definition: AnyRecordDefinition, process: Described['processes'][number]): ToolRecord {
  const { type, title, path, lifecycle } = definition;
  const acts = processOperations(process).filter((each) => each.kind === 'act' && each.definition.type === type);
  return {
    type,
    title,
    collection: path,
    process: process.title,
    purpose: process.purpose,
    initial: lifecycle.initial,
    states: lifecycle.states,
    actions: acts.flatMap(({ id, summary, action = '' }) => {
      const called = definition.actions[action];
      return called ? [{ tool: id, summary, from: sourceStates(definition, called), to: called.to }] : [];
    }),
    by: readersOf(definition),
  };
}

/** The same definitions give the same document. */
export function toolsDocument(described: Described): ToolsDocument {
  const { paths, components } = openApiDocument(described);
  const known = knownOf(described);
  const parts = asSchema(components) as Parts;
  const tools = Object.entries(asSchema(paths)).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = asSchema(item)[method];
      const tool = isSchema(operation) && path.startsWith('/v1/') && toolOf(parts, known, path, method, operation);
      return tool ? [tool] : [];
    }),
  );
  const records = described.processes.flatMap((process) => process.records.map((record) => recordOf(record, process)));
  return { version: described.version, tools, records };
}
