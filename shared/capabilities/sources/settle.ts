/** What follows for a record from what sources say, whenever it changes and as time passes. Pure. */
import { MANUAL, type SourcesRule } from '#shared/capabilities/sources/rule';
import {
  type Attributes,
  attributesIn,
  changesAt,
  fieldsOf,
  nextChangeAt,
  type Report,
  reported,
  type Sources,
} from '#shared/capabilities/sources/weigh';
import type { Circumstances } from '#shared/engine/circumstances';
import { applied, type Draft } from '#shared/engine/draft';
import { canonical } from '#shared/engine/history';
import type { Settling } from '#shared/engine/seams';
import type { AnyRecord } from '#shared/grammar/record';
import { Problem } from '#shared/problems/problems';
import { toInstant } from '#shared/time/clock';

/** The command by which a report changes a record. */
export const SIGHT = 'sight';

/** Whether an attribute is one of some fields, or stands in one. */
const isOf = (attribute: string, fields: readonly string[]): boolean =>
  fields.includes(attribute) || fields.includes(attribute.split('/')[0] ?? '');

/** Sources without what they say of some fields. */
export function forgotten(sources: Sources, fields: readonly string[]): Sources {
  return Object.fromEntries(
    Object.entries(sources).map(([name, source]) => {
      const kept = Object.entries(source.values).filter(([attribute]) => !isOf(attribute, fields));
      return [name, { ...source, values: Object.fromEntries(kept) }];
    }),
  );
}

/** What of a record's attributes was changed; `null`: it has no value any more. */
function changed(rule: SourcesRule, before: AnyRecord, after: AnyRecord): Attributes {
  const [old, next] = [attributesIn(rule, before), attributesIn(rule, after)];
  const names = new Set([...Object.keys(old), ...Object.keys(next)]);
  return Object.fromEntries(
    [...names].flatMap((name) => (canonical(old[name]) === canonical(next[name]) ? [] : [[name, next[name] ?? null]])),
  );
}

/** A record's sources after a report. What no source has said yet, and the record has, was stated by hand before there were sources. */
export function sourcesAfter(rule: SourcesRule, record: AnyRecord, report: Report): Sources {
  const { sources = {}, createdAt } = record;
  const said = new Set(Object.values(sources).flatMap(({ values }) => Object.keys(values)));
  const unclaimed = Object.entries(attributesIn(rule, record)).filter(([name]) => !said.has(name));
  if (unclaimed.length === 0) return reported(sources, report);
  const byHand = { source: MANUAL, seenAt: createdAt, values: Object.fromEntries(unclaimed) };
  return reported(reported(sources, byHand), report);
}

const isEmpty = (values: object): boolean => Object.keys(values).length === 0;

/** Who said what a change states: what is made by a report is its source's, all else is stated by hand. */
function statedAfter(rule: SourcesRule, record: AnyRecord, { before, command, redacts = [] }: Settling, at: string) {
  const sources = forgotten(record.sources ?? {}, redacts);
  if (!before) {
    const [source = MANUAL] = Object.keys(sources);
    const seenAt = sources[source]?.lastSeen ?? at;
    return { sources: reported(sources, { source, seenAt, values: attributesIn(rule, record) }), stated: {} };
  }
  if (command === SIGHT) return { sources, stated: {} };
  const stated = Object.fromEntries(
    Object.entries(changed(rule, before, record)).filter(([attribute]) => !isOf(attribute, redacts)),
  );
  const next = isEmpty(stated) ? sources : reported(sources, { source: MANUAL, seenAt: at, values: stated });
  return { sources: next, stated };
}

/** @throws Problem outranked for a change by hand of what a source that is believed before people says otherwise */
export function settleSources(rule: SourcesRule, draft: Draft, { now }: Circumstances, settling: Settling): void {
  const { record } = draft;
  const { sources, stated } = statedAfter(rule, record, settling, toInstant(now));
  if (isEmpty(sources)) return;
  const changes = changesAt(rule, record, sources, now);
  if (settling.command === 'update') refuseOutranked(stated, changes);
  draft.record = applied(record, { sources, ...fieldsOf(record, changes) });
  if (settling.command !== 'clock' || isEmpty(changes)) return;
  draft.shows = true;
  draft.emissions.push({ name: 'source_gave_way', data: { attributes: Object.keys(changes) } });
}

function refuseOutranked(stated: Attributes, changes: Attributes): void {
  const lost = Object.keys(stated).filter((name) => stated[name] !== null && changes[name] !== undefined);
  if (lost.length === 0) return;
  const detail = `a source that is believed before people says otherwise of ${lost.join(', ')}`;
  const errors = lost.map((name) => ({ pointer: `/${name}`, code: 'outranked', message: detail }));
  throw new Problem('outranked', detail, { errors });
}

/** Since when something that sources have come to mean is not told of yet, in epoch milliseconds. */
export function passedFor(rule: SourcesRule, record: AnyRecord, now: number): number | undefined {
  const at = nextChangeAt(rule, record);
  return at !== undefined && at <= now ? at : undefined;
}
