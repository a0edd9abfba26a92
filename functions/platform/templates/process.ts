/** Templates: which fields a tenant's records have beside their own, what is preset in them, and what is required when (A6). */
import { defineProcess, defineRecord } from '#shared/process/definition';
import { inputs, templateFields, templateStates } from './record.ts';
import * as rules from './rules.ts';

export const template = defineRecord({
  type: 'template',
  prefix: 'TMP',
  path: 'templates',
  title: 'Template',
  permissions: {
    REQ: 'r',
    AGT: 'R',
    LEAD: 'RC',
    KED: 'R',
    SEC: 'R',
    SVO: 'R',
    PRO: 'RCUXA',
    TAD: 'RG',
    MSP: 'R',
    AUD: 'R',
  },
  fields: templateFields,
  lifecycle: { initial: 'draft', states: templateStates },
  create: { summary: 'Draft a template', by: ['LEAD', 'PRO'] },
  actions: {
    publish: {
      summary: 'Publish the draft as the next version: it never changes again, and new records are made with it',
      from: ['draft'],
      to: 'published',
      by: ['PRO', 'TAD'],
      input: inputs.publish,
      checks: [rules.isPublishable],
      effects: [rules.publish],
      emits: 'published',
    },
    revise: {
      summary: 'Work on the next version; the published one stays in force until then',
      from: ['published'],
      to: 'draft',
      by: ['PRO'],
      input: inputs.nothing,
      emits: 'revised',
    },
    retire: {
      summary: 'Make no more records with it; those that exist keep their version',
      from: ['draft', 'published'],
      to: 'retired',
      by: ['PRO'],
      input: inputs.retire,
      emits: 'retired',
    },
  },
  patch: { checks: [rules.isDraft] },
  publishes: rules.publication,
  lists: ['open'],
});

export const templates = defineProcess({
  id: 'templates',
  stage: 'platform',
  title: 'Templates',
  purpose: 'Let a tenant say which fields its records have, what is preset in them and what they must have when.',
  records: [template],
  consumes: [],
});
