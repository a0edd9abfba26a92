/** The request model as data: drafted, published as versions that open requests keep, suspended, retired (D3). */
import { cloning } from '#shared/capabilities/cloning/capability';
import { everyRecord } from '#shared/capabilities/every-record';
import { queries } from '#shared/capabilities/queries/capability';
import { referable } from '#shared/capabilities/references/capability';
import { versions } from '#shared/capabilities/versions/capability';
import { defineRecord } from '#shared/grammar/definition';
import { indexed } from '#shared/grammar/lists';
import * as contract from '../contract.ts';
import { modelQueries } from './queries.ts';
import { inputs, offered, planned, requestModelFields, requestModelStates } from './record.ts';
import * as rules from './rules.ts';

export const requestModel = defineRecord({
  ...contract.requestModel,
  fields: requestModelFields,
  lifecycle: { initial: 'draft', states: requestModelStates },
  create: { summary: 'Draft a request model', by: ['LEAD', 'SVO', 'PRO'] },
  actions: {
    publish: {
      summary: 'Publish what is drafted as the next version: new orders are made by it, open ones keep theirs',
      from: ['draft', 'published', 'suspended'],
      to: 'published',
      by: ['PRO', 'SVO'],
      input: inputs.publish,
      checks: [rules.isSound],
      effects: [rules.publish],
      emits: 'published',
    },
    suspend: {
      summary: 'Take no orders of it for the time being',
      from: ['published'],
      to: 'suspended',
      by: ['PRO', 'SVO'],
      input: inputs.reason,
      emits: 'suspended',
    },
    retire: {
      summary: 'Take no orders of it any more; open requests go on',
      from: ['draft', 'published', 'suspended'],
      to: 'retired',
      by: ['PRO', 'SVO'],
      input: inputs.reason,
      emits: 'retired',
    },
    restock: {
      summary: 'Say that something came into stock, or went out of it otherwise',
      from: ['draft', 'published', 'suspended'],
      to: 'same',
      by: ['AGT', 'PRO', 'INT'],
      input: inputs.restock,
      guards: { isStocked: rules.isStocked },
      checks: [rules.staysWithin],
      effects: [rules.restock],
      emits: 'restocked',
    },
    reserve: {
      summary: 'Reserve stock for a request, or tell it that there is too little',
      from: ['draft', 'published', 'suspended', 'retired'],
      to: 'same',
      by: ['SYS'],
      input: inputs.ofRequest,
      effects: [rules.reserve],
      emits: 'stock_decided',
    },
    release: {
      summary: 'Take back what was reserved for a request that is over',
      from: ['draft', 'published', 'suspended', 'retired'],
      to: 'same',
      by: ['SYS'],
      input: inputs.ofRequest,
      effects: [rules.release],
      emits: 'stock_returned',
    },
  },
  parts: [
    ...everyRecord,
    referable,
    cloning({ without: [] }),
    versions({
      content: ['title', ...offered, ...planned],
      drafts: ['draft', 'published', 'suspended'],
      publishedBy: ['publish'],
      supersededBy: ['retire'],
    }),
    queries(modelQueries),
  ],
  remove: { guards: { wasNeverPublished: rules.wasNeverPublished } },
  // What is published is for everybody to order from.
  involves: ({ offer, state }) => offer !== undefined && state === 'published',
  lists: indexed('open', 'opened'),
});
