/** What a reaction on a list is to do, as it stands beside its operation: its input may be what not everybody reads who sees how far the work is. */
import type { Cause } from '#shared/engine/cause';
import type { OfList } from '#shared/grammar/definition';
import type { TenantId } from '#shared/ids/tenant-id';
import { operationPk } from '#shared/jobs/keys';
import type { Key } from '#shared/store/keys';

/** What is told of it: the command, and the event that led to it. */
export interface ReactionTask {
  readonly command: string;
  readonly eventId: string;
}

declare module '#shared/jobs/operation' {
  interface Tasks {
    readonly reaction: ReactionTask;
  }
}

export interface ListWork {
  readonly on: OfList;
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** With a record's ULID behind it, what the record keeps of having been worked on. */
  readonly marker: string;
  readonly cause: Cause;
}

export const listWorkKey = (tenant: TenantId, uid: string): Key => ({ pk: operationPk(tenant, uid), sk: 'LIST' });
