/** Reads a record as its process shows it to others: nothing else of it crosses. */
import * as z from 'zod/mini';
import type { Payload, ProjectedBy, ProjectionContract } from '#shared/grammar/contract';
import type { AnyRecord } from '#shared/grammar/record';

/** @throws Error when the record is not as its letterbox promises */
export function projected<P extends Payload>({ of, shows }: ProjectionContract<P>, record: AnyRecord): ProjectedBy<P> {
  const { success, data, error } = z.object(shows()).safeParse(record);
  const { uid, id, type, version, state, title } = record;
  // The schema is what the type is made of.
  if (success) return { uid, id, type, version, state, title, ...data } as ProjectedBy<P>;
  throw new Error(
    `${of.type} ${uid} breaks its promise at ${error.issues.map(({ path }) => path.join('.')).join(', ')}`,
  );
}
