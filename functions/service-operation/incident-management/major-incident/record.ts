/** The major incident record (D2): its fields, states and inputs. */

import type { StateClass } from '#shared/grammar/definition';
import { choice, type Fields, group, instant, integer, list, reference, text } from '#shared/grammar/fields';
import type { RecordOf } from '#shared/grammar/record';
import { resolutionCodes } from '../incident/record.ts';

export const severities = ['SEV1', 'SEV2'] as const;
export const triggers = ['declared', 'many_reports', 'critical_service'] as const;

/** Incidents that a major incident names before they become its children. */
export const MAX_INCIDENTS = 200;

const people = {
  incidentManager: reference(),
  techLead: reference(),
  commsLead: reference(),
  scribe: reference(),
} as const satisfies Fields;

const address = { max: 500, pattern: /^https:\/\/\S+$/, like: 'an address that begins with https://' } as const;

export const majorFields = {
  category: text({ max: 80, label: 'Category', filter: true }),
  incidents: list(reference(), {
    max: MAX_INCIDENTS,
    label: 'Incidents it was noticed by; the first is its primary one',
    names: 'incident',
    visibility: 'internal',
  }),
  trigger: choice(triggers, { label: 'How it was noticed', readOnly: true, filter: true, visibility: 'internal' }),
  topic: text({ max: 200, label: 'What the reports have in common', readOnly: true, visibility: 'internal' }),
  severity: choice(severities, { label: 'Severity', readOnly: true, filter: true }),
  criteria: text({ max: 1000, label: 'Criteria that it meets', readOnly: true, visibility: 'internal' }),
  declaredAt: instant({ label: 'Declared', readOnly: true }),
  declaredBy: reference({ label: 'Declared by', readOnly: true, visibility: 'internal' }),
  roles: group(people, { label: 'Roles', visibility: 'internal' }),
  bridgeUrl: text({ ...address, label: 'Bridge', visibility: 'internal' }),
  affectedServices: list(reference(), { max: 100, label: 'Affected services' }),
  startedAt: instant({ label: 'Outage began' }),
  estimatedRestore: instant({ label: 'Expected restoration' }),
  nextUpdateDue: instant({ label: 'Next update due', readOnly: true, visibility: 'internal' }),
  updatesMissed: integer({
    min: 0,
    max: 2,
    label: 'Steps taken as no update came',
    readOnly: true,
    visibility: 'internal',
  }),
  mitigatedAt: instant({ label: 'Mitigated', readOnly: true }),
  restoredAt: instant({ label: 'Service restored', readOnly: true }),
  resolvedAt: instant({ label: 'Resolved', readOnly: true }),
  resolution: group(
    { code: choice(resolutionCodes, { required: true }), notes: text({ min: 10, max: 8000, required: true }) },
    { label: 'Resolution', readOnly: true },
  ),
  problemReview: reference({ label: 'Major problem review', visibility: 'internal' }),
  reviewActions: list(group({ action: text({ max: 1000, required: true }), owner: reference(), dueAt: instant() }), {
    max: 50,
    label: 'Actions of the review',
    visibility: 'internal',
  }),
} as const satisfies Fields;

export const majorStates = {
  candidate: 'open',
  declared: 'open',
  mitigated: 'open',
  resolved: 'done',
  review: 'done',
  closed: 'final',
  rejected: 'final',
} as const satisfies Readonly<Record<string, StateClass>>;

export type MajorIncident = RecordOf<typeof majorFields, keyof typeof majorStates>;

const publicText = text({
  max: 8000,
  description: 'What those affected read on its notice; a standard text when absent',
});
const restoredAt = instant({ description: 'The instant at which the service was back' });

/** Inputs of the actions. */
export const majorInputs = {
  addIncidents: { incidents: list(reference(), { max: MAX_INCIDENTS, required: true }) },
  reject: { reason: text({ max: 1000, required: true }) },
  declare: {
    severity: choice(severities, { required: true }),
    criteria: text({ max: 1000, description: 'The criteria that it meets; otherwise a reason is needed' }),
    reason: text({ max: 1000, description: 'Why it is declared though it meets no criteria' }),
    roles: group(people),
    bridgeUrl: text(address),
    estimatedRestore: instant(),
    publicText,
  },
  postUpdate: {
    text: text({ max: 8000, required: true }),
    visibility: choice(['public', 'internal'], {
      description: 'Whether those affected may read it; public when absent',
    }),
    estimatedRestore: instant(),
  },
  mitigate: { restoredAt, text: text({ max: 8000, description: 'What mitigates it' }) },
  resolve: {
    code: choice(resolutionCodes, { required: true }),
    notes: text({ min: 10, max: 8000, required: true }),
    restoredAt,
    publicText,
  },
  review: { problemReview: reference({ description: 'The major problem review, when there is one already' }) },
  nothing: {},
} as const;
