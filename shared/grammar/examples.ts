/** Example values of a record type, a service or a capability, in its own folder (`examples.ts`): as much of them as no declaration tells. */
import type { Role } from '#shared/tenancy/roles';

/** A body, as JSON has it. */
export type Body = Readonly<Record<string, unknown>>;

/** Something done on another record, found by a list. */
export interface Elsewhere {
  /** Collection and query; `{id}` and the like are fields of the record that the step is about. */
  readonly find: string;
  readonly action: string;
  readonly input: Body;
  readonly by: Role;
}

/** How a record comes about that nobody creates from outside: another record is created and acted on, then it is found by a list. */
export interface Origin {
  readonly type: string;
  readonly body: Body;
  readonly actions: readonly string[];
  /** As of {@link Elsewhere}. */
  readonly find: string;
}

export interface Examples {
  /** The record type, the service or the capability that they are of. */
  readonly of: string;
  /** Values of a new record. */
  readonly values?: Body;
  /** Further values of a new record, for what it comes to otherwise. */
  readonly others?: readonly Body[];
  /** Values of a record that rules have written, as answers show it. */
  readonly shown?: Body;
  /** Values of inputs, by action. */
  readonly inputs?: Readonly<Record<string, Body>>;
  /** Bodies of other requests, by operation id: what of them no schema tells. */
  readonly requests?: Readonly<Record<string, unknown>>;
  /** Parameters of paths and queries, by operation id. */
  readonly parameters?: Readonly<Record<string, Body>>;
  readonly origin?: Origin;
  /** What makes our own automation take an action: what is done elsewhere, how a round of approval ends, or nothing. */
  readonly automatic?: Readonly<Record<string, Elsewhere | 'approved' | 'rejected' | 'by itself'>>;
  /** States that a record leaves by itself as soon as it has reached them. */
  readonly passing?: readonly string[];
}

/** All of them, asked for by record type or service; there are none where declarations tell all. */
export type ExamplesOf = (name: string) => Examples;

/** @param all of which those of kinds of documents are of whoever states the kind, though the requests are another service's */
export function examplesAmong(all: readonly Examples[]): ExamplesOf {
  const requests: NonNullable<Examples['requests']> = Object.assign({}, ...all.map((each) => each.requests));
  const parameters: NonNullable<Examples['parameters']> = Object.assign({}, ...all.map((each) => each.parameters));
  const known = Map.groupBy(all, ({ of }) => of);
  return (name) => Object.assign({ of: name }, ...(known.get(name) ?? []), { requests, parameters });
}
