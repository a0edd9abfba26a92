/** The incident as data: an unplanned interruption of a service, or a loss of its quality (D2). */

import { bulk } from '#shared/capabilities/bulk/capability';
import { clocks } from '#shared/capabilities/clocks/capability';
import { cloning } from '#shared/capabilities/cloning/capability';
import { everyRecord } from '#shared/capabilities/every-record';
import { merging } from '#shared/capabilities/merging/capability';
import { similarity } from '#shared/capabilities/similarity/capability';
import { splitting } from '#shared/capabilities/splitting/capability';
import { defineRecord } from '#shared/grammar/definition';
import { by, indexed } from '#shared/grammar/lists';
import * as contract from '../contract.ts';
import * as timing from './clocks.ts';
import { incidentFact } from './fact.ts';
import { actions } from './lifecycle.ts';
import { incidentFields, incidentStates } from './record.ts';
import * as rules from './rules.ts';
import * as family from './rules-family.ts';
import * as filters from './rules-filters.ts';
import * as duplicates from './rules-merge.ts';
import * as routing from './rules-routing.ts';
import * as stalling from './rules-stall.ts';

export const incident = defineRecord({
  ...contract.incident,
  fields: incidentFields,
  lifecycle: { initial: 'new', states: incidentStates },
  create: {
    summary: 'Log an incident',
    says: 'It names what it is about: one of `serviceId`, `ciIds` and `category` is required.',
    by: ['REQ', 'AGT', 'INT', 'SYS'],
    checks: [rules.hasSubject, rules.outageInOrder],
    effects: [rules.begin, routing.route],
  },
  actions,
  parts: [
    ...everyRecord,
    bulk,
    cloning({
      without: ['affectedUsers', 'affectedUserCount', 'categoryConfirmed', 'startedAt', 'restoredAt', 'supplierTicket'],
    }),
    clocks({
      clocks: {
        response: { metric: 'response', condition: timing.responseCondition },
        resolution: { metric: 'resolution', condition: timing.resolutionCondition },
      },
      group: timing.groupCondition,
      thresholds: [rules.onThreshold],
    }),
    similarity({
      text: ['title', 'description', 'symptoms'],
      same: ['requesterId', 'serviceId'],
      solution: 'resolution',
      hint: true,
    }),
    splitting({
      by: ['AGT'],
      takes: [
        ...([
          'requesterId',
          'onBehalfOf',
          'contact',
          'channel',
          'serviceId',
          'ciIds',
          'category',
          'subcategory',
        ] as const),
        ...(['impact', 'urgency', 'confidential'] as const),
      ],
    }),
    merging({
      by: ['AGT'],
      to: 'closed',
      guards: { isOutsideMajor: family.isOutsideMajor },
      effects: [duplicates.closeAsDuplicate],
      brings: duplicates.affected,
      gathered: [duplicates.countAffected],
    }),
  ],
  derive: [rules.derivePriority],
  patch: { checks: [rules.outageInOrder], effects: [rules.touch] },
  stamps: ['lastActivityAt'],
  comment: { effects: [rules.answerOrResume], noted: [stalling.noteActivity], objection: 'reopen' },
  timers: {
    stall: { at: stalling.stallsAt, run: 'stall' },
    close: { at: timing.closeAt, run: 'close' },
    resume: { at: timing.resumeAt, run: 'resume' },
    remind: { at: timing.reminderAt, run: 'remind' },
    giveUp: { at: timing.giveUpAt, run: 'resolve-unanswered' },
    endOverride: { at: timing.overrideEndsAt, run: 'end-override' },
  },
  lists: {
    ...indexed('open', 'queue', 'assignee', 'requester', 'opened'),
    byService: by('serviceId').ordered('openedAt'),
    openByService: by('serviceId').open().ordered('openedAt'),
    byCategory: by('category').ordered('openedAt'),
    byGroup: by('assignedGroup').ordered('openedAt'),
  },
  filters: {
    slaState: {
      of: ['at_risk', 'breached'],
      holds: filters.serviceLevelIs,
      says: 'Incidents with a promised target that was missed, or of which 90 % is used.',
    },
    reopened: {
      of: ['true', 'false'],
      holds: filters.wasReopened,
      says: 'Whether it came back after it was resolved.',
    },
  },
  sorts: ['affectedUserCount'],
  openKey: rules.alertKeyOf,
  fact: incidentFact,
  needs: ['children'],
});
