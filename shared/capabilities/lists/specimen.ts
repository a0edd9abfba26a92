/** A record type that declares a list over every kind of field that has an order. */
import { everyRecord } from '#shared/capabilities/every-record';
import { defineRecord } from '#shared/grammar/definition';
import { choice, flag, instant, integer, level, line, list, number, reference } from '#shared/grammar/fields';
import { by, everything, indexed } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';

export const visit = defineRecord({
  type: 'visit',
  prefix: 'VST',
  path: 'visits',
  title: 'Visit',
  permissions: { AGT: 'RCUX', TAD: 'RCUXD', REQ: 'rC' },
  fields: {
    site: line({ max: 80 }),
    kind: choice(['guest', 'delivery', 'repair']),
    rooms: list(reference(), { max: 4 }),
    escorted: flag(),
    risk: level(),
    name: line({ max: 200 }),
    floor: integer({ min: -5, max: 200 }),
    weight: number({ min: -1e6, max: 1e6 }),
    from: instant(),
  },
  lifecycle: { initial: 'expected', states: { expected: 'open', left: 'final' } },
  create: { summary: 'Announce a visit', by: ['AGT', 'REQ'] },
  actions: {
    leave: { summary: 'Leave', from: ['expected'], to: 'left', by: ['AGT'], input: {}, emits: 'left' },
  },
  parts: everyRecord,
  lists: {
    ...indexed('requester'),
    bySite: by('site').ordered('from'),
    openBySite: by('site').open().ordered('from'),
    bySiteAndKind: by('site', 'kind').ordered('name'),
    byRoom: by('rooms').ordered('floor'),
    byEscort: by('escorted').ordered('weight'),
    byRisk: by('risk').ordered('openedAt'),
    agenda: everything.ordered('from'),
  },
});

export const visits = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Visits',
  purpose: 'Stand for every process whose records are listed by their fields.',
  records: [visit],
  consumes: [],
});
