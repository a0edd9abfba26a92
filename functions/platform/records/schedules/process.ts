/** Schedules: records that recur, such as checks and maintenance, are made by themselves, once each time. */

import { defineProcess } from '#shared/grammar/process-definition';
import { schedule } from './schedule/schedule.ts';

export const schedules = defineProcess({
  id: 'schedules',
  stage: 'platform',
  group: 'records',
  title: 'Schedules',
  purpose: 'Make records that recur by themselves, each exactly once, on days that suit.',
  records: [schedule],
  consumes: [],
});
