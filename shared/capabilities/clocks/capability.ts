/** Service-level clocks of a record: started, moved, paused and told of as its state and the tenant's definitions say (B2–B6). */

import { described, describedGroups } from '#shared/capabilities/clocks/described';
import {
  type ClocksRule,
  nextAt,
  passedAt,
  presentClocks,
  settleClocks,
} from '#shared/capabilities/clocks/record-clocks';
import { explain, listClocks } from '#shared/capabilities/clocks/requests';
import { defineCapability } from '#shared/engine/capability';
import type { Part } from '#shared/grammar/capability';
import type { ServiceLevelClock } from '#shared/kit/service-levels/clock';

declare module '#shared/grammar/record' {
  interface PartEnvelope {
    readonly clocks?: Readonly<Record<string, ServiceLevelClock>>;
    /** What the clocks' definitions were chosen by; they are chosen anew when it changes. */
    readonly clockBasis?: string;
  }
}

/** @param rule what a record's state means for each clock, and what reaching a threshold changes */
export function clocks<R>(rule: ClocksRule<R>): Part<R, never, never> {
  const names = Object.keys(rule.clocks).map((name) => `\`${name}\``);
  return defineCapability<R, never, never>({
    name: 'clocks',
    described: rule.group ? describedGroups : described,
    notes: [`Service-level clocks: ${names.join(', ')}.`],
    requests: [
      { kind: 'list-clocks', method: 'GET', path: '*/{id}/clocks', run: listClocks },
      { kind: 'explain-clock', method: 'GET', path: '*/{id}/clocks/{clock}/explain', run: explain },
    ],
    envelope: { clocks: { visibility: 'public' } },
    settle: (draft, circumstances) => settleClocks(rule, draft, circumstances),
    due: { next: nextAt, passed: passedAt },
    present: ({ record, config, now, all }) => {
      const shown = presentClocks(record, config, now, all);
      return shown ? { clocks: shown } : {};
    },
  });
}
