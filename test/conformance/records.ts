/** Records of every type through the API: how one comes about, and how it is walked into a state. */
import type { AnyRecordDefinition } from '#shared/process/definition';
import { definitionOf } from '#test/conformance/definitions';
import type { Step, Way } from '#test/conformance/explore';
import { type Elsewhere, factsOf } from '#test/conformance/facts';
import { auditor, automation, type Person, people, rolesOf } from '#test/conformance/people';
import { type Body, createBody } from '#test/conformance/sample';
import type { ConformanceStack } from '#test/conformance/stack';
import type { Answer } from '#test/support/client';

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

let made = 0;

/** A value that no other record has, for whoever must find it by a list. */
const unique = (): Body => ({ ciId: `conformance-${++made}` });

/** A new record of the type in acme, created by whoever may, or brought about as the facts say. */
export async function newRecord(stack: ConformanceStack, type: string, body: Body = {}): Promise<Walked> {
  const definition = definitionOf(type);
  const creator = creatorOf(definition);
  if (creator) {
    const own = 'ciId' in definition.fields ? unique() : {};
    const client = await stack.as(creator);
    const answer = await client.post(`/v1/${definition.path}`, { ...createBody(definition), ...own, ...body });
    const { body: record } = expectStatus(answer, 201, `create ${type}`);
    return { path: `/v1/${definition.path}/${record.id}`, record };
  }
  const { origin } = factsOf(type);
  if (!origin) throw new Error(`expected facts on how a record of type ${type} comes about`);
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
  const answer = await (await stack.as(person)).act(path, action, input);
  return { path, record: expectStatus(answer, 200, `${action} on ${path}`).body };
}

/** What people do so that our automation takes a step, and what has become of the record then. */
async function provoke(stack: ConformanceStack, walked: Walked, elsewhere: Elsewhere | 'by itself'): Promise<Walked> {
  await stack.settled();
  if (elsewhere !== 'by itself') {
    const { find, action, input, by } = elsewhere;
    const other = await found(stack, find, walked);
    await act(stack, definitionOf(String(other.record.type)), other, { action, input, by });
    await stack.settled();
  }
  const reader = await stack.as(auditor);
  return { path: walked.path, record: expectStatus(await reader.get(walked.path), 200, walked.path).body };
}

/** Whether tests can go this way: each step is taken by a person, or by automation that they know how to provoke. */
export function isWalkable(definition: AnyRecordDefinition, { steps }: Way): boolean {
  const { automatic = {} } = factsOf(definition.type);
  return steps.every(({ by, action }) => by !== automation || action in automatic);
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
  const elsewhere = factsOf(definition.type).automatic?.[action];
  const next =
    by === automation && elsewhere
      ? await provoke(stack, walked, elsewhere)
      : await act(stack, definition, walked, { action, input, by });
  if (next.record.state === to) return next;
  throw new Error(`${action} on ${walked.path}: expected it to lead to ${to}, it is ${next.record.state}`);
}
