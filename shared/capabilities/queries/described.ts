/** What is told of queries: made of what each states. */
import { type AnyQuery, kindOf, type Queries, queryOf, segmentOf } from '#shared/capabilities/queries/query';
import type { DescribedRequest, Nouns, PartDescription, PartParameter } from '#shared/grammar/capability';
import type { Fields } from '#shared/grammar/fields';
import { inputSchema } from '#shared/grammar/schemas';
import { SVG_TYPE } from '#shared/http/negotiate';
import { type ProblemSlug, problemRow } from '#shared/problems/problems';

export function describedOf<R>(queries: Queries<R>): PartDescription {
  const known = Object.entries(queries).map(([name, of]) => [name, queryOf(name, of)] as const);
  return {
    // Made when it is asked for: what a process states of problems is known by then.
    get requests() {
      return Object.fromEntries(known.map(([name, query]) => [kindOf(name), requestOf(name, query)]));
    },
    answers: Object.fromEntries(known.map(([, { answers }]) => [answers.name, [answers.schema(), answers.says]])),
    events: {},
    envelope: {},
  };
}

function requestOf(name: string, query: AnyQuery): DescribedRequest {
  const { input, method = 'GET', answers, picture, refusedBy = [], summary } = query;
  return {
    called: (nouns) => [idOf(name, query, nouns), summary],
    ...(method === 'POST'
      ? {
          input: {
            name: inputName(answers.name),
            schema: () => inputSchema(input),
            fields: () => input,
          },
        }
      : { parameters: parametersOf(input) }),
    answers: [{ is: 'component', name: answers.name, says: answers.says, ...(picture && { alsoAs: [SVG_TYPE] }) }],
    ...(refusedBy.some(is(409)) && { conflicts: refusedBy.filter(is(409)) }),
    refusals: refusedBy.filter(is(422)),
    reads: true,
  };
}

const is = (status: number) => (slug: ProblemSlug) => problemRow(slug).status === status;
const inputName = (answer: string): string => `${answer}Input`;

function parametersOf(fields: Fields): readonly PartParameter[] {
  return Object.entries(fields).map(([name, field]) => {
    const { description, label, required } = field.options;
    const says = description ?? label ?? `The ${segmentOf(name).replaceAll('-', ' ')} that is meant.`;
    return {
      in: 'query',
      name,
      says,
      field,
      ...(required && { required }),
    };
  });
}

const capital = (word: string): string => word.replace(/^[a-z]/, (letter) => letter.toUpperCase());

/** `getRackPlacement`, `calculateBusinessCases`, `getChangeCalendar`. */
function idOf(name: string, { called, on, method = 'GET' }: AnyQuery, { one, many }: Nouns): string {
  if (called !== undefined) return called;
  const about = on === 'record' ? one : on === 'collection' ? many : '';
  return method === 'GET' ? `get${about}${capital(name)}` : `${name}${about}`;
}
