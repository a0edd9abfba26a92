/** A query's reading on its way: for whom, and how much it has looked at, which is bounded for the request as a whole. */
import type { Context } from '#shared/engine/context';
import type { ProjectionContract, RecordContract } from '#shared/grammar/contract';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { Problem } from '#shared/problems/problems';

/** Records and other things that one request looks at. */
export const MOST_EXAMINED = 5000;

export interface Reading {
  readonly context: Context;
  /** The record that the path names, as it is stored. */
  readonly record?: AnyRecord;
  readonly examined: { count: number };
}

export type Read<T> = (reading: Reading) => Promise<T>;

/** A record as the caller may see it: what they may not see is absent. Of another process it has what that one shows in its letterbox. */
export type Seen<R = unknown> = Pick<AnyRecord, 'id' | 'uid' | 'type' | 'state' | 'title'> & Readonly<Partial<R>>;

/** A type of records by its letterbox, or what the letterbox of another process shows of it. */
export type Readable = RecordContract | ProjectionContract;

export const contractOf = (from: Readable): RecordContract => ('of' in from ? from.of : from);

/** The definition of a type of this process; what it is of another one, only its letterbox says. */
export const ownOf = ({ context }: Reading, { type }: RecordContract): AnyRecordDefinition | undefined =>
  context.runtime.process.records.find((own) => own.type === type);

/** @throws Problem limit-exceeded */
export function examine({ examined }: Reading, more: number): void {
  examined.count += more;
  if (examined.count > MOST_EXAMINED)
    throw new Problem(
      'limit-exceeded',
      `it would have to look at more than ${MOST_EXAMINED} records and relations; ask for less`,
      { limit: MOST_EXAMINED },
    );
}
