/** A record is made with published versions of others, and keeps reading them whatever is published later. */

import { described } from '#shared/capabilities/pins/described';
import type { Pin } from '#shared/capabilities/pins/pin';
import { type PinRule, standingPins, statePins } from '#shared/capabilities/pins/pin';
import { readPinned } from '#shared/capabilities/pins/requests';
import { refuseMoved } from '#shared/capabilities/pins/settle';
import { defineCapability } from '#shared/engine/capability';
import type { Part } from '#shared/grammar/capability';

declare module '#shared/grammar/record' {
  interface PartEnvelope {
    /** Versions of other records that it was made with, by the field that names the record. */
    readonly pins?: Readonly<Record<string, Pin>>;
  }
}

/** @param rules fields that name a record, and of which type: its version in force is pinned when the record is made */
export function pins<const N extends string>(...rules: readonly PinRule<N>[]): Part<unknown, never, N> {
  return defineCapability<unknown, never, N>({
    name: 'pins',
    described,
    requests: [
      {
        kind: 'read-pinned',
        method: 'GET',
        path: '*/{id}/pinned/{field}',
        run: (context) => readPinned(context, rules),
      },
    ],
    envelope: { pins: { visibility: 'internal' } },
    settle: (draft, _, settling) => refuseMoved(rules, draft.record, settling),
    complete: {
      standing: standingPins,
      stated: (completing, body) => statePins(completing, rules, body),
    },
  });
}
