/** Rows of imported files as reports of a source: each finds its record by what identifies it, and counts where the source is believed. */
import type { ImportRule, RowCarried } from '#shared/capabilities/importing/import-rule';
import type { SourcesRule } from '#shared/capabilities/sources/rule';
import { sight } from '#shared/capabilities/sources/sight';
import type { Sighted } from '#shared/capabilities/sources/sighting';

const became: Readonly<Record<Sighted['outcome'], RowCarried['became']>> = {
  created: 'made',
  updated: 'changed',
  ...{ seen: 'same', unchanged: 'same', outdated: 'same' },
  quarantined: 'unknown',
};

/** What `through` of `importing` takes. @param rule that of the part `sources` */
export function reports<R, const N extends string>(rule: SourcesRule<R, N>): NonNullable<ImportRule['through']> {
  return async (context, report, also) => {
    const along = ({ outcome, record }: Sighted) => {
      const carried = became[outcome];
      return record !== undefined && (carried === 'made' || carried === 'changed') ? also(carried, record) : [];
    };
    const { outcome, record, quarantined, candidates = [] } = await sight(context, rule, report, along);
    const among = candidates.length > 0 ? `one of ${candidates.join(', ')}` : 'a record that you may not see';
    const reason = `it may be ${among}; it waits in quarantine as ${quarantined}`;
    return { became: became[outcome], ...(record !== undefined && { record }), ...(quarantined && { reason }) };
  };
}
