/** Pure rules of the knowledge base. */
import type { Decision, Outcome, Refusal } from '#shared/grammar/definition';
import { unknownGroups } from '../knowledge/audience.ts';
import type { KnowledgeBase } from './record.ts';

type Deciding = Decision<KnowledgeBase, unknown>;

export const groupsAreKnown = ({ record, config }: Deciding): Refusal | undefined =>
  unknownGroups(record.audience, config);

/** Whoever opens it owns it, and what is published in it is reviewed, unless they say. */
export const begin = ({ record, actor }: Deciding): Outcome<KnowledgeBase> => ({
  set: { owner: record.owner ?? actor.id, publishPolicy: record.publishPolicy ?? 'review' },
});
