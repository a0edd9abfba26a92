/** How far a reaction on a list is. */
import type { ListPlace } from '#shared/capabilities/list-reactions/place';
import { isListed } from '#shared/capabilities/lists/listing';
import type { Position } from '#shared/capabilities/lists/reader';
import type { Context } from '#shared/engine/context';
import { clock } from '#shared/time/clock';

/** In the list, or among what has changed since it began; noting what is to be done, or doing it. */
export interface Standing {
  /** Epoch milliseconds. */
  readonly since: number;
  readonly way: 'list' | 'moved';
  readonly gathering: boolean;
  /** Where noting goes on; absent at the beginning of the way. */
  readonly after?: Position;
  /** Chunks that are noted. */
  readonly chunks: number;
  /** The list has not all its records yet (ADR 48): all records of the type are gone through. */
  readonly unlisted?: true;
}

/** As the operation says, or at its beginning. */
export async function standingOf(
  { runtime, store, definition, request }: Context,
  { shape }: ListPlace,
  cursor: string | undefined,
): Promise<Standing> {
  // The table's own edge: only batches of reactions write what is read here.
  if (cursor !== undefined) return JSON.parse(cursor);
  const begun = { since: clock.now(), gathering: true, chunks: 0 } as const;
  const listing = { runtime, store, tenant: request.caller.tenant, definition };
  return (await isListed(listing, shape)) ? { ...begun, way: 'list' } : { ...begun, way: 'moved', unlisted: true };
}
