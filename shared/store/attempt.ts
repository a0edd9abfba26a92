/** Writing while others write: what became of a transaction, by name, and the one loop that decides anew as long as others are faster. */
import { type Item, type Store, TransactionRefused, type Write } from '#shared/store/store';

/** Rounds while somebody waits for the answer, who can send it again. */
export const PATIENCE = 10;
/** Rounds of what nobody waits for, and what would otherwise be delivered again. */
export const PERSISTENCE = 30;

interface Refused {
  /** Write by write, what stood against it. */
  readonly refusal: TransactionRefused;
}

export type Outcome =
  | { readonly is: 'written' }
  /** What makes it happen once is there: it happened before. `taken`: something else that was to be new is there. */
  | (Refused & { readonly is: 'known' | 'taken'; readonly existing: Item })
  /** What makes it happen once is being written by another one right now. `changed`: what it was decided on is no longer so, decide anew. */
  | (Refused & { readonly is: 'pending' | 'changed' });

/** Sends writes, all or nothing. @param once the further write that makes it happen once, such as a marker that was consumed */
export async function attempt(store: Store, writes: readonly Write[], once?: Write): Promise<Outcome> {
  const all = once ? [...writes, once] : writes;
  if (all.length === 0) return { is: 'written' };
  try {
    const [only, ...more] = all;
    if (only && 'put' in only && more.length === 0) await store.put(only.put, only.condition);
    else await store.transact(all);
    return { is: 'written' };
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    return lost(error, writes, once !== undefined);
  }
}

/** Whether it was written; if not, somebody else was faster. */
export async function isWritten(store: Store, writes: readonly Write[]): Promise<boolean> {
  return (await attempt(store, writes)).is === 'written';
}

function lost(refusal: TransactionRefused, writes: readonly Write[], once: boolean): Outcome {
  const mark = once ? refusal.reasons[writes.length] : undefined;
  if (mark?.failed && mark.existing) return { is: 'known', existing: mark.existing, refusal };
  if (mark?.conflict) return { is: 'pending', refusal };
  // What it was decided on has changed as well: the one that holds the marker may be this very record by now.
  const outdated = refusal.reasons.some(({ failed }, index) => failed && !isMarker(writes[index]));
  if (outdated) return { is: 'changed', refusal };
  const existing = refusal.reasons.find(({ failed }) => failed)?.existing;
  return existing ? { is: 'taken', existing, refusal } : { is: 'changed', refusal };
}

/** What stands for something there is one of, other than a record itself; a guard is for many. */
const isMarker = (write: Write | undefined): boolean =>
  write !== undefined &&
  'put' in write &&
  write.condition === 'absent' &&
  !('record' in write.put) &&
  !('guard' in write.put);

/** What a round of {@link untilWritten} ends with when others were faster. */
export const LOST = Symbol('others were faster');
export type Lost = typeof LOST;

/** Reads, decides and writes, again as long as others are faster. @throws what `giveUp` makes of the number of rounds */
export async function untilWritten<T>(
  rounds: typeof PATIENCE | typeof PERSISTENCE,
  round: (index: number) => Promise<T | Lost>,
  giveUp: (rounds: number) => Error,
): Promise<T> {
  for (let index = 0; index < rounds; index++) {
    const done = await round(index);
    if (done !== LOST) return done;
  }
  throw giveUp(rounds);
}
