/**
 * What rules look at beside their record: other records, named by its fields, linked with it, or in its way in time. They are loaded before the
 * decision; what a rule has looked at is as it was when the decision is written, or it is made anew (ADR 52).
 */
import type { Payload, ProjectedBy, ProjectionContract } from '#shared/grammar/contract';
import type { Decision } from '#shared/grammar/definition';
import type { LinkKind } from '#shared/grammar/directory';
import type { Person } from '#shared/tenancy/people';

/** Where the records of a need are found. */
export type NeedSource = ViewSource | PersonSource;

/** Whoever the first of these fields names that names somebody, with those above them. */
export interface PersonSource {
  readonly is: 'person';
  readonly fields: readonly string[];
}

export type ViewSource = { readonly view: ProjectionContract } & (
  | { readonly is: 'referred'; readonly field: string }
  | { readonly is: 'members'; readonly field: string; readonly members: readonly string[] }
  | { readonly is: 'related'; readonly link: RestedLink }
  | ({ readonly is: 'overlapping' } & Overlap)
);

export interface Overlap {
  /** The record's own stretch of time, of the kind `interval`. */
  readonly mine: string;
  /** Theirs, which their projection shows. */
  readonly theirs: string;
  /** Their declared list in the order of it, which their type guards (`guardedLists`). */
  readonly list: string;
  /** Fields of the record that have the values by which the list is. */
  readonly by?: readonly string[];
  /** How long theirs are at most, an ISO 8601 duration: what began before is not looked at. */
  readonly longest?: string;
}

/**
 * @typeParam T what rules are given
 * @typeParam N fields of the record that it names
 */
export interface Need<T = unknown, N extends string = string> {
  readonly source: NeedSource;
  /** For the compiler alone; there is nothing there. */
  readonly gives?: T;
  readonly fields?: N;
}

/** A record as its process shows it, and how it is called in what the caller is told. */
export type Shown<P extends Payload> = ProjectedBy<P> & { readonly named: string };

/** The record that a field names, as its process shows it to others; undefined where it names none that is there. */
export const referred = <const F extends string, P extends Payload>(
  field: F,
  view: ProjectionContract<P>,
): Need<Shown<P> | undefined, F> => ({ source: { is: 'referred', field, view } });

/** The records that the items of a list name, each in one of these members: once each, by number or ULID as an item says it. */
export const referredIn = <const F extends string, P extends Payload>(
  field: F,
  members: readonly [string, ...string[]],
  view: ProjectionContract<P>,
): Need<readonly (Shown<P> & { readonly called: string })[], F> => ({
  source: { is: 'members', field, members, view },
});

/** Whoever the first of these fields names that names somebody; undefined for whom the tenant's directory does not have. */
export const person = <const F extends string>(...fields: readonly [F, ...F[]]): Need<Person | undefined, F> => ({
  source: { is: 'person', fields },
});

/** Kinds of links but those within a family, which `openChildren` tells of. */
export type RestedLink = Exclude<LinkKind, 'parent' | 'child' | 'duplicate_of' | 'has_duplicate'>;

/** Records that the record is linked to so. */
export const related = <P extends Payload>(
  link: RestedLink,
  view: ProjectionContract<P>,
): Need<readonly Shown<P>[], never> => ({ source: { is: 'related', link, view } });

/** Records whose stretch of time has a moment in common with the record's. */
export const overlapping = <P extends Payload, const F extends string>(
  view: ProjectionContract<P>,
  how: Overlap & { readonly mine: F },
): Need<readonly Shown<P>[], F> => ({ source: { is: 'overlapping', view, ...how } });

type Needs = Readonly<Record<string, Need>>;
type Given<N extends Needs> = { readonly [K in keyof N]: N[K] extends Need<infer T> ? T : never };

/** The needs of a record type, and how its rules get at them. */
export interface Needing<N extends Needs = Needs> {
  readonly needs: N;
  /** What was loaded. @throws Error where the type does not have the part `needs` */
  readonly of: (decision: Pick<Decision<never>, 'needed'>) => Given<N>;
}

/** States needs by name. */
export function needing<const N extends Needs>(needs: N): Needing<N> {
  return {
    needs,
    of: ({ needed }) => {
      const given = {};
      for (const name of Object.keys(needs)) {
        const read = needed?.[name];
        if (!read) throw new Error(`${name} was not loaded: the definition says needs(…) among its parts`);
        // Nothing is rested on but what a rule reads.
        Object.defineProperty(given, name, { get: read, enumerable: true });
      }
      // The loader has checked each against its projection.
      return given as Given<N>;
    },
  };
}
