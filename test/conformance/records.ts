/** Records of every type through the API: how one comes about, and how it is walked into a state. */
import { examples } from '#functions/examples';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { Body, Elsewhere } from '#shared/grammar/examples';
import { createFields } from '#shared/grammar/schemas';
import { provocationOf } from '#test/conformance/automatic';
import { definitionOf } from '#test/conformance/definitions';
import { examplesOf } from '#test/conformance/examples';
import type { Step, Way } from '#test/conformance/explore';
import { auditor, automation, type Person, people, rolesOf } from '#test/conformance/people';
import { createBody } from '#test/conformance/sample';
import type { ConformanceStack } from '#test/conformance/stack';
import type { Answer } from '#test/support/client';
import { withReferred } from '#test/support/referred';

/** A record as it stands after something was done to it. */
export interface Walked {
  /** Below the API's address: `/v1/incidents/INC0000001`. */
  readonly path: string;
  /** The body of the last answer. */
  readonly record: Readonly<Record<string, unknown>>;
}

const isParty = (parties: readonly string[], person: Person): boolean =>
  [...rolesOf(person)].some((role) => parties.includes(role));

/** Somebody who may call an action by role; undefined for what only automation does. */
export function actorOf(parties: readonly string[]): Person | undefined {
  return people.find((person) => isParty(parties, person));
}

/** Who creates records of a type; undefined when only automation does. */
export const creatorOf = ({ create }: AnyRecordDefinition): Person | undefined => actorOf(create.by);

function expectStatus(answer: Answer, status: number, what: string): Answer {
  if (answer.status === status) return answer;
  throw new Error(`${what}: expected ${status}, was answered ${answer.status} ${JSON.stringify(answer.body)}`);
}

let counted = 0;

/** Fields by whose values records of other types are found that come about with one of this type. */
const sought = (type: string): readonly string[] =>
  examples.flatMap(({ origin }) =>
    origin?.type === type ? [...origin.find.matchAll(/\{(\w+)\}/g)].map(([, field = '']) => field) : [],
  );

/** Values of them that no other record has. */
const unique = ({ type, fields }: AnyRecordDefinition): Body =>
  Object.fromEntries(sought(type).flatMap((field) => (field in fields ? [[field, `conformance-${++counted}`]] : [])));

/** A create body that names records of acme, which are made where only the example names one. @param body values of one's own */
export function statedBody(stack: ConformanceStack, definition: AnyRecordDefinition, body: Body = {}): Promise<Body> {
  const example = createBody(definition);
  const exemplary = Object.entries(createFields(definition)).filter(
    ([name]) => !(name in body) || body[name] === example[name],
  );
  return withReferred(Object.fromEntries(exemplary), { ...example, ...body }, made(stack));
}

/** Makes records by their type, and tells their numbers. */
const made =
  (stack: ConformanceStack) =>
  async (type: string): Promise<string> =>
    String((await newRecord(stack, type)).record.id);

/** A new record of the type in acme, created by whoever may, or brought about as its folder says. */
export async function newRecord(stack: ConformanceStack, type: string, body: Body = {}): Promise<Walked> {
  const definition = definitionOf(type);
  const creator = creatorOf(definition);
  if (creator) {
    const client = await stack.as(creator);
    const stated = await statedBody(stack, definition, { ...unique(definition), ...body });
    const answer = await client.post(`/v1/${definition.path}`, stated);
    const { body: record } = expectStatus(answer, 201, `create ${type}`);
    return { path: `/v1/${definition.path}/${record.id}`, record };
  }
  const { origin } = examplesOf(type);
  if (!origin) throw new Error(`expected an origin in the examples.ts of ${type}, which nobody creates from outside`);
  let source = await newRecord(stack, origin.type, origin.body);
  for (const action of origin.actions) source = await act(stack, definitionOf(origin.type), source, { action });
  await stack.settled();
  return found(stack, origin.find, source);
}

/** The first record of a list whose query speaks of another record. */
async function found(stack: ConformanceStack, find: string, { record }: Walked): Promise<Walked> {
  const query = find.replaceAll(/\{(\w+)\}/g, (_, field: string) => encodeURIComponent(String(record[field])));
  const reader = await stack.as(auditor);
  const { body } = expectStatus(await reader.get(`/v1/${query}`), 200, `list ${query}`);
  const [first] = body.items;
  if (!first) throw new Error(`expected a record in ${query}, found none`);
  return { path: `/v1/${query.split('?')[0]}/${first.id}`, record: first };
}

/** Takes a public action, as a person who may. */
export async function act(
  stack: ConformanceStack,
  definition: AnyRecordDefinition,
  { path }: Walked,
  { action, input = {}, by }: { readonly action: string; readonly input?: Body; readonly by?: Person },
): Promise<Walked> {
  const person = by ?? actorOf(definition.actions[action]?.by ?? []);
  if (!person) throw new Error(`expected somebody who may ${action} a ${definition.type}`);
  const named = await withReferred(definition.actions[action]?.input ?? {}, input, made(stack));
  const answer = await (await stack.as(person)).act(path, action, named);
  return { path, record: expectStatus(answer, 200, `${action} on ${path}`).body };
}

/** What people do so that our automation takes a step, and what has become of the record then. */
async function provoke(stack: ConformanceStack, walked: Walked, elsewhere: Elsewhere | 'by itself'): Promise<Walked> {
  await stack.settled();
  if (elsewhere !== 'by itself') {
    const { find, action, input, by } = elsewhere;
    const other = await found(stack, find, walked);
    const person = people.find(({ role }) => role === by);
    await act(stack, definitionOf(String(other.record.type)), other, { action, input, ...(person && { by: person }) });
    await stack.settled();
  }
  const reader = await stack.as(auditor);
  return { path: walked.path, record: expectStatus(await reader.get(walked.path), 200, walked.path).body };
}

/** Whether tests can go this way: each step is taken by a person, or by automation that they know how to provoke. */
export function isWalkable(definition: AnyRecordDefinition, { steps }: Way): boolean {
  return steps.every(({ by, action }) => by !== automation || provocationOf(definition.type, action) !== undefined);
}

/** Goes the way with a new record; after each step the record is in the state that the exploration foretold. */
export async function walk(stack: ConformanceStack, definition: AnyRecordDefinition, way: Way): Promise<Walked> {
  const publicly = creatorOf(definition) !== undefined;
  let walked = await newRecord(stack, definition.type, publicly ? way.body : {});
  for (const step of way.steps) walked = await take(stack, definition, walked, step);
  return walked;
}

async function take(
  stack: ConformanceStack,
  definition: AnyRecordDefinition,
  walked: Walked,
  { action, input, by, to }: Step,
): Promise<Walked> {
  const elsewhere = provocationOf(definition.type, action);
  const next =
    by === automation && elsewhere
      ? await provoke(stack, walked, elsewhere)
      : await act(stack, definition, walked, { action, input, by });
  if (next.record.state === to) return next;
  if (examplesOf(definition.type).passing?.includes(to) && (await wasIn(stack, next, to)))
    return { ...next, record: { ...next.record, state: to } };
  throw new Error(`${action} on ${walked.path}: expected it to lead to ${to}, it is ${next.record.state}`);
}

/** Whether the record was in a state that it has left by itself: its history tells. */
async function wasIn(stack: ConformanceStack, { path }: Walked, state: string): Promise<boolean> {
  const { body } = await (await stack.as(auditor)).get(`${path}/history?field=state`);
  return body.items.some(
    ({ changes }: { readonly changes: readonly { readonly field: string; readonly new?: unknown }[] }) =>
      changes.some((change) => change.field === 'state' && change.new === state),
  );
}
