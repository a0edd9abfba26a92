/** Pure rule of new incidents: whoever logs one for no group has it routed, and the group hears of it (D2, F). */

import { routeOf } from '#shared/capabilities/routing/route';
import type { Emits } from '#shared/grammar/contract';
import type { Decision, Outcome } from '#shared/grammar/definition';
import type { contract } from '../contract.ts';
import type { Incident } from './record.ts';

/** What is confidential goes to nobody by itself: a group's members may read what the group has. */
export function route({
  record,
  config,
}: Decision<Incident, unknown>): Outcome<Incident, Emits<typeof contract, 'incident'>> {
  if (record.assignedGroup !== undefined || record.confidential) return {};
  const found = routeOf(record, config);
  if (!found) return {};
  const { group, by } = found;
  return {
    set: { assignedGroup: group, firstGroup: group },
    emit: [{ name: 'assigned', data: { group, routedBy: by } }],
  };
}
