/** What happened to a record, and what was said, can be read as one list. */
import { described } from '#shared/capabilities/timeline/described';
import { timeline as read } from '#shared/capabilities/timeline/requests';
import { defineCapability } from '#shared/engine/capability';

export const timeline = defineCapability<unknown, never, never>({
  name: 'timeline',
  described,
  requests: [{ kind: 'timeline', method: 'GET', path: '*/{id}/timeline', run: read }],
});
