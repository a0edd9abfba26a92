/** Notifications: people are told what concerns them, in their language, by the channel and at the time that they wish. */
import { throughTimers } from '#shared/engine/due';
import { type AnyServiceOperation, everyEvent, operation, type ServiceDefinition } from '#shared/serve/service';
import type { Role } from '#shared/tenancy/roles';
import { bounced } from './bounce.ts';
import { due } from './due.ts';
import { listInbox, mark, markAll } from './inbox.ts';
import { listLog } from './log.ts';
import { readPreferences, writePreferences } from './preferences.ts';
import { nothing, preferences, settingsBody, templateBody } from './schema.ts';
import { told } from './tell.ts';
import {
  listTemplates,
  readSettings,
  readTemplate,
  removeTemplate,
  writeSettings,
  writeTemplate,
} from './template-documents.ts';

const writers: readonly Role[] = ['TAD', 'PRO'];
const readers: readonly Role[] = [...writers, 'AGT', 'AUD'];

const inbox: readonly AnyServiceOperation[] = [
  operation({
    id: 'listNotifications',
    method: 'GET',
    path: ['notifications'],
    summary: 'List your notifications, newest first',
    query: ['unread', 'limit', 'cursor'],
    statuses: [200],
    run: listInbox,
  }),
  operation({
    id: 'readNotification',
    method: 'POST',
    path: ['notifications', '{id}', 'read'],
    summary: 'Mark a notification of yours as read',
    body: nothing,
    fields: [],
    statuses: [200],
    run: mark(true),
  }),
  operation({
    id: 'unreadNotification',
    method: 'POST',
    path: ['notifications', '{id}', 'unread'],
    summary: 'Mark a notification of yours as unread',
    body: nothing,
    fields: [],
    statuses: [200],
    run: mark(false),
  }),
  operation({
    id: 'readAllNotifications',
    method: 'POST',
    path: ['notifications', 'read-all'],
    summary: 'Mark your notifications as read, up to 200 at once',
    body: nothing,
    fields: [],
    statuses: [200],
    run: markAll,
  }),
  operation({
    id: 'getNotificationPreferences',
    method: 'GET',
    path: ['notification-preferences'],
    summary: 'Read how you wish to be told',
    statuses: [200, 304],
    run: readPreferences,
  }),
  operation({
    id: 'putNotificationPreferences',
    method: 'PUT',
    path: ['notification-preferences'],
    summary: 'Set how you wish to be told: by event and channel, how often, and when not',
    body: preferences,
    fields: Object.keys(preferences.shape),
    statuses: [200],
    run: writePreferences,
  }),
];

const texts: readonly AnyServiceOperation[] = [
  operation({
    id: 'listNotificationTemplates',
    method: 'GET',
    path: ['notification-templates'],
    summary: 'List every template in effect, and where it comes from',
    by: readers,
    statuses: [200],
    run: listTemplates,
  }),
  operation({
    id: 'getNotificationTemplate',
    method: 'GET',
    path: ['notification-templates', '{id}'],
    summary: 'Read a template: event, audience and language, such as incident.resolved.requester.de',
    by: readers,
    statuses: [200, 304],
    run: readTemplate,
  }),
  operation({
    id: 'putNotificationTemplate',
    method: 'PUT',
    path: ['notification-templates', '{id}'],
    summary: 'Set a template of your own',
    by: writers,
    body: templateBody,
    fields: Object.keys(templateBody.shape),
    statuses: [200, 201],
    run: writeTemplate,
  }),
  operation({
    id: 'deleteNotificationTemplate',
    method: 'DELETE',
    path: ['notification-templates', '{id}'],
    summary: 'Return a template to the one that comes with the product',
    by: writers,
    statuses: [204],
    run: removeTemplate,
  }),
  operation({
    id: 'getNotificationSettings',
    method: 'GET',
    path: ['notification-settings'],
    summary: 'Read the language of those who have none of their own',
    by: readers,
    statuses: [200, 304],
    run: readSettings,
  }),
  operation({
    id: 'putNotificationSettings',
    method: 'PUT',
    path: ['notification-settings'],
    summary: 'Set the language of those who have none of their own',
    by: writers,
    body: settingsBody,
    fields: Object.keys(settingsBody.shape),
    statuses: [200],
    run: writeSettings,
  }),
];

export const notifications: ServiceDefinition = {
  id: 'notifications',
  stage: 'platform',
  group: 'exchange',
  title: 'Notifications',
  purpose: 'Tell people what concerns them, in their language, by the channel and at the time that they wish.',
  operations: [
    ...inbox,
    ...texts,
    operation({
      id: 'listNotificationLog',
      method: 'GET',
      path: ['notification-log'],
      summary: 'List what was sent to whom, and what was not and why',
      by: ['TAD', 'PRO', 'AUD'],
      query: ['record', 'limit', 'cursor'],
      statuses: [200],
      run: listLog,
    }),
  ],
  consumes: [
    { ...everyEvent, run: told },
    { source: 'aws.ses', detailType: 'Email Bounced', run: bounced },
  ],
  tick: (timers, logger) => throughTimers(timers, logger, due),
  uses: ['mail'],
};
