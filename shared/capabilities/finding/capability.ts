/** Records of a type are found by words and narrowed down, and suggested for what somebody is about to say, in an index of their own (ADR 93). */
import { described } from '#shared/capabilities/finding/described';
import { search, suggest } from '#shared/capabilities/finding/requests';
import type { FindingRule } from '#shared/capabilities/finding/rule';
import { defineCapability } from '#shared/engine/capability';
import type { Part } from '#shared/grammar/capability';

/** @param rule which of them are in force, by what they are narrowed down, and what is said of them */
export function finding<R>(rule: FindingRule<R>): Part<R, never, never> {
  return defineCapability<R, never, never>({
    name: 'finding',
    described,
    requests: [
      {
        kind: 'search',
        method: 'GET',
        path: '*/search',
        run: (context) => search(context, rule as FindingRule<never>),
      },
      {
        kind: 'suggest',
        method: 'POST',
        path: '*/suggest',
        run: (context) => suggest(context, rule as FindingRule<never>),
      },
    ],
  });
}
