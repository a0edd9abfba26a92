/** The service notice record (D2): what is told to those whom a disruption or maintenance concerns, and what was said when. */
import type { StateClass } from '#shared/grammar/definition';
import { choice, type Fields, flag, group, instant, integer, list, reference, texts } from '#shared/grammar/fields';
import type { RecordOf } from '#shared/grammar/record';
import { effects } from '#shared/kit/status/public-notice';

export const TEXT_MAX = 8000;
/** Updates that the record keeps; what is older stands in its history. */
export const MAX_UPDATES = 30;

const audience = {
  public: flag({ description: 'Whoever opens the status page' }),
  everyone: flag({ description: 'Every active user' }),
  groups: list(reference(), { max: 50, description: 'The members of these groups' }),
  users: list(reference(), { max: 500 }),
} as const satisfies Fields;

export const noticeStates = {
  planned: 'open',
  active: 'open',
  monitoring: 'open',
  resolved: 'final',
  withdrawn: 'final',
} as const satisfies Readonly<Record<string, StateClass>>;

const said = {
  number: integer({ min: 1, max: 100_000, required: true }),
  at: instant({ required: true }),
  state: choice(['planned', 'active', 'monitoring', 'resolved', 'withdrawn'], { required: true }),
  text: texts({ max: TEXT_MAX, required: true }),
} as const satisfies Fields;

export const noticeFields = {
  effect: choice(effects, { required: true, label: 'What it does to the services', filter: true }),
  services: list(reference(), { max: 50, label: 'Services' }),
  audience: group(audience, { label: 'Who is told', visibility: 'internal' }),
  text: texts({ max: TEXT_MAX, label: 'What is told, by language' }),
  startsAt: instant({ label: 'Begins' }),
  endsAt: instant({ label: 'Is to end' }),
  estimatedRestore: instant({ label: 'Expected restoration' }),
  nextUpdateAt: instant({ label: 'Next update by' }),
  announcedAt: instant({ label: 'Announced', readOnly: true }),
  publishedAt: instant({ label: 'Published', readOnly: true }),
  resolvedAt: instant({ label: 'Resolved', readOnly: true }),
  updates: list(group(said), { max: MAX_UPDATES, label: 'What was told', readOnly: true }),
  commsLead: reference({ label: 'Communications lead', visibility: 'internal' }),
  majorIncident: reference({
    label: 'Major incident',
    names: 'major-incident',
    readOnly: true,
    filter: true,
    visibility: 'internal',
  }),
  incidents: list(reference(), {
    max: 200,
    label: 'Incidents that the major incident was noticed by',
    names: 'incident',
    readOnly: true,
    visibility: 'internal',
  }),
  declaredAt: instant({ label: 'Major incident declared', readOnly: true, visibility: 'internal' }),
} as const satisfies Fields;

export type Notice = RecordOf<typeof noticeFields, keyof typeof noticeStates>;
export type Update = NonNullable<Notice['updates']>[number];

const estimates = { estimatedRestore: instant(), nextUpdateAt: instant() } as const satisfies Fields;

/** Inputs of the actions. */
export const inputs = {
  update: { text: texts({ max: TEXT_MAX, required: true }), ...estimates },
  monitor: { text: texts({ max: TEXT_MAX, description: 'A standard text when absent' }), ...estimates },
  resolve: { text: texts({ max: TEXT_MAX, description: 'A standard text when absent' }) },
  withdraw: { text: texts({ max: TEXT_MAX, description: 'A standard text when absent' }) },
  nothing: {},
} as const;
