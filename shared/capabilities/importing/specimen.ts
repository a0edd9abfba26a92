/** Depots and their crates, which come from files: a crate refers to a depot, comes in a state, and is brought up to date; a depot comes once. */
import { everyRecord } from '#shared/capabilities/every-record';
import { importing } from '#shared/capabilities/importing/capability';
import { referable, references } from '#shared/capabilities/references/capability';
import { unique } from '#shared/capabilities/unique/capability';
import { type Decision, defineRecord, type Refusal } from '#shared/grammar/definition';
import { choice, flag, instant, integer, line, list, text, values } from '#shared/grammar/fields';
import { day } from '#shared/grammar/kinds/day';
import { money } from '#shared/grammar/kinds/money';
import { recordReference } from '#shared/grammar/kinds/record-reference';
import { indexed } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';

const permissions = { AGT: 'RCUX', INT: 'RCUX', TAD: 'RCUXD', REQ: 'rC' };

export const depot = defineRecord({
  type: 'depot',
  prefix: 'DPO',
  path: 'depots',
  title: 'Depot',
  permissions,
  fields: { code: line({ max: 20 }) },
  lifecycle: { initial: 'open', states: { open: 'open', shut: 'final' } },
  create: { summary: 'Add a depot', by: ['AGT', 'TAD'] },
  actions: { shut: { summary: 'Shut', from: ['open'], to: 'shut', by: ['AGT'], input: {}, emits: 'shut' } },
  parts: [...everyRecord, unique({ fields: ['code'] }), referable, importing({ by: ['AGT', 'TAD'] })],
  lists: indexed('open'),
});

interface Crate {
  readonly weight?: number;
  readonly kind?: string;
}

/** Glass is light. */
function isLight({ record: { kind, weight = 0 } }: Decision<Crate, unknown>): Refusal | undefined {
  return kind === 'glass' && weight > 100
    ? { slug: 'limit-exceeded', detail: 'a crate of glass weighs at most 100' }
    : undefined;
}

export const crate = defineRecord({
  type: 'crate',
  prefix: 'CRT',
  path: 'crates',
  title: 'Crate',
  permissions,
  fields: {
    depot: recordReference('depot', { required: true }),
    kind: choice(['glass', 'iron']),
    weight: integer({ min: 1, max: 10_000 }),
    fragile: flag(),
    packed: instant(),
    expires: day(),
    price: money(),
    remark: text({ max: 400 }),
    marks: list(line({ max: 20 }), { max: 5 }),
    facts: values({ max: 20 }),
  },
  lifecycle: { initial: 'empty', states: { empty: 'open', full: 'open', gone: 'final' } },
  create: { summary: 'Add a crate', by: ['AGT'], checks: [isLight] },
  patch: { checks: [isLight] },
  actions: { send: { summary: 'Send', from: ['full'], to: 'gone', by: ['AGT'], input: {}, emits: 'sent' } },
  parts: [...everyRecord, references, importing({ by: ['AGT'], states: ['empty', 'full'], again: 'update' })],
  lists: indexed('open'),
});

export const depots = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Depots',
  purpose: 'Stand for every process whose records come from files.',
  records: [depot, crate],
  consumes: [],
});
