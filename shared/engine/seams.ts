/**
 * Where capabilities take part in what the engine does with every record. It calls those that a record's definition names, in their order, and knows
 * none by name.
 */
import type { Circumstances } from '#shared/engine/circumstances';
import type { Consuming } from '#shared/engine/consuming';
import type { Draft } from '#shared/engine/draft';
import type { JoinedPlan, Plan } from '#shared/engine/plan';
import type { Runtime } from '#shared/engine/runtime';
import type { BusEvent } from '#shared/events/envelope';
import type { AnyRecordDefinition, OfList, Reaction, Timer } from '#shared/grammar/definition';
import type { Fields } from '#shared/grammar/fields';
import type { ProcessDefinition } from '#shared/grammar/process-definition';
import type { AnyRecord } from '#shared/grammar/record';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Store, Write } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';

/** An event that a capability works on by itself in every process that it concerns. */
export interface OwnConsumption {
  readonly source: string;
  readonly detailType: string;
  /** @throws Error when it cannot be carried out: the bus delivers again */
  readonly run: (runtime: Runtime, event: BusEvent, requestId: string) => Promise<void>;
}

/** A plan that is being written. */
export interface Writing {
  readonly definition: AnyRecordDefinition;
  readonly tenant: TenantId;
  readonly config: Configuration;
  /** Epoch milliseconds of the decision. */
  readonly now: number;
  readonly plan: Plan;
  /** That of the entry in the record's history. */
  readonly sequence: number;
}

/** A record as it stands, to be shown at an instant. */
export interface Presenting {
  readonly record: AnyRecord;
  readonly config: Configuration;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Whether the reader reads all. */
  readonly all: boolean;
}

/** Where records of a tenant are completed. */
export interface Completing {
  readonly runtime: Runtime;
  readonly store: Store;
  readonly config: Configuration;
  readonly definition: AnyRecordDefinition;
  readonly tenant: TenantId;
}

/** A record of which something is due. */
export interface Overdue extends Completing {
  readonly uid: string;
  readonly requestId: string;
}

export type Values = Readonly<Record<string, unknown>>;

/** What somebody stated of a new record, completed before it is judged and after. */
export interface Statement {
  readonly body: unknown;
  /** The values, once they are judged, with what follows from them. */
  readonly finish: (values: Values, circumstances: Circumstances) => Values;
  /** Tasks that the record begins with. */
  readonly tasks: Plan['tasks'];
  /** What the decision about the new record rests on beside. */
  readonly standing?: Partial<Circumstances>;
}

/** The change that a draft comes of. */
export interface Settling {
  readonly definition: AnyRecordDefinition;
  /** Absent: the record is new. */
  readonly before?: AnyRecord;
  /** As the history calls it: the name of an action, `create`, `update`, `clock` and the like. */
  readonly command: string;
  /** Fields whose values are to be forgotten. */
  readonly redacts?: readonly string[];
}

/** What is stated for a decision to come. */
export interface Stated {
  /** The record as it stands; absent while it is being made. */
  readonly record?: AnyRecord;
  readonly values?: Values;
  /** What the values are of. */
  readonly fields?: Fields;
  /** The record is to be deleted. */
  readonly removing?: true;
}

/** What is stated, as it is kept, and what the decision is to know. */
export interface Rested {
  readonly values: Values;
  readonly known: Pick<Circumstances, 'needed' | 'pinned' | 'under'>;
}

/** A decision to come, and what was found for it so far. */
export interface Resting extends Completing, Stated, Rested {
  readonly values: Values;
  readonly caller: Caller;
}

/** A decision that was made about a record, on which others wait. */
export interface Joining extends Completing {
  readonly caller: Caller;
  /** `create`, or the action. */
  readonly command: string;
  readonly input: Values;
  readonly plan: Plan;
  readonly circumstances: Circumstances;
}

/** A command on all records of a list. */
export type ListReaction = Extract<Reaction, { readonly kind: 'command' }> & { readonly on: OfList };

export interface Seams {
  /** Looks for what a decision rests on beside its record, before it is made. @throws Problem where it is not to be made at all */
  readonly rests?: (resting: Resting) => Promise<Rested>;
  /** Settles a draft after every change: what follows from it, and from the passing of time. @throws Problem for what may not be */
  readonly settle?: (draft: Draft, circumstances: Circumstances, settling: Settling) => void;
  /** Further writes of a plan's transaction. */
  readonly write?: (writing: Writing) => readonly Write[];
  readonly due?: {
    /** The next instant, in epoch milliseconds, at which something happens to the record by itself. */
    readonly next: (record: AnyRecord, config: Configuration) => number | undefined;
    /** Since when, in epoch milliseconds, something that time has brought about by now is not told of. */
    readonly passed: (record: AnyRecord, circumstances: Circumstances) => number | undefined;
  };
  /** Timers beside those of the definition, by name. */
  readonly timers?: Readonly<Record<string, Timer<never, string>>>;
  /** What is due beside the record itself, whose timer stands in another item of its partition. */
  readonly overdue?: (overdue: Overdue) => Promise<void>;
  /** Fields of the record as of now, in place of those that are stored. */
  readonly present?: (presenting: Presenting) => Values;
  readonly complete?: {
    /** What a decision about the record rests on beside. */
    readonly standing: (completing: Completing, record: AnyRecord) => Promise<Partial<Circumstances>>;
    readonly stated: (completing: Completing, body: unknown) => Promise<Statement>;
  };
  /** What becomes of other records with a decision that was made, in its transaction. @throws Problem of the record that stands in the way */
  readonly joins?: (joining: Joining) => Promise<readonly JoinedPlan[]>;
  /** Begins a command on all records of a list, as an event led to it. Harmless to repeat with the same marker. */
  readonly reacts?: (consuming: Consuming, reaction: ListReaction, marker: string) => Promise<void>;
  /** Events that it works on by itself, once a process, for those of its records that have it. */
  readonly consumes?: (
    process: Pick<ProcessDefinition, 'id' | 'records'>,
    definitions: readonly AnyRecordDefinition[],
  ) => readonly OwnConsumption[];
}
