/** Records are listed: those of a collection, and the queue of a group where they stand in one (A1). */
import { described } from '#shared/capabilities/lists/described';
import { listsProblems } from '#shared/capabilities/lists/problems';
import { list, queue } from '#shared/capabilities/lists/requests';
import { defineCapability } from '#shared/engine/capability';
import { hasIndex } from '#shared/grammar/lists';
import { QUEUES } from '#shared/http/path';

export const lists = defineCapability<unknown, never, never>({
  name: 'lists',
  described,
  problems: listsProblems,
  requests: [
    { kind: 'list', method: 'GET', path: '*', run: list },
    {
      ...{ kind: 'queue', method: 'GET', path: `${QUEUES}/{group}/*`, run: queue },
      where: (definition) => hasIndex(definition.lists, 'queue'),
    },
  ],
});
