/** What others may know of knowledge management: articles and the bases that they stand in, and what their events carry. */
import * as z from 'zod/mini';
import { roundEvents } from '#shared/capabilities/approvals/payload';
import type { Contract, EventsContract, ProjectionContract, RecordContract } from '#shared/grammar/contract';
import { count, name, names } from '#shared/grammar/payload';

const process = 'knowledge-management';

const permissions = {
  REQ: 'r',
  AGT: 'RCU',
  LEAD: 'RCUX',
  CHM: 'RC',
  CAB: 'R',
  REL: 'RC',
  PRB: 'RCU',
  CFG: 'RC',
  KED: 'RCUXAD',
  SEC: 'RC',
  SVO: 'RC',
  PRO: 'R',
  TAD: 'R',
  MSP: 'RC',
  AUD: 'R',
  INT: 'R',
} as const;

/** Its events are called as the specification does: `knowledge.published`. */
export const knowledge = {
  type: 'knowledge',
  prefix: 'KB',
  path: 'articles',
  title: 'Article',
  approvable: true,
  library: true,
  permissions,
} as const satisfies RecordContract;

export const knowledgeBase = {
  type: 'knowledge-base',
  prefix: 'KBS',
  path: 'knowledge-bases',
  title: 'Knowledge base',
  permissions: { AGT: 'R', LEAD: 'R', KED: 'RCUXAD', SVO: 'R', PRO: 'R', TAD: 'R', MSP: 'R', AUD: 'R' },
} as const satisfies RecordContract;

/** What was published: its number among the versions, and what it is about. */
const published = () => ({
  versionNo: count(),
  kind: name(),
  language: z.optional(name()),
  serviceIds: names(),
  ciIds: names(),
});

export const knowledgeEvents = {
  process,
  record: 'knowledge',
  carries: {
    ...roundEvents,
    published,
    retired: () => ({ replacement: z.optional(name()), serviceIds: names() }),
    flagged: () => ({ openFlags: count() }),
    review_asked: () => ({ validUntil: name() }),
  },
} as const satisfies EventsContract;

/** What other records look at of an article. */
export const knowledgeView = {
  of: knowledge,
  shows: () => ({ language: z.optional(name()) }),
} as const satisfies ProjectionContract;

/** How articles of a base are published, and for whom. */
export const knowledgeBaseView = {
  of: knowledgeBase,
  shows: () => ({
    publishPolicy: z.optional(z.enum(['review', 'instant'])),
    reviewers: z.optional(names()),
    reviewerGroup: z.optional(name()),
    audience: z.optional(z.union([z.enum(['public', 'internal']), names()])),
  }),
} as const satisfies ProjectionContract;

export const contract = {
  process,
  records: [knowledge, knowledgeBase],
  events: [knowledgeEvents],
  projections: [knowledgeView, knowledgeBaseView],
} as const satisfies Contract;
