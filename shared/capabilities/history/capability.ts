/** The audit trail of a record, and whether it is whole (A4). */

import { described } from '#shared/capabilities/history/described';
import { history as read, verify } from '#shared/capabilities/history/history';
import { defineCapability } from '#shared/engine/capability';
import { EVENT } from '#shared/store/keys';

export const history = defineCapability<unknown, never, never>({
  name: 'history',
  described,
  keeps: [{ begins: EVENT, counted: 'history' }],
  requests: [
    { kind: 'history', method: 'GET', path: '*/{id}/history', run: read },
    { kind: 'verify', method: 'GET', path: '*/{id}/history/verify', run: verify },
  ],
});
