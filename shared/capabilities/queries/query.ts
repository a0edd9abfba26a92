/** A computed read as a definition states it: what it takes, what is read for it beforehand, and the pure rule that answers it (R5). */
import type * as z from 'zod/mini';
import type { Read, Seen } from '#shared/capabilities/queries/reading';
import type { Party, Refusal } from '#shared/grammar/definition';
import type { Fields, ValuesOf } from '#shared/grammar/fields';
import type { ProblemSlug } from '#shared/problems/problems';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Actor } from '#shared/tenancy/context';

/** What is read for a query, by what its rule calls it. */
export type Reads = Readonly<Record<string, Read<unknown>>>;
export type Found<L extends Reads> = { readonly [K in keyof L]: Awaited<ReturnType<L[K]>> };

/** Who asks what, of which record, and when. */
export interface Asking<R, I> {
  readonly input: I;
  /** The record that the path names, as the caller may see it; of a query on a collection or a process there is none. */
  readonly record: R;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly actor: Actor;
  readonly config: Configuration;
}

/** What a rule sees: what was asked, and what was read for it. Nothing in it is more than the caller may know. */
export interface Question<R, I, F> extends Asking<R, I> {
  readonly read: F;
}

/** What callers are told of it. */
export interface Told {
  /** What it does, in a sentence. */
  readonly summary: string;
  /** The component that describes the answer, what it is, and its schema; made when the API is described. */
  readonly answers: { readonly name: string; readonly says: string; readonly schema: () => z.ZodMiniType };
  /** OpenAPI operation id, where the one that is made of its name would be taken. */
  readonly called?: string;
  /** Why its checks may refuse it, beside what is wrong with the input. */
  readonly refusedBy?: readonly ProblemSlug[];
}

export interface Query<R, I extends Fields, L extends Reads, A extends object> extends Told {
  /** Whether it is about one record, the collection, or what the process knows as a whole: under a first segment of its own. */
  readonly on: 'record' | 'collection' | 'process';
  /** Segments below the record or the collection, or all of a process's; the query's name when absent. */
  readonly path?: string;
  /** A GET takes its input as parameters, a POST as its body. Neither stores anything. */
  readonly method?: 'GET' | 'POST';
  readonly input: I;
  /** Who may ask; whoever reads all records of the type when absent, and of one record whoever may see it. */
  readonly by?: readonly Party[];
  readonly reads?: (asking: Asking<R, ValuesOf<I>>) => L;
  /** Why it has no answer, judged in their order. */
  readonly checks?: readonly ((question: Question<R, ValuesOf<I>, Found<NoInfer<L>>>) => Refusal | undefined)[];
  readonly answer: (question: Question<R, ValuesOf<I>, Found<NoInfer<L>>>) => A;
  /** The answer as SVG, for those who would like a picture. */
  readonly picture?: (answer: A, question: Question<R, ValuesOf<I>, Found<NoInfer<L>>>) => string;
}

/** A query over records `R`: its other types are its own. */
export interface QueryOver<R> extends Told {
  readonly over?: (record: R) => void;
}

/** A query whose types are only known at run time. */
export type AnyQuery = Query<never, Fields, Reads, object>;

const stated = new WeakMap<object, AnyQuery>();

/** States a query. Types of its input, of what is read and of its answer flow into its rules. */
export function query<
  const I extends Fields,
  const A extends object,
  const L extends Reads = Record<never, never>,
  R = Seen,
>(of: Query<R, I, L, A>): QueryOver<R> {
  stated.set(of, of as unknown as AnyQuery);
  return of;
}

/** What {@link query} was given. @throws Error for what it was not */
export function queryOf(name: string, of: object): AnyQuery {
  const known = stated.get(of);
  if (!known) throw new Error(`${name} is stated by no query()`);
  return known;
}

/** Queries of a record type by their names, in camel case. */
export type Queries<R> = Readonly<Record<string, QueryOver<R>>>;

/** `freeSlots` is `free-slots` in paths. */
export const segmentOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const places = { record: '*/{id}/', collection: '*/', process: '' } as const;

export const pathOf = (name: string, { on, path = segmentOf(name) }: AnyQuery): string => `${places[on]}${path}`;
export const kindOf = (name: string): string => `query-${segmentOf(name)}`;
