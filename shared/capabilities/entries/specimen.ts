/** A test plan with the runs that were made of it (C5): what is appended and never changed. */
import { entries } from '#shared/capabilities/entries/capability';
import { everyRecord } from '#shared/capabilities/every-record';
import { defineRecord } from '#shared/grammar/definition';
import { choice, reference, text } from '#shared/grammar/fields';
import { indexed } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';

export const plan = defineRecord({
  type: 'test-plan',
  prefix: 'TPN',
  path: 'test-plans',
  title: 'Test plan',
  permissions: { TSM: 'RCUX', TAD: 'RCUXD', REQ: 'rC', AUD: 'R', SEC: 'RX' },
  fields: {},
  lifecycle: { initial: 'running', states: { running: 'open', finished: 'final' } },
  create: { summary: 'Plan tests', by: ['TSM', 'REQ'] },
  actions: {
    finish: { summary: 'Finish', from: ['running'], to: 'finished', by: ['TSM'], input: {}, emits: 'finished' },
  },
  parts: [
    ...everyRecord,
    entries({
      runs: {
        item: 'run',
        nouns: { one: 'TestRun', many: 'TestRuns', noun: 'test run' },
        fields: {
          case: reference({ required: true }),
          result: choice(['passed', 'failed', 'blocked'], { required: true }),
          executor: reference({ personal: true }),
          notes: text({ max: 1000, visibility: 'internal' }),
        },
        summary: 'Write down runs of test cases',
        by: ['TSM'],
        most: 50,
      },
    }),
  ],
  lists: indexed('requester'),
});

export const plans = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Test plans',
  purpose: 'Stand for every process whose records are appended to.',
  records: [plan],
  consumes: [],
});
