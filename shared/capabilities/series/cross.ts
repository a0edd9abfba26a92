/** What a change of a series' standing makes of its record: told once a crossing, however many readings are beyond. Pure. */
import type { Crossed, Head, SeriesRule } from '#shared/capabilities/series/series';
import type { Circumstances } from '#shared/engine/circumstances';
import { decideChange } from '#shared/engine/decide';
import type { Plan } from '#shared/engine/plan';
import type { AnyOutcome, AnyRecordDefinition, Decision, Effect } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { crossings } from '#shared/kit/series/levels';
import { newerThan, type Point } from '#shared/kit/series/point';
import { toInstant } from '#shared/time/clock';

/** What newer readings cross, the end of a silence first; older ones raise nothing any more. */
export function crossedBy(rule: SeriesRule, record: AnyRecord, points: readonly Point[], head?: Head) {
  const newer = newerThan(points, head?.last);
  const level = head?.level ?? 'ok';
  const limits = rule.levels?.(record as never) ?? {};
  const values = newer.map(({ value }) => value);
  const of = (index: number) => {
    const { at = 0, value = 0 } = newer[index] ?? {};
    return { at: toInstant(at), value };
  };
  const found = crossings(values, limits, level);
  const returned: readonly Crossed[] =
    head?.silent && newer.length > 0 ? [{ series: rule.name, from: 'silent', to: level, ...of(0) }] : [];
  const crossed: readonly Crossed[] = found.map(({ index, from, to }) => ({
    ...{ series: rule.name, from, to },
    ...of(index),
  }));
  return { crossed: [...returned, ...crossed], level: found.at(-1)?.to ?? level, last: newer.at(-1)?.at ?? head?.last };
}

/** The record's change, one event a crossing. */
export function planOfCrossings(
  definition: AnyRecordDefinition,
  rule: SeriesRule,
  record: AnyRecord,
  crossed: readonly Crossed[],
  circumstances: Circumstances,
): Plan {
  const [first, ...others] = crossed;
  const final = crossed.at(-1) ?? first;
  const series = { ...record.series, [rule.name]: { level: final?.to, since: final?.at } };
  const effects = crossed.flatMap((each, index): Effect<never, never, AnyOutcome>[] => [
    ...(index === 0 ? [] : [() => ({ emit: [{ name: 'level_changed', data: { ...others[index - 1] } }] })]),
    ...(rule.crossed ?? []).map((effect) => (decision: Decision<never>) => effect({ ...decision, input: each })),
  ]);
  const how = {
    command: rule.name,
    visibility: 'public',
    emits: 'level_changed',
    data: { ...first },
    effects,
  } as const;
  return decideChange(definition, record, { series }, how, circumstances);
}
