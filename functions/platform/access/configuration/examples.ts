/** Bodies that no schema alone gives. */
import type { Examples } from '#shared/grammar/examples';

const open = [{ open: '08:00', close: '18:00' }];

export const configurationExamples = {
  of: 'configuration',
  requests: {
    putUser: { name: 'Ada Berg', roles: ['AGT'] },
    updateUser: { locale: 'de' },
    putGroup: { name: 'Network', active: true, members: ['ada', 'bob'], lead: 'ada' },
    evaluateCalendar: { calendar: 'business', add: 'PT20H' },
    putCalendar: { zone: 'Europe/Berlin', weekly: { mon: open, tue: open, wed: open, thu: open, fri: open } },
    putSettings: { businessCalendarId: 'business' },
  },
} satisfies Examples;
