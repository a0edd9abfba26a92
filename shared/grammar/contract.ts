/**
 * The letterbox of a process: what others may know of its records and events. Its `contract.ts` is data of these shapes, plain literals of
 * which a bundle keeps those that it names.
 */
import type * as z from 'zod/mini';
import type { EventEnvelope } from '#shared/events/envelope';
import { eventName } from '#shared/events/name';
import type { PairedKind } from '#shared/grammar/directory';
import type { Envelope } from '#shared/grammar/record';
import type { Acting } from '#shared/tenancy/acting';
import type { Permissions } from '#shared/tenancy/roles';

/** What everybody may know of a type of record. */
export interface RecordContract {
  /** Singular, kebab-case: `incident`; also the first half of event names. */
  readonly type: string;
  /** Prefix of numbers (A3). */
  readonly prefix: string;
  /** Collection under /v1. */
  readonly path: string;
  readonly title: string;
  readonly permissions: Permissions;
  /** Whether mail that is about no record may open one (A15). */
  readonly openedByMail?: boolean;
  /** Whether schedules may make one; its process consumes what they say (A6). */
  readonly schedulable?: boolean;
  /** Whether it is approved in rounds; its events carry what `roundEvents` says (A10). */
  readonly approvable?: boolean;
  /** Fields that describe its requester without being an id: gone when the person is erased. */
  readonly aboutRequesters?: readonly string[];
  /** Whether it has an index of its own, in which its process answers searches. */
  readonly library?: true;
  /** Whose it is, where it acts later than somebody asked for it (ADR 27). */
  readonly acts?: Acting;
  /** Whether a closed one is evidence: what it refers to is not deleted (A9). */
  readonly evidence?: boolean;
}

/** What an event carries beside its title; made when it is asked for, as only its consumers and the catalogue do. */
export type Payload = () => Readonly<Record<string, z.ZodMiniType>>;

/** The events of one type of record that rules emit, or that others wait for, by name: what each carries. */
export interface EventsContract {
  readonly process: string;
  readonly record: string;
  readonly carries: Readonly<Record<string, Payload>>;
}

/** What other processes may read of a type's records, beside what they are called and how they stand: these fields, and nothing else. */
export interface ProjectionContract<P extends Payload = Payload> {
  readonly of: RecordContract;
  readonly shows: P;
}

/** A record as it is shown to other processes. */
export type ProjectedBy<P extends Payload> = Pick<Envelope, 'uid' | 'id' | 'type' | 'version' | 'state'> & {
  readonly title: string;
} & Readonly<z.output<z.ZodMiniObject<ReturnType<P>>>>;

/** A kind of relation between records, and the pairs of types that it is allowed for: each of `from` with each of `to`. */
export interface RelationContract {
  /** As the one that it leads from says it: `runs_on`. */
  readonly kind: string;
  /** As the other one says it: `hosts`. */
  readonly inverse: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Whether it never leads back to where it began. */
  readonly acyclic?: true;
}

/** A pair of types, or several, that a kind of link is for (A6, R20): each of `from` with each of `to`, as the one that it leads from says it. */
export interface LinkContract {
  readonly kind: PairedKind;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** The letterbox of a platform service, which has no records: what it tells of, such as `user`, and what that carries. */
export interface ServiceContract {
  readonly process: string;
  readonly events: readonly EventsContract[];
}

/** The letterbox as a whole. */
export interface Contract {
  readonly process: string;
  readonly records: readonly RecordContract[];
  readonly events: readonly EventsContract[];
  readonly projections?: readonly ProjectionContract[];
  /** Pairs that its records are an end of; links of these kinds between other types are refused. */
  readonly links?: readonly LinkContract[];
  /** Kinds of relations that its records have. */
  readonly relations?: readonly RelationContract[];
}

/** The data of an event, as its payload says. */
export type DataOf<P extends Payload> = { readonly title: string } & Readonly<z.output<z.ZodMiniObject<ReturnType<P>>>>;

/** The data of an event of a service, which has a title where its payload says so. */
export type ServiceData<P extends Payload> = AsGiven<z.output<z.ZodMiniObject<ReturnType<P>>>>;

/** What a rule gives with an event: its payload, and a title where the record's own does not say it. */
type Given<P extends Payload> = AsGiven<Omit<DataOf<P>, 'title'>> & { readonly title?: string };

/** As records have it, of which nothing is written over. */
type AsGiven<T> = T extends readonly (infer E)[]
  ? readonly AsGiven<E>[]
  : T extends object
    ? { readonly [K in keyof T]: AsGiven<T[K]> }
    : T;

/** An event as a rule of a letterbox's process emits it: one that its `carries` names, with what it promises. */
export type Emits<C extends Contract, T extends C['records'][number]['type']> =
  Extract<C['events'][number], { readonly record: T }> extends infer E
    ? E extends EventsContract
      ? {
          readonly [N in keyof E['carries'] & string]: {
            readonly name: N;
            readonly visibility?: 'internal';
          } & (Record<never, never> extends Omit<DataOf<E['carries'][N]>, 'title'>
            ? { readonly data?: Given<E['carries'][N]> }
            : { readonly data: Given<E['carries'][N]> });
        }[keyof E['carries'] & string]
      : never
    : never;

/** An event as its consumer gets it: its data are what the producer's letterbox promises. */
export type Told<P extends Payload> = Omit<EventEnvelope, 'data'> & { readonly data: DataOf<P> };
export type EventOf<E extends EventsContract, N extends keyof E['carries']> = Told<E['carries'][N]>;

/** The bus's detail-type of an event of a letterbox. */
export function detailTypeOf<E extends EventsContract>({ record }: E, name: keyof E['carries'] & string): string {
  return eventName(record, name);
}
