/** The operations of the API in lines: what each takes and gives, and the schemas of what is given. */
import { isSchema, type Schema } from '#shared/describe/openapi/schema';
import type { Atom, Line } from '#shared/describe/surface/line';
import { nameOf, once, type Said, said } from '#shared/describe/surface/said';

type Components = Readonly<Record<string, Readonly<Record<string, Schema>>>>;

const METHODS: readonly string[] = ['get', 'post', 'put', 'patch', 'delete'];

/** A parameter that many operations share is called by the name of its component; its own line says what it is. */
function parameterAtoms(parameters: unknown, components: Components): readonly Atom[] {
  return [parameters ?? []].flat().flatMap((each): readonly Atom[] => {
    const { $ref, ...own } = Object(each);
    const shared = $ref === undefined ? undefined : components.parameters?.[nameOf($ref)];
    const parameter = shared ?? own;
    if (parameter.in === 'path') return [];
    if (shared) return [{ path: nameOf($ref), optional: parameter.required !== true, type: '' }];
    return said(Object(parameter.schema), () => undefined, parameter.required !== true).map((atom) => ({
      ...atom,
      path: `${parameter.in === 'query' ? '?' : ''}${parameter.name}${atom.path}`,
    }));
  });
}

/** That something is an object goes without saying. */
const isSaid = ({ path, type }: Said): boolean => path !== '' || type !== 'object';

/** Fields of a JSON body, or the kinds of another one. */
function bodyAtoms(body: Schema, components: Components): readonly Said[] {
  const content = Object.entries(Object(body.content)).map(([type, media]) => [type, Object(media).schema] as const);
  const follow = (pointer: string) => components.schemas?.[nameOf(pointer)];
  const others = content.flatMap(([type]) =>
    type.endsWith('json') ? [] : [{ path: type, optional: content.length > 1, type: '' }],
  );
  const [json] = content.flatMap(([type, schema]) => (type.endsWith('json') ? [Object(schema)] : []));
  const fields = said(json ?? {}, follow).filter((field) => json !== undefined && isSaid(field));
  return [...fields.map((field) => (body.required === true ? field : { ...field, optional: true })), ...others];
}

/** What an operation answers when it succeeds: the schemas by status, or the media type of what is no JSON. */
function answerAtoms(responses: unknown): readonly Said[] {
  const successes = Object.entries(Object(responses)).filter(([status]) => /^[23]/.test(status));
  const atoms = successes.flatMap(([status, response]): readonly Said[] => {
    const content = Object.entries(Object(Object(response).content));
    if (content.length === 0) return [{ path: status, optional: false, type: '' }];
    return content.flatMap(([type, media]): readonly Said[] => {
      if (!type.endsWith('json')) return [{ path: status, optional: false, type }];
      const fields = said(Object(Object(media).schema));
      return fields.map((field) => ({ ...field, path: field.path === '' ? status : `${status}.${field.path}` }));
    });
  });
  return once(atoms);
}

/** Names of schemas that something refers to. */
const referred = (value: unknown): ReadonlySet<string> =>
  new Set([...JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name));

/** Schemas of answers, and whatever they refer to. */
function givenSchemas(answers: unknown, { schemas = {} }: Components): readonly string[] {
  const found = new Set<string>();
  const waiting = [...referred(answers)];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...referred(schemas[name] ?? {}));
  }
  return [...found];
}

/** A line an operation, a shared parameter, and a schema of what is answered. */
export function operationLines(document: Schema): readonly Line[] {
  const components: Components = Object(document.components);
  const operations = Object.entries(Object(document.paths)).flatMap(([path, methods]) =>
    Object.entries(Object(methods)).flatMap(([method, operation]) =>
      METHODS.includes(method) && isSchema(operation) ? [{ path, method, operation }] : [],
    ),
  );
  const lines = operations.map(({ path, method, operation }) => ({
    about: `${method.toUpperCase()} ${path} ${operation.operationId}`,
    takes: [
      ...parameterAtoms(operation.parameters, components),
      ...bodyAtoms(Object(operation.requestBody), components),
    ],
    gives: answerAtoms(operation.responses),
  }));
  const used = new Set(lines.flatMap(({ takes }) => takes.map(({ path }) => path)));
  const parameters = Object.entries(components.parameters ?? {}).flatMap(([name, { schema, ...parameter }]) =>
    used.has(name)
      ? [{ about: `parameter ${name}`, takes: parameterAtoms({ ...parameter, schema }, components), gives: [] }]
      : [],
  );
  const answers = operations.map(({ operation }) => operation.responses);
  const schemas = givenSchemas(answers, components).map((name) => ({
    about: `schema ${name}`,
    takes: [],
    gives: said(components.schemas?.[name] ?? {}).filter(isSaid),
  }));
  return [...lines, ...parameters, ...schemas];
}
