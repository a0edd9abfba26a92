/** A command decides over several records at once: those that it takes along change in its transaction, or nothing does. */

import { withVersions } from '#shared/capabilities/together/compile';
import { type JoinedRules, joinedBy } from '#shared/capabilities/together/join';
import { defineCapability } from '#shared/engine/capability';
import { nothing } from '#shared/grammar/capability';
import type { CompiledPart } from '#shared/grammar/definition';

/** @param rules by the record's command, or `create`: what becomes of which others */
export function together<R, const N extends string>(rules: JoinedRules<R, N>): CompiledPart<R, never, never> {
  const all = rules as JoinedRules;
  return defineCapability<R, never, never>({
    name: 'together',
    described: nothing,
    notes: Object.entries(all).flatMap(([name, joined]) =>
      joined.map(({ command, on }) => `\`${name}\` carries out \`${command}\` on \`${on}\` in the same transaction.`),
    ),
    compile: (definition) => withVersions(all, definition),
    joins: (joining) => joinedBy(all, joining),
  });
}
