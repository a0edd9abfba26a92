/** The OpenAPI description equals the definitions, hangs together, and its examples are what it says. */
import { describe, expect, it } from 'vitest';
import { fromJSONSchema } from 'zod';
import { processes, services } from '#functions/registry';
import { openApiText } from '#infra/docs/texts';
import { catalogueOf } from '#shared/describe/events/catalogue';
import { processOperations } from '#shared/describe/openapi/operations';
import { isSchema, type Schema } from '#shared/describe/openapi/schema';
import { everyProblem } from '#shared/describe/problems';
import { createSchema, inputSchema, patchSchema } from '#shared/grammar/schemas';
import { root } from '#test/architecture/tree';

const problems = everyProblem(processes, services);
const description: Schema = JSON.parse(openApiText(root));

/** What a pointer such as `#/components/schemas/Incident` leads to. */
function at(pointer: string): unknown {
  const parts = pointer
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.reduce<unknown>((value, part) => (isSchema(value) ? value[part] : undefined), description);
}

/** A value with its references replaced by what they refer to. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (!isSchema(value)) return value;
  if (typeof value.$ref === 'string') return resolved(at(value.$ref));
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, resolved(child)]));
}

/** Every object in the document, with where it is. */
function* objects(value: unknown, place = '#'): Generator<readonly [string, Schema]> {
  if (Array.isArray(value)) for (const [index, child] of value.entries()) yield* objects(child, `${place}/${index}`);
  if (!isSchema(value)) return;
  yield [place, value];
  for (const [key, child] of Object.entries(value)) yield* objects(child, `${place}/${key}`);
}

interface Described {
  readonly name: string;
  readonly operation: Schema;
}

const operations: readonly Described[] = Object.entries(Object(description.paths)).flatMap(([path, methods]) =>
  Object.entries(Object(methods)).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    operation: Object(operation),
  })),
);
const responsesOf = ({ operation }: Described): Readonly<Record<string, Schema>> =>
  Object(resolved(operation.responses));
const isGuarded = ({ operation }: Described): boolean => operation.security === undefined;

it('every operation of every process and service is there, once', () => {
  const expected = [
    ...processes.flatMap((process) => processOperations(process)),
    ...services.flatMap((service) => service.operations),
  ];
  const described = operations.map(({ operation }) => String(operation.operationId));

  expect(new Set(described).size).toBe(described.length);
  const open = ['getHealth', 'getDescription', 'getDocumentation', 'getErrors', 'getServiceStatus', 'showStatusPage'];
  expect(described.filter((id) => !open.includes(id)).sort()).toEqual(expected.map(({ id }) => id).sort());
});

it('field-report 12 every event that webhooks bring is described, with its signature and how it is delivered', () => {
  const posts = Object.values(Object(description.webhooks)).map((item) => Object(Object(item).post));
  const described = posts.flatMap((post) => {
    const [media] = Object.values(Object(Object(resolved(post.requestBody)).content));
    return Object(media).schema.properties.type.enum;
  });
  const headers = posts.map((post) => [resolved(post.parameters)].flat().map((each) => Object(each).name));
  const catalogue = catalogueOf(processes).map(({ name }) => name);
  const { description: introduction } = Object(description.info);

  expect(described.sort()).toEqual([...new Set([...catalogue, 'webhook.test'])].sort());
  expect(new Set(headers.map(String))).toEqual(new Set(['Webhook-Id,Webhook-Timestamp,Webhook-Signature']));
  for (const word of ['webhook signature', 'at least once', 'again after 1 and 5 minutes', 'in their order'])
    expect(introduction).toContain(word);
  expect(
    posts.every((post) => described.some((name: string) => String(post.description).includes(`\`${name}\``))),
  ).toBe(true);
});

it('every reference leads somewhere', () => {
  const broken = [...objects(description)].filter(
    ([, value]) => typeof value.$ref === 'string' && at(value.$ref) === undefined,
  );

  expect(broken).toEqual([]);
});

it('parameters in paths are declared, and only those', () => {
  for (const { name, operation } of operations) {
    const declared = [resolved(operation.parameters ?? [])]
      .flat()
      .flatMap((each) => (isSchema(each) && each.in === 'path' ? [each.name] : []));

    expect(declared.sort(), name).toEqual([...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter).sort());
  }
});

it('parameters of one operation have different names', () => {
  for (const { name, operation } of operations) {
    const declared = [resolved(operation.parameters ?? [])]
      .flat()
      .map((each) => (isSchema(each) ? `${each.in} ${each.name}` : ''));

    expect(new Set(declared).size, name).toBe(declared.length);
  }
});

it('operations, tags and components are described', () => {
  const bare = operations.filter(
    ({ operation }) => !operation.summary || !operation.description || !Array.isArray(operation.tags),
  );
  const tags = new Set(operations.flatMap(({ operation }) => [operation.tags].flat()));
  const schemas = Object.entries(Object(at('#/components/schemas'))).filter(
    ([, schema]) => !isSchema(schema) || !schema.description,
  );

  expect(bare).toEqual([]);
  expect(
    [description.tags]
      .flat()
      .flatMap((tag) => (isSchema(tag) && tag.description ? [tag.name] : []))
      .sort(),
  ).toEqual([...tags].sort());
  expect(schemas.map(([name]) => name)).toEqual([]);
});

describe('answers', () => {
  it.each(operations.filter(isGuarded))('$name succeeds, and refuses with problems of the catalogue', (described) => {
    const responses = responsesOf(described);
    const refusals = Object.entries(responses).filter(([status]) => Number(status) >= 400);

    expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '401', '403', '404', '429', '500', '503']));
    for (const [status, response] of refusals) {
      const slugs = [response['x-problems']].flat().map(String);
      expect(slugs.length, status).toBeGreaterThan(0);
      for (const slug of slugs) expect(problems[slug]?.status, slug).toBe(Number(status));
      expect(Object.keys(Object(response.content)), status).toEqual(['application/problem+json']);
    }
  });

  it('what is based on a version can be refused for it', () => {
    for (const described of operations) {
      const conditional = [resolved(described.operation.parameters ?? [])]
        .flat()
        .some((each) => isSchema(each) && each.name === 'If-Match' && each.required);
      if (conditional)
        expect(Object.keys(responsesOf(described)), described.name).toEqual(expect.arrayContaining(['412', '428']));
    }
  });
});

/** Examples of media types with the schemas they stand beside. */
const examples = [...objects(resolved(description))].flatMap(([place, media]) => {
  if (!place.includes('/content/') || !isSchema(media.schema)) return [];
  const named = Object.values(Object(media.examples)).map((example) => Object(example).value);
  const given = [...('example' in media ? [media.example] : []), ...named];
  return given.map((example) => ({ place, schema: media.schema, example }));
});

it('every example is what its schema says', () => {
  const validators = new Map<string, ReturnType<typeof fromJSONSchema>>();
  const wrong = examples.flatMap(({ place, schema, example }) => {
    const key = JSON.stringify(schema);
    const validator = validators.get(key) ?? fromJSONSchema(Object(schema));
    validators.set(key, validator);
    const { error } = validator.safeParse(example);
    return error ? [`${place}: ${error.message}`] : [];
  });

  expect(examples.length).toBeGreaterThan(operations.length);
  expect(wrong).toEqual([]);
});

it('field-report 35 no example of a body is a placeholder, and no sentence has the wrong article', () => {
  const bodies = operations.flatMap(({ name, operation }) =>
    Object.values(Object(Object(operation.requestBody).content)).map((media) => ({
      name,
      text: JSON.stringify(Object(media).example),
    })),
  );
  const sentences = operations.flatMap(({ operation }) => [operation.summary, operation.description].map(String));

  expect(bodies.length).toBeGreaterThan(100);
  expect(bodies.filter(({ text }) => /"example(-0001)?"|"ex-1"|"EX"/.test(text))).toEqual([]);
  expect(
    sentences.filter((sentence) => /\ba (?=[aeio])|\ban (?!MSP)(?=[bcdfgjklmnpqrstvwxyz])/i.test(sentence)),
  ).toEqual([]);
});

it('every example of a body passes the schema that validates requests', () => {
  const exampleOf = (id: string): unknown => {
    const found = operations.find(({ operation }) => operation.operationId === id)?.operation.requestBody;
    const [media] = Object.values(Object(isSchema(found) ? found.content : {}));
    return isSchema(media) ? media.example : undefined;
  };
  for (const { id, kind, definition, action } of processes.flatMap((process) => processOperations(process))) {
    const schema = {
      create: createSchema(definition),
      update: patchSchema(definition),
      act: inputSchema(definition.actions[action ?? '']?.input ?? {}),
    };
    if (kind === 'create' || kind === 'update' || kind === 'act')
      expect(schema[kind].safeParse(exampleOf(id)).error?.issues ?? [], id).toEqual([]);
  }
  for (const { id, body } of services.flatMap((service) => service.operations)) {
    if (body) expect(body.safeParse(exampleOf(id)).error?.issues ?? [], id).toEqual([]);
  }
});

it('the lifecycle stands at the record, and each callable action at its operation', () => {
  for (const definition of processes.flatMap(({ records }) => records)) {
    const schemas = Object.values(Object(at('#/components/schemas')));
    const own = schemas.find((schema) => isSchema(schema) && schema.title === definition.title);

    expect(Object(Object(own)['x-lifecycle']).states).toEqual(definition.lifecycle.states);
  }
  expect(operations.filter(({ operation }) => 'x-action' in operation).length).toBeGreaterThan(0);
});
