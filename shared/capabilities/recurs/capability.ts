/** What is done on a record again and again, by a rule in the tenant's zone, and once where several occurrences were missed. */
import { described } from '#shared/capabilities/recurs/described';
import { type Recurring, timerOf } from '#shared/capabilities/recurs/recurs';
import { defineCapability } from '#shared/engine/capability';
import { applied } from '#shared/engine/draft';
import type { CompiledPart } from '#shared/grammar/definition';
import { toInstant } from '#shared/time/clock';

declare module '#shared/grammar/record' {
  interface PartEnvelope {
    /** When what recurs on it was done last, by name. */
    readonly recurred?: Readonly<Record<string, string>>;
  }
}

/** @param recurrences by name: when, which action, and in which states */
export function recurs<R, const S extends string, const A extends string>(
  recurrences: Readonly<Record<string, Recurring<R, S, A>>>,
): CompiledPart<R, S, never, A> {
  const all = Object.entries(recurrences);
  return defineCapability<R, S, never, A>({
    name: 'recurs',
    commands: all.map(([, { run }]) => run),
    described,
    notes: all.map(([name, { at, run }]) => `Recurs: ${name}, \`${run}\`${typeof at === 'string' ? `, ${at}` : ''}.`),
    envelope: { recurred: { visibility: 'internal' } },
    timers: Object.fromEntries(all.map(([name, recurring]) => [`recurs ${name}`, timerOf(recurring, name)])),
    // Whoever runs the action by hand has done it, too.
    settle: (draft, { now }, { command }) => {
      const done = all.filter(([, { run }]) => run === command).map(([name]) => [name, toInstant(now)]);
      if (done.length > 0)
        draft.record = applied(draft.record, { recurred: { ...draft.record.recurred, ...Object.fromEntries(done) } });
    },
  });
}
