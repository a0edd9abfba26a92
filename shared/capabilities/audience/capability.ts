/** Whoever may read a record beside those who are involved in it stands on the record, so that every function can tell (ADR 92). */
import { described } from '#shared/capabilities/audience/described';
import { defineCapability } from '#shared/engine/capability';
import { applied } from '#shared/engine/draft';
import { canonical } from '#shared/engine/history';
import type { Part } from '#shared/grammar/capability';

declare module '#shared/grammar/record' {
  interface PartEnvelope {
    /** Groups whose members may read it, or `*` for everybody of the tenant. */
    readonly readers?: readonly string[];
  }
}

/** @param readersOf the groups whose members may read the record as it is in force, or `*`; none: it is for those who read all */
export function audience<R>(readersOf: (record: R) => readonly string[]): Part<R, never, never> {
  return defineCapability<R, never, never>({
    name: 'audience',
    described,
    envelope: { readers: { visibility: 'internal' } },
    settle: (draft) => {
      const readers = readersOf(draft.record as R);
      if (canonical(draft.record.readers ?? []) === canonical(readers)) return;
      draft.record = applied(draft.record, { readers: readers.length > 0 ? readers : null });
    },
  });
}
