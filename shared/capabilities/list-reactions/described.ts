/** What is told of reactions on lists. */
import { name } from '#shared/grammar/answer-shapes';
import { nothing, type PartDescription } from '#shared/grammar/capability';

export const described: PartDescription = { ...nothing, work: { reaction: { command: name, eventId: name } } };
