/**
 * What a capability, such as merging, adds to a record type: stated as data in its own folder, named in a definition by `parts: [merging({…})]`,
 * and read by whoever answers, describes or tells of records. What it does with a record stands beside it, in `#shared/engine/capability`.
 */
import type * as z from 'zod/mini';
import type { Field, Fields } from '#shared/grammar/fields';
import type { Lists } from '#shared/grammar/lists';
import type { AnyRecord } from '#shared/grammar/record';
import type { MachineStep } from '#shared/kit/workflow/program';
import type { ProblemSlug } from '#shared/problems/problems';
import type { ProblemRows } from '#shared/problems/row';
import type { SettingRows } from '#shared/tenancy/settings';

/** What of a record type a body is made of. */
export interface Described {
  readonly type: string;
  readonly prefix: string;
  readonly title: string;
  readonly fields: Fields;
}

/** A command that people may call, and what they send with it. */
export interface Commanded {
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How a record type is spoken of. */
export interface Nouns {
  /** `MajorIncident` */
  readonly one: string;
  /** `MajorIncidents` */
  readonly many: string;
  /** `major incident` */
  readonly noun: string;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The body of a request. */
export interface PartInput {
  /** The component that describes it; `*` is the record type. */
  readonly name: string;
  readonly schema: (definition: Described) => z.ZodMiniType;
  /** Its fields, where they say more than the schema. */
  readonly fields?: (definition: Described) => Fields;
  /** As people send it, where the schema alone gives no telling one. */
  readonly example?: (definition: Described, commands: readonly Commanded[]) => unknown;
  /** Whether it may be an array of up to so many as well. */
  readonly many?: number;
  /** What stands in the way of it is what stands in the way of a new record, or of an action's input, instead of some input. */
  readonly like?: 'create' | 'action';
  /** What it is, where records of all types have it alike. */
  readonly says?: string;
}

/** What a request is answered with: the record, one that it made, a page of records, long work that it began, nothing (204), or a component of the capability's `answers`. */
export type PartAnswer =
  | { readonly is: 'record' | 'new-record' | 'operation'; readonly says?: string }
  | { readonly is: 'page'; readonly says: string }
  | { readonly is: 'nothing'; readonly says: string; readonly headers?: readonly string[] }
  | {
      readonly is: 'component';
      readonly name: string;
      readonly says: string;
      readonly headers?: readonly string[];
      /** 200 when absent. */
      readonly status?: 200 | 201 | 202;
      /** Media types that it is answered in as well, as the caller would like. */
      readonly alsoAs?: readonly string[];
      /** A dry run is answered with the same status, and what would happen. */
      readonly orDryRun?: true;
    };

/** A parameter of a path or query, beside those that all have. */
export interface PartParameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly says: string;
  readonly schema?: Readonly<Record<string, unknown>>;
  /** The field that it gives a value of, instead. */
  readonly field?: Field;
  readonly required?: boolean;
  /** Of a path, where the schema alone tells no value; the record's `examples.ts` may tell another. */
  readonly example?: string;
}

/** What the API's description says of a request. */
export interface DescribedRequest {
  /** OpenAPI operation id, and what it does in a sentence. */
  readonly called: (nouns: Nouns) => readonly [id: string, summary: string];
  /** Sentences beside, such as where it leads. */
  readonly says?: string;
  readonly input?: PartInput;
  /** Whether it builds on what the caller saw of the record: `If-Match` is then required, or may be sent. */
  readonly ifMatch?: 'required' | 'optional';
  readonly parameters?: readonly PartParameter[];
  /** It is read in pages, by a cursor. */
  readonly pages?: true;
  /** It is asked for by filters and orders: those of the collection's list, or of a group's queue. */
  readonly asks?: 'list' | 'queue';
  /** It writes, and cannot be tried out. */
  readonly untried?: true;
  readonly answers: readonly PartAnswer[];
  /** Why the record, or others, may stand in the way (409), beside a request or other writes under way. */
  readonly conflicts?: readonly ProblemSlug[];
  /** The type's own rules are asked, which may refuse it for what its process states. */
  readonly ruled?: true;
  /** What else may stand in the way of it (422), beside what is wrong with any input. */
  readonly refusals?: readonly ProblemSlug[];
  /** It reads, whatever its method: it is neither repeated under a key nor tried. */
  readonly reads?: true;
  /** It makes or joins records, and is no action of one: the list of actions names it. */
  readonly besideActions?: string;
}

/** A request that records of the type answer. */
export interface PartRequest {
  /** What it is, once among all capabilities: `merge`. */
  readonly kind: string;
  readonly method: Method;
  /** Segments after /v1; `*` is the collection, and what begins with it and `{id}` is about one record. */
  readonly path: string;
  /** Which of the records that have the capability answer it; all when absent. */
  readonly where?: (definition: { readonly lists: Lists }) => boolean;
}

/** What the API's description says of a field of the envelope. */
export interface DescribedField {
  readonly title: string;
  readonly description?: string;
  /** JSON Schema of its values. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** A field that the machinery writes on every record of the type. */
export interface EnvelopeField {
  /** Who sees it: `requester` is who reads all, and whoever reported the record. */
  readonly visibility: 'public' | 'internal' | 'requester';
  /** The history does not record its changes: events and commands tell of them. */
  readonly unrecorded?: true;
  /** It names other records, of the type or, `by-field`, one of some type by each key: who may not know of them does not see them. */
  readonly namesOthers?: true | 'by-field';
  /** Values of the record's fields stand in it once more, under their names: whoever is taken out of a field is taken out there, too. */
  readonly copies?: true;
}

/** An event, `<record>.<name>`: when it is told, and what it carries beside what all do. */
export interface PartEvent {
  readonly says: string;
  readonly data?: Readonly<Record<string, z.ZodMiniType>>;
}

/** An event that a process tells of something else than its records, by its full name. */
export interface ProcessEvent extends PartEvent {
  /** The type of what it is about. */
  readonly about: string;
}

/** A component that answers are described by: its schema, what it is, and for a list the component that its items are. */
export type PartComponent = readonly [schema: z.ZodMiniType, says: string, of?: string];

/**
 * What callers and consumers of events are told: `described.ts` of the capability. No bundle carries it: there it is empty, so that a function
 * holds what it does and not what is said of it.
 */
export interface PartDescription {
  /** By the request's kind. */
  readonly requests: Readonly<Record<string, DescribedRequest>>;
  /** Component schemas by name. */
  readonly answers: Readonly<Record<string, PartComponent>>;
  readonly events: Readonly<Record<string, PartEvent>>;
  readonly envelope: Readonly<Record<string, DescribedField>>;
  /** What long work of each kind was asked for with, as its operation tells. */
  readonly work?: Readonly<Record<string, Readonly<Record<string, z.ZodMiniType>>>>;
  /** Events of processes that have records with it. */
  readonly beside?: Readonly<Record<string, ProcessEvent>>;
}

/** A capability of which there is nothing to tell. */
export const nothing: PartDescription = { requests: {}, answers: {}, events: {}, envelope: {} };

/**
 * Items that a capability keeps in the partition of its record. Who redacts and purges, and knows no capability, takes care of all of them by this;
 * an erasure goes through the whole partition.
 */
export interface Kept {
  /** How their sort keys begin. */
  readonly begins: string;
  /** What they are called where they are counted: in the certificate that is left of a purged record. */
  readonly counted?: string;
  /** Values of the record's fields stand in them once more: a redaction takes them out there, too. */
  readonly copies?: boolean;
  /** The rest of the sort key names a file, which goes before its item. */
  readonly files?: boolean;
}

/** Commands that a part names which does not say: any where nothing is known of the part, none where its states are. */
export type NamedCommands<S extends string> = string extends S ? string : never;

/**
 * @typeParam R the records that its rules judge
 * @typeParam S states that it names
 * @typeParam N fields that it names
 * @typeParam A commands that it names
 */
export interface Part<
  R = never,
  S extends string = string,
  N extends string = string,
  A extends string = NamedCommands<S>,
> {
  /** The capability's name: its folder. */
  readonly name: string;
  /** Says which records it fits, to the compiler alone; there is no such function. */
  readonly over?: (record: R) => { readonly states: S; readonly fields: N; readonly commands: A };
  readonly requests?: readonly PartRequest[];
  readonly described: PartDescription;
  /** What a tenant may set of it: its `settings.ts`. */
  readonly settings?: SettingRows;
  /** Why it refuses what others do not: its `problems.ts`. */
  readonly problems?: ProblemRows;
  /** Sentences of the process's README. */
  readonly notes?: readonly string[];
  readonly envelope?: Readonly<Record<string, EnvelopeField>>;
  readonly keeps?: readonly Kept[];
  /** Steps of a state machine that follows records of the type. */
  readonly machine?: readonly MachineStep[];
  /** Whether a change that the history names, of a part of the record, is for those alone who read all of it. */
  readonly hides?: (change: string) => boolean;
  /** What rules look at beside the record, by name: one other record, or several. */
  readonly looksAt?: Readonly<Record<string, 'one' | 'several'>>;
  /** What there is for those who do not read all, where that is not the record as it stands. */
  readonly outside?: Outside;
}

/** A record that is worked on while something else of it is in force: only the latter is for those who do not read all (ADR 92). */
export interface Outside {
  /** The record as they see it. */
  readonly of: (record: AnyRecord) => AnyRecord;
  /** Commands that change it for them: its history tells them of no other. */
  readonly commands: readonly string[];
}

interface Equipped {
  readonly parts?: readonly Part[];
}

/** The capabilities of a record type. */
export const partsOf = ({ parts = [] }: Equipped): readonly Part[] => parts;

/** What capabilities of the type keep in the partition of a record. */
export const keptBy = (definition: Equipped): readonly Kept[] => partsOf(definition).flatMap(({ keeps = [] }) => keeps);

type EnvelopeFields = Readonly<Record<string, EnvelopeField>>;
const envelopes = new WeakMap<readonly Part[], EnvelopeFields>();
const NO_FIELDS: EnvelopeFields = {};

/** Fields of the envelope that capabilities of the type write. */
export function envelopeOf({ parts }: Equipped): EnvelopeFields {
  if (!parts) return NO_FIELDS;
  const known = envelopes.get(parts) ?? Object.assign({}, ...parts.map(({ envelope }) => envelope));
  envelopes.set(parts, known);
  return known;
}

/** Those of them whose changes the history does not record. */
export const unrecordedOf = (definition: Equipped): readonly string[] =>
  Object.entries(envelopeOf(definition)).flatMap(([field, { unrecorded }]) => (unrecorded ? [field] : []));

/** Envelope fields in which values of others stand once more. */
export const copiesIn = (definition: Equipped): readonly string[] =>
  Object.entries(envelopeOf(definition)).flatMap(([field, { copies }]) => (copies ? [field] : []));
