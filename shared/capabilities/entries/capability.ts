/** Logs within a record that are appended to and never changed, such as the runs of a test plan. */

import { describedOf } from '#shared/capabilities/entries/described';
import { type EntriesRule, kindOf, MOST_AT_ONCE, type NamedEntries } from '#shared/capabilities/entries/entries';
import { ENTRY } from '#shared/capabilities/entries/keys';
import { appendEntries, listEntries } from '#shared/capabilities/entries/requests';
import { defineCapability } from '#shared/engine/capability';
import type { Part } from '#shared/grammar/capability';

/** @param stated logs by the names that their paths end in @throws Error for more at once than a transaction takes */
export function entries(stated: Readonly<Record<string, EntriesRule>>): Part<unknown, never, never> {
  const all = Object.entries(stated).map(([name, rule]): NamedEntries => ({ name, rule }));
  for (const { name, rule } of all)
    if (rule.most > MOST_AT_ONCE) throw new Error(`${name}: one transaction takes ${MOST_AT_ONCE} entries`);
  let told: Part['described'] | undefined;
  return defineCapability<unknown, never, never>({
    name: 'entries',
    keeps: [{ begins: ENTRY, counted: 'entries', copies: true }],
    get described() {
      told ??= describedOf(all);
      return told;
    },
    requests: all.flatMap((named) => [
      {
        ...{ kind: `${kindOf(named)}-list`, method: 'GET', path: `*/{id}/${named.name}` },
        run: (context) => listEntries(context, named),
      },
      {
        ...{ kind: `${kindOf(named)}-append`, method: 'POST', path: `*/{id}/${named.name}` },
        run: (context) => appendEntries(context, named),
      },
    ]),
  });
}
