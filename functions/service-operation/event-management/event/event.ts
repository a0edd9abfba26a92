/** The raw event as data: kept for 30 days, and handed to correlation. */

import { exporting } from '#shared/capabilities/exporting/capability';
import { history } from '#shared/capabilities/history/capability';
import { linked } from '#shared/capabilities/links/capability';
import { lists } from '#shared/capabilities/lists/capability';
import { templated } from '#shared/capabilities/templates/capability';
import { defineRecord } from '#shared/grammar/definition';
import { by } from '#shared/grammar/lists';
import * as contract from '../contract.ts';
import { eventFields, eventStates } from './record.ts';
import * as rules from './rules.ts';

export const event = defineRecord({
  ...contract.event,
  fields: eventFields,
  lifecycle: { initial: 'received', states: eventStates },
  create: {
    summary: 'Ingest one event, or up to 500 at once',
    by: ['INT', 'OPC', 'SYS'],
    effects: [rules.normalise],
    batch: 500,
  },
  actions: {},
  parts: [lists, exporting, history, linked, templated],
  lists: { bySource: by('source').ordered('occurredAt') },
  openKey: rules.deliveryOf,
  keepDays: 30,
});
