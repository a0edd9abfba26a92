/** What is told of a record's collections: made of what its definition states of them. */
import * as z from 'zod/mini';
import { type AnyCollection, kindOf, type Named } from '#shared/capabilities/collections/collection';
import { statesOf } from '#shared/capabilities/collections/decide';
import {
  changedFields,
  itemPatchSchema,
  itemRedactionSchema,
  newItemSchema,
  statedFields,
} from '#shared/capabilities/collections/schemas';
import type {
  DescribedField,
  DescribedRequest,
  PartAnswer,
  PartComponent,
  PartDescription,
  PartEvent,
} from '#shared/grammar/capability';
import { COUNT } from '#shared/grammar/envelope-schemas';
import { inputSchema } from '#shared/grammar/schemas';
import type { ProblemSlug } from '#shared/problems/problems';

const MOST_ON_A_PAGE = 200;
const moment = z.iso.datetime().check(z.maxLength(40));
const name = z.string().check(z.minLength(1), z.maxLength(120));
const number = z.int().check(z.gte(1), z.lte(2_147_483_647));

/** An item as answers carry it: what is internal is absent for some, what is not given for all. */
function itemSchema({ fields, lifecycle }: AnyCollection): z.ZodMiniType {
  const own = Object.entries(fields).map(([field, { schema, options }]) => {
    const always = options.required && (options.visibility ?? 'public') === 'public';
    return [field, always ? schema : z.optional(schema)] as const;
  });
  return z.object({
    number,
    state: z.enum(Object.keys(lifecycle.states)),
    ...Object.fromEntries(own),
    ...{ createdAt: moment, createdBy: name, updatedAt: moment, updatedBy: name },
  });
}

const inPath = { name: 'item', in: 'path', says: 'Its number within the record.' } as const;
const itemInPath = { ...inPath, schema: { type: 'integer', format: 'int32', minimum: 1, maximum: 2_147_483_647 } };
const posted = ['ETag', 'Idempotency-Replayed'];

function requestsOf({ collection }: Named): Readonly<Record<string, DescribedRequest>> {
  const { nouns, lifecycle, create, actions, conflicts = [] } = collection;
  const { one, many, noun } = nouns;
  const of = kindOf(collection);
  const why: readonly ProblemSlug[] = [
    ...new Set(['record-closed', 'illegal-transition', 'guard-failed', ...conflicts] as const),
  ];
  const changed: PartAnswer = {
    is: 'component',
    name: one,
    says: `The ${noun}, or what would happen.`,
    headers: posted,
    orDryRun: true,
  };
  const add: DescribedRequest = {
    called: () => [`add${one}`, create.summary],
    input: {
      name: `New${one}`,
      schema: () => newItemSchema(collection),
      fields: () => statedFields(collection),
    },
    ifMatch: 'optional',
    answers: [{ is: 'component', name: one, says: `The new ${noun}.`, headers: ['Location', ...posted], status: 201 }],
    conflicts: why,
  };
  const verbs = Object.entries(actions).map(([verb, action]): readonly [string, DescribedRequest] => [
    `${verb}-${of}`,
    {
      called: () => [`${camel(verb)}${one}`, action.summary],
      says: `${action.to === 'same' ? 'The state stays' : `Leads to ${action.to}`}; possible in ${statesOf(collection, action).join(', ')}.`,
      input: {
        name: Object.keys(action.input).length === 0 ? 'NoInput' : `${pascal(verb)}${one}Input`,
        schema: () => inputSchema(action.input),
        fields: () => action.input,
      },
      ifMatch: 'required',
      parameters: [itemInPath],
      answers: [changed],
      conflicts: why,
    },
  ]);
  return {
    [`${of}-list`]: {
      called: () => [`list${many}`, `List its ${many === one ? noun : `${noun}s`}`],
      parameters: [
        {
          name: 'state',
          in: 'query',
          says: 'Only those in this state.',
          schema: { type: 'string', enum: Object.keys(lifecycle.states) },
        },
        ...paging,
      ],
      answers: [{ is: 'component', name: `${one}Page`, says: 'A page; `nextCursor` is null on the last one.' }],
    },
    [`${of}-add`]: add,
    ...(create.verb && {
      [`${create.verb}-${of}`]: { ...add, called: () => [`${camel(create.verb ?? '')}${one}`, create.summary] },
    }),
    [`${of}-read`]: {
      called: () => [`get${one}`, `Read one ${noun}`],
      parameters: [itemInPath],
      answers: [{ is: 'component', name: one, says: `The ${noun}.`, headers: ['ETag'] }],
    },
    [`${of}-change`]: {
      called: () => [`update${one}`, `Change fields of one ${noun}`],
      input: {
        name: `${one}Patch`,
        schema: () => itemPatchSchema(collection),
        fields: () => changedFields(collection),
      },
      ifMatch: 'required',
      parameters: [itemInPath],
      answers: [changed],
      conflicts: why,
    },
    [`${of}-delete`]: {
      called: () => [`delete${one}`, `Take one ${noun} out`],
      ifMatch: 'required',
      parameters: [itemInPath],
      answers: [{ is: 'nothing', says: 'It is gone.' }],
      conflicts: why,
    },
    [`${of}-redact`]: {
      called: () => [`redact${one}`, `Take values of one ${noun} out of it and of the history`],
      input: { name: 'ItemRedaction', schema: () => itemRedactionSchema },
      ifMatch: 'required',
      parameters: [itemInPath],
      answers: [changed],
      conflicts: ['legal-hold'],
    },
    ...Object.fromEntries(verbs),
  };
}

const paging = [
  {
    name: 'limit',
    in: 'query',
    says: 'How many on a page.',
    schema: { type: 'integer', format: 'int32', minimum: 1, maximum: MOST_ON_A_PAGE, default: 50 },
  },
  {
    name: 'cursor',
    in: 'query',
    says: 'Where the page begins: `nextCursor` of the one before.',
    schema: { type: 'string', minLength: 1, maxLength: 2000 },
  },
] as const;

const pascal = (words: string): string =>
  words.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
const camel = (words: string): string => pascal(words).replace(/^[A-Z]/, (letter) => letter.toLowerCase());

function answersOf({ collection }: Named): Readonly<Record<string, PartComponent>> {
  const { one, noun } = collection.nouns;
  const item = itemSchema(collection);
  const page = z.object({
    items: z.array(item).check(z.maxLength(MOST_ON_A_PAGE)),
    nextCursor: z.nullable(z.string()),
  });
  return {
    [one]: [item, `One ${noun} of a record.`],
    [`${one}Page`]: [page, `A page of ${noun} entries.`, one],
  };
}

function eventsOf({ collection }: Named): Readonly<Record<string, PartEvent>> {
  const { item, nouns, create, actions } = collection;
  const data = { number, state: z.enum(Object.keys(collection.lifecycle.states)) };
  const told = (emits: string, says: string) => [`${item}_${emits}`, { says, data }] as const;
  return Object.fromEntries([
    told(create.emits ?? 'added', `${create.summary}.`),
    ...(collection.patch ? [told('changed', `Fields of a ${nouns.noun} were changed.`)] : []),
    ...(collection.remove ? [told('removed', `A ${nouns.noun} was taken out.`)] : []),
    ...Object.values(actions).map(({ emits, summary }) => told(emits, `${summary}.`)),
  ]);
}

const countsField = ({ name: called, collection }: Named): DescribedField => ({
  title: `How many ${called} there are, by state`,
  schema: {
    type: 'object',
    required: ['last', 'states'],
    properties: {
      last: { ...COUNT, description: 'The last number given' },
      states: {
        type: 'object',
        properties: Object.fromEntries(Object.keys(collection.lifecycle.states).map((state) => [state, COUNT])),
      },
    },
  },
});

/** @param all the record's collections */
export function describedOf(all: readonly Named[]): PartDescription {
  const merged = <T>(of: (named: Named) => Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.assign({}, ...all.map(of));
  return {
    requests: merged(requestsOf),
    answers: merged(answersOf),
    events: merged(eventsOf),
    envelope: merged((named) => ({ [named.name]: countsField(named) })),
  };
}
