/** Our automation at work on an event, in one tenant, on records of one type. */
import type { Cause } from '#shared/engine/cause';
import type { Runtime } from '#shared/engine/runtime';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { Store } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';

export interface Consuming {
  readonly runtime: Runtime;
  readonly store: Store;
  readonly config: Configuration;
  readonly caller: Caller;
  readonly definition: AnyRecordDefinition;
  readonly cause: Cause;
}
