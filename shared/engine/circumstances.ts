/** What a decision may look at beside the record and the input. */
import type { AnyRecord } from '#shared/grammar/record';

import type { Template } from '#shared/kit/templates/template';
import type { Write } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';

/** Another record that a decision rests on: if it changes meanwhile, the decision is made anew. */
export interface Referred {
  readonly record: AnyRecord;
  readonly sequence: number;
}

export interface Circumstances {
  readonly caller: Caller;
  /** The tenant's effective configuration. */
  readonly config: Configuration;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Ulids of open records whose parent the record is; loaded when the definition needs them. */
  readonly openChildren: readonly string[];
  /** The record before the fields of a PATCH were applied. */
  readonly before?: AnyRecord;
  /** The template version that the record was made with, if any. */
  readonly template?: Template;
  /** The records that the input refers to, by what it calls them, as they stand; loaded when the definition says `refers`. */
  readonly referred?: ReadonlyMap<string, Referred>;
  /** What was pinned when the record was made, by the field that names it. */
  readonly pinned?: ReadonlyMap<string, Pinned>;
  /** What capabilities have loaded for it, by name: read where it is looked at. */
  readonly needed?: Readonly<Record<string, () => unknown>>;
  /** Puts writes under the conditions under which the decision holds. */
  readonly under?: (writes: readonly Write[]) => readonly Write[];
}

/** A published version of another record, which does not change any more. */
export interface Pinned {
  readonly id: string;
  readonly version: number;
  readonly content: Readonly<Record<string, unknown>>;
}
