/** The knowledge base (C7): articles that are published by the same policy, reviewed by the same people, and for the same readers unless they say. */
import type { StateClass } from '#shared/grammar/definition';
import { choice, type Fields, list, reference, text } from '#shared/grammar/fields';
import type { RecordOf } from '#shared/grammar/record';
import { audienceField } from '../knowledge/audience.ts';

export const knowledgeBaseFields = {
  publishPolicy: choice(['review', 'instant'], {
    label: 'Publishing',
    filter: true,
    description: '`review`: somebody else decides before it is published; `instant`: its author publishes',
  }),
  reviewers: list(reference({ directory: 'person' }), { max: 50, label: 'Reviewers', directory: 'person' }),
  reviewerGroup: reference({ label: 'Group of reviewers', directory: 'group' }),
  audience: audienceField(),
  owner: reference({ label: 'Owner', filter: true, directory: 'person' }),
} as const satisfies Fields;

export const knowledgeBaseStates = {
  active: 'open',
  closed: 'done',
} as const satisfies Readonly<Record<string, StateClass>>;

export type KnowledgeBase = RecordOf<typeof knowledgeBaseFields, keyof typeof knowledgeBaseStates>;

/** Inputs of the actions. */
export const inputs = {
  close: { reason: text({ max: 2000, required: true }) },
  nothing: {},
} as const;
