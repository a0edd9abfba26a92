/** A policy that is drafted and published, an artefact that never changes, and a release that is made with a policy. */
import { everyRecord } from '#shared/capabilities/every-record';
import { pins } from '#shared/capabilities/pins/capability';
import { references } from '#shared/capabilities/references/capability';
import { versions } from '#shared/capabilities/versions/capability';
import { type Decision, defineRecord, type Refusal } from '#shared/grammar/definition';
import { integer, line, list, text } from '#shared/grammar/fields';
import { digest } from '#shared/grammar/kinds/digest';
import { recordReference } from '#shared/grammar/kinds/record-reference';
import { indexed } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';

const permissions = { AGT: 'RCUX', TAD: 'RCUXD', REQ: 'rC' } as const;

export const policy = defineRecord({
  type: 'policy',
  prefix: 'PLC',
  path: 'policies',
  title: 'Policy',
  permissions,
  fields: {
    gates: list(text({ max: 200 }), { max: 20 }),
    most: integer({ min: 0, max: 1000 }),
    remark: text({ max: 2000, visibility: 'internal' }),
    owner: line({ max: 80 }),
  },
  lifecycle: { initial: 'draft', states: { draft: 'open', published: 'waiting', retired: 'done' } },
  create: { summary: 'Draft a policy', by: ['AGT', 'REQ'] },
  actions: {
    publish: { summary: 'Publish', from: ['draft'], to: 'published', by: ['AGT'], input: {}, emits: 'published' },
    revise: {
      summary: 'Revise',
      from: ['published', 'retired'],
      to: 'draft',
      by: ['AGT'],
      input: {},
      emits: 'revised',
    },
    retire: { summary: 'Retire', from: ['published'], to: 'retired', by: ['AGT'], input: {}, emits: 'retired' },
  },
  parts: [
    ...everyRecord,
    versions({
      content: ['title', 'gates', 'most', 'remark'],
      drafts: ['draft'],
      publishedBy: ['publish'],
      supersededBy: ['retire'],
    }),
  ],
  lists: indexed('open'),
});

export const artefact = defineRecord({
  type: 'artefact',
  prefix: 'ART',
  path: 'artefacts',
  title: 'Artefact',
  permissions,
  fields: { sha256: digest({ required: true }), approvedBy: line({ max: 80 }) },
  lifecycle: { initial: 'registered', states: { registered: 'open', approved: 'done' } },
  create: { summary: 'Register', by: ['AGT'] },
  actions: {
    approve: { summary: 'Approve', from: ['registered'], to: 'approved', by: ['AGT'], input: {}, emits: 'approved' },
  },
  parts: [...everyRecord, versions({ content: ['title', 'sha256'], drafts: [], publishedBy: ['create'] })],
  lists: indexed('open'),
});

/** How many changes a release may have says the policy that it was made with. */
function isWithin({ record, pinned }: Decision<{ readonly changes?: number }, unknown>): Refusal | undefined {
  const most = pinned.get('policy')?.most;
  if (typeof most !== 'number' || (record.changes ?? 0) <= most) return undefined;
  return { slug: 'limit-exceeded', detail: `its policy allows ${most} changes` };
}

export const release = defineRecord({
  type: 'release',
  prefix: 'REL',
  path: 'releases',
  title: 'Release',
  permissions,
  fields: {
    policy: recordReference('policy', { fixed: true, pin: 'published', onDelete: 'keep' }),
    changes: integer({ min: 0, max: 10_000 }),
  },
  lifecycle: { initial: 'planned', states: { planned: 'open', live: 'final' } },
  create: { summary: 'Plan a release', by: ['AGT'], checks: [isWithin] },
  patch: { checks: [isWithin] },
  actions: {
    choose: {
      ...{ summary: 'Choose the policy', from: ['planned'], to: 'same', by: ['AGT'], emits: 'policy_put' },
      input: { policy: recordReference('policy', { onDelete: 'keep' }) },
      effects: [({ input }) => ({ set: { ...(input.policy !== undefined && { policy: input.policy }) } })],
    },
    deploy: { summary: 'Deploy', from: ['planned'], to: 'live', by: ['AGT'], input: {}, emits: 'deployed' },
  },
  parts: [...everyRecord, references, pins],
  lists: indexed('open'),
});

export const policies = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Policies',
  purpose: 'Stand for every process whose records are published as versions.',
  records: [policy, artefact, release],
  consumes: [],
});
