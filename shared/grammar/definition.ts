/**
 * The grammar: a process is data. A definition names records, fields, lifecycle, actions, guards, effects, clocks, timers and
 * events; it contains no function bodies, only references to pure rules, so it can be printed, tested and documented as data.
 */

import type { EventEnvelope } from '#shared/events/envelope';
import type { NamedCommands, Part } from '#shared/grammar/capability';
import type { RecordContract } from '#shared/grammar/contract';
import type { LinkKind } from '#shared/grammar/directory';
import type { ChangesOf, Fields, ValuesOf, Visibility } from '#shared/grammar/fields';
import type { Lists } from '#shared/grammar/lists';
import type { PersonOf } from '#shared/grammar/party';
import type { AnyRecord, CommonField, RecordOf } from '#shared/grammar/record';
import type { RetentionClass } from '#shared/grammar/retention-classes';
import type { ProblemSlug } from '#shared/problems/problems';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Actor } from '#shared/tenancy/context';
import type { DocumentKind } from '#shared/tenancy/documents';
import type { Maker } from '#shared/tenancy/grant';
import type { Role } from '#shared/tenancy/roles';

/** `open` work in hand, `waiting` on somebody else, `done` but may come back, `final` never changes again. */
export type StateClass = 'open' | 'waiting' | 'done' | 'final';

/** Who may call an action: a role, a person by relation to the record or named by one of its fields, or a member of its group. */
export type Party = Role | PersonOf | 'member';

/** What a rule sees. Rules are pure: nothing else may be read. */
export interface Decision<R, I = Record<string, never>> {
  /** The record as it stands after the effects before this one. */
  readonly record: R;
  readonly input: I;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The same instant in RFC 3339. */
  readonly at: string;
  readonly actor: Actor;
  /** The same, for what acts later: a rule keeps it, and asks before it acts (ADR 27). */
  readonly maker: Maker;
  readonly roles: ReadonlySet<Role>;
  /** The tenant's effective configuration. */
  readonly config: Configuration;
  /** The record as it stood before the fields of a PATCH were applied. */
  readonly before?: R;
  /** Records whose parent this one is and that are still open; loaded when the definition says `needs: ['children']`. */
  readonly openChildren: readonly string[];
  /** Records that the input refers to, by what it calls them (see `refers`). */
  readonly referred: ReadonlyMap<string, AnyRecord>;
  /** Content of the published versions that it was made with, by the field that names their record. */
  readonly pinned: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** What else was loaded for it, by name: read with `of` of `#shared/grammar/needs`, which says what it is. */
  readonly needed?: Readonly<Record<string, () => unknown>>;
}

/** Why a guard or check says no. */
export interface Refusal {
  readonly slug: ProblemSlug;
  readonly detail: string;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** May this happen to the record now? Judged without the input, so that `GET …/actions` can tell beforehand. */
export type Guard<R> = (decision: Decision<R, unknown>) => Refusal | undefined;

/** Guards by the names under which refusals tell of them. */
export type Guards<R> = Readonly<Record<string, Guard<R>>>;

/** Is this input acceptable for the record now? */
export type Check<R, I> = (decision: Decision<R, I>) => Refusal | undefined;

/** A field of an action's input that the record's situation asks for, beside those that are always required. */
export interface Asked {
  readonly field: string;
  /** Why, and what to give: told to whoever leaves it out. */
  readonly because: string;
  /** Asked for only when another field has one of these values. */
  readonly when?: { readonly field: string; readonly is: readonly string[] };
  /** Another field that answers it as well. */
  readonly or?: string;
}

/** What else changes. */
export type Effect<R, I = unknown, O = Outcome<R, Emission>> = (decision: Decision<R, I>) => O;

/**
 * What an effect returns; everything is optional, and performed in one transaction with the record. `E` are the events that it may emit: of a
 * process's rule `Emits<typeof contract, 'incident'>`, so that the compiler holds them to the letterbox; none unless said.
 */
export interface Outcome<R, E extends Emission = never> {
  readonly set?: ChangesOf<R>;
  /** A change of state beyond the action's own `to`, for comments that resume and the like. */
  readonly state?: R extends { readonly state: infer S } ? S : never;
  readonly comment?: { readonly body: string; readonly visibility: Exclude<Visibility, 'restricted'> };
  /** `kind`: one of those that the part `taskKinds` states. */
  readonly tasks?: readonly {
    readonly title: string;
    readonly mandatory: boolean;
    readonly assignedGroup?: string;
    readonly assignedTo?: string;
    readonly kind?: string;
  }[];
  /** Links to records that the input refers to, by ulid; written both ways. */
  readonly links?: readonly { readonly kind: LinkKind; readonly to: string; readonly removed?: boolean }[];
  /** Further domain events, `<record>.<name>`, with small data. */
  readonly emit?: readonly E[];
}

/** An outcome of a record whose type is only known at run time. */
export interface AnyOutcome extends Omit<Outcome<{ readonly state: string }, Emission>, 'set'> {
  readonly set?: Readonly<Record<string, unknown>>;
}

/** An event in the plan of a change, whoever emits it. */
export interface Emission {
  readonly name: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** Told inside only, though the change that it belongs to can be seen outside. */
  readonly visibility?: 'internal';
}

/** A command on a record. */
export interface Action<R, S extends string, I extends Fields, O = Outcome<R, Emission>, V = ValuesOf<I>> {
  readonly summary: string;
  /** States it may be called in; `any` is every state that is not final. */
  readonly from: readonly NoInfer<S>[] | 'any';
  readonly to: NoInfer<S> | 'same';
  readonly by: readonly Party[];
  /** Who may not, though they are one of those who may: whoever the record has for these already (A17). */
  readonly apart?: readonly PersonOf[];
  readonly input: I;
  /** Fields of the input that name records of the process: which type. Naming none that the caller may see is refused. */
  readonly refers?: Readonly<Record<string, string>>;
  /** `internal` leaves what a requester can see untouched, the version included. */
  readonly visibility?: 'internal';
  readonly guards?: Guards<R>;
  /** What it asks for now. Judged without the input, so that `GET …/actions` can tell beforehand. */
  readonly asks?: (decision: Decision<R, unknown>) => readonly Asked[];
  readonly checks?: readonly Check<R, V>[];
  readonly effects?: readonly Effect<R, V, O>[];
  /** Past tense: the event is `<record>.<emits>`. */
  readonly emits: string;
}

/** Something that happens by itself: `at` is computed from the record, so there is no second truth to keep in step. */
export interface Timer<R, A extends string> {
  /** Epoch milliseconds at which `run` is due, or undefined while it is not. */
  readonly at: (record: R, config: Configuration) => number | undefined;
  readonly run: A;
}

/** All records of a declared list that have these values: long work, for which the type has the part `listReactions`. */
export interface OfList {
  readonly list: string;
  /** A value for each field that the list is by. */
  readonly equals: Readonly<Record<string, string>>;
  /** Only those whose value of the list's order is at least the first and below the second. */
  readonly from?: string;
  readonly below?: string;
  /** From the end of the list's order. */
  readonly descending?: boolean;
}

/** What an incoming event leads to. */
export type Reaction =
  /** A new record, unless an open one already holds the key; then the command runs on that one. */
  | {
      readonly kind: 'open';
      readonly key: string;
      readonly fields: Readonly<Record<string, unknown>>;
      /** The fields are what a person stated: they are judged, and completed by their template, as the body of a create is. */
      readonly stated?: true;
      readonly otherwise?: { readonly command: string; readonly input: Readonly<Record<string, unknown>> };
    }
  /** A command on one record, named by id or by the key it holds; on all open children of a record; or on all records of a list. */
  | {
      readonly kind: 'command';
      readonly on:
        | { readonly id: string }
        | { readonly key: string }
        /** `type` is the parent's, when it is another one than the children's. */
        | { readonly childrenOf: string; readonly type?: string }
        | OfList;
      readonly command: string;
      readonly input: Readonly<Record<string, unknown>>;
    }
  /** Sightings that count no longer (see {@link Gathering}). */
  | { readonly kind: 'forget'; readonly topic: string; readonly uids: readonly string[] };

/** One record seen: which, and by whom; nobody who is known is somebody else for each record. */
export interface Sighting {
  readonly uid: string;
  readonly by: string;
}

/** What the event is a sighting of, if of anything: it is kept, and the consumer is shown those around it in time. */
export type Gathering<E = EventEnvelope> = (
  event: E,
  config: Configuration,
) => { readonly topic: string; readonly by?: string; readonly withinMs: number } | undefined;

/**
 * @param record the type that the reactions are about
 * @param sightings those of the event's topic around it, its own included; given when the consumption gathers
 */
export type Consumer<E = EventEnvelope> = (
  event: E,
  config: Configuration,
  record: string,
  sightings?: readonly Sighting[],
) => readonly Reaction[];

/** Says of a record and a word, such as the id of a person, at an instant in epoch milliseconds. */
export type Predicate<R> = (record: R, word: string, config: Configuration, now: number) => boolean;

/** A filter of lists that is judged by a rule. */
export interface Filter<R> {
  /** What it takes: ids of people, of whom `me` is the caller, any names or numbers, or these words. */
  readonly of: 'people' | 'names' | readonly [string, ...string[]];
  readonly holds: Predicate<R>;
  /** One sentence for the OpenAPI document. */
  readonly says: string;
}

/** A version of a configuration document (see `publishes`). */
export interface Publication {
  readonly kind: DocumentKind;
  readonly id: string;
  readonly version: number;
  /** What every function keeps in its cache; written again when it changes. */
  readonly reference: Readonly<Record<string, unknown>>;
  /** The version itself: immutable, and read where it is needed. */
  readonly body: () => Readonly<Record<string, unknown>>;
}

/** Fields that lists are by, and in order of. What changes with every command is none: its rows would be written anew each time. */
type ListedField<F extends Fields> =
  | Extract<keyof F, string>
  | CommonField
  | 'state'
  | 'createdBy'
  | 'openedAt'
  | 'createdAt'
  | 'closedAt';

/** Of a fact's declaration (`#shared/kit/kpi/fact`), what writes facts must know: figures are computed elsewhere. */
export interface DeclaredFact<R = never> {
  readonly over: readonly string[];
  readonly finished: readonly string[];
  readonly of: (record: R, config: Configuration) => object;
}

export interface RecordDefinition<
  F extends Fields = Fields,
  S extends string = string,
  I extends Readonly<Record<string, Fields>> = Readonly<Record<string, Fields>>,
  R = RecordOf<F, S>,
  O = Outcome<R, Emission>,
  C = ChangesOf<R>,
> extends RecordContract {
  readonly fields: F;
  readonly lifecycle: {
    readonly initial: NoInfer<S>;
    readonly states: Readonly<Record<S, StateClass>>;
  };
  readonly create: {
    readonly summary: string;
    /** What a new record needs beyond its required fields, for the OpenAPI document. */
    readonly says?: string;
    readonly by: readonly Party[];
    /** As of {@link Action}. */
    readonly refers?: Readonly<Record<string, string>>;
    readonly checks?: readonly Check<R, unknown>[];
    readonly effects?: readonly Effect<R, unknown, O>[];
    /** Up to this many records in one request body (an array), each with its own outcome. */
    readonly batch?: number;
  };
  readonly actions: { readonly [K in keyof I]: Action<R, S, I[K], O> };
  /** Its capabilities beside those of every record, such as merging. */
  readonly parts?: readonly CompiledPart<
    R,
    NoInfer<S>,
    Extract<keyof F, string> | CommonField,
    Extract<keyof NoInfer<I>, string> | PartCommands[keyof PartCommands]
  >[];
  /** Derived fields, computed after every change: priority from impact and urgency and the like. */
  readonly derive?: readonly ((record: R, config: Configuration) => C)[];
  /** Judged when fields change by PATCH. */
  readonly patch?: {
    readonly checks?: readonly Check<R, unknown>[];
    readonly effects?: readonly Effect<R, unknown, O>[];
  };
  /** What a comment does beside being said. */
  readonly comment?: {
    readonly effects: readonly Effect<R, { readonly body: string; readonly visibility: Visibility }, O>[];
    /** What an internal note does; nothing that a requester could see. */
    readonly noted?: readonly Effect<R, { readonly body: string; readonly visibility: Visibility }, O>[];
    /** The action that its requester's answer by mail is, where they may call it: mail has no buttons. It takes a reason. */
    readonly objection?: string;
  };
  /** Fields that say when somebody last had to do with it: a command that would change nothing else changes nothing. */
  readonly stamps?: readonly Extract<keyof F, string>[];
  readonly timers?: Readonly<Record<string, Timer<R, Extract<keyof I, string>>>>;
  /** The lists that are kept ready (`GET /v1/{path}`, queues): those of the table's indexes, and those by fields of its own. */
  readonly lists: Lists<ListedField<NoInfer<F>>>;
  /** Further filters of lists. */
  readonly filters?: Readonly<Record<string, Filter<R>>>;
  /** Fields that its open records can be sorted by as well, in either direction. */
  readonly sorts?: readonly Extract<keyof F, string>[];
  /** Fields that name people who are involved in the record, as its requester is: they may see it with `r`. */
  readonly parties?: readonly Extract<keyof F, string>[];
  /** Parties that are never the same person, whoever names them (A17). */
  readonly apart?: readonly (readonly [PersonOf, PersonOf])[];
  /** Whether a person is involved in the record beside its requester and watchers, and so may see it with `r`. */
  readonly involves?: Predicate<R>;
  /** Adds the sort `dueAt`, by the record's field of that name among open ones; lists with this filter are so sorted unless they say. */
  readonly dueQueue?: { readonly filter: string; readonly value: string };
  /** The key under which at most one open record exists, if any (see {@link Reaction}). */
  readonly openKey?: (record: R) => string | undefined;
  /** What it leaves for key figures when it reaches a `done` or `final` state (A19). */
  readonly fact?: DeclaredFact<R>;
  /** The configuration document that the record stands for: each version is written once, when the record first answers it. */
  readonly publishes?: (record: R) => Publication | undefined;
  /** What anybody may read of it on the tenant's status page, without a login; kept with every change. `expiresAt` in epoch seconds. */
  readonly shows?: (record: R) => { readonly view: object; readonly expiresAt?: number } | undefined;
  /**
   * Open records in which somebody has a part beside being assigned: whether this person has, and the command that is run on the record when they
   * leave, with `{user}` as its input.
   */
  readonly departure?: { readonly concerns: Predicate<R>; readonly run: Extract<keyof I, string> };
  readonly needs?: readonly 'children'[];
  /** How long it is kept once it is closed or deleted; `operational` when absent (A9). */
  readonly retention?: RetentionClass;
  /** What `restore` does to a record that is not deleted: this action, which our own automation alone may call by itself. */
  readonly restores?: Extract<keyof I, string>;
  /** What stands in the way of deleting it, such as an approval under way. */
  readonly remove?: { readonly guards: Guards<R> };
  /** Items vanish this many days after creation; absent: kept. */
  readonly keepDays?: number;
}

/** A definition whose types are only known at run time: what the machinery works on. */
export type AnyAction = Action<never, string, Fields, AnyOutcome, never>;
export type AnyRecordDefinition = Omit<
  RecordDefinition<
    Fields,
    string,
    Readonly<Record<string, Fields>>,
    never,
    AnyOutcome,
    Readonly<Record<string, unknown>>
  >,
  'actions'
> & { readonly actions: Readonly<Record<string, AnyAction>> };

/** Names of commands that capabilities add, by the capability: each declares its own, for no compiler sees what a definition is made into. */
export interface PartCommands {
  readonly none: never;
}

/** Of names of changes those of actions: a record is made and patched without one. */
export type ActionsAmong<A extends string> = Exclude<A, 'create' | 'update'>;
export const actionsAmong = <A extends string>(changes: readonly A[]): readonly ActionsAmong<A>[] =>
  changes.filter((name): name is ActionsAmong<A> => name !== 'create' && name !== 'update');

/** A capability that adds to its record's definition, as rounds of approval add commands: it reads as if it had said so itself. */
export interface CompiledPart<
  R = never,
  S extends string = string,
  N extends string = string,
  A extends string = NamedCommands<S>,
> extends Part<R, S, N, A> {
  readonly compile?: (definition: AnyRecordDefinition) => AnyRecordDefinition;
  /** Commands of the record that it names, be they its own or those that another capability adds. */
  readonly commands?: readonly A[];
}

/**
 * States a record definition. Types of record and inputs flow from `fields` and each action's `input` into the rules named in it.
 * Returned as given, with what its capabilities add: the definition is data. @throws Error where a capability names a command that the record does not have
 */
export function defineRecord<
  const F extends Fields,
  const S extends string,
  const I extends Readonly<Record<string, Fields>>,
>(definition: RecordDefinition<F, S, I>): RecordDefinition<F, S, I>;
export function defineRecord(definition: AnyRecordDefinition): AnyRecordDefinition {
  const { type, parts = [] } = definition;
  const whole = parts.reduce((known, { compile }) => compile?.(known) ?? known, definition);
  const known = new Set(Object.keys(whole.actions));
  const unknown = parts.flatMap(({ name, commands = [] }) =>
    commands.filter((command) => !known.has(command)).map((command) => `${name} names ${command}`),
  );
  if (unknown.length > 0) throw new Error(`${type} has no such command: ${unknown.join(', ')}`);
  return whole;
}
