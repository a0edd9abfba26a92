/** What is measured again and again: readings in the record's partition, rolled up, with levels, and told of when nothing comes any more. */

import { described } from '#shared/capabilities/series/described';
import { POINTS } from '#shared/capabilities/series/keys';
import { readSeries, record } from '#shared/capabilities/series/requests';
import type { SeriesRule } from '#shared/capabilities/series/series';
import { tellSilence } from '#shared/capabilities/series/silence';
import { defineCapability } from '#shared/engine/capability';
import type { Part } from '#shared/grammar/capability';
import type { Emission, Outcome } from '#shared/grammar/definition';

declare module '#shared/grammar/record' {
  interface PartEnvelope {
    /** How its measured series stand, by name. */
    readonly series?: Readonly<Record<string, { readonly level: string; readonly since: string }>>;
  }
}

/** @param stated what is measured and how often, who writes it, how long it is kept, and what is beyond its levels */
export function series<R>(stated: SeriesRule<R, Outcome<R, Emission>>): Part<R, never, never> {
  // Its rules are erased as those of every part are: the record that they judge is the one that the definition names.
  const rule = stated as unknown as SeriesRule;
  return defineCapability<R, never, never>({
    name: 'series',
    keeps: [{ begins: POINTS, counted: 'readings' }],
    described,
    notes: [`Measured as \`${rule.name}\`, kept for ${rule.keep.readings} days.`],
    requests: [
      {
        kind: 'record-readings',
        method: 'POST',
        path: `*/{id}/${rule.name}`,
        run: (context) => record(context, rule),
      },
      { kind: 'read-series', method: 'GET', path: `*/{id}/${rule.name}`, run: (context) => readSeries(context, rule) },
    ],
    envelope: { series: { visibility: 'internal' } },
    overdue: (overdue) => tellSilence(rule, overdue),
  });
}
