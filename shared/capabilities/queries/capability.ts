/** Computed reads: a placement, a calendar, an impact, a simulation; as data, and some as a picture (R5). */
import { describedOf } from '#shared/capabilities/queries/described';
import { kindOf, pathOf, type Queries, queryOf } from '#shared/capabilities/queries/query';
import { answer } from '#shared/capabilities/queries/requests';
import { defineCapability } from '#shared/engine/capability';
import type { Part } from '#shared/grammar/capability';

/** @param of queries by their names; what one reads is read before its rule is asked */
export function queries<R>(of: Queries<R>): Part<R, never, never> {
  return defineCapability<R, never, never>({
    name: 'queries',
    described: describedOf(of),
    requests: Object.entries(of).map(([name, stated]) => {
      const query = queryOf(name, stated);
      const { method = 'GET' } = query;
      return { kind: kindOf(name), method, path: pathOf(name, query), run: (context) => answer(context, query) };
    }),
  });
}
