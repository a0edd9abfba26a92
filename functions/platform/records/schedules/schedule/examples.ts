/** Example values of the schedule, where no declaration tells them. */
import type { Examples } from '#shared/grammar/examples';

export const scheduleExamples = {
  of: 'schedule',
  values: {
    title: 'The fire alarm is tested',
    recordType: 'incident',
    rrule: 'FREQ=MONTHLY;BYDAY=1MO',
    dtstart: '2026-06-01T09:00',
  },
} satisfies Examples;
