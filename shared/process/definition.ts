/**
 * The grammar: a process is data. A definition names records, fields, lifecycle, actions, guards, effects, clocks, timers and
 * events; it contains no function bodies, only references to pure rules, so it can be printed, tested and documented as data.
 */

import type { EventEnvelope } from '#shared/events/envelope';
import type { ProblemSlug } from '#shared/http/problems';
import type { LinkKind } from '#shared/process/directory';
import type { ChangesOf, Fields, ValuesOf, Visibility } from '#shared/process/fields';
import type { AnyRecord, CommonField, RecordOf } from '#shared/process/record';
import type { Condition } from '#shared/service-levels/clock';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Actor } from '#shared/tenancy/context';
import type { DocumentKind, RetentionClass } from '#shared/tenancy/documents';
import type { Permissions, Role } from '#shared/tenancy/roles';

/** `open` work in hand, `waiting` on somebody else, `done` but may come back, `final` never changes again. */
export type StateClass = 'open' | 'waiting' | 'done' | 'final';

/** Who may call an action: a role, or a person by relation to the record. */
export type Party = Role | 'requester' | 'assignee' | 'member';

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
  readonly roles: ReadonlySet<Role>;
  /** The tenant's effective configuration. */
  readonly config: Configuration;
  /** The record as it stood before the fields of a PATCH were applied. */
  readonly before?: R;
  /** Records whose parent this one is and that are still open; loaded when the definition says `needs: ['children']`. */
  readonly openChildren: readonly string[];
  /** Records that the input refers to, by what it calls them (see `refers`). */
  readonly referred: ReadonlyMap<string, AnyRecord>;
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

/** What else changes. */
export type Effect<R, I = unknown, O = Outcome<R>> = (decision: Decision<R, I>) => O;

/** What an effect returns; everything is optional, and performed in one transaction with the record. */
export interface Outcome<R> {
  readonly set?: ChangesOf<R>;
  /** A change of state beyond the action's own `to`, for comments that resume and the like. */
  readonly state?: R extends { readonly state: infer S } ? S : never;
  readonly comment?: { readonly body: string; readonly visibility: Exclude<Visibility, 'restricted'> };
  readonly tasks?: readonly { readonly title: string; readonly mandatory: boolean; readonly assignedGroup?: string }[];
  /** Links to records that the input refers to, by ulid; written both ways. */
  readonly links?: readonly { readonly kind: LinkKind; readonly to: string; readonly removed?: boolean }[];
  /** Further domain events, `<record>.<name>`, with small data. */
  readonly emit?: readonly Emission[];
}

/** An outcome of a record whose type is only known at run time. */
export interface AnyOutcome extends Omit<Outcome<{ readonly state: string }>, 'set'> {
  readonly set?: Readonly<Record<string, unknown>>;
}

export interface Emission {
  readonly name: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A command on a record. */
export interface Action<R, S extends string, I extends Fields, O = Outcome<R>, V = ValuesOf<I>> {
  readonly summary: string;
  /** States it may be called in; `any` is every state that is not final. */
  readonly from: readonly NoInfer<S>[] | 'any';
  readonly to: NoInfer<S> | 'same';
  readonly by: readonly Party[];
  readonly input: I;
  /** Fields of the input that name records of the process: which type. Naming none that the caller may see is refused. */
  readonly refers?: Readonly<Record<string, string>>;
  /** `internal` leaves what a requester can see untouched, the version included. */
  readonly visibility?: 'internal';
  readonly guards?: Guards<R>;
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
  /** A command on one record, named by id, by the key it holds, or on all open children of a record. */
  | {
      readonly kind: 'command';
      readonly on:
        | { readonly id: string }
        | { readonly key: string }
        /** `type` is the parent's, when it is another one than the children's. */
        | { readonly childrenOf: string; readonly type?: string };
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
export type Gathering = (
  event: EventEnvelope,
  config: Configuration,
) => { readonly topic: string; readonly by?: string; readonly withinMs: number } | undefined;

/**
 * @param record the type that the reactions are about
 * @param sightings those of the event's topic around it, its own included; given when the consumption gathers
 */
export type Consumer = (
  event: EventEnvelope,
  config: Configuration,
  record: string,
  sightings?: readonly Sighting[],
) => readonly Reaction[];

/** A service-level clock that the record carries: the rule says what the record's state means for it. */
export interface ClockRule<R> {
  readonly metric: 'response' | 'resolution' | 'fulfilment' | 'approval' | 'vendor';
  readonly condition: (record: R) => Condition;
}

/** How duplicates of a record are merged into one that survives (A8). */
export interface MergeRule<R, S extends string, O = Outcome<R>> {
  readonly by: readonly Party[];
  /** The state that a duplicate goes to. */
  readonly to: NoInfer<S>;
  /** May this record be merged into another one? */
  readonly guards?: Guards<R>;
  /** What merging changes on a duplicate. */
  readonly effects?: readonly Effect<R, { readonly survivor: string; readonly reason: string }, O>[];
  /** Lists that the survivor gathers, by field: what a record brings to each. */
  readonly brings: (record: R) => Readonly<Record<string, readonly string[]>>;
  /** What follows on the survivor when its lists have grown, or shrunk again. */
  readonly gathered?: readonly Effect<R, { readonly before: R }, O>[];
}

/** Says of a record and a word, such as the id of a person, at an instant in epoch milliseconds. */
export type Predicate<R> = (record: R, word: string, config: Configuration, now: number) => boolean;

/** A filter of lists that is judged by a rule. */
export interface Filter<R> {
  /** What it takes: ids of people, of whom `me` is the caller, or these words. */
  readonly of: 'people' | readonly [string, ...string[]];
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

/** A named view on records served by one index (`GET /v1/{path}` and its queues). */
export type Lists = readonly ('open' | 'queue' | 'assignee' | 'requester' | 'opened')[];

export interface RecordDefinition<
  F extends Fields = Fields,
  S extends string = string,
  I extends Readonly<Record<string, Fields>> = Readonly<Record<string, Fields>>,
  R = RecordOf<F, S>,
  O = Outcome<R>,
  C = ChangesOf<R>,
> {
  /** Singular, kebab-case: `incident`; also the first half of event names. */
  readonly type: string;
  /** Prefix of numbers (A3). */
  readonly prefix: string;
  /** Collection under /v1. */
  readonly path: string;
  readonly title: string;
  readonly permissions: Permissions;
  readonly fields: F;
  readonly lifecycle: {
    readonly initial: NoInfer<S>;
    readonly states: Readonly<Record<S, StateClass>>;
  };
  readonly create: {
    readonly summary: string;
    readonly by: readonly Party[];
    /** As of {@link Action}. */
    readonly refers?: Readonly<Record<string, string>>;
    readonly checks?: readonly Check<R, unknown>[];
    readonly effects?: readonly Effect<R, unknown, O>[];
    /** Up to this many records in one request body (an array), each with its own outcome. */
    readonly batch?: number;
  };
  readonly actions: { readonly [K in keyof I]: Action<R, S, I[K], O> };
  /** Whether one request may carry out a command on many records (A8). */
  readonly bulk?: boolean;
  readonly merge?: MergeRule<R, S, O>;
  /** By what records are compared with each other: text, what possible duplicates have in common, and what tells how one was solved. */
  readonly similarity?: {
    readonly text: readonly string[];
    readonly same: readonly string[];
    readonly solution?: Extract<keyof F, string>;
    /** Whether a new record is told which ones it may be a duplicate of. */
    readonly hint?: boolean;
  };
  /** Whether a record can be copied, and which of its writable fields are then left out. */
  readonly clone?: { readonly without: readonly Extract<keyof F, string>[] };
  /** How a record that holds two matters becomes two: who may do that, and which fields the new one takes over unless told otherwise. */
  readonly split?: {
    readonly by: readonly Party[];
    readonly takes: readonly (Extract<keyof F, string> | CommonField)[];
  };
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
  };
  readonly clocks?: Readonly<Record<string, ClockRule<R>>>;
  /** What the record's state means for the operational-level clock of the group that has it; every group has its own (B4, B6). */
  readonly groupClock?: { readonly condition: (record: R) => Condition };
  /** What reaching a threshold of a clock changes on the record. */
  readonly thresholds?: readonly Effect<
    R,
    { readonly clock: string; readonly percent: number; readonly dueAt: string },
    O
  >[];
  readonly timers?: Readonly<Record<string, Timer<R, Extract<keyof I, string>>>>;
  /** Whether what happened to it can be read as one list of changes and comments. */
  readonly timeline?: boolean;
  readonly lists: Lists;
  /** Further filters of lists. */
  readonly filters?: Readonly<Record<string, Filter<R>>>;
  /** Fields that its open records can be sorted by as well, in either direction. */
  readonly sorts?: readonly Extract<keyof F, string>[];
  /** Whether a person is involved in the record beside its requester and watchers, and so may see it with `r`. */
  readonly involves?: Predicate<R>;
  /** Adds the sort `dueAt`, by the record's field of that name among open ones; lists with this filter are so sorted unless they say. */
  readonly dueQueue?: { readonly filter: string; readonly value: string };
  /** The key under which at most one open record exists, if any (see {@link Reaction}). */
  readonly openKey?: (record: R) => string | undefined;
  /** The fact row written when the record reaches a `done` or `final` state (A19). */
  readonly fact?: (record: R, config: Configuration) => Readonly<Record<string, unknown>>;
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

/**
 * States a record definition. Types of record and inputs flow from `fields` and each action's `input` into the rules named in it.
 * Returned as given: the definition is data.
 */
export function defineRecord<
  const F extends Fields,
  const S extends string,
  const I extends Readonly<Record<string, Fields>>,
>(definition: RecordDefinition<F, S, I>): RecordDefinition<F, S, I> {
  return definition;
}

export const stages = [
  'service-strategy',
  'service-design',
  'service-transition',
  'service-operation',
  'continual-improvement',
  'platform',
] as const;
export type Stage = (typeof stages)[number];

export interface ProcessDefinition {
  /** Folder name, function name, event source `itsm.<id>`. */
  readonly id: string;
  readonly stage: Stage;
  readonly title: string;
  /** One sentence: why the process exists. */
  readonly purpose: string;
  /** What it owns; the first record is the process's main one. */
  readonly records: readonly AnyRecordDefinition[];
  /** `itsm.<process>` → `<record>.<event>` → what it leads to, and on which record type of this process. */
  readonly consumes: readonly Consumption[];
}

export interface Consumption {
  readonly source: string;
  readonly detailType: string;
  /** Record type of this process that the reactions are about. */
  readonly record: string;
  readonly gather?: Gathering;
  readonly react: Consumer;
}

/** States a process. */
export function defineProcess<const P extends ProcessDefinition>(process: P): P {
  return process;
}
