/** Webhooks: what happens in a tenant is told to the programs that asked to know, signed, in order, and until they have it. */
import { throughTimers } from '#shared/engine/due';
import { type AnyServiceOperation, everyEvent, operation, type ServiceDefinition } from '#shared/serve/service';
import type { Role } from '#shared/tenancy/roles';
import { disable, enable, rotateSecret, test } from './control.ts';
import { listDeliveries, readDelivery } from './deliveries.ts';
import { due, heard } from './listen.ts';
import { create, list, read, remove, update } from './manage.ts';
import { webhooksProblems } from './problems.ts';
import { owners, unreadableRecords } from './readable.ts';
import { readReplay, replay } from './replay.ts';
import { newWebhook, nothing, replayBody, rotation, webhookChanges } from './schema.ts';

const readers: readonly Role[] = [...owners, 'AUD'];
const path = ['webhooks', '{id}'];

/** An action without a body on one webhook. */
const plain = (id: string, verb: string, summary: string, run: Parameters<typeof operation<object>>[0]['run']) =>
  operation({
    id,
    method: 'POST',
    path: [...path, verb],
    summary,
    by: owners,
    body: nothing,
    fields: [],
    statuses: [200],
    run,
  });

const operations: readonly AnyServiceOperation[] = [
  operation({
    id: 'createWebhook',
    method: 'POST',
    path: ['webhooks'],
    summary: 'Have events sent to a URL; the answer shows the signing secret, once',
    by: owners,
    body: newWebhook,
    fields: Object.keys(newWebhook.shape),
    statuses: [201],
    run: create,
  }),
  operation({
    id: 'listWebhooks',
    method: 'GET',
    path: ['webhooks'],
    summary: 'List webhooks: an administrator the tenant’s, others their own',
    by: readers,
    statuses: [200],
    run: list,
  }),
  operation({
    id: 'getWebhook',
    method: 'GET',
    path,
    summary: 'Read a webhook and how its receiver fares',
    by: readers,
    statuses: [200, 304],
    run: read,
  }),
  operation({
    id: 'updateWebhook',
    method: 'PATCH',
    path,
    summary: 'Change a webhook; it sees with the roles of whoever changes it',
    by: owners,
    body: webhookChanges,
    fields: Object.keys(webhookChanges.shape),
    mediaTypes: ['application/merge-patch+json'],
    statuses: [200],
    run: update,
  }),
  operation({
    id: 'deleteWebhook',
    method: 'DELETE',
    path,
    summary: 'Delete a webhook and what waits for it',
    by: owners,
    statuses: [204],
    run: remove,
  }),
  operation({
    id: 'rotateWebhookSecret',
    method: 'POST',
    path: [...path, 'rotate-secret'],
    summary: 'Make a new secret; both sign until the old one’s time is over',
    by: owners,
    body: rotation,
    fields: Object.keys(rotation.shape),
    statuses: [200],
    run: rotateSecret,
  }),
  plain('testWebhook', 'test', 'Send a signed test call and answer its outcome', test),
  plain('disableWebhook', 'disable', 'Stop sending; events wait for 14 days', disable),
  plain('enableWebhook', 'enable', 'Send again, beginning with what has waited', enable),
  operation({
    id: 'replayWebhook',
    method: 'POST',
    path: [...path, 'replay'],
    summary: 'Send again what was sent since an instant or from a delivery on',
    by: owners,
    body: replayBody,
    fields: Object.keys(replayBody.shape),
    statuses: [202],
    run: replay,
  }),
  operation({
    id: 'getWebhookReplay',
    method: 'GET',
    path: [...path, 'replays', '{replay}'],
    summary: 'Read how far a replay is',
    by: readers,
    statuses: [200],
    run: readReplay,
  }),
  operation({
    id: 'listWebhookDeliveries',
    method: 'GET',
    path: [...path, 'deliveries'],
    summary: 'List deliveries of the last 30 days with every attempt, newest first',
    by: readers,
    query: ['state', 'limit', 'cursor'],
    statuses: [200],
    run: listDeliveries,
  }),
  operation({
    id: 'getWebhookDelivery',
    method: 'GET',
    path: [...path, 'deliveries', '{delivery}'],
    summary: 'Read one delivery',
    by: readers,
    statuses: [200],
    run: readDelivery,
  }),
];

export const webhooks: ServiceDefinition = {
  id: 'webhooks',
  stage: 'platform',
  group: 'exchange',
  title: 'Webhooks',
  purpose: 'Tell the customer’s programs what happens, signed, in order, and until they have it.',
  operations,
  problems: webhooksProblems,
  consumes: [{ ...everyEvent, unlessUnheard: 'webhooks', run: heard }],
  tick: (timers, logger) => throughTimers(timers, logger, due),
  uses: ['outbound'],
  environment: unreadableRecords,
};
