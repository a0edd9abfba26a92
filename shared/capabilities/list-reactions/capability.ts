/** An event acts on all records of a declared list, as an operation of the process: paged, resumable, each record once (ADR 68). */
import { reactionBatch } from '#shared/capabilities/list-reactions/batch';
import { begin } from '#shared/capabilities/list-reactions/begin';
import { described } from '#shared/capabilities/list-reactions/described';
import { defineCapability } from '#shared/engine/capability';

export const listReactions = defineCapability<unknown, never, never>({
  name: 'list-reactions',
  described,
  reacts: begin,
  steps: { reaction: { batch: reactionBatch } },
});
