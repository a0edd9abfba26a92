/** What is told of a record's entries: made of what its definition states of them. */
import * as z from 'zod/mini';
import { kindOf, type NamedEntries } from '#shared/capabilities/entries/entries';
import type { DescribedRequest, PartComponent, PartDescription, PartEvent } from '#shared/grammar/capability';
import { inputSchema } from '#shared/grammar/schemas';

const MOST_ON_A_PAGE = 200;
const name = z.string().check(z.minLength(1), z.maxLength(120));

function requestsOf(named: NamedEntries): Readonly<Record<string, DescribedRequest>> {
  const { rule } = named;
  const { one, many, noun } = rule.nouns;
  return {
    [`${kindOf(named)}-list`]: {
      called: () => [`list${many}`, `List its ${noun}s, first to last`],
      parameters: [
        {
          ...{ name: 'limit', in: 'query', says: 'How many on a page.' },
          schema: { type: 'integer', format: 'int32', minimum: 1, maximum: MOST_ON_A_PAGE, default: 50 },
        },
        {
          ...{ name: 'cursor', in: 'query', says: 'Where the page begins: `nextCursor` of the one before.' },
          schema: { type: 'string', minLength: 1, maxLength: 2000 },
        },
      ],
      answers: [{ is: 'component', name: `${one}Page`, says: 'A page; `nextCursor` is null on the last one.' }],
    },
    [`${kindOf(named)}-append`]: {
      called: () => [`append${many}`, rule.summary],
      says: `One, or an array of up to ${rule.most}: all of them are written, or none.`,
      input: {
        name: `New${one}`,
        schema: () => inputSchema(rule.fields),
        fields: () => rule.fields,
        many: rule.most,
      },
      answers: [
        {
          is: 'component',
          name: `${one}Page`,
          says: 'What was written.',
          headers: ['Idempotency-Replayed'],
          status: 201,
        },
      ],
      conflicts: ['record-closed'],
    },
  };
}

function answersOf({ rule }: NamedEntries): Readonly<Record<string, PartComponent>> {
  const { one, noun } = rule.nouns;
  const own = Object.entries(rule.fields).map(([field, { schema, options }]) => {
    const always = options.required && (options.visibility ?? 'public') === 'public';
    return [field, always ? schema : z.optional(schema)] as const;
  });
  const said = {
    at: z.iso.datetime().check(z.maxLength(40)),
    by: name,
    digest: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  };
  const entry = z.object({ id: name, ...Object.fromEntries(own), ...said });
  const page = z.object({
    items: z.array(entry).check(z.maxLength(MOST_ON_A_PAGE)),
    nextCursor: z.nullable(z.string()),
  });
  return {
    [one]: [entry, `One ${noun} of a record; it never changes.`],
    [`${one}Page`]: [page, `A page of ${noun} entries.`, one],
  };
}

const eventsOf = ({ rule }: NamedEntries): Readonly<Record<string, PartEvent>> => ({
  [`${rule.item}_${rule.emits ?? 'appended'}`]: {
    says: `${rule.summary}: how many, and the first of them.`,
    data: { count: z.int().check(z.gte(1)), first: name },
  },
});

/** @param all the record's logs */
export function describedOf(all: readonly NamedEntries[]): PartDescription {
  const merged = <T>(of: (named: NamedEntries) => Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.assign({}, ...all.map(of));
  return { requests: merged(requestsOf), answers: merged(answersOf), events: merged(eventsOf), envelope: {} };
}
