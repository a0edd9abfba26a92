/** What a rack has: positions that are reserved, filled and cleared (E2), and an internal log of findings. */
import { collection } from '#shared/capabilities/collections/collection';
import {
  isContiguous,
  isFed,
  isWithinLimits,
  positionFields,
  takesLowest,
  tellsInstalled,
} from '#shared/capabilities/collections/specimen/rules';
import { choice, reference, text } from '#shared/grammar/fields';

export const positions = collection({
  item: 'position',
  nouns: { one: 'RackPosition', many: 'RackPositions', noun: 'rack position' },
  fields: positionFields,
  lifecycle: { initial: 'reserved', states: { reserved: 'open', occupied: 'open', free: 'final' } },
  create: {
    summary: 'Reserve units of a rack',
    by: ['FAC'],
    verb: 'reserve',
    checks: [isContiguous, isWithinLimits, isFed],
    effects: [takesLowest],
    emits: 'reserved',
  },
  actions: {
    install: {
      summary: 'Put the device in',
      from: ['reserved'],
      to: 'occupied',
      by: ['FAC'],
      input: {},
      effects: [tellsInstalled],
      emits: 'installed',
    },
    remove: {
      summary: 'Take the device out, or give the units back',
      from: ['reserved', 'occupied'],
      to: 'free',
      by: ['FAC'],
      input: { reason: text({ max: 500 }) },
      emits: 'freed',
    },
  },
  patch: { by: ['FAC'], checks: [isFed] },
  remove: { by: ['TAD'] },
  bounds: { open: 60, all: 500 },
  conflicts: ['no-contiguous-space', 'capacity-limit'],
});

export const findings = collection({
  item: 'finding',
  nouns: { one: 'RackFinding', many: 'RackFindings', noun: 'rack finding' },
  fields: {
    what: text({ max: 200, required: true }),
    severity: choice(['minor', 'major'], { required: true }),
    seenBy: reference({ personal: true }),
  },
  visibility: 'internal',
  lifecycle: { initial: 'open', states: { open: 'open', resolved: 'final' } },
  create: { summary: 'Note a finding', by: ['FAC'] },
  actions: {
    resolve: { summary: 'Resolve it', from: ['open'], to: 'resolved', by: ['FAC'], input: {}, emits: 'resolved' },
  },
  bounds: { open: 3, all: 5 },
});
