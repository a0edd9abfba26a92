/** A record is deleted, restored and held back, and purged when its retention ends (A9): the timer is written with the change that ends or revives it. */

import { described } from '#shared/capabilities/retention/described';
import { retentionKey } from '#shared/capabilities/retention/keys';
import { purgeTimer } from '#shared/capabilities/retention/purge-timer';
import { hold, remove, restore } from '#shared/capabilities/retention/requests';
import { purgedAt } from '#shared/capabilities/retention/retention';
import { type CapabilityRequest, defineCapability } from '#shared/engine/capability';

const held = (kind: 'place-legal-hold' | 'release-legal-hold'): CapabilityRequest => ({
  ...{ kind, method: 'POST', path: `*/{id}/${kind}` },
  run: (context) => hold(context, kind),
});

export const retention = defineCapability<unknown, never, never>({
  name: 'retention',
  described,
  requests: [
    { kind: 'delete', method: 'DELETE', path: '*/{id}', run: remove },
    { kind: 'restore', method: 'POST', path: '*/{id}/restore', run: restore },
    held('place-legal-hold'),
    held('release-legal-hold'),
  ],
  write: ({ definition, tenant, plan: { before, after }, config }) => {
    if (definition.keepDays !== undefined) return [];
    const [old, next] = [before && purgedAt(before, config), purgedAt(after, config)];
    if (old === next) return [];
    if (next !== undefined) return [{ put: purgeTimer(tenant, after, next) }];
    return [{ delete: retentionKey(tenant, definition.type, after.uid) }];
  },
});
