/**
 * What a capability does: it answers requests, takes part in what the engine does with every record, carries out long work, and takes care of what
 * it keeps. Each answer is optional; the engine calls those that a record's definition names, and knows no capability by name.
 */
import type { Context } from '#shared/engine/context';
import type { Seams } from '#shared/engine/seams';
import type { NamedCommands, Part, PartRequest } from '#shared/grammar/capability';
import type { AnyRecordDefinition, CompiledPart, Timer } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import type { Response } from '#shared/http/response';
import type { ItemResult, Operation, OperationItem, Task } from '#shared/jobs/operation';
import type { Batch } from '#shared/jobs/steps';
import type { Item } from '#shared/store/store';

export interface CapabilityRequest extends PartRequest {
  readonly run: (context: Context) => Promise<Response>;
}

/** Long work on items, each harmless to repeat. */
export interface ItemStep<T extends Task = Task> {
  /** Items that change the same record go one after the other. */
  readonly inTurn?: true;
  /** Whether the rest is left alone after the first item that is refused. */
  readonly stops?: (task: T) => boolean;
  /** @param once a key under which it happens once, however often it is tried; `dryRun`: it is not to happen at all */
  readonly run: (
    context: Context,
    task: T,
    item: OperationItem,
    once: { readonly key: string; readonly dryRun: boolean },
  ) => Promise<ItemResult>;
}

/** Long work that finds out by itself what comes next: a batch that is taken again replaces what it wrote. */
export interface BatchStep<T extends Task = Task> {
  readonly batch: (context: Context, operation: Operation, task: T) => Promise<Batch<Operation>>;
}

export type CapabilityStep<T extends Task = Task> = ItemStep<T> | BatchStep<T>;

/** What stands on another record and is shown with this one. */
export interface Shown {
  readonly items: readonly Item[];
  /** The record that they stand on, and its number where the caller may know of it. */
  readonly uid: string;
  readonly id?: string;
}

/** What is shown of records: where such items stand in their partition. */
export interface Showing {
  readonly kind: 'comments' | 'attachments';
  readonly begins: string;
  readonly skOf: (id: string) => string;
}

type Steps = { readonly [K in Task['kind']]?: CapabilityStep<Extract<Task, { readonly kind: K }>> };

export interface Capability<
  R = never,
  S extends string = string,
  N extends string = string,
  A extends string = NamedCommands<S>,
> extends CompiledPart<R, S, N, A>,
    Seams {
  readonly requests?: readonly CapabilityRequest[];
  /** Steps of long work, by the kind of its task. */
  readonly steps?: Steps;
  /** The record as it is read by who does not read all of it, with what does not stand on it. */
  readonly whole?: (context: Context, record: AnyRecord) => Promise<AnyRecord>;
  /** What of other records is shown with one, as far as the caller may see it there. */
  readonly shows?: (context: Context, record: AnyRecord, showing: Showing) => Promise<readonly Shown[]>;
}

const stated = new WeakSet<Part>();

/** States a capability. Types of its rules flow from what a definition gives it. */
export function defineCapability<R, S extends string, N extends string, A extends string = never>(
  capability: Capability<R, S, N, A>,
): Capability<R, S, N, A> {
  stated.add(capability);
  return capability;
}

const isStated = (part: Part): part is Capability => stated.has(part);

/** The capabilities of a record type. @throws Error for a part that none states */
export function capabilitiesOf({
  type,
  parts = [],
}: Pick<AnyRecordDefinition, 'type' | 'parts'>): readonly Capability[] {
  return parts.map((part) => {
    if (!isStated(part)) throw new Error(`${part.name} of ${type} is stated by no defineCapability`);
    return part;
  });
}

/** Timers of a record type: those that its definition states, and those of its capabilities. */
export const timersOf = (
  definition: Pick<AnyRecordDefinition, 'type' | 'parts' | 'timers'>,
): Readonly<Record<string, Timer<never, string>>> => ({
  ...definition.timers,
  ...Object.assign({}, ...capabilitiesOf(definition).map(({ timers }) => timers)),
});

/** What capabilities of the type show of other records with this one. */
export async function shownWith(context: Context, record: AnyRecord, showing: Showing): Promise<readonly Shown[]> {
  const found = capabilitiesOf(context.definition).map(({ shows }) => shows?.(context, record, showing) ?? []);
  return (await Promise.all(found)).flat();
}

/** What a request of a kind is answered by. */
export const requestOf = (definition: AnyRecordDefinition, kind: string): CapabilityRequest | undefined =>
  capabilitiesOf(definition)
    .flatMap(({ requests = [] }) => requests)
    .find((request) => request.kind === kind);

/** Kinds of long work that records of the type know. */
export const workOf = (definition: Pick<AnyRecordDefinition, 'type' | 'parts'>): readonly Task['kind'][] =>
  capabilitiesOf(definition).flatMap(({ steps = {} }) => Object.keys(steps) as Task['kind'][]);

/** What carries out a kind of long work. */
export const stepOf = <K extends Task['kind']>(
  definition: AnyRecordDefinition,
  kind: K,
): CapabilityStep<Extract<Task, { readonly kind: K }>> | undefined =>
  capabilitiesOf(definition).flatMap(({ steps }) => steps?.[kind] ?? [])[0];
