/** A request with what every operation needs. */

import type { Runtime } from '#shared/engine/runtime';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { Request } from '#shared/http/request';
import type { Store } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';

export interface Context {
  readonly runtime: Runtime;
  readonly request: Request;
  readonly store: Store;
  readonly config: Configuration;
  readonly definition: AnyRecordDefinition;
  readonly parameters: Readonly<Record<string, string>>;
  /** An item of a bulk request without an ETag: it is meant whatever the record's version is. */
  readonly unconditional?: boolean;
}
