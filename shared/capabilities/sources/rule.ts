/** What a definition says of values that several sources report: whom to believe, for how long, and by what a report finds its record. */
import type { Party } from '#shared/grammar/definition';

/** What people and commands state, among sources. Reports bear other names. */
export const MANUAL = 'manual';
/** In an order of sources: every one that it does not name. */
export const OTHERS = '*';

/** An attribute: a field, or `field/key` where the field holds values by key. */
export type AttributeName<N extends string = string> = N | `${N}/${string}`;

/** Names of sources, the first believed before all; those at one place, such as all of `*`, are believed alike. */
export type Precedence = readonly string[];

/** How a value that identifies is written alike: without separators, as a name of a host, or as it is. */
export type Alike = 'hardware-address' | 'host-name';

/**
 * A way to recognise a record: by the values of these attributes together.
 * @typeParam R the record
 * @typeParam N its fields
 */
export interface IdentityRule<R = never, N extends string = string> {
  readonly by: readonly [AttributeName<N>, ...AttributeName<N>[]];
  readonly alike?: Readonly<Partial<Record<AttributeName<N>, Alike>>>;
  /** Whether it holds for a record with these values, such as those of one class; always when absent. */
  readonly when?: (values: Partial<R>) => boolean;
}

/**
 * @typeParam R the record
 * @typeParam N its fields
 */
export interface SourcesRule<R = never, N extends string = string> {
  /** Who sends reports. */
  readonly by: readonly Party[];
  /** Fields that sources report, what identifies among them. */
  readonly attributes: readonly N[];
  /** Those of them that hold values by key: each key is an attribute. */
  readonly keyed?: readonly N[];
  readonly precedence: Precedence;
  /** Another order for some attributes. */
  readonly precedenceOf?: Readonly<Partial<Record<AttributeName<N>, Precedence>>>;
  /** ISO 8601: a source that has not seen the record for so long gives way to the next. What people state does not age. */
  readonly staleAfter: string | ((record: R) => string);
  /** Attributes of which sources change nothing: a difference is told and kept until a command decides. */
  readonly controlled?: (record: R) => readonly AttributeName<N>[];
  /** What a record that is new has beside what its first report says of it, such as a title. */
  readonly makes?: (reported: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  /** In this order: the first way by which records are found decides. */
  readonly identifyBy: readonly IdentityRule<R, N>[];
}
