/** The template as data: drafted, published as versions that never change, retired. */
import { everyRecord } from '#shared/capabilities/every-record';
import { versions } from '#shared/capabilities/versions/capability';
import { defineRecord } from '#shared/grammar/definition';
import { indexed } from '#shared/grammar/lists';
import * as contract from '../contract.ts';
import { inputs, templateFields, templateStates } from './record.ts';
import * as rules from './rules.ts';

export const template = defineRecord({
  ...contract.template,
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
  publishes: rules.publication,
  parts: [
    ...everyRecord,
    versions({
      content: ['title', 'recordType', 'fields', 'defaults', 'tasks'],
      drafts: ['draft'],
      publishedBy: ['publish'],
      supersededBy: ['retire'],
    }),
  ],
  lists: indexed('open'),
});
