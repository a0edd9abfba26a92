/** A service of which the health is assessed every night, and as often as it says itself. */
import { everyRecord } from '#shared/capabilities/every-record';
import { recurs } from '#shared/capabilities/recurs/capability';
import { defineRecord } from '#shared/grammar/definition';
import { integer } from '#shared/grammar/fields';
import { indexed } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';

export const nightly = { at: 'FREQ=DAILY;BYHOUR=2;BYMINUTE=30', run: 'assess', in: ['live'] } as const;

/** Every so many hours of the day, from midnight. */
function everySo({ every }: { readonly every?: number }): string | undefined {
  if (every === undefined) return undefined;
  const hours = Array.from({ length: Math.ceil(24 / every) }, (_, index) => index * every);
  return `FREQ=DAILY;BYHOUR=${hours.join(',')}`;
}

export const application = defineRecord({
  type: 'application',
  prefix: 'APP',
  path: 'applications',
  title: 'Application',
  permissions: { AGT: 'RCUX', TAD: 'RCUXD', REQ: 'rC' },
  fields: { every: integer({ min: 1, max: 24 }) },
  lifecycle: { initial: 'live', states: { live: 'open', retired: 'final' } },
  create: { summary: 'Add an application', by: ['AGT'] },
  actions: {
    assess: { summary: 'Assess', from: ['live'], to: 'same', by: ['AGT', 'SYS'], input: {}, emits: 'assessed' },
    probe: { summary: 'Probe', from: ['live'], to: 'same', by: ['SYS'], input: {}, emits: 'probed' },
    retire: { summary: 'Retire', from: ['live'], to: 'retired', by: ['AGT'], input: {}, emits: 'retired' },
  },
  parts: [
    ...everyRecord,
    recurs({
      health: nightly,
      probe: {
        at: everySo,
        run: 'probe',
        in: ['live'],
      },
    }),
  ],
  lists: indexed('open'),
});

export const applications = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Applications',
  purpose: 'Stand for every process on whose records something recurs.',
  records: [application],
  consumes: [],
});
