/** A new record can be made with what another one is about (A8). */
import { described } from '#shared/capabilities/cloning/described';
import { type CloneRule, clone } from '#shared/capabilities/cloning/requests';
import { defineCapability } from '#shared/engine/capability';
import type { Part } from '#shared/grammar/capability';

/** @param rule which of its writable fields are left out */
export function cloning<const N extends string>(rule: CloneRule<N>): Part<unknown, never, N> {
  return defineCapability<unknown, never, N>({
    name: 'cloning',
    described,
    requests: [{ kind: 'clone', method: 'POST', path: '*/{id}/clone', run: (context) => clone(context, rule) }],
  });
}
