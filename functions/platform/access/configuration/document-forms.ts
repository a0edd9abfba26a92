/** Documents of every tenant that no process or capability owns: its settings, its calendars and its groups. */
import { defineForm } from '#shared/tenancy/document-form';
import { checkCalendar } from '#shared/time/calendar-check';
import { calendarSchema } from './calendar-schema.ts';
import { evaluation } from './evaluate.ts';
import { checkGroup, groupSchema } from './group.ts';
import { checkSettings, settingsSchema } from './settings-document.ts';

export const configurationDocumentForms = [
  defineForm({
    kind: 'settings',
    path: 'settings',
    title: 'Settings',
    inherited: true,
    only: 'settings',
    writers: ['TAD'],
    schema: settingsSchema,
    check: checkSettings,
  }),
  defineForm({
    kind: 'calendar',
    path: 'calendars',
    title: 'Calendar',
    inherited: true,
    writers: ['PRO', 'TAD'],
    schema: calendarSchema,
    check: (body) =>
      checkCalendar(body).map(({ code, pointer, message }) => ({
        slug: code === 'calendar-never-open' ? code : 'invalid-calendar',
        pointer,
        message,
      })),
    trials: [evaluation],
  }),
  defineForm({
    kind: 'group',
    path: 'groups',
    title: 'Group',
    inherited: false,
    writers: ['TAD'],
    schema: groupSchema,
    check: checkGroup,
    together: ({ parent }) => parent !== undefined,
    people: ({ members }) => members.map((word, index) => ({ pointer: `/members/${index}`, word })),
    members: ({ members }) => members,
  }),
];
