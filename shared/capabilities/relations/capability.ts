/** Records are related by kinds of the process's own, with values, and without circles where that is said (C6). */

import { linksProblems } from '#shared/capabilities/links/problems';
import { describedOf } from '#shared/capabilities/relations/described';
import { PAST_RELATION, RELATION } from '#shared/capabilities/relations/keys';
import type { RelationRule } from '#shared/capabilities/relations/relation';
import { list, part, relate } from '#shared/capabilities/relations/requests';
import { defineCapability } from '#shared/engine/capability';
import type { Part } from '#shared/grammar/capability';

/** @param rules the kinds of the letterbox, with the values that one of each can have */
export function relations(rules: readonly RelationRule[]): Part<unknown, never, never> {
  return defineCapability<unknown, never, never>({
    name: 'relations',
    keeps: [
      { begins: RELATION, counted: 'relations' },
      { begins: PAST_RELATION, counted: 'pastRelations' },
    ],
    described: describedOf(rules),
    problems: linksProblems,
    requests: [
      { kind: 'relationships', method: 'GET', path: '*/{id}/relationships', run: (context) => list(context, rules) },
      { kind: 'relate', method: 'POST', path: '*/{id}/relationships', run: (context) => relate(context, rules) },
      {
        kind: 'part',
        method: 'DELETE',
        path: '*/{id}/relationships/{type}/{target}',
        run: (context) => part(context, rules),
      },
    ],
  });
}
